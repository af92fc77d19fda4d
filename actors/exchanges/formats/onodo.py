"""Onodo: a workbook with a sheet of nodes and a sheet of relations, which name nodes."""

from collections.abc import Iterator, Sequence

from actors.exchanges.formats.html import plain
from actors.exchanges.kinds import ACTORS, PARTNERSHIPS
from territoire.exchanges.columns import key
from territoire.exchanges.values import Row, Sheet

NODES = frozenset({"node", "nodo", "noeud"})
RELATIONS = frozenset({"relation", "relacion", "relacione"})
OF_NODES = {"name": "name", "type": "family", "description": "description", "visible": "visibility"}
# "From" and "To" are days there, not actors.
OF_RELATIONS = {
    "source": "first", "type": "kind", "target": "second", "directed": "direction", "at": "start", "from": "start",
    "to": "end",
}  # fmt: skip


def is_workbook(sheets: Sequence[Sheet]) -> bool:
    """Tell whether a workbook is Onodo's, by the names of its sheets."""
    return any(_is_nodes(sheet) for sheet in sheets)


def translated(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets under our headings: descriptions as plain text, hidden nodes for the team alone."""
    return [
        _nodes(sheet) if _is_nodes(sheet) else _relations(sheet) if _is_relations(sheet) else sheet
        for sheet in sheets
    ]


def _is_nodes(sheet: Sheet) -> bool:
    return key(sheet.name) in NODES and "Name" in sheet.headings


def _is_relations(sheet: Sheet) -> bool:
    return key(sheet.name) in RELATIONS and {"Source", "Target"} <= set(sheet.headings)


def _nodes(sheet: Sheet) -> Sheet:
    headings = _renamed(sheet.headings, {name: ACTORS.field(code).label for name, code in OF_NODES.items()})
    shown = {"0": "équipe", "1": "", "non": "équipe", "oui": ""}

    def rows() -> Iterator[Row]:
        for row in sheet.rows():
            cells = [
                shown.get(cell, cell) if name == "Visible" else plain(cell) if name == "Description" else cell
                for name, cell in zip(sheet.headings, row.cells, strict=True)
            ]
            yield Row(row.number, tuple(cells))

    return Sheet(sheet.name, headings, rows, ACTORS.code)


def _relations(sheet: Sheet) -> Sheet:
    names = {name: PARTNERSHIPS.field(code).label for name, code in OF_RELATIONS.items()}
    if "At" in sheet.headings and "From" in sheet.headings:
        del names["at"]
    headings = _renamed(sheet.headings, names)

    def rows() -> Iterator[Row]:
        for row in sheet.rows():
            cells = [
                ("non" if cell in ("", "0") else cell) if name == "Directed" else cell
                for name, cell in zip(sheet.headings, row.cells, strict=True)
            ]
            yield Row(row.number, tuple(cells))

    return Sheet(sheet.name, headings, rows, PARTNERSHIPS.code)


def _renamed(headings: Sequence[str], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(names.get(heading.lower(), heading) for heading in headings)
