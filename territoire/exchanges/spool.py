"""Rows kept on the disk, so that a file read whole (JSON, XML) is not held in memory while its lines are used."""

import os
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import orjson
from django.utils.translation import gettext as _

from territoire.exchanges import headings
from territoire.exchanges.limits import MOST_COLUMNS, MOST_ROWS
from territoire.exchanges.values import Row, Sheet, Unreadable


class Spool:
    """A temporary file that goes when nothing refers to it any more; nothing keeps it open."""

    def __init__(self) -> None:
        handle, name = tempfile.mkstemp(prefix="territoire-lines-")
        os.close(handle)
        self.path = Path(name)
        weakref.finalize(self, self.path.unlink, missing_ok=True)


def sheet(
    name: str, heads: Sequence[str], lines: Iterable[tuple[int, Sequence[str]]], kind: str = ""
) -> Sheet | None:
    """Return a sheet of `lines` (number, cells), written to a file that goes with it; `None` when there is none."""
    if len(heads) > MOST_COLUMNS:
        raise Unreadable(
            _(
                "“%(name)s” has %(count)d columns; at most %(most)d are read. Remove those that are not needed."
            )
            % {"name": name, "count": len(heads), "most": MOST_COLUMNS}
        )
    spool, count = Spool(), 0
    with spool.path.open("wb") as file:
        for count, (number, cells) in enumerate(lines, 1):
            if count > MOST_ROWS:
                raise Unreadable(
                    _("This file holds more than %(most)d lines. Cut it into several files.")
                    % {"most": MOST_ROWS}
                )
            file.write(orjson.dumps((number, [headings.clean(cell) for cell in cells])) + b"\n")
    if not count:
        return None

    def rows() -> Iterator[Row]:
        with spool.path.open("rb") as file:
            for line in file:
                number, cells = orjson.loads(line)
                yield Row(number, tuple(cells))

    return Sheet(name, headings.unique([headings.one_line(head) for head in heads]), rows, kind)


def of_records(
    name: str, records: Sequence[dict[str, str]], kind: str = "", first: Sequence[str] = ()
) -> Sheet | None:
    """Return a sheet of records, numbered from 1, under all their names: `first`, then as they come."""
    heads = list(dict.fromkeys([*first, *(head for record in records for head in record)]))
    heads = [head for head in heads if any(record.get(head) for record in records)]
    lines = ((number, [record.get(head, "") for head in heads]) for number, record in enumerate(records, 1))
    return sheet(name, heads, lines, kind)
