"""Writes: each is what a page of the site does, its own view included, told in JSON.

So rights, rules, what is registered around and what is said of it are those of the page; there are no others. A page is
a class (`RegisterView`, `ChangeView`, `RemoveView`, a gesture with a form) or a function that takes a POST.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from typing import Any
from uuid import UUID

from django.contrib.messages import constants
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from rest_framework import exceptions
from rest_framework.request import Request

from territoire.actions import submissions
from territoire.api import forms
from territoire.api.problems import Conflict

#: A class of views, a function that takes a POST, or nothing where the API calls the action that pages call.
type Page = Any


class Said:
    """Takes what pages say to people: an error among it is why nothing was done."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.errors: list[str] = []

    def add(self, level: int, message: Any, extra_tags: str = "") -> None:
        """Keep errors."""
        if level >= constants.ERROR:
            self.errors.append(str(message))

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def update(self, response: HttpResponse) -> list:
        """Nothing is left for another page."""
        return []


class InJson:
    """Stands before a page's own class: fills in its form, and raises what it would show as errors."""

    sent: Mapping[str, Any]
    names: Mapping[str, str]
    address: str
    # What the page has.
    request: Any
    get_form_class: Callable[[], type[BaseForm]]
    get_form_kwargs: Callable[[], dict[str, Any]]

    def get_form(self, form_class=None) -> BaseForm:
        """Fill in the form as the page shows it, then with what was sent."""
        form_class = form_class or self.get_form_class()
        options = {
            name: value for name, value in self.get_form_kwargs().items() if name not in ("data", "files")
        }
        shown = form_class(**options)
        self._refuse_unasked(shown)
        files = {name: value for name, value in self.sent.items() if isinstance(value, UploadedFile)}
        return form_class(**options, data=forms.filled(shown, self.sent, self.request.user), files=files)

    def _refuse_unasked(self, form: BaseForm) -> None:
        unasked = [name for name in self.sent if name not in form.fields and name not in forms.UNSAID]
        if unasked:
            told = {self.names.get(name, name): [forms.UNKNOWN] for name in unasked}
            raise exceptions.ValidationError(told)

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Lead to what the same form registered before, else say what is to be mended."""
        token = form.data.get("submission", "")
        if token and (known := submissions.known(token, by=self.request.user)):
            return HttpResponse(status=302, headers={"Location": known})
        # A page that has more than one form says itself what is wrong.
        refused = getattr(self, "refused", forms.refusal)
        raise refused(form, self.names)

    def render_to_response(self, context: dict[str, Any], **_options: Any) -> HttpResponse:
        """Say what is to be mended: a page that is shown again has a form that was refused."""
        for part in context.values():
            if isinstance(part, BaseForm) and part.is_bound and part.errors:
                raise forms.refusal(part, self.names)
        raise Conflict(None)

    def get_success_url(self) -> str:
        """Lead to the record in the API: what a double sending is answered."""
        record = getattr(self, "object", None)
        key = getattr(record, "slug", None) or getattr(record, "uid", "")
        return f"{self.address}{key}/" if key else self.address


def do(
    page: Page,
    request: Request,
    *,
    arguments: Mapping[str, Any],
    sent: Mapping[str, Any] | None = None,
    names: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
    posted: Mapping[str, Any] | None = None,
    wrong: Callable[[QueryDict], BaseForm] | None = None,
    **options: Any,
) -> tuple[Any, HttpResponse]:
    """Do what a page does; return the record and the page's answer.

    `sent` fills in its form, by the names of its fields (`names`: those that the API has for them); `query` and
    `posted` are what the page reads of its address and of buttons; `options` those of `as_view`. `wrong` makes the form
    that a function filled in from what was posted, which alone says why nothing was done.
    """
    asked: Any = _as_asked(request, query or {}, posted or {})
    if isinstance(page, type):
        own = {"sent": sent or {}, "names": names or {}, "address": request.path}
        view: Any = type(f"{page.__name__}InJson", (InJson, page), own)(**options)
        view.setup(asked, **arguments)
        response = view.dispatch(asked, **arguments)
        record = getattr(view, "object", None)
    else:
        record, response = None, page(asked, **arguments)
    if asked._messages.errors:
        raise Conflict(" ".join(asked._messages.errors))
    if response.status_code == 429:
        raise exceptions.Throttled(int(response.get("Retry-After", "60")))
    if response.status_code != 302:
        # A page that leads nowhere is shown again: nothing was done.
        form = wrong(asked.POST) if wrong else None
        raise Conflict(None) if form is None or form.is_valid() else forms.refusal(form, names)
    return record, response


def _as_asked(request: Request, query: Mapping[str, str], posted: Mapping[str, Any]) -> HttpRequest:
    """Return the request as the page expects it: a form that was sent."""
    asked: Any = copy(request._request)
    asked.resolver_match = request.resolver_match
    asked.method = "POST"
    asked.GET, asked.POST = (_query(values) for values in (query, posted))
    asked._files = {}
    asked._messages = Said()
    return asked


def _query(values: Mapping[str, Any]) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, value in values.items():
        made.setlist(name, value if isinstance(value, list) else [str(value)])
    return made


def idempotency(request: Request) -> dict[str, UUID]:
    """Return the token of a form that `Idempotency-Key` gives, nothing without it; one that is no UUID is refused."""
    text = request.headers.get("Idempotency-Key", "").strip('"')
    if not text:
        return {}
    try:
        return {"submission": UUID(text)}
    except ValueError as error:
        raise exceptions.ValidationError({"Idempotency-Key": ["UUID"]}) from error
