"""Who takes part in a project: comes aboard, leaves, comes back."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from actors.enums import FactState
from projects.models import Engagement, Involvement, Project
from territoire.models import User
from territoire.periods import holds, since

ENDED_BEFORE = _("It was not aboard yet on that day.")
ABOARD_AGAIN = _("This actor came aboard again since: change that involvement instead.")


@transaction.atomic
def end(involvement: Involvement, *, last_day: date, by: User) -> None:
    """End an involvement after `last_day`; raises `ValidationError` when it had not begun by then."""
    involvement = _locked(involvement)
    lower = involvement.period.lower
    if lower is not None and lower > last_day:
        raise ValidationError(ENDED_BEFORE, code="not-begun")
    involvement.period = since(lower, last_day + timedelta(days=1))
    involvement.save(update_fields=["period", "updated_at"])


@transaction.atomic
def resume(involvement: Involvement, *, by: User) -> None:
    """Undo the end of an involvement; raises `ValidationError` when the actor came aboard again since."""
    involvement = _locked(involvement)
    period = since(involvement.period.lower)
    others = Involvement.objects.filter(project=involvement.project_id, actor=involvement.actor_id)
    if others.filter(period__overlap=period).exclude(pk=involvement.pk).exists():
        raise ValidationError(ABOARD_AGAIN, code="aboard-again")
    involvement.period = period
    involvement.save(update_fields=["period", "updated_at"])


@transaction.atomic
def confirm(involvement: Involvement, *, by: User) -> None:
    """Note that the actor says so too."""
    involvement = _locked(involvement)
    if involvement.state != FactState.CONFIRMED:
        involvement.state = FactState.CONFIRMED
        involvement.save(update_fields=["state", "updated_at"])


@transaction.atomic
def change_degree(involvement: Involvement, *, degree: int, by: User) -> None:
    """Say that the actor takes part more, or less."""
    involvement = _locked(involvement)
    if involvement.degree_id != degree:
        involvement.degree_id = degree
        involvement.save(update_fields=["degree", "updated_at"])


def bring_aboard(project: Project, actor, *, degree, day: date, by: User) -> Involvement:
    """Involve `actor` from `day` on, to `degree` at least; the caller holds the lock on the project.

    Who is aboard already stays so, with the deeper of the two degrees; a later involvement bounds the new one.
    """
    known = Involvement.objects.select_for_update().filter(
        project=project, actor=actor, period__overlap=since(day)
    )
    later = sorted(known, key=lambda one: one.period.lower or date.min)
    if later and holds(later[0].period, day):
        involvement = later[0]
        if degree.value > involvement.degree_id:
            involvement.degree = degree
            involvement.save(update_fields=["degree", "updated_at"])
        return involvement
    return Involvement.objects.create(
        project=project,
        actor=actor,
        degree=degree,
        period=since(day, later[0].period.lower if later else None),
        created_by=by,
    )


def engage(involvement: Involvement, persons) -> list[int]:
    """Let `persons` take part through the involvement; return the keys of the engagements that this adds."""
    found = [Engagement.objects.get_or_create(involvement=involvement, person=person) for person in persons]
    return [engagement.pk for engagement, is_new in found if is_new]


def lock(project: Project) -> None:
    """Let nobody else bring the project's actors aboard until the transaction ends."""
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)


def _locked(involvement: Involvement) -> Involvement:
    lock(involvement.project)
    return Involvement.objects.get(pk=involvement.pk)
