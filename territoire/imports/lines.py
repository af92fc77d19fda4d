"""Lines of an import in memory, and what each kind of lines knows how to do with them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter
from typing import Any, ClassVar

import orjson
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from territoire.enums import LineChoice, Outcome
from territoire.exchanges.values import Kind, Matched, Problem
from territoire.imports import bulk
from territoire.models import ImportBatch, ImportLine, ImportSheet, User

AT_ONCE = 2_000
#: What parts the cells of a field that several columns stand for.
BETWEEN = " | "


@dataclass(slots=True)
class Line:
    """One line while it is planned or applied: the same names as `ImportLine`."""

    number: int
    cells: list[str]
    mended: dict[str, str] = field(default_factory=dict)
    label: str = ""
    outcome: str = Outcome.NEW
    choice: str = LineChoice.UNDECIDED
    name_key: str = ""
    place: int | None = None
    external: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[dict] = field(default_factory=list)
    changes: list[dict] = field(default_factory=list)
    likely: list[dict] = field(default_factory=list)
    target: int | None = None

    @property
    def refused(self) -> bool:
        """Tell whether something refuses it."""
        return self.outcome == Outcome.REFUSED

    def note(self, problem: Problem) -> None:
        """Say what is wrong with it; refuse it if that refuses."""
        told = {"message": str(problem.message), "mend": str(problem.mend), "field": problem.field}
        self.problems.append(told | {"refuses": problem.refuses})
        if problem.refuses:
            self.outcome = Outcome.REFUSED

    def doubt(self, candidates: list[dict]) -> None:
        """Say whom it may be: each with `actor` (a key) or `line` (a number), and `reasons`."""
        self.outcome = Outcome.DOUBTFUL
        self.likely = candidates


COLUMNS = tuple(f.name for f in fields(Line))
_JSON = {"cells", "mended", "values", "problems", "changes", "likely"}


class Run:
    """One import under way: what all its importers share."""

    def __init__(self, batch: ImportBatch, by: User, kinds: dict[str, type["Importer"]]) -> None:
        """`kinds` gives the importer of each kind of lines, in the order in which they are done."""
        self.batch, self.by = batch, by
        self.day: date = timezone.localdate()
        self.sheets: list[ImportSheet] = [sheet for sheet in batch.sheets.all() if sheet.kind in kinds]
        order = list(kinds)
        self.sheets.sort(key=lambda sheet: (order.index(sheet.kind), sheet.position))
        self.held: dict[type, Any] = {}
        #: What the report of the import keeps, by name.
        self.notes: dict[str, Any] = {}
        self.importers = {code: kinds[code](self) for code in {sheet.kind for sheet in self.sheets}}

    def shared[Thing](self, what: type[Thing], make: Callable[[], Thing]) -> Thing:
        """Return the one `what` of this run, made when it is first asked for."""
        if what not in self.held:
            self.held[what] = make()
        return self.held[what]

    def importer(self, sheet: ImportSheet) -> "Importer":
        """Return what knows how to deal with the lines of a sheet."""
        return self.importers[sheet.kind]

    def sheets_of(self, *kinds: str) -> list[ImportSheet]:
        """Return the sheets whose lines are of one of `kinds`."""
        return [sheet for sheet in self.sheets if sheet.kind in kinds]


class Importer:
    """What one kind of lines needs: to be matched, compared with what is there, written.

    `settle` and `write` are given many lines at once, and ask the database a few times for all of them.
    """

    kind: ClassVar[Kind]
    #: The model that a new line makes, when other lines may refer to it; its key is taken before anything is written.
    roots: ClassVar[Any] = None
    #: Whether its lines may name one another.
    named_within: ClassVar[bool] = False
    #: Models with a history that lines are compared with: a plan holds as long as they do not change.
    compared: ClassVar[tuple[Any, ...]] = ()

    def __init__(self, run: Run) -> None:
        """Begin a run."""
        self.run = run

    def match(self, said: dict[str, str]) -> Matched:
        """Return what the texts of a line stand for, by field."""
        raise NotImplementedError

    def take(self, line: Line, matched: Matched, said: dict[str, str]) -> None:
        """Put on `line` what it says, as plain values, and by what it is known."""
        raise NotImplementedError

    def settle(self, lines: list[Line]) -> None:
        """Compare lines that are not refused with what is there: outcome, target, changes."""
        raise NotImplementedError

    def compare(self, sheet: ImportSheet) -> None:
        """Look for lines of the sheet that may be one thing, or something that is there; all are written by now."""

    def write(self, lines: list[Line]) -> None:
        """Write what lines say, in the transaction of the import."""
        raise NotImplementedError

    def said(self, sheet: ImportSheet, line: Line) -> dict[str, str]:
        """Return the texts of a line by field, mended ones in their place; empty ones are left out."""
        found: dict[str, str] = {}
        for index, code in sheet.matching.items():
            position = int(index)
            text = line.mended.get(index, line.cells[position] if position < len(line.cells) else "").strip()
            if text:
                found[code] = f"{found[code]}{BETWEEN}{text}" if code in found else text
        # What somebody wrote for a field that no column says.
        return found | {
            place[1:]: text for place, text in line.mended.items() if place.startswith("+") and text
        }

    def plan(self, sheet: ImportSheet, lines: list[Line]) -> None:
        """Match and settle lines."""
        for line in lines:
            line.outcome, line.problems, line.changes, line.likely = Outcome.NEW, [], [], []
            said = self.said(sheet, line)
            matched = self.match(said)
            for problem in matched.problems:
                line.note(problem)
            self.take(line, matched, said)
        self.settle([line for line in lines if not line.refused])


#: What only planning looks at: lines that are written are read without.
_OF_PLANS = {"cells", "mended", "likely", "name_key", "place"}


def stored(rows: QuerySet[ImportLine], *, whole: bool = True) -> Iterator[list[Line]]:
    """Go through lines as they were planned, in their order, many at once (unless `whole`, as far as writing asks)."""
    names = [name for name in COLUMNS if whole or name not in _OF_PLANS]
    # As texts: orjson reads them in a third of the time.
    texts = {f"{name}_text": Cast(name, TextField()) for name in names if name in _JSON}
    told = rows.order_by("number").annotate(**texts)
    asked = [f"{name}_text" if name in _JSON else name for name in names]
    for some in bulk.batches(told.values_list(*asked).iterator(AT_ONCE), AT_ONCE):
        yield [_line(names, row) for row in some]


def _line(names: list[str], row: tuple) -> Line:
    said = {name: orjson.loads(v) if name in _JSON else v for name, v in zip(names, row, strict=True)}
    return Line(**({"cells": []} | said))


def store(sheet: ImportSheet, lines: Iterable[Line]) -> None:
    """Write lines of a plan."""
    bulk.stream(ImportLine, ["sheet_id", *COLUMNS], ([sheet.pk, *map(_cell, _cells(line))] for line in lines))


_cells = attrgetter(*COLUMNS)
_EMPTY = {list: "[]", dict: "{}"}


def _cell(value: Any) -> Any:
    if type(value) in _EMPTY:
        return orjson.dumps(value).decode() if value else _EMPTY[type(value)]
    return value
