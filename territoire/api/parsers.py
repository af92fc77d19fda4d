"""Bodies in JSON: bounded before they are read, whoever sends them."""

from typing import Any

import orjson
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from territoire.api.problems import Problem

#: Bytes. The longest text of a form holds 20,000 characters, a declaration of partnership twenty axes.
MOST = 1_000_000
NOT_JSON = _("The body cannot be read as JSON.")


class JSONBody(BaseParser):
    """A JSON value. orjson refuses what is no JSON (NaN, half characters) and what is nested out of all reason."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None) -> Any:
        """Read it; nothing at all is an empty object."""
        body = stream.read(MOST + 1)
        if len(body) > MOST:
            raise Problem(413, "too-long")
        if not body.strip():
            return {}
        try:
            return orjson.loads(body)
        except (orjson.JSONDecodeError, RecursionError) as error:
            raise ParseError(NOT_JSON) from error
