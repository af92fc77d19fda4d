"""Workbooks: XLSX, ODS and old XLS, opened by python-calamine in a process of its own."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
from django.utils.translation import gettext as _

from territoire.exchanges import archives, limits, workbook_child
from territoire.exchanges.sources import Source
from territoire.exchanges.spool import Spool
from territoire.exchanges.values import Row, Unreadable

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class RawSheet:
    """The rows of a sheet, before anyone looks for its headings."""

    name: str
    hidden: bool
    spool: Spool
    start: int

    def rows(self) -> Iterator[Row]:
        """Go through the rows that hold something, read from the disk as it goes."""
        with self.spool.path.open("rb") as lines:
            lines.seek(self.start)
            for line in lines:
                value = orjson.loads(line)
                if isinstance(value, dict):
                    return
                yield Row(value[0], tuple(value[1]))


def format_of(source: Source) -> str:
    """Return "xlsx", "ods" or "xls", by what the file holds and not by its name; "" when it is no workbook."""
    head = source.head(8)
    if head == OLE:
        return "xls"
    if not head.startswith(ZIP):
        return ""
    with source.open() as file:
        names = archives.members(file)
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise Unreadable(
        _("This file is a folder or a document, not a workbook. Send a workbook (XLSX, ODS) or a CSV file.")
    )


def sheets(source: Source) -> list[RawSheet]:
    """Return the sheets of a workbook, hidden ones included (without their rows)."""
    spool = Spool()
    with tempfile.NamedTemporaryFile(prefix="territoire-workbook-", suffix=".bin") as copy:
        if isinstance(source.content, bytes):
            copy.write(source.content)
            copy.flush()
        path = source.content if isinstance(source.content, Path) else copy.name
        _run(path, spool)
    return _found(spool)


def _run(path: Path | str, spool: Spool) -> None:
    numbers = (limits.CHILD_MEMORY, limits.CHILD_SECONDS, limits.MOST_CELLS, limits.MOST_ROWS)
    command = [sys.executable, "-I", workbook_child.__file__, str(path), *map(str, numbers)]
    try:
        with spool.path.open("wb") as file:
            done = subprocess.run(
                command, stdout=file, stderr=subprocess.DEVNULL, timeout=2 * limits.CHILD_SECONDS, check=False
            )
    except subprocess.TimeoutExpired as error:
        raise _too_big() from error
    if done.returncode == workbook_child.LOCKED:
        raise Unreadable(_("This workbook is locked by a password. Save it without one, then send it again."))
    if done.returncode == workbook_child.TOO_BIG or done.returncode < 0:
        raise _too_big()
    if done.returncode:
        raise Unreadable(_("This workbook is damaged. Open it, save it again as XLSX, then send it again."))


def _too_big() -> Unreadable:
    return Unreadable(
        _(
            "This workbook asks for too much to be read: too many cells, or one written far away from the others. "
            "Copy what you need into a new workbook, or save it as CSV (UTF-8)."
        )
    )


def _found(spool: Spool) -> list[RawSheet]:
    found: list[RawSheet] = []
    with spool.path.open("rb") as lines:
        for line in lines:
            if line.startswith(b"{"):
                said = orjson.loads(line)
                found.append(RawSheet(said["sheet"], said["hidden"], spool, lines.tell()))
    if len(found) > limits.MOST_SHEETS:
        raise Unreadable(
            _(
                "This workbook has %(count)d sheets; at most %(most)d are read. Remove those that are not needed."
            )
            % {"count": len(found), "most": limits.MOST_SHEETS}
        )
    return found
