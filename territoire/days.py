"""The day that a page is asked for: `?le=2026-11-22`, today when absent or unreadable."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

PARAMETER = "le"


def requested_day(request: HttpRequest) -> date:
    """Return the day asked for in the address, today by default."""
    try:
        return date.fromisoformat(request.GET.get(PARAMETER, ""))
    except ValueError:
        return timezone.localdate()
