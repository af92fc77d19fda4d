"""What people are told while the database, or the disk, cannot serve: 503, when to try again, and what they typed."""

import errno

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.template.loader import render_to_string

RETRY_AFTER = 10  # seconds
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
#: Never written in a page.
SECRET = ("password", "code", "otp", "token")
TOKENS_OF_FORMS = ("csrfmiddlewaretoken", "submission", "token")
LONGEST = 200_000  # characters of what was typed, beyond which going back is the way


def is_passing(error: BaseException | None) -> bool:
    """Tell whether an error is of the database's or the disk's state, not of what was asked."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


def page(request: HttpRequest) -> HttpResponse:
    """Answer 503; what was typed is on the page, to be sent again by one button."""
    context = {"path": request.get_full_path(), "typed": _typed(request), "sent": request.method == "POST"}
    response = HttpResponse(render_to_string("503.html", context), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of the form that was sent, none where it holds a secret or a file."""
    if request.method != "POST":
        return []
    try:
        typed = [(name, value) for name, values in request.POST.lists() for value in values]
        files = bool(request.FILES)
    except (OSError, RawPostDataException):
        return []
    secret = any(part in name for name, _value in typed for part in SECRET if name not in TOKENS_OF_FORMS)
    long = sum(len(value) for _name, value in typed) > LONGEST
    return [] if secret or files or long else typed
