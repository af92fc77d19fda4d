"""The plan of an import: what each of its lines would become, without writing any of it."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Count, Q
from django.db.models.functions import Substr

from territoire.enums import LineChoice, Outcome
from territoire.exchanges.values import Document, Row
from territoire.imports import bulk
from territoire.imports.lines import AT_ONCE, Importer, Line, Run, store, stored
from territoire.imports.looking import Reader
from territoire.imports.progress import Progress
from territoire.models import Facilitation, ImportBatch, ImportFile, ImportLine, ImportSheet, Membership

#: Beyond so many lines, what one mends or decides is compared with the others by the worker alone.
FEW = 1_000
#: How many bytes of a file are in memory at once.
PIECE = 8_000_000


def plan(run: Run, *, read: Reader, progress: Progress) -> None:
    """Plan all the lines of an import anew, keeping what was decided and mended; the caller is in a transaction."""
    batch = run.batch
    decided = _decided(run)
    ImportLine.objects.filter(sheet__batch=batch).delete()
    batch.stamp = stamp(run)
    with _laid_down(batch) as file:
        document = read(file, ImportFile.objects.values_list("name", flat=True).get(batch=batch))
        for sheet in run.sheets:
            _plan_sheet(run, sheet, document, decided.get(sheet.pk, {}), progress)
    batch.counts = counted(batch)


@contextmanager
def _laid_down(batch: ImportBatch) -> Iterator[Path]:
    """Lay the file of an import on the disk for a while, in pieces: it may weigh more than all else in memory."""
    with tempfile.NamedTemporaryFile(prefix="territoire-import-") as file:
        begin, content = 1, ImportFile.objects.filter(batch=batch)
        while piece := content.values_list(Substr("content", begin, PIECE), flat=True).get():
            file.write(piece)
            begin += PIECE
        file.flush()
        yield Path(file.name)


def _plan_sheet(
    run: Run, sheet: ImportSheet, document: Document, decided: dict[int, ImportLine], progress: Progress
) -> None:
    importer, count = run.importer(sheet), 0
    for rows in bulk.batches(document.sheets[sheet.position].rows(), AT_ONCE):
        lines = [_line(row, decided.get(row.number)) for row in rows if any(row.cells)]
        importer.plan(sheet, lines)
        store(sheet, lines)
        count += len(lines)
        progress.advance(len(rows))
    _analyse()
    importer.compare(sheet)
    ImportSheet.objects.filter(pk=sheet.pk).update(rows=count)


def _line(row: Row, before: ImportLine | None) -> Line:
    line = Line(row.number, list(row.cells))
    if before is not None:
        line.mended, line.choice = before.mended, before.choice
        line.target = before.target if before.choice == LineChoice.SAME else None
    return line


def _decided(run: Run) -> dict[int, dict[int, ImportLine]]:
    found: dict[int, dict[int, ImportLine]] = {}
    lines = ImportLine.objects.filter(sheet__batch=run.batch)
    for line in lines.exclude(choice="").only(
        "sheet", "number", "mended", "choice", "target"
    ) | lines.exclude(mended={}).only("sheet", "number", "mended", "choice", "target"):
        found.setdefault(line.sheet_id, {})[line.number] = line
    return found


def _analyse() -> None:
    """Let the planner know how many lines there are now: all of them are new in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {ImportLine._meta.db_table}")


@transaction.atomic
def plan_again(run: Run, sheet: ImportSheet, numbers: list[int]) -> None:
    """Plan some lines anew, after somebody mended or decided, then those that may hang on them.

    Where they are many, only those lines are: the worker plans all of them anew before it writes any.
    """
    told = ImportLine.objects.filter(sheet=sheet)
    few = ImportLine.objects.filter(sheet__in=run.sheets).count() <= FEW
    chosen = Q(number__in=numbers)
    _replan(run, sheet, told.filter(chosen | Q(outcome=Outcome.REFUSED) if few else chosen))
    if few:
        run.importer(sheet).compare(sheet)
        for other in run.sheets:
            if other != sheet:
                _replan(run, other, ImportLine.objects.filter(sheet=other))
                run.importer(other).compare(other)
    else:
        run.batch.stamp = {}
    run.batch.counts = counted(run.batch)
    run.batch.save(update_fields=["counts", "stamp"])


def _replan(run: Run, sheet: ImportSheet, rows) -> None:
    importer: Importer = run.importer(sheet)
    # Read first: they are written again in the place of those that are read.
    for lines in list(stored(rows)):
        for line in lines:
            line.target = line.target if line.choice == LineChoice.SAME else None
        importer.plan(sheet, lines)
        rows.model.objects.filter(sheet=sheet, number__in=[line.number for line in lines]).delete()
        store(sheet, lines)


def counted(batch: ImportBatch) -> dict[str, dict[str, int]]:
    """Count the lines of each sheet by outcome; those left out by choice apart, as "out"."""
    found: dict[str, Counter] = {}
    rows = ImportLine.objects.filter(sheet__batch=batch).values_list("sheet__position", "outcome", "choice")
    for position, outcome, choice, count in rows.annotate(count=Count("pk")).order_by():
        name = "out" if choice == LineChoice.OUT else outcome
        found.setdefault(str(position), Counter())[name] += count
    return {position: dict(counts) for position, counts in found.items()}


def stamp(run: Run) -> dict[str, int]:
    """Return the last version of each table that the plan was compared with: it says whether that changed since.

    Who is in which team and facilitates what counts too: it says where one may write.
    """
    latest = {}
    compared = {
        Membership,
        Facilitation,
        *chain.from_iterable(importer.compared for importer in run.importers.values()),
    }
    with connection.cursor() as cursor:
        for model in sorted(compared, key=lambda model: model._meta.label):
            table = model.pgh_event_model._meta.db_table
            cursor.execute(f'SELECT coalesce(max(pgh_id), 0) FROM "{table}"')
            latest[model._meta.label] = cursor.fetchone()[0]
    return latest
