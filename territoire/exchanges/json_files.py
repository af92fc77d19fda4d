"""JSON, read whole within bounds, and its values as text."""

import json
from collections.abc import Mapping
from typing import Any

import orjson
from django.utils.translation import gettext as _

from territoire.exchanges.encodings import detect
from territoire.exchanges.limits import MOST_JSON_BYTES
from territoire.exchanges.sources import Source
from territoire.exchanges.values import Unreadable

BLANK = b" \t\r\n\xef\xbb\xbf"


def looks_like_json(head: bytes) -> bool:
    """Tell whether a file begins as JSON does."""
    return head.replace(b"\x00", b"").lstrip(b"\xff\xfe" + BLANK)[:1] in (b"{", b"[")


def load(source: Source) -> Any:
    """Return the value of a JSON file, or the list of those of its lines (JSON Lines)."""
    content = source.read(MOST_JSON_BYTES)
    try:
        # Nested by more than a thousand, or not UTF-8: an error too.
        return orjson.loads(content.lstrip(BLANK))
    except orjson.JSONDecodeError:
        pass
    try:
        with source.open() as file:
            text = content.decode(detect(file).name, "replace").lstrip("\ufeff")
        return json.loads(text, parse_constant=lambda constant: None)
    except RecursionError as error:
        raise _malformed(1, 1) from error
    except json.JSONDecodeError as error:
        if lines := _lines(content):
            return lines
        raise _malformed(error.lineno, error.colno) from error
    except ValueError as error:  # a number of thousands of digits
        raise _malformed(1, 1) from error


def _lines(content: bytes) -> list[Any]:
    try:
        values = [orjson.loads(line) for line in content.splitlines() if line.strip(BLANK)]
    except orjson.JSONDecodeError:
        return []
    return values if len(values) > 1 else []


def _malformed(line: int, column: int) -> Unreadable:
    return Unreadable(
        _("This JSON file is malformed at line %(line)d, character %(column)d. Export it again, whole.")
        % {"line": line, "column": column}
    )


def text(value: Any) -> str:
    """Return a JSON value as the text of a cell: lists by |, yes and no in French, whole numbers without decimals."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list):
        return " | ".join(filter(None, map(text, value)))
    if isinstance(value, Mapping):
        named = next((value[name] for name in ("name", "label", "nom", "title") if value.get(name)), None)
        return text(named) if isinstance(named, str) else orjson.dumps(value).decode()
    return str(value)
