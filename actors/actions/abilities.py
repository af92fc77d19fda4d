"""Noting what an actor knows how to do, beside what is already known of it."""

from datetime import date

from django.db import transaction

from actors.models import Actor, ActorOccupation, Competence, Mastery, Occupation
from territoire.models import User
from territoire.periods import DatedQuerySet, holds, since


@transaction.atomic
def note_competence(actor: Actor, competence: Competence, *, level: int, day: date, by: User) -> Mastery:
    """Note that `actor` masters `competence`, ready to use it, at `level` at least, from `day` on.

    What is known already is raised, never lowered; the new period stops where a later one begins.
    """
    known = _from(Mastery.objects.filter(actor=actor, competence=competence), day)
    if known and holds(known.period, day):
        known.level, known.mobilisable = max(known.level, level), True
        known.save(update_fields=["level", "mobilisable", "updated_at"])
        return known
    until = known.period.lower if known else None
    return Mastery.objects.create(
        actor=actor, competence=competence, level=level, period=since(day, until), created_by=by
    )


@transaction.atomic
def note_occupation(actor: Actor, occupation: Occupation, *, day: date, by: User) -> ActorOccupation:
    """Note that `actor` practises `occupation` from `day` on; what is known already stays as it is."""
    known = _from(ActorOccupation.objects.filter(actor=actor, occupation=occupation), day)
    if known and holds(known.period, day):
        return known
    until = known.period.lower if known else None
    return ActorOccupation.objects.create(
        actor=actor, occupation=occupation, period=since(day, until), created_by=by
    )


def _from(facts: DatedQuerySet, day: date):
    """Return the first of `facts`, locked, that holds on `day` or later."""
    return facts.select_for_update().filter(period__overlap=since(day)).order_by("period").first()
