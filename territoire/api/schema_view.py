"""The schema of the API, worked out once by process: it is the same for everyone."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from territoire.api.versions import tagged


@cache
def document() -> Mapping[str, Any]:
    """Return the schema, in English whoever asks: names and words of one language."""
    with translation.override("en"):
        made = SchemaGenerator().get_schema(request=None, public=True)
        # Words that wait for a language are said now.
        return orjson.loads(orjson.dumps(made, default=str))


@require_safe
@cache_control(max_age=3600, public=True)
def schema(request: HttpRequest) -> HttpResponse:
    """Answer the schema as JSON."""
    content_type = "application/vnd.oai.openapi+json; charset=utf-8"
    return tagged(request, HttpResponse(orjson.dumps(document()), content_type=content_type))
