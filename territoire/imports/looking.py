"""A file just sent: its sheets, what each column stands for, some examples. Nothing is compared yet."""

import hashlib
import json
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from territoire.enums import ImportState
from territoire.exchanges.columns import guess_kind, key, match_columns
from territoire.exchanges.values import Document, Kind, Sheet
from territoire.models import ColumnMatching, ImportBatch, ImportFile, ImportSheet, User

EXAMPLES = 5

type Reader = Callable[[bytes | Path, str], Document]


@transaction.atomic
def look(
    batch: ImportBatch, content: bytes, name: str, *, read: Reader, kinds: Iterable[Kind]
) -> ImportBatch:
    """Save a new import with its file and sheets; `Unreadable` when the file cannot be read."""
    document = read(content, name)
    batch.state, batch.format, batch.notes = ImportState.LOOKED, document.format, list(document.notes)
    batch.save()
    ImportFile.objects.create(batch=batch, name=name[:200], content=content)
    for position, sheet in enumerate(document.sheets):
        _keep(batch, position, sheet, list(kinds))
    return batch


def _keep(batch: ImportBatch, position: int, sheet: Sheet, kinds: list[Kind]) -> None:
    by_code = {kind.code: kind for kind in kinds}
    known = _known(batch, sheet.headings)
    code = known.kind if known else sheet.kind or guess_kind(sheet.headings, kinds, sheet.name)
    matching = known.matching if known else _matched(by_code.get(code), sheet.headings)
    ImportSheet.objects.create(
        batch=batch,
        position=position,
        name=sheet.name[:200],
        kind=code if code in by_code else "",
        headings=list(sheet.headings),
        matching=matching,
        examples=[list(row.cells) for row in islice(sheet.rows(), EXAMPLES)],
    )


def _matched(kind: Kind | None, headings: Iterable[str]) -> dict[str, str]:
    found = match_columns(kind, list(headings)) if kind else {}
    return {str(index): code for index, code in found.items()}


def _known(batch: ImportBatch, headings: Iterable[str]) -> ColumnMatching | None:
    """Return how such headings were matched before, by the team for which the file is sent, else by its sender."""
    found = ColumnMatching.objects.filter(headings=fingerprint(headings)).order_by("-used_at")
    if batch.team_id:
        return found.filter(team=batch.team_id).first()
    return found.filter(team=None, user=batch.created_by).first()


def remember(batch: ImportBatch, by: User) -> None:
    """Keep how the columns of an import were matched, for the next file of its team."""
    for sheet in batch.sheets.all():
        ColumnMatching.objects.update_or_create(
            team=batch.team,
            user=by,
            headings=fingerprint(sheet.headings),
            defaults={"kind": sheet.kind, "matching": sheet.matching, "used_at": timezone.now()},
        )


def fingerprint(headings: Iterable[str]) -> str:
    """Return what stands for headings, in their order, accents and case aside."""
    plain = json.dumps([key(heading) for heading in headings])
    return hashlib.sha256(plain.encode()).hexdigest()


def match_again(sheet: ImportSheet, kind: Kind | None) -> None:
    """Match the columns of a sheet anew, for another kind of lines (saved)."""
    sheet.kind = kind.code if kind else ""
    sheet.matching = _matched(kind, sheet.headings)
    sheet.save(update_fields=["kind", "matching"])
