"""What a board says, as JSON holds it: to its projector, and to the phone of one participant.

The same values are sent as events and answered to who asks: `since` is the number of the last change that one knows.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef
from django.utils import timezone

from workshops.analysis import rounds
from workshops.enums import Becomes, RoundState, Scale
from workshops.models import (
    Board,
    Dot,
    Group,
    Note,
    Outcome,
    Participant,
    Question,
    Rating,
    Round,
    RoundActor,
    Workshop,
)

type Payload = dict[str, Any]


def for_projector(workshop_key: int, since: int = 0) -> Payload:
    """Return where the board stands, and the post-its and groups that changed after number `since`."""
    board = _board(workshop_key)
    notes = Note.objects.filter(
        question__workshop=workshop_key, version__gt=since, version__lte=board.version
    )
    groups = Group.objects.filter(
        question__workshop=workshop_key, version__gt=since, version__lte=board.version
    )
    if not since:
        notes, groups = notes.filter(withdrawn_at=None), groups.filter(removed_at=None)
    return {
        **_stand(board),
        "questions": [_question(one) for one in Question.objects.filter(workshop=workshop_key)],
        "participants": Participant.objects.filter(workshop=workshop_key).count(),
        "groups": [_group(one) for one in groups.select_related("question")],
        "notes": [_note(one) for one in _with_dots(notes)],
        "round": _round(board.round) if board.round else None,
        "whole": not since,
    }


def for_phone(participant: Participant) -> Payload:
    """Return where the board stands, one's own post-its and, once dots are open, those of the others."""
    board = _board(participant.workshop_id)
    own = Note.objects.filter(author=participant).select_related("question").order_by("pk")
    others, mine = [], set()
    if board.dots_open and board.question_id:
        others = list(
            Note.objects.shown().filter(question=board.question_id).order_by("group__position", "pk")
        )
        put = Dot.objects.filter(participant=participant, note__question=board.question_id)
        mine = set(put.values_list("note__uid", flat=True))
    return {
        **_stand(board),
        "asked": _question(board.question) if board.question else None,
        "own": [_own(one) for one in own],
        "round": _round_of(board.round, participant) if board.round else None,
        "wall": [
            {"uid": str(one.uid), "text": one.text, "kind": one.kind, "dot": one.uid in mine}
            for one in others
        ],
        "dots_left": board.question.dots - len(mine) if board.question else 0,
    }


def versions(workshops: list[int]) -> dict[int, tuple[int, int]]:
    """Return the number and the stage of each of these boards."""
    found = Board.objects.filter(pk__in=workshops).values_list("pk", "version", "stage")
    return {key: (version, stage) for key, version, stage in found}


def _board(workshop_key: int) -> Board:
    return Board.objects.select_related("question", "workshop", "round").get(workshop=workshop_key)


def _stand(board: Board) -> Payload:
    workshop: Workshop = board.workshop
    return {
        "version": board.version,
        "stage": board.stage,
        "now": _milliseconds(timezone.now()),
        "open": workshop.is_open,
        "question": str(board.question.uid) if board.question else None,
        "dots_open": board.dots_open,
        "timer": _milliseconds(board.timer_ends_at) if board.timer_ends_at else None,
    }


def _milliseconds(moment) -> int:
    return int(moment.timestamp() * 1000)


def _question(question: Question) -> Payload:
    return {
        "uid": str(question.uid),
        "text": question.text,
        "hint": question.hint,
        "dots": question.dots,
    }


def _actors_of(shown: Round) -> list[RoundActor]:
    return list(shown.actors.told().select_related("actor__family"))


def _round(shown: Round) -> Payload:
    """What the projector shows of a round: who is rated and by how many; what they said, once it is shown."""
    actors = _actors_of(shown)
    return {
        "uid": str(shown.uid),
        "together": shown.state == RoundState.TOGETHER,
        "salience": shown.salience,
        "rated": Rating.objects.filter(about__round=shown).values("participant").distinct().count(),
        "actors": [_told(one) for one in rounds.told(shown, actors)],
    }


def _told(one: rounds.Told) -> Payload:
    salience = one.salience
    return {
        "uid": str(one.about.uid),
        "name": one.about.actor.name,
        "voices": one.voices,
        "figures": {name: [f.low, f.middle, f.high] for name, f in one.figures.items()},
        "dots": one.dots,
        "apart": one.apart,
        "part": str(one.part.label) if one.part else "",
        "salience": str(salience.name) if salience else "",
        "meaning": str(salience.meaning) if salience else "",
        "settled": one.about.figures,
        "proposed": one.proposed,
    }


def _round_of(shown: Round, participant: Participant) -> Payload:
    """What a phone shows of a round: whom to rate, and what its participant said, nobody else."""
    said = {one.about_id: one for one in Rating.objects.filter(about__round=shown, participant=participant)}
    return {
        "uid": str(shown.uid),
        "together": shown.state == RoundState.TOGETHER,
        "scales": [scale.value for scale in Scale if shown.salience or not scale.optional],
        "actors": [
            {"uid": str(one.uid), "name": one.actor.name, "said": _said(said.get(one.pk))}
            for one in _actors_of(shown)
        ],
    }


def _said(rating: Rating | None) -> Payload | None:
    return {**rating.figures, "revision": rating.revision} if rating else None


def _group(group: Group) -> Payload:
    return {
        "uid": str(group.uid),
        "question": str(group.question.uid),
        "name": group.name,
        "position": group.position,
        "removed": group.removed_at is not None,
    }


def _with_dots(notes):
    became = Outcome.objects.filter(note=OuterRef("pk")).order_by()
    return (
        notes.annotate(dot_count=Count("dots"), became=ArraySubquery(became.values("becomes")))
        .select_related("question", "group")
        .order_by("pk")
    )


def _note(note: Note) -> Payload:
    return {
        "uid": str(note.uid),
        "question": str(note.question.uid),
        "text": note.text if note.withdrawn_at is None else "",
        "kind": note.kind,
        "group": str(note.group.uid) if note.group else None,
        "dots": note.dot_count,  # type: ignore[attr-defined]  # annotated
        "hidden": note.hidden_at is not None,
        "withdrawn": note.withdrawn_at is not None,
        "reported": note.reported_at is not None,
        "turned": [str(Becomes(one).label) for one in note.became],  # type: ignore[attr-defined]  # annotated
    }


def _own(note: Note) -> Payload:
    return {
        "uid": str(note.uid),
        "question": str(note.question.uid),
        "text": note.text,
        "kind": note.kind,
        "revision": note.revision,
        "hidden": note.hidden_at is not None,
        "withdrawn": note.withdrawn_at is not None,
    }
