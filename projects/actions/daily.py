"""What the daily pass sends: reminders of introductions and of requests to board, digests of alerts."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils import timezone

from projects.actions import digests, introduction_reminders, join_request_reminders
from territoire.retention import Task


def tasks(now: datetime) -> Iterator[Task]:
    """Yield what is due on the day of `now`."""
    day = timezone.localdate(now)
    yield Task(
        "introductions_due",
        "people reminded of introductions that they are in charge of",
        introduction_reminders.to_remind(day),
        partial(introduction_reminders.remind, day=day),
    )
    yield Task(
        "requests_waiting",
        "projects whose holders are reminded of requests to board",
        join_request_reminders.to_remind(day),
        partial(join_request_reminders.remind, day=day),
    )
    yield Task(
        "requests_ended",
        "requests to board that nobody answered, ended with thanks",
        join_request_reminders.to_end(day),
        partial(join_request_reminders.end, day=day),
    )
    yield Task(
        "digests",
        "digests of alerts that have news",
        digests.with_news(day),
        partial(digests.send, now=now),
    )
