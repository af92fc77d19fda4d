"""Reference tables shipped as CSV files: what is missing is added, what an administrator changed stays."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models, transaction

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What a loading did to one table."""

    read: int
    added: int
    put_back: int = 0

    def __str__(self) -> str:
        return f"{self.read} read, {self.added} added" + (
            f", {self.put_back} put back" if self.put_back else ""
        )


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file (UTF-8, headed)."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Return the rows with their place in the file as `position`, the order of the screens."""
    return [{**row, "position": position} for position, row in enumerate(rows)]


@transaction.atomic
def load_table(model: type[models.Model], rows: Sequence[Row], *, key: str, reset: bool = False) -> Outcome:
    """Add the rows whose `key` is not in the table; with `reset`, also put the others back as in the file."""
    known = {str(getattr(record, key)): record for record in model._default_manager.all()}
    missing = [model(**row) for row in rows if str(row[key]) not in known]
    model._default_manager.bulk_create(missing)
    put_back = 0
    if reset:
        put_back = sum(_put_back(known[str(row[key])], row) for row in rows if str(row[key]) in known)
    return Outcome(len(rows), len(missing), put_back)


def _put_back(record: models.Model, row: Row) -> bool:
    """Write in `record` what differs from `row`; return whether something did."""
    changed = [field for field, value in row.items() if str(getattr(record, field)) != str(value)]
    for field in changed:
        setattr(record, field, row[field])
    if changed:
        record.save(update_fields=changed)
    return bool(changed)
