"""Assessment rounds: begun, shown to the room, rated by each alone, settled together, kept by the project."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Actor
from projects.actions import assessments
from territoire.models import User
from workshops.actions.boards import lock, tell
from workshops.enums import SCALES, RoundState
from workshops.models import Board, Participant, Rating, Round, RoundActor, Workshop

#: Nobody rates more in one go.
MOST_ACTORS = 40


@dataclass(frozen=True)
class Rated:
    """What a phone says of an actor; `stage` is that of the board as the phone knew it when it was said."""

    uid: uuid.UUID
    figures: dict[str, int | None] = field(default_factory=dict)
    revision: int = 1
    stage: int = 0


@transaction.atomic
def begin(workshop: Workshop, actors: Iterable[Actor], *, salience: bool, by: User) -> Round:
    """Ask the room how it sees these actors; raises `ValidationError` where they are none, or too many."""
    chosen = list(dict.fromkeys(actors))
    if not chosen:
        raise ValidationError(_("Choose at least one actor."), code="none")
    if len(chosen) > MOST_ACTORS:
        text = _("Choose at most %(most)d actors: %(count)d are too many to rate in one go.")
        raise ValidationError(text % {"most": MOST_ACTORS, "count": len(chosen)}, code="too-many")
    made = Round.objects.create(workshop=workshop, salience=salience, created_by=by)
    RoundActor.objects.bulk_create(
        RoundActor(round=made, actor=actor, position=place, created_by=by)
        for place, actor in enumerate(chosen)
    )
    show(workshop, made, by=by)
    return made


@transaction.atomic
def show(workshop: Workshop, shown: Round | None, *, by: User) -> None:
    """Put a round before the room, or go back to the question."""
    board = lock(workshop)
    board.round = shown
    tell(board, everybody=True)


@transaction.atomic
def reveal(shown: Round, revealed: bool, *, by: User) -> None:
    """Show what was said, or let each go on alone."""
    board = lock(shown.workshop)
    tell(board, everybody=True)
    shown.state = RoundState.TOGETHER if revealed else RoundState.ALONE
    shown.shown_at_stage = board.stage if revealed else 0
    shown.save(update_fields=["state", "shown_at_stage", "updated_at"])


@transaction.atomic
def rate(participant: Participant, sent: list[Rated]) -> tuple[list[uuid.UUID], dict[uuid.UUID, str]]:
    """Keep what a phone says of actors, each once; return what is kept, and what is not, with the reason.

    What was said before the phone heard that ratings are shown still counts: it waited for a network.
    """
    board = lock(participant.workshop)
    about = {
        one.uid: one
        for one in RoundActor.objects.filter(
            uid__in=[one.uid for one in sent], round__workshop=participant.workshop_id
        ).select_related("round")
    }
    known = {one.about_id: one for one in participant.ratings.filter(about__in=about.values())}
    kept, refused, changed = [], {}, False
    for one in sent:
        actor = about.get(one.uid)
        reason = _refusal(one, actor) if actor else _("This actor is not in the round any more.")
        if actor is None or reason:
            refused[one.uid] = reason
            continue
        kept.append(one.uid)
        rating = known.get(actor.pk)
        if rating is not None and rating.revision >= one.revision:
            continue
        known[actor.pk] = _save(rating or Rating(about=actor, participant=participant), one)
        changed = True
    if changed:
        tell(board)
    return kept, refused


def _refusal(one: Rated, actor: RoundActor) -> str:
    if actor.round.state == RoundState.TOGETHER and one.stage >= actor.round.shown_at_stage:
        return _("What was said is shown: the round takes nothing more.")
    if one.figures.get("influence") is None or one.figures.get("interest") is None:
        return _("Say both the influence and the interest.")
    return ""


def _save(rating: Rating, one: Rated) -> Rating:
    for name in SCALES:
        setattr(rating, name, one.figures.get(name))
    rating.revision = one.revision
    rating.save()
    return rating


@transaction.atomic
def settle(about: RoundActor, figures: dict[str, int | None], *, by: User) -> None:
    """Note what the room settled of an actor; empty figures take it back."""
    board = lock(about.round.workshop)
    for name in SCALES:
        setattr(about, name, figures.get(name))
    about.save(update_fields=[*SCALES, "updated_at"])
    tell(board)


@transaction.atomic
def keep(settled: Round, *, by: User) -> tuple[int, int]:
    """Make what was settled the assessments of the project; return how many are kept, and how many cannot be.

    Those of whom influence or interest was not settled cannot, nor those who have no part in the project.
    """
    project = settled.workshop.project
    if project is None:
        return 0, 0
    on_map = set(assessments.assessable(project, by).values_list("pk", flat=True))
    said = settled.actors.select_related("actor").exclude(influence=None, interest=None)
    kept = left = 0
    for one in said:
        if one.actor_id not in on_map or one.influence is None or one.interest is None:
            left += 1
            continue
        more = {"legitimacy": one.legitimacy, "urgency": one.urgency}
        one.assessment = assessments.assess(
            project, one.actor, by=by, influence=one.influence, interest=one.interest, agreed=True, **more
        )
        one.save(update_fields=["assessment", "updated_at"])
        kept += 1
    return kept, left


@transaction.atomic
def take_back(settled: Round, *, by: User) -> int:
    """Delete the assessments that the project kept of this round; return how many."""
    kept = [one.assessment for one in settled.actors.select_related("assessment") if one.assessment]
    for one in kept:
        one.delete()
    return len(kept)


@transaction.atomic
def delete(gone: Round, *, by: User) -> None:
    """Delete a round with all that was said in it; what the project kept stays."""
    board = lock(gone.workshop)
    gone.delete()
    board.round = Board.objects.get(pk=board.pk).round
    tell(board, everybody=True)
