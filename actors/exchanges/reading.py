"""Reads a file, whatever its format: known by what it holds, not by its name, and translated into our headings."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from actors.exchanges.formats import geojson, gogocarto, kumu, onodo, registers
from actors.exchanges.formats import networks as as_actors
from actors.exchanges.kinds import ACTORS
from territoire.exchanges import headings, json_files, networks, spool, workbooks
from territoire.exchanges.columns import match_columns
from territoire.exchanges.delimited import Delimited
from territoire.exchanges.limits import MOST_NAMES
from territoire.exchanges.sources import Source
from territoire.exchanges.values import Document, Kind, Row, Sheet, Unreadable

#: Kumu leaves out sheets so marked.
IGNORED = "(ignore)"
OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ",
)
BULLETS = "-–—*•·▪◦>"


def read(content: Path | str | bytes, name: str = "", *, kinds: Sequence[Kind]) -> Document:
    """Return what a file holds; `Unreadable` says in the reader's language why it cannot be, and how to mend it.

    `kinds` are those of the lines that one may find in it. Nothing is written but temporary files, gone with the
    document.
    """
    source = Source(content, name)
    if format := workbooks.format_of(source):
        return _workbook(source, format, kinds)
    head = source.head()
    _refuse_others(head)
    if json_files.looks_like_json(head):
        return _json(json_files.load(source), source.stem)
    if head.replace(b"\x00", b"").lstrip(json_files.BLANK + b"\xff\xfe").startswith(b"<"):
        return as_actors.document(networks.read_xml(source))
    if networks.looks_like_gml(head):
        return as_actors.document(networks.read_gml(source))
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


def _refuse_others(head: bytes) -> None:
    """Refuse pictures, PDF and web pages, whatever they are called."""
    if any(head.startswith(sign) for sign in OTHERS):
        raise Unreadable(
            _(
                "This file is a PDF, a picture or a document. Send the table itself: a workbook (XLSX, ODS) or CSV."
            )
        )
    begins = head.lstrip(json_files.BLANK).lower()
    if begins.startswith((b"<!doctype html", b"<html", b"<table")):
        raise Unreadable(
            _(
                "This file is a web page, whatever its name says. Open it in a spreadsheet, save it as XLSX, send that."
            )
        )


def _json(value: Any, name: str) -> Document:
    """Return the document of a JSON value, by its shape."""
    for format in (geojson, kumu, gogocarto):
        if format.is_json(value):
            return _not_empty(format.document(value))
    if isinstance(value, dict) and isinstance(value.get("nodes"), list):
        return as_actors.document(_node_link(value))
    if isinstance(value, dict):
        value = next((inner for inner in value.values() if isinstance(inner, list)), [])
    records = [
        {str(key): json_files.text(inner) for key, inner in record.items()}
        for record in (value if isinstance(value, list) else [])
        if isinstance(record, dict)
    ]
    sheet = spool.of_records(name, records)
    return _document("json", [sheet] if sheet else [], [])


def _node_link(value: dict[str, Any]) -> networks.Network:
    """Return the network of nodes and links, as networkx and D3 write them."""
    network = networks.Network("node-link")
    directed = "directed" if value.get("directed") else "undirected"
    for given in value["nodes"]:
        told = {str(key): json_files.text(inner) for key, inner in given.items()}
        network.add(networks.Node(told.pop("id", ""), networks.take_label(told), told))
    for given in value.get("links") or value.get("edges") or []:
        told = {str(key): json_files.text(inner) for key, inner in given.items()}
        network.add(networks.Tie(told.pop("source", ""), told.pop("target", ""), directed, told))
    return network


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
    """Return the document of tables, translated when they are those of a program or register that we know."""
    kept = [sheet for sheet in sheets if next(islice(sheet.rows(), 1), None)]
    if onodo.is_workbook(kept):
        format, kept = "onodo", onodo.translated(kept)
    elif kumu.is_table(kept):
        format, kept = "kumu", kumu.translated(kept)
    elif len(kept) == 1 and (register := registers.register_of(kept[0])):
        format, kept = register, [registers.translated(kept[0])]
    return _not_empty(Document(format, tuple(kept), tuple(notes)))


def _not_empty(document: Document) -> Document:
    if not document.sheets:
        raise Unreadable(_("This file has no line below its headings. Check that it is the right one."))
    return document


def _known(kinds: Sequence[Kind]) -> headings.Known:
    return lambda cells: max(len(match_columns(kind, cells)) for kind in kinds)


def _unmarked(line: str) -> str:
    """Return a line of a list without its bullet or number ("- ", "3. ", "4) ")."""
    text = line.strip().lstrip(BULLETS).strip()
    number, mark, rest = text.partition(".") if "." in text[:5] else text.partition(")")
    return rest.strip() if mark and number.isdigit() and len(number) < 5 and rest[:1] in (" ", "\t") else text
