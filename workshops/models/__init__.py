"""Models of workshops, by their public names."""

from workshops.models.board import Board, Dot, Group, Note, Participant
from workshops.models.outcome import FIELDS, Outcome
from workshops.models.report import NoteReport
from workshops.models.round import Rating, Round, RoundActor
from workshops.models.sequence import Question, Sequence
from workshops.models.workshop import Guest, Moment, Workshop, led_by, new_code, read_agenda, visible_workshop

__all__ = [
    "FIELDS",
    "Board",
    "Dot",
    "Group",
    "Guest",
    "Moment",
    "Note",
    "NoteReport",
    "Outcome",
    "Participant",
    "Question",
    "Rating",
    "Round",
    "RoundActor",
    "Sequence",
    "Workshop",
    "led_by",
    "new_code",
    "read_agenda",
    "visible_workshop",
]
