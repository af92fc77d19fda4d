"""Many rows written at once: triggers, constraints and defaults hold as for any other row."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import orjson
from django.db import connection, models
from django.utils import timezone
from psycopg.types.json import Jsonb
from psycopg.types.range import Range


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


def copy(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    fixed: Mapping[str, Any] | None = None,
) -> int:
    """Write `rows`, given by column; `fixed` ones say the same on each, others take their default. Return how many.

    Columns travel as arrays rather than by COPY, which would need on each row what all have in common.
    """
    # Read first: what makes rows may ask the database.
    written = list(rows)
    if not written:
        return 0
    same = dict(fixed or {})
    same |= _constants(model, [*columns, *same])
    arrays = [_array(values) for values in zip(*written, strict=True)]
    if "uid" not in columns and any(field.column == "uid" for field in model._meta.concrete_fields):
        columns, arrays = [*columns, "uid"], [*arrays, f"{{{','.join(_uids(len(written)))}}}"]
    types = {field.column: _type(field) for field in model._meta.local_concrete_fields}
    told = [
        *(f"v.{_name(name)}" for name in columns),
        *(f"%s::{types[name]}" for name in same),
    ]
    statement = (
        f'INSERT INTO "{model._meta.db_table}" ({_names((*columns, *same))}) SELECT {", ".join(told)}'
        f" FROM unnest({', '.join(f'%s::{types[name]}[]' for name in columns)}) AS v ({_names(columns)})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*same.values(), *arrays])
    return len(written)


def _uids(count: int) -> list[str]:
    """Return random identifiers (UUID 4), in their order: what is near in their index is written together.

    Ten thousand in order cost the database two thirds of what they cost as they come, made there one by one.
    """
    drawn = secrets.token_bytes(15 * count).hex()
    parts = (drawn[at : at + 30] for at in range(0, 30 * count, 30))
    return sorted(f"{part[:12]}4{part[12:15]}8{part[15:]}" for part in parts)


def stream(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write `rows` of texts and whole numbers by COPY, as they come; what makes them may not ask the database."""
    table = f'"{model._meta.db_table}" ({_names(columns)})'
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as out:
        lines = ("\t".join(map(_cell, row)) + "\n" for row in rows)
        for some in batches(lines, 500):  # each piece is waited for
            out.write("".join(some))


def _cell(value: str | int | None) -> str:
    if value is None:
        return r"\N"
    if type(value) is int:
        return str(value)
    # Ten times as fast as `translate`: most texts hold none of them.
    return str(value).replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")


def _type(field: models.Field) -> str:
    """Return the type of a column; of a text without its length, so that one too long is refused and not cut."""
    name = str(field.db_type(connection))
    return "text" if name.startswith("varchar") else name


def _names(columns: Iterable[str]) -> str:
    return ", ".join(map(_name, columns))


def _name(column: str) -> str:
    return f'"{column}"'


def _array(values: Sequence[Any]) -> str:
    """Return values as PostgreSQL writes an array of them."""
    written = map(str if {*map(type, values)} == {int} else _item, values)
    return f"{{{','.join(written)}}}"


def _item(value: Any) -> str:
    if type(value) is int:
        return str(value)
    if value is None:
        return "NULL"
    if not isinstance(value, str):
        value = _text(value)
    if not value.isalnum():
        value = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{value}"'


def _text(value: Any) -> str:
    if isinstance(value, Range):
        return _range(value)
    return orjson.dumps(value.obj).decode() if isinstance(value, Jsonb) else str(value)


@lru_cache(1_000)
def _range(value: Range) -> str:
    if value.isempty:
        return "empty"
    bounds = [value.lower or "", value.upper or ""]
    return f"{value.bounds[0]}{bounds[0]},{bounds[1]}{value.bounds[1]}"


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
