"""What who leads a workshop does with its board: each gesture takes the next number of the board."""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from territoire.enums import ReportState
from territoire.models import User
from workshops.models import Board, Group, Note, NoteReport, Question, Workshop

LONGEST_TIMER = 180 * 60
MOST_GROUPS = 40


def lock(workshop: Workshop) -> Board:
    """Return the board, locked until the transaction ends, at its next number (saved by `tell`)."""
    board = Board.objects.select_for_update().get(workshop=workshop)
    board.version += 1
    return board


def tell(board: Board, *, everybody: bool = False) -> None:
    """Save the board; `everybody`: phones too have something to learn."""
    if everybody:
        board.stage = board.version
    board.save()


@transaction.atomic
def ask(workshop: Workshop, question: Question | None, *, by: User) -> None:
    """Ask the room another question, or none; dots are closed, and a round of assessment gives way."""
    board = lock(workshop)
    board.round = None
    if board.question_id != (question and question.pk):
        board.question, board.dots_open = question, False
    tell(board, everybody=True)


@transaction.atomic
def open_dots(workshop: Workshop, opened: bool, *, by: User) -> None:
    """Let participants put their dots on what is on the wall, or end it."""
    board = lock(workshop)
    board.dots_open = opened and board.question_id is not None
    tell(board, everybody=True)


@transaction.atomic
def set_timer(workshop: Workshop, seconds: int, *, by: User) -> None:
    """Give the room so many seconds from now; none stops the countdown."""
    board = lock(workshop)
    kept = min(max(seconds, 0), LONGEST_TIMER)
    board.timer_ends_at = timezone.now() + timedelta(seconds=kept) if kept else None
    tell(board, everybody=True)


@transaction.atomic
def name_group(workshop: Workshop, question: Question, uid: uuid.UUID, name: str, *, by: User) -> Group:
    """Name a group, which is made when nobody made it yet."""
    board = lock(workshop)
    group = Group.objects.filter(uid=uid, question__workshop=workshop).first()
    if group is None:
        last = question.groups.order_by("-position").first()
        if question.groups.filter(removed_at=None).count() >= MOST_GROUPS:
            raise ValidationError(_("There are many groups already: join some first."), code="too-many")
        group = Group(uid=uid, question=question, position=last.position + 1 if last else 0)
    group.name, group.removed_at, group.version = name[:80] or _("Without a name"), None, board.version
    group.save()
    tell(board)
    return group


@transaction.atomic
def remove_group(workshop: Workshop, uid: uuid.UUID, *, by: User) -> None:
    """Undo a group: its post-its go back among those that are not sorted."""
    board = lock(workshop)
    group = Group.objects.filter(uid=uid, question__workshop=workshop).first()
    if group is not None:
        group.notes.update(group=None, version=board.version)
        group.removed_at, group.version = timezone.now(), board.version
        group.save(update_fields=["removed_at", "version"])
    tell(board)


@transaction.atomic
def put_in_group(
    workshop: Workshop, notes: Iterable[uuid.UUID], group: uuid.UUID | None, *, by: User
) -> None:
    """Put post-its in a group of their own question, or out of any."""
    board = lock(workshop)
    groups = Group.objects.filter(question__workshop=workshop, removed_at=None)
    found = groups.filter(uid=group).first() if group else None
    if group is None or found is not None:
        moved = Note.objects.filter(uid__in=list(notes), question__workshop=workshop)
        moved = moved.filter(question=found.question_id) if found else moved
        moved.update(group=found, version=board.version)
    tell(board)


@transaction.atomic
def hide(workshop: Workshop, notes: Iterable[uuid.UUID], hidden: bool, *, by: User) -> None:
    """Take post-its off the wall, for their author too, or put them back."""
    board = lock(workshop)
    Note.objects.filter(uid__in=list(notes), question__workshop=workshop).update(
        hidden_at=timezone.now() if hidden else None,
        hidden_by=by if hidden else None,
        reported_at=None,
        version=board.version,
    )
    if hidden:
        waiting = NoteReport.objects.open().filter(
            note__uid__in=list(notes), note__question__workshop=workshop
        )
        waiting.update(
            state=ReportState.MENDED,
            answer=_("The post-it is off the wall."),
            decided_by=by,
            decided_at=timezone.now(),
        )
    tell(board, everybody=True)
