"""Makes what somebody supposed true: all of it, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Actor
from projects.actions import involvements
from projects.models import Degree, Engagement, Involvement, Project
from territoire.models import User
from territoire.periods import holds


@dataclass(frozen=True, slots=True)
class Coming:
    """An actor to bring aboard, to what degree, with which of its persons."""

    actor: Actor
    degree: int
    persons: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The changes to make."""

    leaving: tuple[Involvement, ...] = ()
    degrees: tuple[tuple[Involvement, int], ...] = ()
    coming: tuple[Coming, ...] = ()

    def __len__(self) -> int:
        """Return how many changes there are."""
        return len(self.leaving) + len(self.degrees) + len(self.coming)


@transaction.atomic
def make_true(project: Project, chosen: Chosen, *, day: date, by: User) -> None:
    """Make the changes as from `day`; raises `ValidationError`, and changes nothing, when one of them cannot be made.

    Who leaves is aboard until the day before. Who comes is declared aboard. What was done in between by somebody else
    stays: who left already has left, who came already keeps the deeper degree.
    """
    involvements.lock(project)
    problems: list[str] = []
    for one in chosen.leaving:
        problems += _tried(one.actor, lambda one=one: _end(one, day, by))
    for one, degree in chosen.degrees:
        problems += _tried(one.actor, lambda one=one, degree=degree: _change(one, degree, day, by))
    degrees = Degree.objects.in_bulk([one.degree for one in chosen.coming])
    for coming in chosen.coming:
        involvement = involvements.bring_aboard(
            project, coming.actor, degree=degrees[coming.degree], day=day, by=by
        )
        _engage(involvement, coming.persons)
    if problems:
        raise ValidationError(problems)


def _tried(actor: Actor, change) -> list[str]:
    """Make one change; return why it cannot be, with whose it is."""
    try:
        change()
    except ValidationError as error:
        return [_("%(actor)s: %(problem)s") % {"actor": actor, "problem": " ".join(error.messages)}]
    return []


def _end(involvement: Involvement, day: date, by: User) -> None:
    if holds(Involvement.objects.get(pk=involvement.pk).period, day):
        involvements.end(involvement, last_day=day - timedelta(days=1), by=by)


def _change(involvement: Involvement, degree: int, day: date, by: User) -> None:
    if not holds(Involvement.objects.get(pk=involvement.pk).period, day):
        raise ValidationError(_("is no longer aboard on that day."))
    involvements.change_degree(involvement, degree=degree, by=by)


def _engage(involvement: Involvement, persons: Iterable[Actor]) -> None:
    for person in persons:
        Engagement.objects.get_or_create(involvement=involvement, person=person)
