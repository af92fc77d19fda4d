"""Where the headings of a table are, and what they read: below titles, on two rows, with line breaks."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from django.utils.translation import gettext as _

from territoire.exchanges.limits import MOST_COLUMNS, MOST_ROWS
from territoire.exchanges.values import Row, Sheet, Unreadable
from territoire.tables import FORMULA_STARTS

# How far headings are looked for: titles, dates and logos take a few rows.
SEARCHED = 25
# The share of the widest row that a row of headings fills at least.
FULL = 0.6
ERRORS = frozenset(
    {"#N/D", "#N/A", "#REF!", "#VALUE!", "#VALEUR!", "#NAME?", "#NOM?", "#DIV/0!", "#NUL!", "#NULL!"}
)
CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0x200B, 0x2060, 0xFEFF])

type Rows = Callable[[], Iterator[Row]]
#: How many of a row's cells are headings that somebody knows.
type Known = Callable[[Sequence[str]], int]


def table(name: str, rows: Rows, known: Known, kind: str = "") -> Sheet | None:
    """Return the sheet of a table: its headings found, its trailing empty columns left out; `None` when it is empty.

    The table is read once to the end, so that going through the sheet later never fails.
    """
    first = [Row(row.number, tuple(map(clean, row.cells))) for row in islice(rows(), SEARCHED)]
    if not first:
        return None
    last_heading = _heading_row(first, known)
    width = _width(rows(), name)
    headings = _headings(first, last_heading, width)
    start = first[last_heading].number
    return Sheet(name, headings, lambda: _cells(rows(), start, width), kind)


def clean(cell: str) -> str:
    """Return the text of a cell: composed letters, no control characters, no errors of formulas, no spaces around."""
    text = cell if cell.isascii() else unicodedata.normalize("NFC", cell)
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS)
        text = text.encode("utf-8", "ignore").decode()  # lone surrogates
    text = text.strip()
    if text[:1] == "'" and text[1:2] in FORMULA_STARTS:
        text = text[1:]  # as our own files write it
    if text[:1] == "#" and text.upper() in ERRORS:
        return ""
    return text


def column_name(index: int) -> str:
    """Return how a spreadsheet names the column at `index` (0 is A, 26 is AA)."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _heading_row(rows: list[Row], known: Known) -> int:
    """Return which of the first rows holds the headings: that with most known ones, else the first that is full.

    One known word makes no headings of a title above them, nor of a line below ("Mairie;Commune").
    """
    scores = [known([one_line(cell) for cell in row.cells]) for row in rows]
    widest = max(_filled(row) for row in rows)
    full = next(index for index, row in enumerate(rows) if _filled(row) >= max(1, widest * FULL))
    best = scores.index(max(scores))
    sure = scores[best] > 1 and (best < full or scores[best] > 2 * scores[full])
    return best if sure else full


def _filled(row: Row) -> int:
    return sum(bool(cell) for cell in row.cells)


def one_line(text: str) -> str:
    """Return `text` without line breaks nor doubled spaces."""
    return " ".join(text.split())


def _width(rows: Iterable[Row], name: str) -> int:
    """Return how many columns hold something somewhere; refuse too many of them, or of rows."""
    width = count = 0
    for row in rows:
        count += 1
        cells = row.cells
        if len(cells) > width:
            last = next((at for at in range(len(cells), width, -1) if cells[at - 1].strip()), 0)
            width = max(width, last)
    if width > MOST_COLUMNS:
        raise Unreadable(
            _(
                "“%(name)s” has %(count)d columns; at most %(most)d are read. Remove those that are not needed."
            )
            % {"name": name, "count": width, "most": MOST_COLUMNS}
        )
    if count > MOST_ROWS:
        raise Unreadable(
            _("“%(name)s” has %(count)d lines; at most %(most)d are read. Cut it into several files.")
            % {"name": name, "count": count, "most": MOST_ROWS}
        )
    return width


def _headings(rows: list[Row], at: int, width: int) -> tuple[str, ...]:
    """Return one heading a column, each different; what a lower row leaves empty is read from the row above it."""
    read: list[str] = []
    for index in range(width):
        below = _cell(rows[at], index)
        above = _cell(rows[at - 1], index) if at and _filled(rows[at - 1]) > 1 else ""
        read.append(one_line(below or above))
    return unique(read)


def unique(headings: Sequence[str]) -> tuple[str, ...]:
    """Return headings each with words and each different: Nom, Nom (2), Column C."""
    told: dict[str, None] = {}
    for index, heading in enumerate(headings):
        plain = heading or _("Column %(letters)s") % {"letters": column_name(index)}
        name, times = plain, 1
        while name in told:
            times += 1
            name = f"{plain} ({times})"
        told[name] = None
    return tuple(told)


def _cell(row: Row, index: int) -> str:
    return row.cells[index] if index < len(row.cells) else ""


def _cells(rows: Iterable[Row], start: int, width: int) -> Iterator[Row]:
    """Go through the rows below the headings that hold something, cleaned, all as wide."""
    for row in rows:
        if row.number <= start:
            continue
        cells = tuple(map(clean, row.cells[:width]))
        if any(cells):
            yield Row(row.number, cells + ("",) * (width - len(cells)))
