"""What happens to a whole workshop: set, entered, left, told."""

from django.db import transaction
from django.utils import timezone

from territoire.models import User
from territoire.slugs import hidden_slug
from workshops.models import Board, Question, Sequence, Workshop, new_code


@transaction.atomic
def begin(workshop: Workshop, questions: list[dict], *, by: User) -> Workshop:
    """Save a new workshop, at an address that nobody can guess, with the questions of a sequence."""
    workshop.slug = hidden_slug(workshop.name)
    workshop.created_by = by
    workshop.save()
    Question.objects.bulk_create(
        Question(workshop=workshop, position=position, created_by=by, **question)
        for position, question in enumerate(questions)
    )
    Board.objects.create(workshop=workshop, question=workshop.questions.first())
    return workshop


@transaction.atomic
def open_room(workshop: Workshop, *, by: User) -> None:
    """Let participants enter by the code."""
    workshop = _locked(workshop)
    workshop.opened_at, workshop.closed_at = workshop.opened_at or timezone.now(), None
    workshop.save(update_fields=["opened_at", "closed_at", "updated_at"])
    touch_stage(workshop)


@transaction.atomic
def close_room(workshop: Workshop, *, by: User) -> None:
    """Let nobody enter nor write any more; what was written stays, and the room can be opened again."""
    workshop = _locked(workshop)
    workshop.closed_at = timezone.now()
    workshop.save(update_fields=["closed_at", "updated_at"])
    touch_stage(workshop)


@transaction.atomic
def change_code(workshop: Workshop, *, by: User) -> None:
    """Give the room another code: the former one leads nowhere; who is in stays in."""
    workshop = _locked(workshop)
    workshop.code = new_code()
    workshop.save(update_fields=["code", "updated_at"])


@transaction.atomic
def keep_sequence(workshop: Workshop, name: str, *, by: User) -> Sequence:
    """Keep the questions of the workshop as one's own sequence; one of that name is replaced."""
    questions = [
        {"text": one.text, "hint": one.hint, "becomes": one.becomes, "dots": one.dots}
        for one in workshop.questions.all()
    ]
    found, _new = Sequence.objects.update_or_create(
        created_by=by, name=name, defaults={"questions": questions}
    )
    return found


def touch_stage(workshop: Workshop) -> None:
    """Have every phone and projector read the board again."""
    board = Board.objects.select_for_update().get(workshop=workshop)
    board.version += 1
    board.stage = board.version
    board.save(update_fields=["version", "stage"])


def _locked(workshop: Workshop) -> Workshop:
    return Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
