"""The day that a program asks for: `?day=2026-11-22` (or `?le=`, as pages have it), today by default."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from territoire import days

PARAMETER = "day"


def asked_day(request: Request) -> date:
    """Return the day asked for; one that cannot be read is refused (400)."""
    for name in (PARAMETER, days.PARAMETER):
        if asked := request.query_params.get(name):
            return _read(name, asked)
    return timezone.localdate()


def _read(name: str, asked: str) -> date:
    try:
        if len(asked) == len("2026-11-22"):
            return date.fromisoformat(asked)
    except ValueError:
        pass
    raise ValidationError({name: [_("“%(asked)s” is not a day: write 2026-11-22.") % {"asked": asked}]})
