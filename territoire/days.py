"""The day that a page is asked for: `?le=2026-11-22`, today when absent or unreadable."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

PARAMETER = "le"


def day_of(text: str) -> date:
    """Return the day that `text` writes, today when it writes none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()


def requested_day(request: HttpRequest) -> date:
    """Return the day asked for in the address, today by default."""
    return day_of(request.GET.get(PARAMETER, ""))
