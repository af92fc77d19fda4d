"""From the database to the package: each table by COPY, in one view of the database that nothing moves meanwhile."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Case, QuerySet, TextField, When
from django.utils import timezone

from territoire.exchanges.package.tables import Column, LeftOut, Table
from territoire.exchanges.writing.values import Licence

DESCRIPTOR = "datapackage.json"
#: The first day that a zip can say: the same data make the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


def write(
    file: IO[bytes],
    tables: Sequence[Table],
    user,
    *,
    licence: Licence,
    source: str,
    left_out: Sequence[LeftOut] = (),
    at: datetime | None = None,
) -> dict[str, int]:
    """Write all that `user` may read (everything for nobody) into `file`; return how many rows each table has.

    The package says of itself what is `left_out`.
    """
    counts = {}
    with transaction.atomic(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        _one_view_of_all()
        with package.open(zipfile.ZipInfo(DESCRIPTOR, EPOCH), "w") as out:
            told_of_itself = descriptor(
                tables, user, licence=licence, source=source, left_out=left_out, at=at or timezone.now()
            )
            out.write(told_of_itself)
        for table in tables:
            told = zipfile.ZipInfo(f"data/{table.name}.csv", EPOCH)
            told.compress_type = zipfile.ZIP_DEFLATED
            with package.open(told, "w", force_zip64=True) as out:
                counts[table.name] = _copy(out, table, tables, user)
    return counts


def _one_view_of_all() -> None:
    with connection.cursor() as cursor:
        if not connection.savepoint_ids:
            # The very first statement of the transaction: in a test, which has one around, it would be refused.
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL statement_timeout = 0")


def shown(table: Table, user) -> list[Column]:
    """Return the columns that `user` reads: keepers' own are for nobody in particular, and for admins."""
    return [one for one in table.columns if not one.kept or user is None or user.is_superuser]


def rows(table: Table, tables: Sequence[Table], user) -> QuerySet:
    """Return what `user` reads of a table: what a row needs must be read too, what it may do without is left empty."""
    by_name = {one.name: one for one in tables}
    found = table.rows(user)
    written: list[Any] = []
    for column in shown(table, user):
        expression = column.written
        if column.refers and user is not None:
            readable = by_name[column.refers].rows(user).order_by().values("pk")
            if column.required:
                found = found.filter(**{f"{column.name}__in": readable})
            else:
                expression = Case(
                    When(**{f"{column.name}__in": readable}, then=column.written),
                    default=None,
                    output_field=TextField(),
                )
        written.append(expression)
    aliases = {f"w_{number}": expression for number, expression in enumerate(written)}
    return found.order_by(table.order).annotate(**aliases).values_list(*aliases)


def _copy(out: IO[bytes], table: Table, tables: Sequence[Table], user) -> int:
    out.write((",".join(one.name for one in shown(table, user)) + "\n").encode())
    try:
        sql, params = rows(table, tables, user).query.sql_with_params()
    except EmptyResultSet:  # none of them is for this reader
        return 0
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", params) as copy:
        for row in copy:  # PostgreSQL sends a row at a time
            out.write(row)
            count += 1
    return count


def descriptor(
    tables: Sequence[Table],
    user,
    *,
    licence: Licence,
    source: str,
    left_out: Sequence[LeftOut],
    at: datetime,
) -> bytes:
    """Return what says what the package is: tables, columns, links, licence, source, and what is not in it."""
    whole = {
        "profile": "tabular-data-package",
        "name": "territoire",
        "title": "Territoire",
        "description": "Actors, projects and what ties them: all that one account may read."
        if user
        else "Actors, projects and what ties them: everything, what is not public included. Do not pass it on.",
        "created": at.isoformat(timespec="seconds"),
        "version": "1",
        "licenses": [{"name": licence.code or licence.name, "title": licence.name, "path": licence.address}],
        "sources": [{"title": "Territoire", "path": source}],
        "leftOut": [{"what": one.what, "why": one.why} for one in left_out],
        "resources": [_resource(table, tables, user) for table in tables],
    }
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2)


def _resource(table: Table, tables: Sequence[Table], user) -> dict[str, Any]:
    columns = shown(table, user)
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"data/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(one) for one in columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(one, table, tables) for one in columns if one.refers],
        },
    }


def _foreign_key(column: Column, table: Table, tables: Sequence[Table]) -> dict[str, Any]:
    other = next(one for one in tables if one.name == column.refers)
    name = other.named.column if other.named else other.key[0]
    resource = "" if other is table else other.name
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [name]}}


def _field(column: Column) -> dict[str, Any]:
    said: dict[str, Any] = {"name": column.name, "type": column.sort}
    if column.title:
        said["title"] = str(column.title)
    if column.sort == "boolean":
        said |= {"trueValues": ["t"], "falseValues": ["f"]}
    if column.sort == "datetime":
        said["format"] = "%Y-%m-%dT%H:%M:%S.%fZ"
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = [one for one in column.choices if one != ""]
    if column.pattern:
        constraints["pattern"] = column.pattern
    return {**said, **({"constraints": constraints} if constraints else {})}
