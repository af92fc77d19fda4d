"""Pages of the API by cursor: what is there during the whole walk comes exactly once, whatever comes and goes.

Records are walked in the order of a key that is unique and never changes (`uid`, else what addresses name): a cursor
holds the key of the last record given, which need not be there any more, and no number that counts.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from typing import Any

from django.core.exceptions import ValidationError as NotAKey
from django.db import models
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

KEYS = ("uid", "code", "slug", "value", "pk")
AFTER, BEFORE = "a", "b"


def key_of(model: type[models.Model]) -> str:
    """Return the name of the key in whose order records of `model` are walked."""
    names = {field.name for field in model._meta.get_fields()} | {"pk"}
    return next(name for name in KEYS if name in names)


class CursorPages(BasePagination):
    """`?page_size=` (1 to 500) and `?cursor=`; answers `results`, `next`, `previous`."""

    default_size, most = 50, 500

    def paginate_queryset(self, queryset, request, view=None) -> list:
        """Return the records of the page asked for: one query, which reads one record more to know of a next page."""
        self.address = request.build_absolute_uri()
        key, size = key_of(queryset.model), self._size(request)
        way, last = self._cursor(request)
        if last:
            queryset = self._from(queryset, key, way, last)
        found = list(queryset.order_by(f"-{key}" if way == BEFORE else key)[: size + 1])
        more, page = len(found) > size, found[:size]
        if way == BEFORE:
            page.reverse()
        has_next, has_previous = (more, bool(last)) if way == AFTER else (True, more)
        self.next = self._link(AFTER, getattr(page[-1], key)) if page and has_next else None
        self.previous = self._link(BEFORE, getattr(page[0], key)) if page and has_previous else None
        return page

    def get_paginated_response(self, data) -> Response:
        """Answer the page."""
        return Response({"next": self.next, "previous": self.previous, "results": data})

    def get_paginated_response_schema(self, schema: dict) -> dict:
        """Describe it."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["results", "next", "previous"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view) -> list[dict]:
        """Describe what it is asked by."""
        return [
            {
                "name": "cursor",
                "in": "query",
                "description": "Where the page begins: follow `next` and `previous` rather than make one.",
                "schema": {"type": "string"},
            },
            {
                "name": "page_size",
                "in": "query",
                "description": "How many records at most.",
                "schema": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": self.most,
                    "default": self.default_size,
                },
            },
        ]

    def _size(self, request) -> int:
        asked = request.query_params.get("page_size", str(self.default_size))
        if asked.isascii() and asked.isdigit() and len(asked) < 5 and 1 <= int(asked) <= self.most:
            return int(asked)
        raise ValidationError({"page_size": [_("Ask for 1 to %(most)d records.") % {"most": self.most}]})

    def _cursor(self, request) -> tuple[str, str]:
        text = request.query_params.get("cursor", "")
        if not text:
            return AFTER, ""
        try:
            way, _colon, last = urlsafe_b64decode(text.encode()).decode().partition(":")
        except (NotBase64, ValueError):
            way, last = "", ""
        if way not in (AFTER, BEFORE) or not last or "\0" in last:
            raise _no_such_cursor()
        return way, last

    def _from(self, queryset, key: str, way: str, last: str):
        try:
            return queryset.filter(**{f"{key}__{'gt' if way == AFTER else 'lt'}": last})
        except (NotAKey, ValueError) as error:
            raise _no_such_cursor() from error

    def _link(self, way: str, key: Any) -> str:
        cursor = urlsafe_b64encode(f"{way}:{key}".encode()).decode()
        return replace_query_param(remove_query_param(self.address, "cursor"), "cursor", cursor)


def _no_such_cursor() -> ValidationError:
    return ValidationError({"cursor": [_("Follow the links of a page rather than make a cursor.")]})
