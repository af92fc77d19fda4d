"""Turning a post-it into something of the map, by the very actions of the pages; and noting what came of it."""

from datetime import date
from typing import Any

from django.db import transaction

from actors.actions import abilities, competences
from actors.actions import partnerships as ties
from actors.models import Actor, Competence, Partnership, PartnershipAxis, PartnershipKind, Resource
from cocreation.actions import diagnoses, ideas, statements
from cocreation.models import Idea
from projects.actions import involvements
from projects.models import Need
from territoire.enums import Visibility
from territoire.models import User
from workshops.actions.boards import lock, tell
from workshops.enums import Becomes
from workshops.models import FIELDS, Note, Outcome, Workshop


@transaction.atomic
def note_outcome(note: Note, becomes: str, thing: Any, *, known: bool, by: User) -> Outcome:
    """Note what a post-it became; noted once for each thing."""
    workshop = note.question.workshop
    board = lock(workshop)
    told = {"workshop": workshop, "note": note, "becomes": becomes, FIELDS[Becomes(becomes)]: thing}
    outcome, _new = Outcome.objects.get_or_create(**told, defaults={"known": known, "created_by": by})
    Note.objects.filter(pk=note.pk).update(version=board.version)
    tell(board)
    return outcome


@transaction.atomic
def undo(outcome: Outcome, *, by: User) -> None:
    """Forget that it came of the post-it; what it became stays on the map."""
    board = lock(outcome.workshop)
    if outcome.note_id:
        Note.objects.filter(pk=outcome.note_id).update(version=board.version)
    outcome.delete()
    tell(board)


def actor(note: Note, found: Actor, *, known: bool, degree, day: date, by: User) -> Outcome:
    """Note an actor, which comes aboard the project when a degree is given."""
    workshop = note.question.workshop
    with transaction.atomic():
        if degree is not None and workshop.project is not None:
            involvements.lock(workshop.project)
            involvements.bring_aboard(workshop.project, found, degree=degree, day=day, by=by)
        return note_outcome(note, Becomes.ACTOR, found, known=known, by=by)


def competence(
    note: Note,
    found: Competence | None,
    *,
    proposal: dict[str, Any],
    holder: Actor | None,
    level: int,
    day: date,
    by: User,
) -> Outcome:
    """Note a competence, proposed when the list misses it, and who has it if that is known."""
    with transaction.atomic():
        known = found is not None
        found = found or competences.propose(**proposal, by=by)
        if holder is not None:
            abilities.note_competence(holder, found, level=level, day=day, by=by)
        return note_outcome(note, Becomes.COMPETENCE, found, known=known, by=by)


def resource(note: Note, made: Resource, *, by: User) -> Outcome:
    """Note what an actor can give."""
    with transaction.atomic():
        made.created_by = by
        made.save()
        return note_outcome(note, Becomes.RESOURCE, made, known=False, by=by)


def tie(note: Note, one: Actor, other: Actor, *, kind: PartnershipKind, by: User) -> Outcome:
    """Note that two actors work together; they may be known to already."""
    workshop = note.question.workshop
    team = workshop.project.team if workshop.project else None
    with transaction.atomic():
        known = ties.known(one, other, team=team, by=by)
        held = known is not None and known.axes.filter(kind=kind).exists()
        found = known or Partnership(team=team)
        if not held:
            axis = PartnershipAxis(kind=kind, description=note.text)
            found = ties.declare(found, [axis], between=(one, other), by=by)
        return note_outcome(note, Becomes.TIE, found, known=held, by=by)


def idea(note: Note, name: str, text: str, *, by: User) -> Outcome:
    """Put an idea in the box of the territory, once."""
    place = note.question.workshop.where
    with transaction.atomic():
        known = ideas.alike(place, name)
        found = known or ideas.propose(
            Idea(territory=place, name=name, text=text, visibility=Visibility.MEMBERS), by=by
        )
        return note_outcome(note, Becomes.IDEA, found, known=known is not None, by=by)


def statement(note: Note, kind: str, text: str, *, by: User) -> Outcome:
    """State it in the diagnosis, which begins if there is none; raises `ValidationError` where it cannot be."""
    subject = note.question.workshop.subject
    with transaction.atomic():
        diagnosis = diagnoses.current(subject) or diagnoses.start(subject, by=by)
        known = statements.alike(diagnosis, text)
        found = known or statements.add(diagnosis, kind=kind, text=text, by=by)
        return note_outcome(note, Becomes.STATEMENT, found, known=known is not None, by=by)


def need(note: Note, stated: Need, *, by: User) -> Outcome:
    """Note a need that was just stated."""
    return note_outcome(note, Becomes.NEED, stated, known=False, by=by)


def of_workshop(workshop: Workshop):
    """Return what came out of a workshop, with what its page names."""
    return workshop.outcomes.select_related(
        "actor__family", "need__competence", "need__occupation", "need__resource_kind", "need__family",
        "need__project", "competence", "resource__kind", "resource__actor", "partnership__first",
        "partnership__second", "idea", "statement__diagnosis__project", "statement__diagnosis__territory", "note",
    )  # fmt: skip
