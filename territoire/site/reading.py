"""Files that come in, read for both apps: every kind of lines that one may hold."""

from pathlib import Path

from actors.exchanges import kinds as of_actors
from actors.exchanges import reading
from actors.exchanges.reading import read_names
from projects.exchanges import kinds as of_projects
from territoire.exchanges import columns
from territoire.exchanges.values import Document, Kind, Sheet

__all__ = ["KINDS", "guess_kind", "read", "read_names"]

#: Every kind of lines, by its code.
KINDS: dict[str, Kind] = {kind.code: kind for kind in (*of_actors.KINDS, *of_projects.KINDS)}


def read(content: Path | str | bytes, name: str = "") -> Document:
    """Return what a file holds, from its path or its bytes; raises `Unreadable`."""
    return reading.read(content, name, kinds=tuple(KINDS.values()))


def guess_kind(sheet: Sheet) -> str:
    """Return the code of the kind that the lines of `sheet` are of, "" when it cannot be told."""
    return sheet.kind or columns.guess_kind(sheet.headings, KINDS.values(), sheet.name)
