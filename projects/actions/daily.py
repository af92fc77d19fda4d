"""What the daily pass sends: reminders of introductions and of requests to board, digests; what it decides."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils import timezone

from projects.actions import (
    digests,
    guests,
    introduction_reminders,
    join_request_reminders,
    proposals,
    suggestions,
)
from territoire.retention import Task, delete


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
        "guests_ended",
        "requests sent without an account that nobody answered, ended with thanks",
        join_request_reminders.guests_to_end(day),
        partial(join_request_reminders.end_guest, day=day),
    )
    yield Task(
        "guests_forgotten",
        "requests sent without an account, never confirmed or closed long ago, deleted",
        guests.to_forget(now),
        delete,
        at_once=True,
    )
    yield Task(
        "suggestions_forgotten",
        "persons named whom nobody sorted within a month, and what was put aside, deleted",
        suggestions.to_forget(now),
        delete,
        at_once=True,
    )
    yield Task(
        "proposals_settled",
        "proposals whose day to answer is over, decided by what the circle said",
        proposals.to_settle(day),
        partial(proposals.settle, day=day),
    )
    yield Task(
        "digests",
        "digests of alerts that have news",
        digests.with_news(day),
        partial(digests.send, now=now),
    )
