"""The views of the API: reads of what one may see, writes that are those of pages (`territoire.api.pages`)."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar, NoReturn

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.cache import patch_vary_headers
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from territoire.api import forms, pages, versions
from territoire.api.days import asked_day
from territoire.api.problems import Conflict, Problem
from territoire.throttling import rate_headers

#: What is said whatever version was seen.
BEFORE_CONDITIONS = (401, 403, 404, 429)


class AnswerMixin:
    """What every answer of the API carries: its ETag when it is read, and how often one may ask."""

    part: ClassVar[str] = "reference"
    tag: ClassVar[str] = ""
    # A POST that saves nothing asks for the scope of reads.
    saves_nothing: ClassVar[bool] = False
    read: models.Model | None = None

    def dispatch(self, request, *args, **kwargs):
        """Answer; what is read is named, and not sent again to who has it."""
        self.read = None
        response = super().dispatch(request, *args, **kwargs)
        for name, value in rate_headers(request).items():
            response[name] = value
        patch_vary_headers(response, ["Accept-Language", "Authorization", "Cookie"])
        if request.method not in ("GET", "HEAD") or response.status_code != status.HTTP_200_OK:
            return response
        if not getattr(response, "is_rendered", True):
            response.render()
        return versions.tagged(request, response, versions.version_of(self.read))

    @property
    def day(self):
        """Return the day asked for."""
        return asked_day(self.request)


class ApiView(AnswerMixin, APIView):
    """An answer that is no record."""


#: Makes the form of a function: of what is posted, nothing to show it; of the record; of who asks.
type Make = Callable[..., BaseForm]


class Gesture:
    """Something that one does to a record, as a page does it; it is asked of `<address>/<name>/`."""

    def __init__(
        self,
        page: pages.Page,
        summary: str,
        *,
        form: type[BaseForm] | None = None,
        make: Make | None = None,
        posted: Mapping[str, str] | None = None,
        answers: int = status.HTTP_200_OK,
        versioned: bool = True,
        body: Mapping[str, Any] | None = None,
        arguments: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        """`form` where the page's own class does not name it; `body`: options of `forms.body_class`.

        `make(data, record, user)` where the page is a function that fills in a form: makes it, as shown without data.
        `arguments` come with those of the address, `options` are those of `as_view`.
        """
        self.page, self.summary = page, summary
        self.form = form or getattr(page, "form_class", None)
        self.make = make
        self.posted, self.answers, self.versioned = posted or {}, answers, versioned
        self.body_options, self.options = dict(body or {}), options
        self.arguments = dict(arguments or {})

    @property
    def names(self) -> dict[str, str]:
        """Return the names of the API for the fields of the form."""
        return dict(self.body_options.get("names", ()))

    def body(self) -> type[forms.Body] | None:
        """Return the serializer of what is sent, if anything is."""
        return forms.body_class(self.form, **self.body_options) if self.form else None


class Records(AnswerMixin, GenericViewSet):
    """Records of one sort: listed, read, and, as far as pages do, registered, changed, removed.

    `add`, `change` and `remove` are gestures, and so are those in `gestures`, by their names in addresses.
    """

    model: ClassVar[Any]
    detail_class: ClassVar[Any] = None
    add: ClassVar[Gesture | None] = None
    change: ClassVar[Gesture | None] = None
    remove: ClassVar[Gesture | None] = None
    gestures: ClassVar[Mapping[str, Gesture]] = {}
    # Whether lists hold what is true on a day (`?day=`), and all of it with `?all=1`.
    dated: ClassVar[bool] = False
    gesture: str = ""
    # What a gesture is done to, as it was seen.
    record: Any = None

    def get_queryset(self):
        """Keep what the caller may see."""
        raise NotImplementedError

    def listed(self, records):
        """Keep what a list holds of what may be seen."""
        return records

    def shown(self, records):
        """Load what is shown of them."""
        return records

    def list(self, request, **_arguments) -> Response:
        """Answer a page of the list."""
        records = self.filter_queryset(self.listed(self.get_queryset()))
        page = self.paginate_queryset(self.shown(records))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request, **_arguments) -> HttpResponse:
        """Answer one record."""
        self.read = self.get_object()
        return Response(self._told(self.read))

    def create(self, request, **arguments) -> Response:
        """Register a record; with `Idempotency-Key`, once however often it is sent."""
        gesture = self._gesture()
        sent = self.sent(gesture, request) | pages.idempotency(request)
        record, response = self.do(gesture, sent, arguments)
        key = response["Location"].rstrip("/").rsplit("/", 1)[-1] if "Location" in response else ""
        record = self._again(record, key)
        own = getattr(record, self.lookup_field)
        headers = {"Location": self.located(own), "ETag": f'"{versions.version_of(record)}"'}
        return Response(self._told(record), status=status.HTTP_201_CREATED, headers=headers)

    def located(self, own: Any) -> str:
        """Return the address of what was registered in this list, known by `own`."""
        return f"{self.request.path}{own}/"

    def partial_update(self, request, **arguments) -> Response:
        """Change a record; what is not sent stays."""
        gesture = self._gesture()
        record = self.get_object()
        return self.changed(gesture, record, self.sent(gesture, request), arguments)

    def changed(
        self, gesture: Gesture, record: Any, sent: dict[str, Any], arguments: Mapping[str, Any]
    ) -> Response:
        """Change a record by the form of its page; the version that was seen goes with it."""
        self.record = record
        try:
            seen = versions.seen_versions(self.request)
        except Problem as problem:
            self._refuse(problem, gesture, sent | {"version": versions.version_of(record)}, arguments)
        # A version that is not the current one is refused by the form, which says what changed.
        sent["version"] = versions.the_one_seen(seen, record)
        changed, _response = self.do(gesture, sent, arguments)
        return self._answer(changed or record)

    def destroy(self, request, **arguments) -> Response:
        """Remove a record."""
        self._gestured(self._gesture(), {}, arguments)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def act(self, request, **arguments) -> Response:
        """Do what the address names to a record."""
        gesture = self._gesture()
        record = self._gestured(gesture, self.sent(gesture, request), arguments)
        if gesture.answers == status.HTTP_204_NO_CONTENT:
            return Response(status=gesture.answers)
        return self._answer(record)

    def sent(self, gesture: Gesture, request) -> dict[str, Any]:
        """Return what was sent, by the names of the fields of the form."""
        body = gesture.body()
        if body is None:
            return {}
        serializer = body(data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        own = {name: field for field, name in gesture.names.items()}
        return {own.get(name, name): value for name, value in serializer.validated_data.items()}

    def do(self, gesture: Gesture, sent: dict[str, Any], arguments: Mapping[str, Any]):
        """Do it as the page does; override to say what else the page reads (`query`, `posted`)."""
        return pages.do(
            gesture.page,
            self.request,
            arguments={**arguments, **gesture.arguments},
            sent=sent,
            names=gesture.names,
            **{**self._posted(gesture, sent), **self.more(gesture, sent), **gesture.options},
        )

    def _posted(self, gesture: Gesture, sent: dict[str, Any]) -> dict[str, Any]:
        if gesture.make is None:
            return {"posted": dict(gesture.posted)}
        own = partial(gesture.make, record=self.record, user=self.request.user)
        data = forms.filled(own(None), sent, self.request.user)
        return {"posted": {**data, **gesture.posted}, "wrong": own}

    def more(self, gesture: Gesture, sent: dict[str, Any]) -> dict[str, Any]:
        """Return what else the page reads: `query`, `posted`."""
        return {}

    def _gestured(self, gesture: Gesture, sent: dict[str, Any], arguments: Mapping[str, Any]) -> Any:
        """Do it to the record as it was seen: locked, of that version."""
        self.record = record = self.get_object()
        with transaction.atomic():
            if gesture.versioned:
                locked = type(record)._default_manager.select_for_update(of=("self",)).filter(pk=record.pk)
                current = locked.first()
                if current is None:
                    raise Http404
                record.updated_at = current.updated_at
                try:
                    versions.refuse_stale(versions.seen_versions(self.request), current)
                except Problem as problem:
                    self._refuse(problem, gesture, sent, arguments)
            self.do(gesture, sent, arguments)
        return record

    def _refuse(
        self, problem: Problem, gesture: Gesture, sent: dict[str, Any], arguments: Mapping[str, Any]
    ) -> NoReturn:
        """Refuse what was not seen as it is; who may not do it at all is told that first (RFC 9110, 13.2.1).

        The page alone knows who may: it is done, and undone. What leaves the database waits for a commit.
        """
        try:
            with transaction.atomic():
                self.do(gesture, sent, arguments)
                transaction.set_rollback(True)
        except APIException as other:
            if other.status_code in BEFORE_CONDITIONS:
                raise
        raise problem

    def _gesture(self) -> Gesture:
        known = {"create": self.add, "partial_update": self.change, "destroy": self.remove}
        found = known.get(self.action) or self.gestures.get(self.gesture)
        if found is None:
            raise Http404
        return found

    def _answer(self, record: models.Model) -> Response:
        """Answer the record as it is now; one that went out of sight with what was done is answered by nothing."""
        shown = self.shown(self.get_queryset()).filter(pk=record.pk).first()
        if shown is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(self._told(shown), headers={"ETag": f'"{versions.version_of(shown)}"'})

    def _again(self, record: models.Model | None, key: str) -> models.Model:
        """Return what was registered as it is read; what the same token registered elsewhere is a conflict."""
        found = self.shown(self.get_queryset())
        if record is not None and record.pk:
            return get_object_or_404(found, pk=record.pk)
        try:
            known = found.filter(**{self.lookup_field: key}).first() if key else None
        except (ValueError, ValidationError):
            known = None
        if known is None:
            raise Conflict(None)
        return known

    def get_object(self) -> Any:
        """Return the record that the address names, as far as the caller sees it."""
        name = self.lookup_url_kwarg or self.lookup_field
        return get_object_or_404(self.shown(self.get_queryset()), **{self.lookup_field: self.kwargs[name]})

    def _told(self, record: models.Model) -> dict[str, Any]:
        serializer = (self.detail_class or self.serializer_class)(
            record, context=self.get_serializer_context()
        )
        return serializer.data


def addresses(
    folder: str, records: type[Records], name: str, *, one: str = "<uuid:uid>", reads_one: bool = True
) -> list[URLPattern]:
    """Return the addresses of a sort of records: the list, one, and each gesture."""
    every = {"get": "list"} | ({"post": "create"} if records.add else {})
    each = {"get": "retrieve"} if reads_one else {}
    each |= {"patch": "partial_update"} if records.change else {}
    each |= {"delete": "destroy"} if records.remove else {}
    found = [path(folder, _view(records, every), name=f"{name}-list")]
    if each:
        found.append(path(f"{folder}{one}/", _view(records, each), name=f"{name}-detail"))
    return [*found, *gesture_addresses(f"{folder}{one}/", records, name)]


def gesture_addresses(folder: str, records: type[Records], name: str) -> list[URLPattern]:
    """Return the address of each gesture on the record that `folder` names."""
    return [
        path(f"{folder}{one}/", _view(records, {"post": "act"}, gesture=one), name=f"{name}-{one}")
        for one in records.gestures
    ]


def one_address(folder: str, records: type[Records], name: str, **methods: str) -> URLPattern:
    """Return the address of a single thing: what each method does there (`get="retrieve"`)."""
    return path(folder, _view(records, methods), name=name)


def _view(records: type[Records], methods: dict[str, str], **options: str) -> Callable:
    return login_not_required(records.as_view(methods, **options))
