"""Kumu: elements and connections, from its JSON, its workbook or its two CSV files."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from actors.exchanges.formats.networks import SENSES
from actors.exchanges.kinds import ACTORS, PARTNERSHIPS
from territoire.exchanges import spool
from territoire.exchanges.columns import key
from territoire.exchanges.json_files import text
from territoire.exchanges.values import Document, Row, Sheet

OF_ELEMENTS = {
    "id": "external_id", "label": "name", "type": "family", "description": "description", "url": "website",
    "email": "email", "location": "coordinates",
}  # fmt: skip
OF_CONNECTIONS = {
    "id": "external_id", "from": "first", "to": "second", "type": "kind", "direction": "direction",
    "label": "description", "description": "description",
}  # fmt: skip
SEVERAL = "|"


def is_json(value: Any) -> bool:
    """Tell whether a JSON value is a Kumu blueprint."""
    return isinstance(value, Mapping) and isinstance(value.get("elements"), list)


def document(value: Mapping[str, Any]) -> Document:
    """Return the document of a Kumu blueprint."""
    elements = [element for element in value["elements"] if isinstance(element, Mapping)]
    names = {text(element.get("id")): text(element.get("label")) for element in elements if element.get("id")}
    ties = [tie for tie in value.get("connections") or [] if isinstance(tie, Mapping)]
    sheets = [
        spool.of_records(_("Elements"), [_renamed(element, _HEADS) for element in elements], ACTORS.code),
        spool.of_records(
            _("Connections"),
            [record for tie in ties for record in _targets(_renamed(tie, _TIE_HEADS), names)],
            PARTNERSHIPS.code,
        ),
    ]
    return Document("kumu", tuple(sheet for sheet in sheets if sheet))


def is_table(sheets: Sequence[Sheet]) -> bool:
    """Tell whether the sheets of a workbook, or of a CSV file, are elements and connections as Kumu wants them."""
    return any(_is_elements(sheet) or _is_connections(sheet) for sheet in sheets)


def translated(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets under our headings; connections name elements even when they point to their identifiers."""
    names = {code: name for sheet in sheets if _is_elements(sheet) for code, name in _identified(sheet)}
    return [_translated(sheet, names) or sheet for sheet in sheets]


def _translated(sheet: Sheet, names: dict[str, str]) -> Sheet | None:
    if _is_connections(sheet):
        heads, kind = _TIE_HEADS, PARTNERSHIPS.code
    elif _is_elements(sheet):
        heads, kind = _HEADS, ACTORS.code
    else:
        return None
    headings = tuple(heads.get(heading.lower(), heading) for heading in sheet.headings)
    if len(set(headings)) < len(headings):
        headings = sheet.headings
    rows = sheet.rows if kind == ACTORS.code else lambda: _rows(sheet, headings, names)
    return Sheet(sheet.name, headings, rows, kind)


def _rows(sheet: Sheet, headings: Sequence[str], names: dict[str, str]) -> Iterator[Row]:
    for row in sheet.rows():
        for record in _targets(dict(zip(headings, row.cells, strict=True)), names):
            yield Row(row.number, tuple(record[heading] for heading in headings))


def _targets(record: dict[str, str], names: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Go through the connections of a line, one for each of its targets ("A | B")."""
    first, second, sense = (_TIE_HEADS[name] for name in ("from", "to", "direction"))
    if sense in record:
        record[sense] = SENSES.get(record[sense].lower(), record[sense])
    for target in record.get(second, "").split(SEVERAL):
        source, target = record.get(first, "").strip(), target.strip()
        yield record | {first: names.get(source) or source, second: names.get(target) or target}


def _identified(sheet: Sheet) -> Iterator[tuple[str, str]]:
    at = {key(heading): index for index, heading in enumerate(sheet.headings)}
    if "id" in at:
        for row in sheet.rows():
            yield row.cells[at["id"]], row.cells[at["label"]]


def _is_elements(sheet: Sheet) -> bool:
    heads = [heading.lower() for heading in sheet.headings[:2]]
    return "label" in heads and (heads[0] in ("id", "label")) and "from" not in map(str.lower, sheet.headings)


def _is_connections(sheet: Sheet) -> bool:
    heads = [heading.lower() for heading in sheet.headings[:3]]
    return heads[:2] == ["from", "to"] or heads == ["id", "from", "to"]


def _renamed(record: Mapping[str, Any], heads: Mapping[str, str]) -> dict[str, str]:
    told: dict[str, str] = {}
    for name, value in record.items():
        if said := text(value):
            told.setdefault(heads.get(str(name).lower(), str(name)), said)
    return told


_HEADS = {name: ACTORS.field(code).label for name, code in OF_ELEMENTS.items()}
_TIE_HEADS = {name: PARTNERSHIPS.field(code).label for name, code in OF_CONNECTIONS.items()}
