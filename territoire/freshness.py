"""Whether a record is still known to be true: plain days and months, no database.

A record is fresh from the day when it was last confirmed (registered, when it never was) for as many months as its
keepers chose. Changing a record is not confirming it: somebody who mends one word has not read the rest. Keepers who
save its form have, and the page says so: saving it confirms it (`<app>.actions.freshness`).

`territoire.models.care.CaredQuerySet.stale_on` says the same in SQL; a test holds them together.
"""

import calendar
from datetime import date, datetime

from django.utils import timezone

#: The value of `?fraicheur=` that asks for what should be confirmed.
STALE = "a-confirmer"


def as_day(moment: date | datetime) -> date:
    """Return the day of `moment`, where people live."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or the last of its month (31 January, one month: 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_on(since: date | datetime, rhythm: int) -> date | None:
    """Return the day on which to ask again (`rhythm` in months); `None` when one is never asked."""
    return months_after(as_day(since), rhythm) if rhythm else None


def is_stale(since: date | datetime, rhythm: int, day: date) -> bool:
    """Tell whether what was confirmed at `since` should have been confirmed again by `day`."""
    due = due_on(since, rhythm)
    return due is not None and due <= day


def months_between(since: date | datetime, day: date) -> int:
    """Count the whole months from `since` to `day`, none when it is ahead."""
    start = as_day(since)
    months = (day.year - start.year) * 12 + day.month - start.month
    return max(0, months if months_after(start, months) <= day else months - 1)
