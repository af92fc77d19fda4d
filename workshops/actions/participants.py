"""Joining without account, and what participants write: post-its, sent once however often, and dots."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from territoire.enums import ReportReason
from workshops.actions.boards import lock, tell
from workshops.enums import LONGEST_NOTE, NoteKind
from workshops.models import Dot, Note, NoteReport, Participant, Question, Workshop

MOST_PARTICIPANTS = 500
#: Nobody writes more; it bounds what one phone can fill a wall with.
MOST_NOTES = 60


@dataclass(frozen=True)
class Written:
    """A post-it as a phone sends it."""

    uid: uuid.UUID
    question: uuid.UUID
    text: str
    kind: str = NoteKind.PLAIN
    revision: int = 1
    withdrawn: bool = False


@transaction.atomic
def enter(workshop: Workshop, *, token: uuid.UUID, name: str = "") -> Participant:
    """Let somebody in; the form that was sent twice lets in once. Raises `ValidationError` where the room is closed."""
    # Shared, so that a whole room can enter at once.
    workshop = Workshop.objects.select_for_update(of=("self",), no_key=True).get(pk=workshop.pk)
    known = Participant.objects.filter(token=token, workshop=workshop).first()
    if known is not None:
        return known
    if not workshop.is_open:
        raise ValidationError(_("The room is closed."), code="closed")
    if workshop.participants.count() >= MOST_PARTICIPANTS:
        raise ValidationError(_("The room is full: tell who leads the workshop."), code="full")
    found = Participant.objects.create(workshop=workshop, token=token, name=name[:40].strip())
    tell(lock(workshop))
    return found


@transaction.atomic
def write(participant: Participant, sent: list[Written]) -> tuple[list[uuid.UUID], dict[uuid.UUID, str]]:
    """Keep what a phone sends, each post-it once; return what is kept, and what is not, with the reason.

    Of a post-it that is known, only what is newer than the last that came counts. What is kept already is said kept, so
    that the phone forgets it.
    """
    board = lock(participant.workshop)
    questions = {one.uid: one for one in Question.objects.filter(workshop=participant.workshop_id)}
    known = {one.uid: one for one in Note.objects.filter(uid__in=[one.uid for one in sent])}
    count = participant.notes.count()
    kept, refused, changed = [], {}, False
    for one in sent:
        note = known.get(one.uid)
        if reason := _refusal(participant, one, note, questions, count):
            refused[one.uid] = reason
            continue
        kept.append(one.uid)
        if note is None:
            count += 1
            known[one.uid] = note = Note(uid=one.uid, author=participant, question=questions[one.question])
        elif note.revision >= one.revision:
            continue
        _save(note, one, board.version)
        changed = True
    if changed:
        tell(board)
    return kept, refused


def _refusal(participant: Participant, one: Written, note: Note | None, questions, count: int) -> str:
    if note is not None:
        return "" if note.author_id == participant.pk else _("This post-it is somebody else’s.")
    if one.question not in questions:
        return _("This question is not asked any more.")
    if not one.text.strip():
        return _("A post-it says something.")
    return _("You wrote many post-its: withdraw some first.") if count >= MOST_NOTES else ""


def _save(note: Note, one: Written, version: int) -> None:
    note.text = one.text.strip()[:LONGEST_NOTE] or note.text
    note.kind = one.kind if one.kind in NoteKind.values else NoteKind.PLAIN
    note.revision, note.version = one.revision, version
    note.withdrawn_at = timezone.now() if one.withdrawn else None
    note.save()


@transaction.atomic
def dot(participant: Participant, uid: uuid.UUID, on: bool) -> int:
    """Put a dot on a post-it of the question that is asked, or take it back; return how many are left.

    Raises `ValidationError` when dots are closed, or all put.
    """
    board = lock(participant.workshop)
    if not board.dots_open or board.question is None:
        raise ValidationError(_("Dots are closed."), code="closed")
    put = Dot.objects.filter(participant=participant, note__question=board.question)
    note = Note.objects.shown().filter(uid=uid, question=board.question).first()
    if note is None:
        raise ValidationError(_("This post-it is not on the wall any more."), code="gone")
    has_one = put.filter(note=note).exists()
    left = board.question.dots - put.count()
    if on and not has_one:
        if left <= 0:
            raise ValidationError(_("All your dots are put: take one back first."), code="all-put")
        Dot.objects.create(participant=participant, note=note)
        left -= 1
    elif has_one and not on:
        put.filter(note=note).delete()
        left += 1
    else:
        return left
    note.version = board.version
    note.save(update_fields=["version"])
    tell(board)
    return left


@transaction.atomic
def report(participant: Participant, uid: uuid.UUID) -> None:
    """Tell who leads the workshop, and who moderates the place, that a post-it should not be on the wall."""
    board = lock(participant.workshop)
    note = Note.objects.shown().filter(uid=uid, question__workshop=participant.workshop_id).first()
    if note is None or note.reported_at is not None:
        return
    note.reported_at, note.version = timezone.now(), board.version
    note.save(update_fields=["reported_at", "version"])
    if not NoteReport.objects.open().filter(note=note).exists():
        NoteReport.objects.create(note=note, reason=ReportReason.OTHER)
    tell(board)
