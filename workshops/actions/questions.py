"""The questions of a workshop: added, moved, removed."""

from django.db import transaction

from territoire.models import User
from workshops.actions.workshops import touch_stage
from workshops.models import Question, Workshop


@transaction.atomic
def add(question: Question, *, by: User) -> Question:
    """Add a question at the end."""
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=question.workshop_id)
    last = workshop.questions.order_by("-position").first()
    question.position = last.position + 1 if last else 0
    question.created_by = by
    question.save()
    touch_stage(workshop)
    return question


@transaction.atomic
def move(question: Question, places: int, *, by: User) -> None:
    """Ask it so many places earlier or later."""
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=question.workshop_id)
    ordered = list(workshop.questions.all())
    at = ordered.index(question)
    to = min(max(at + places, 0), len(ordered) - 1)
    ordered.insert(to, ordered.pop(at))
    for position, one in enumerate(ordered):
        one.position = position
    Question.objects.bulk_update(ordered, ["position"])
    touch_stage(workshop)
