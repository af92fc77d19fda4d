"""What becomes of a need: asked for in one click, closed, waived, opened again."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from actors.enums import Level
from actors.models import Competence
from projects.models import Need, Project
from territoire.models import User

CLOSED_BEFORE_OPENED = _("The need was not stated yet on that day.")


@transaction.atomic
def ask_usual(project: Project, competence: Competence, *, day: date, by: User) -> Need:
    """State a need for a competence at its middle level, or return the one that the project already states."""
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    known = Need.objects.open_on(day).filter(project=project, competence=competence).first()
    return known or Need.objects.create(
        project=project,
        competence=competence,
        minimum_level=Level.PRACTISES,
        opened_on=day,
        created_by=by,
    )


@transaction.atomic
def close(need: Need, *, day: date, by: User) -> None:
    """Say that the need is no longer there from `day` on: it was filled, or the project moved on."""
    need = _locked(need)
    if need.opened_on and need.opened_on > day:
        raise ValidationError(CLOSED_BEFORE_OPENED, code="not-open-yet")
    need.closed_on = day
    need.save(update_fields=["closed_on", "updated_at"])


@transaction.atomic
def waive(need: Need, *, day: date, reason: str, by: User) -> None:
    """Say that the project does without, since `day`, and why; the need stays to be seen."""
    need = _locked(need)
    need.waived_on = day
    need.waiver_reason = reason
    need.save(update_fields=["waived_on", "waiver_reason", "updated_at"])


@transaction.atomic
def reopen(need: Need, *, by: User) -> None:
    """Open again a need that was closed or waived."""
    need = _locked(need)
    need.closed_on = need.waived_on = None
    need.waiver_reason = ""
    need.save(update_fields=["closed_on", "waived_on", "waiver_reason", "updated_at"])


def _locked(need: Need) -> Need:
    return Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
