"""Tables that leave the site: the same rows and columns as CSV, for a spreadsheet, or as an XLSX workbook.

Cells are text, numbers, days, yes or no, or nothing. What people typed never becomes a formula.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer

type Cell = str | int | float | Decimal | Fraction | date | None

NUMBERS = (int, float, Decimal, Fraction)
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What spreadsheets in French expect between cells; the decimal comma goes with it.
SEPARATOR = ";"
BYTE_ORDER_MARK = "\ufeff"
# A cell that begins so is computed by spreadsheets (OWASP, "CSV injection"); the last two are full-width twins.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767  # what a cell of a workbook holds
MOST_ROWS = 1_048_575  # of a sheet, besides the headings: what is beyond has no place in a workbook
PIECE = 64 * 1024
WRITTEN_AS_TYPED = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
LONGEST_NAME = 31  # of a sheet
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Column[Row]:
    """A heading, what it says of a row, and how many characters wide it is drawn."""

    heading: str
    value: Callable[[Row], Any]
    width: int = 16


@dataclass(frozen=True, slots=True)
class Table[Row]:
    """Rows under headings; `name` is that of its sheet."""

    name: str
    columns: Sequence[Column[Row]]
    rows: Iterable[Row]

    def cells(self) -> Iterator[list[Cell]]:
        """Go through the rows, cell by cell."""
        for row in self.rows:
            yield [column.value(row) for column in self.columns]


def csv_lines(table: Table) -> Iterator[str]:
    """Return the lines of a CSV file, headings first: UTF-8 with its mark, semicolons, decimal commas, ISO days."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=SEPARATOR, lineterminator="\r\n")

    def line(cells: Iterable[Cell]) -> str:
        writer.writerow([_as_text(cell) for cell in cells])
        text = held.getvalue()
        held.seek(0)
        held.truncate()
        return text

    yield BYTE_ORDER_MARK + line(column.heading for column in table.columns)
    for cells in table.cells():
        yield line(cells)


def xlsx(tables: Iterable[Table], *, title: str) -> bytes:
    """Return a workbook with one sheet by table: headings stay in view and filter."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {**WRITTEN_AS_TYPED, "in_memory": True}) as workbook:
        _fill(workbook, tables, title)
    return held.getvalue()


def xlsx_pieces(tables: Iterable[Table], *, title: str) -> Iterator[bytes]:
    """Write the same workbook row by row into a file of the disk, whatever its length, then give it by pieces."""
    with tempfile.TemporaryFile() as held:
        options = {**WRITTEN_AS_TYPED, "constant_memory": True}
        with xlsxwriter.Workbook(held, options) as workbook:
            _fill(workbook, tables, title)
        held.seek(0)
        while piece := held.read(PIECE):
            yield piece


def _fill(workbook: xlsxwriter.Workbook, tables: Iterable[Table], title: str) -> None:
    today = datetime.combine(timezone.localdate(), time())
    workbook.set_properties({"title": title, "created": today})
    for table in tables:
        _Sheet(workbook, table).write()


def csv_response(table: Table, stem: str) -> HttpResponse:
    """Answer a table as a CSV file, named after `stem`."""
    return attachment("".join(csv_lines(table)).encode(), CSV_TYPE, f"{file_stem(stem)}.csv")


def xlsx_response(tables: Iterable[Table], stem: str, *, title: str) -> HttpResponse:
    """Answer tables as a workbook, named after `stem`."""
    return attachment(xlsx(tables, title=title), XLSX_TYPE, f"{file_stem(stem)}.xlsx")


def json_response(value: Any, stem: str) -> HttpResponse:
    """Answer plain values as a JSON file, named after `stem`, written as the API writes them."""
    content = JSONRenderer().render(value, "application/json; indent=2")
    return attachment(content, "application/json", f"{file_stem(stem)}.json")


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Answer a file to keep; `name` is plain ASCII. Each reader has their own: no cache keeps it."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def file_stem(text: str) -> str:
    """Return a short name for a file, of ASCII letters, digits and hyphens."""
    return slugify(text)[:100].strip("-") or "territoire"


def defused(text: str) -> str:
    """Return a text that a spreadsheet shows as it is, with an apostrophe before what it would compute."""
    if text[:1].isalnum():
        return text  # as nearly all do, and hundreds of thousands of cells of a file
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS) else text


def _as_text(cell: Cell) -> str:
    """Write a cell for a CSV file."""
    if isinstance(cell, str):  # most are
        return defused(cell.replace("\r\n", "\n").replace("\x00", "")) if cell else ""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _yes_or_no(cell)
    if isinstance(cell, NUMBERS):
        return _number(cell).replace(".", ",")
    if isinstance(cell, date):
        return _moment(cell).isoformat(sep=" ") if isinstance(cell, datetime) else cell.isoformat()
    return defused(str(cell).replace("\r\n", "\n").replace("\x00", ""))


def _number(value: float | Decimal | Fraction) -> str:
    """Write a number without an exponent nor idle zeros."""
    if value == int(value):
        return str(int(value))
    return f"{float(value):.6f}".rstrip("0")


def _moment(value: datetime) -> datetime:
    """Return a moment on the clock of the site, to the second."""
    return timezone.make_naive(value).replace(microsecond=0) if timezone.is_aware(value) else value


def _yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")


class _Sheet:
    """Writes one table in a sheet of its own."""

    def __init__(self, workbook: xlsxwriter.Workbook, table: Table) -> None:
        self.table = table
        self.sheet = workbook.add_worksheet(table.name.translate(FORBIDDEN_IN_NAMES)[:LONGEST_NAME])
        self.heading = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        self.moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"})

    def write(self) -> None:
        """Write the headings, then the rows."""
        columns = self.table.columns
        for number, column in enumerate(columns):
            self.sheet.set_column(number, number, column.width)
            self.sheet.write_string(0, number, column.heading, self.heading)
        last = 0
        for last, cells in enumerate(islice(self.table.cells(), MOST_ROWS), 1):
            for number, cell in enumerate(cells):
                self._write_cell(last, number, cell)
        self.sheet.freeze_panes(1, 1)
        self.sheet.autofilter(0, 0, last, len(columns) - 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)

    def _write_cell(self, row: int, number: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, bool):
            self.sheet.write_string(row, number, _yes_or_no(cell), self.text)
        elif isinstance(cell, NUMBERS):
            self.sheet.write_number(row, number, float(cell), self.text)
        elif isinstance(cell, datetime):
            self.sheet.write_datetime(row, number, _moment(cell), self.moment)
        elif isinstance(cell, date):
            self.sheet.write_datetime(row, number, cell, self.day)
        else:
            self.sheet.write_string(row, number, str(cell)[:LONGEST_CELL], self.text)
