"""Errors as problem details (RFC 9457), in the language asked for; JSON pointers name what is wrong in a body."""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views import defaults
from rest_framework import exceptions, status
from rest_framework.response import Response

from territoire import unavailable

CONTENT_TYPE = "application/problem+json"
PLACE = "/api/"
#: Each sort of problem: its title, and what to do about it; both stand on the page that `type` leads to.
SORTS = {
    "malformed": (
        _("The body is not JSON"),
        _("Send an object in JSON, with Content-Type: application/json."),
    ),
    "invalid": (_("Something is to be mended"), _("`errors` says what, where and how.")),
    "sign-in": (_("A token is needed"), _("Send Authorization: Bearer, then a personal token that holds.")),
    "refused": (
        _("You may not do this"),
        _("The rights are those of the pages, for the account of the token."),
    ),
    "scope": (
        _("The token does not open this"),
        _("Make a token with the scope that the problem names; tokens never open more than their account."),
    ),
    "not-found": (
        _("Nothing there"),
        _("It does not exist, or you may not see it: the answer is the same."),
    ),
    "method": (_("Not by this method"), _("The header Allow says which there are.")),
    "too-long": (
        _("The body is too long"),
        _("Send a million bytes at most: several requests rather than one."),
    ),
    "not-acceptable": (_("Not in this form"), _("The API answers JSON.")),
    "conflict": (_("It cannot be done as things stand"), _("`detail` says why: something else comes first.")),
    "stale": (
        _("Somebody changed it meanwhile"),
        _("Read it again, look at `conflicts`, then send your change with the new version in If-Match."),
    ),
    "media-type": (_("Not in this format"), _("Send JSON, with Content-Type: application/json.")),
    "precondition": (
        _("Say which version you saw"),
        _("Send If-Match with the ETag, or the `version`, of what you read; * writes over anything."),
    ),
    "too-many": (_("Too many requests"), _("Wait for as many seconds as Retry-After says.")),
    "unavailable": (
        _("Unavailable for a moment"),
        _("Nothing was saved. Try again after as many seconds as Retry-After says."),
    ),
    "broken": (_("Something broke on our side"), _("Nothing was saved. Try again; if it lasts, tell us.")),
}
BY_STATUS = {
    400: "invalid",
    401: "sign-in",
    403: "refused",
    404: "not-found",
    405: "method",
    406: "not-acceptable",
    409: "conflict",
    413: "too-long",
    412: "stale",
    415: "media-type",
    428: "precondition",
    429: "too-many",
}


class Problem(exceptions.APIException):
    """A problem with more to say than its status: `sort` is a key of `SORTS`, `more` are members of its own."""

    def __init__(self, code: int, sort: str, detail: Any = None, **more: Any) -> None:
        """Say what it is."""
        super().__init__(detail or SORTS[sort][1])
        self.status_code, self.sort, self.more = code, sort, more


class Conflict(Problem):
    """What is asked for cannot be done as things stand."""

    def __init__(self, detail: Any) -> None:
        """Say why."""
        super().__init__(status.HTTP_409_CONFLICT, "conflict", detail)


class Refused(Problem):
    """A form refused what was sent; `names` gives the names that the API has for its fields, where they differ."""

    def __init__(self, errors: list[dict]) -> None:
        """Keep what is wrong."""
        super().__init__(status.HTTP_400_BAD_REQUEST, "invalid", errors=errors)


class Stale(Problem):
    """Somebody changed the record since it was read; `conflicts` says what, field by field."""

    def __init__(self, conflicts: list[dict] | None = None, detail: Any = None) -> None:
        """Keep what changed."""
        super().__init__(status.HTTP_412_PRECONDITION_FAILED, "stale", detail, conflicts=conflicts or [])


def answer(exception: Exception, context: Mapping[str, Any]) -> Response | None:
    """Answer an exception of a view of the API; none for what is no problem of who asks."""
    if isinstance(exception, Http404):
        exception = exceptions.NotFound()
    elif isinstance(exception, PermissionDenied):
        exception = exceptions.PermissionDenied()
    elif isinstance(exception, ValidationError):
        exception = Conflict(" ".join(exception.messages))
    if not isinstance(exception, exceptions.APIException):
        return None
    headers = {}
    if header := getattr(exception, "auth_header", None):
        headers["WWW-Authenticate"] = header
    if wait := getattr(exception, "wait", None):
        headers["Retry-After"] = str(int(wait))
    request = context["request"]
    data = told(exception.status_code, _sort(exception), _detail(exception), request.path, **_more(exception))
    return Response(data, status=exception.status_code, headers=headers, content_type=CONTENT_TYPE)


def told(code: int, sort: str, detail: Any, instance: str, **more: Any) -> dict[str, Any]:
    """Return the members of a problem."""
    title, advice = SORTS[sort]
    return {
        "type": f"/api/v1/problems/#{sort}",
        "title": str(title),
        "status": code,
        "detail": _writable(detail or advice),
        "instance": instance,
        **more,
    }


def response(request: HttpRequest, code: int, sort: str, detail: Any = None) -> HttpResponse:
    """Answer a problem where no view of the API was reached."""
    body = orjson.dumps(told(code, sort, detail, request.path))
    return HttpResponse(body, status=code, content_type=CONTENT_TYPE)


def is_api(request: HttpRequest) -> bool:
    """Tell whether a program asks."""
    return request.path.startswith(PLACE)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, to pages and programs alike."""
    return response(request, 400, "invalid") if is_api(request) else defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    if is_api(request):
        return response(request, 403, "refused")
    return defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    if is_api(request):
        return response(request, 404, "not-found")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500; or 503 when it is the database, or the disk, that cannot serve just now."""
    if unavailable.is_passing(sys.exception()):
        if not is_api(request):
            return unavailable.page(request)
        answered = response(request, 503, "unavailable")
        answered["Retry-After"] = str(unavailable.RETRY_AFTER)
        return answered
    return response(request, 500, "broken") if is_api(request) else defaults.server_error(request)


def _sort(exception: exceptions.APIException) -> str:
    if isinstance(exception, exceptions.ParseError):
        return "malformed"
    return getattr(exception, "sort", None) or BY_STATUS.get(exception.status_code, "invalid")


def _detail(exception: exceptions.APIException) -> str | None:
    if isinstance(exception, exceptions.ValidationError) or not isinstance(exception.detail, str):
        return None
    # Django's own words on what was not found would name the model.
    return None if isinstance(exception, exceptions.NotFound) else str(exception.detail)


def _more(exception: exceptions.APIException) -> dict[str, Any]:
    if isinstance(exception, exceptions.ValidationError):
        return {"errors": list(errors_of(exception.detail))}
    return getattr(exception, "more", {})


def errors_of(detail: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """Yield each error of a serializer or of parameters, with the JSON pointer of what it is about."""
    if isinstance(detail, Mapping):
        for name, inside in detail.items():
            own = "" if name == "non_field_errors" else f"/{name}"
            yield from errors_of(inside, f"{pointer}{own}")
    elif isinstance(detail, list):
        for number, inside in enumerate(detail):
            is_text = isinstance(inside, str)
            yield from errors_of(inside, pointer if is_text else f"{pointer}/{number}")
    else:
        code = getattr(detail, "code", "invalid")
        yield {"pointer": _writable(pointer), "detail": _writable(detail), "code": code}


def _writable(text: Any) -> str:
    """Return a text that can be sent, though what was typed in it could not."""
    return str(text).encode(errors="replace").decode()
