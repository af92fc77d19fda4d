"""Reading as the site does, with every kind of lines of both apps, imported already or not."""

from collections.abc import Mapping
from pathlib import Path

from actors.exchanges import kinds as of_actors
from actors.exchanges import reading
from actors.exchanges.reading import read_names
from actors.exchanges.values import ActorLines
from projects.exchanges import kinds as of_projects
from projects.exchanges.values import ProjectLines
from territoire.exchanges import columns
from territoire.exchanges.values import Document, Kind, Matched, Row, Sheet

__all__ = ["KINDS", "Lines", "guess_kind", "read", "read_names", "told"]

#: Every kind of lines, by its code.
KINDS: dict[str, Kind] = {kind.code: kind for kind in (*of_actors.KINDS, *of_projects.KINDS)}


def read(content: Path | str | bytes, name: str = "") -> Document:
    """Return what a file holds, from its path or its bytes; raises `Unreadable`."""
    return reading.read(content, name, kinds=tuple(KINDS.values()))


def guess_kind(sheet: Sheet) -> str:
    """Return the code of the kind that the lines of `sheet` are of, "" when it cannot be told."""
    return sheet.kind or columns.guess_kind(sheet.headings, KINDS.values(), sheet.name)


def told(kind: Kind, columns: Mapping[int, str], row: Row) -> dict[str, str]:
    """Return what a row says by field code; empty cells are absent."""
    said: dict[str, str] = {}
    for index, code in columns.items():
        if text := row.cells[index]:
            said[code] = f"{said[code]} | {text}" if code in said else text
    return said


class Lines:
    """Matches the lines of a file to what this instance holds, as `user` may see it; one for each file.

    `family` is the code of the family of the actors whose lines tell none.
    """

    def __init__(self, user, *, family: str = "") -> None:
        self.actors = ActorLines(user, family=family)
        self.projects = ProjectLines(self.actors)

    def read(self, kind: Kind, columns: Mapping[int, str], row: Row) -> Matched:
        """Return what a row of `kind` says, its columns standing for the fields that `columns` gives by index."""
        lines = self.actors if kind.code in self.actors.readers else self.projects
        return lines.read(kind.code, told(kind, columns, row))
