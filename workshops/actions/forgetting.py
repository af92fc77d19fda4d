"""What is kept of a workshop for a time only: the first names that participants chose to give."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet

from territoire.retention import Task
from workshops.models import Participant

FIRST_NAMES = timedelta(days=30)


def tasks(now: datetime) -> Iterator[Task]:
    """Yield the participants whose first name is due to be forgotten."""
    yield Task(
        "first_names",
        "first names of participants of workshops",
        Participant.objects.filter(workshop__ends_at__lt=now - FIRST_NAMES).exclude(name=""),
        _forget,
        at_once=True,
    )


def _forget(named: QuerySet[Participant]) -> int:
    return named.update(name="")
