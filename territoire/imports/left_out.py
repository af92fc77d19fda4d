"""The lines that an import leaves out, as files to mend and send again: their own columns, and why."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from territoire.enums import LineChoice, Outcome
from territoire.models import ImportBatch, ImportLine, ImportSheet
from territoire.tables import Column, Table


def lines_of(sheet: ImportSheet):
    """Return the lines of a sheet that are left out as they stand."""
    undecided = Q(outcome=Outcome.DOUBTFUL, choice="")
    return ImportLine.objects.filter(
        undecided | Q(outcome=Outcome.REFUSED) | Q(choice=LineChoice.OUT), sheet=sheet
    ).order_by("number")


def tables(batch: ImportBatch) -> list[Table]:
    """Return a table for each sheet that has such lines: those of the file, then why and how to mend."""
    sheets = [sheet for sheet in batch.sheets.all() if lines_of(sheet).exists()]
    return [
        Table(sheet.name or _("Lines"), _columns(sheet), lines_of(sheet).iterator(2_000)) for sheet in sheets
    ]


def _columns(sheet: ImportSheet) -> list[Column]:
    own = [
        Column(heading, lambda line, index=index: _cell(line, index))
        for index, heading in enumerate(sheet.headings)
    ]
    return [
        *own,
        Column(_("Line of the file"), lambda line: line.number, 8),
        Column(_("Why it was left out"), lambda line: why(line, sheet), 40),
        Column(_("How to mend it"), mending, 40),
    ]


def _cell(line: ImportLine, index: int) -> str:
    told = line.cells[index] if index < len(line.cells) else ""
    return line.mended.get(str(index), told)


def why(line: ImportLine, sheet: ImportSheet) -> str:
    """Say why a line is left out, by the headings of the file."""
    return " ".join(_why(line, sheet))


def mending(line: ImportLine) -> str:
    """Say how to mend it."""
    return " ".join(problem["mend"] for problem in line.problems if problem["refuses"])


def _why(line: ImportLine, sheet: ImportSheet) -> Iterator[str]:
    headings = {code: sheet.headings[int(index)] for index, code in reversed(sheet.matching.items())}
    for problem in line.problems:
        if problem["refuses"]:
            heading = headings.get(problem["field"], "")
            yield " – ".join(filter(None, (heading, problem["message"])))
    if line.choice == LineChoice.OUT:
        yield _("Left out by choice.")
    elif line.outcome == Outcome.DOUBTFUL:
        yield _("It may be registered already, and nobody decided.")
