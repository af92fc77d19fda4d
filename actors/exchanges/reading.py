"""Reads a file, whatever its format: known by what it holds, not by its name, and translated into our headings."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from actors.exchanges.kinds import ACTORS
from territoire.exchanges import headings, workbooks
from territoire.exchanges.columns import match_columns
from territoire.exchanges.delimited import Delimited
from territoire.exchanges.limits import MOST_NAMES
from territoire.exchanges.sources import Source
from territoire.exchanges.values import Document, Kind, Row, Sheet, Unreadable

#: Kumu leaves out sheets so marked.
IGNORED = "(ignore)"
BULLETS = "-–—*•·▪◦>"


def read(content: Path | str | bytes, name: str = "", *, kinds: Sequence[Kind]) -> Document:
    """Return what a file holds; `Unreadable` says in the reader's language why it cannot be, and how to mend it.

    `kinds` are those of the lines that one may find in it. Nothing is written but temporary files, gone with the
    document.
    """
    source = Source(content, name)
    if format := workbooks.format_of(source):
        return _workbook(source, format, kinds)
    return _delimited(source, kinds)


def read_names(text: str) -> Document:
    """Return the document of a list of names that was typed or pasted, one a line; bullets and numbers aside."""
    lines = text.splitlines()
    if len(lines) > MOST_NAMES:
        raise Unreadable(
            _("This list has %(count)d lines; at most %(most)d are read at once. Paste it in several times.")
            % {"count": len(lines), "most": MOST_NAMES}
        )
    rows = tuple(
        Row(number, (name,))
        for number, line in enumerate(lines, 1)
        if (name := headings.clean(_unmarked(line)))
    )
    if not rows:
        raise Unreadable(_("This list holds no name. Write one a line."))
    return Document(
        "list", (Sheet(_("List"), (ACTORS.field("name").label,), lambda: iter(rows), ACTORS.code),)
    )


def _workbook(source: Source, format: str, kinds: Sequence[Kind]) -> Document:
    notes: list[str] = []
    sheets: list[Sheet] = []
    for raw in workbooks.sheets(source):
        if raw.hidden or IGNORED in raw.name.lower():
            notes.append(
                _("Sheet “%(name)s” is hidden or to be ignored: it was left out.") % {"name": raw.name}
            )
        elif sheet := headings.table(raw.name, raw.rows, _known(kinds)):
            sheets.append(sheet)
        else:
            notes.append(_("Sheet “%(name)s” is empty.") % {"name": raw.name})
    return _document(format, sheets, notes)


def _delimited(source: Source, kinds: Sequence[Kind]) -> Document:
    text = Delimited(source)
    notes = []
    if text.encoding.patched:
        notes.append(_("Some characters are not written as the others: check accents in the preview."))
    sheet = headings.table(source.stem, text.rows, _known(kinds))
    if sheet and len(sheet.headings) == 1 and not _known(kinds)(sheet.headings):
        return Document("list", (_names(source.stem, text),), tuple(notes))
    return _document("csv", [sheet] if sheet else [], notes)


def _names(name: str, text: Delimited) -> Sheet:
    """Return the sheet of a file of one column without heading: names, from its first line on."""

    def rows() -> Iterator[Row]:
        for row in text.rows():
            if told := headings.clean(_unmarked(row.cells[0])):
                yield Row(row.number, (told,))

    return Sheet(name, (ACTORS.field("name").label,), rows, ACTORS.code)


def _document(format: str, sheets: list[Sheet], notes: list[str]) -> Document:
    kept = [sheet for sheet in sheets if next(islice(sheet.rows(), 1), None)]
    if not kept:
        raise Unreadable(_("This file has no line below its headings. Check that it is the right one."))
    return Document(format, tuple(kept), tuple(notes))


def _known(kinds: Sequence[Kind]) -> headings.Known:
    return lambda cells: max(len(match_columns(kind, cells)) for kind in kinds)


def _unmarked(line: str) -> str:
    """Return a line of a list without its bullet or number ("- ", "3. ", "4) ")."""
    text = line.strip().lstrip(BULLETS).strip()
    number, mark, rest = text.partition(".") if "." in text[:5] else text.partition(")")
    return rest.strip() if mark and number.isdigit() and len(number) < 5 and rest[:1] in (" ", "\t") else text
