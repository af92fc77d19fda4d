"""An import written in one transaction: all its good lines, or nothing."""

import json

import pghistory
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from territoire.enums import ImportState, LineChoice, Outcome
from territoire.imports import bulk
from territoire.imports.lines import Run, stored
from territoire.imports.looking import Reader
from territoire.imports.planning import counted, plan, stamp
from territoire.imports.progress import Progress
from territoire.models import ImportBatch, ImportFile, ImportLine, ImportSheet

GOOD = (Outcome.NEW, Outcome.CHANGED)


class LookAgain(Exception):
    """What is there changed since the plan was made, so that lines that were ready are not any more."""


@transaction.atomic
def apply(run: Run, *, read: Reader, progress: Progress) -> None:
    """Write the good lines of an import; `LookAgain` when the plan does not hold any more."""
    batch = run.batch
    if batch.stamp != stamp(run):
        _plan_anew(run, read=read, progress=progress)
    with pghistory.context(user=run.by.pk, import_batch=batch.pk) as context:
        _sign(str(context.id), json.dumps(context.metadata))
        _hold(batch)
        for sheet in run.sheets:
            _allot(run, sheet)
        for sheet in run.sheets:
            _write(run, sheet, progress)
        _sign("", "")
    batch.counts = counted(batch)
    _forget(batch)
    batch.report = run.notes
    batch.context, batch.applied_at, batch.state = context.id, timezone.now(), ImportState.APPLIED
    batch.save()


def _sign(context: str, metadata: str) -> None:
    """Give the author of the changes to the whole transaction, whatever writes in it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)",
            [context, metadata],
        )


def _hold(batch: ImportBatch) -> None:
    """Let nobody delete the import until what it brings is there: no foreign key of each row asks for it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT FROM {ImportBatch._meta.db_table} WHERE id = %s FOR KEY SHARE", [batch.pk])


def _plan_anew(run: Run, *, read: Reader, progress: Progress) -> None:
    before = run.batch.counts
    with transaction.atomic():
        plan(run, read=read, progress=progress)
    if _left_out(run.batch.counts) > _left_out(before):
        raise LookAgain(_("What is registered changed since you looked: some lines are to be decided now."))


def _left_out(counts: dict[str, dict[str, int]]) -> int:
    names = (Outcome.REFUSED, Outcome.DOUBTFUL)
    return sum(count for sheet in counts.values() for name, count in sheet.items() if name in names)


def good_lines(sheet: ImportSheet):
    """Return the lines of a sheet that are to be written."""
    return ImportLine.objects.filter(sheet=sheet, outcome__in=GOOD).exclude(choice=LineChoice.OUT)


def _allot(run: Run, sheet: ImportSheet) -> None:
    """Take the keys of what new lines make, where other lines may lead there."""
    root = run.importer(sheet).roots
    if root is None or (run.sheets == [sheet] and not run.importer(sheet).named_within):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {ImportLine._meta.db_table} SET target = nextval(pg_get_serial_sequence(%s, 'id'))"
            " WHERE sheet_id = %s AND outcome = %s AND choice <> %s",
            [root._meta.db_table, sheet.pk, Outcome.NEW, LineChoice.OUT],
        )


def _write(run: Run, sheet: ImportSheet, progress: Progress) -> None:
    importer = run.importer(sheet)
    for lines in stored(good_lines(sheet), whole=False):
        unkeyed = [line for line in lines if importer.roots and line.target is None]
        for line, key in zip(unkeyed, bulk.allot(importer.roots, len(unkeyed)), strict=True):
            line.target = key
        importer.write(lines)
        progress.advance(len(lines))


def _forget(batch: ImportBatch) -> None:
    """Drop the file, and the lines but those left out, which can be mended and sent again."""
    lines = ImportLine.objects.filter(sheet__batch=batch)
    lines.filter(outcome__in=(*GOOD, Outcome.SAME)).exclude(choice=LineChoice.OUT).delete()
    ImportFile.objects.filter(batch=batch).delete()
    ImportSheet.objects.filter(batch=batch).update(examples=[])
