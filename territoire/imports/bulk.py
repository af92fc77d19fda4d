"""Many rows written at once, by COPY: triggers, constraints and defaults hold as for any other row."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models
from django.utils import timezone
from psycopg import sql
from psycopg.types.json import Jsonb


def allot(model: type[models.Model], count: int) -> list[int]:
    """Take `count` new keys of a model."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write `rows`, given by column; columns that are left out take their default. Return how many there were."""
    constants = _constants(model, columns)
    unique = any(field.column == "uid" for field in model._meta.concrete_fields) and "uid" not in columns
    names = [*columns, *constants, *(["uid"] if unique else [])]
    fixed = tuple(constants.values())
    # Read first: what makes rows may ask the database, whose connection is taken while they are copied.
    written = [(*row, *fixed, uuid.uuid4()) if unique else (*row, *fixed) for row in rows]
    if not written:
        return 0
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as out:
        for row in written:
            out.write_row(row)
    return len(written)


def _constants(model: type[models.Model], columns: Sequence[str]) -> dict[str, Any]:
    """Return the default of each column that is not given, but what the database makes itself."""
    now = timezone.now()
    found: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        made_there = field.primary_key or field.generated or field.has_db_default() or field.column == "uid"
        if field.column in columns or made_there:
            continue
        value = now if getattr(field, "auto_now", False) else field.get_default()
        found[str(field.column)] = Jsonb(value) if isinstance(field, models.JSONField) else value
    return found


def batches[Thing](things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Cut `things` in lists of `size`, read as they are wanted."""
    held: list[Thing] = []
    for thing in things:
        held.append(thing)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held
