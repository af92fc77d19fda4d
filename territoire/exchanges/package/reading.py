# ruff: noqa: S608  (SQL is made of names that models and tables of the code give; what a package says is a parameter)
"""From the package to the database, all of it or nothing: rows known already are brought up to date, others added.

Each table is copied as text into a temporary one, its links are resolved by joins, and only what differs is written:
the same package twice changes nothing the second time.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import orjson
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from territoire.exchanges.package.tables import Column, Table, by
from territoire.exchanges.package.writing import DESCRIPTOR

PIECE = 64 * 1024
#: A package of ours holds no such thing; larger, it is not read.
LONGEST_DESCRIPTOR = 5_000_000


class PackageProblem(Exception):
    """Nothing was changed. The message says in which table, at which line, and why."""


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a table: how many rows came in, were added and were changed."""

    table: str
    rows: int
    added: int
    changed: int


@transaction.atomic
def read(file: Path | IO[bytes], tables: Sequence[Table]) -> list[Read]:
    """Bring the database up to what the package says; raise `PackageProblem`, having changed nothing."""
    try:
        with zipfile.ZipFile(file) as package:
            paths = _paths(package)
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 0")
            loaded = [
                _Loader(table, tables, package, paths[table.name]) for table in tables if table.name in paths
            ]
            found = [loader.load() for loader in loaded]
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            return found
    except (zipfile.BadZipFile, KeyError, orjson.JSONDecodeError) as error:
        raise PackageProblem(_("This is not a package of Territoire: %(why)s") % {"why": error}) from error
    except DatabaseError as error:
        raise PackageProblem(str(error).strip().partition("\n")[0]) from error


def _paths(package: zipfile.ZipFile) -> dict[str, str]:
    """Return where the rows of each table are."""
    with package.open(DESCRIPTOR) as told:
        descriptor = orjson.loads(told.read(LONGEST_DESCRIPTOR))
    return {str(one["name"]): str(one["path"]) for one in descriptor["resources"]}


class _Loader:
    """Loads one table."""

    def __init__(self, table: Table, tables: Sequence[Table], package: zipfile.ZipFile, path: str) -> None:
        self.table = table
        self.tables = {one.name: one for one in tables}
        self.package, self.path = package, path
        self.incoming = f"incoming_{table.name}"
        with package.open(path) as held:
            first = io.TextIOWrapper(held, "utf-8-sig", newline="").readline()
        self.names = next(csv.reader([first]), [])
        unknown = set(self.names) - {one.name for one in table.columns}
        if unknown or not set(table.key) <= set(self.names):
            raise PackageProblem(
                _("%(table)s: its columns are not those of this version (%(columns)s).")
                % {"table": table.name, "columns": ", ".join(sorted(unknown) or table.key)}
            )
        self.columns = [one for one in table.columns if one.name in self.names]

    def load(self) -> Read:
        """Copy, check, add, bring up to date."""
        with connection.cursor() as self.cursor:
            self.rows = rows = self._copy()
            for column in self.columns:
                self._check(column)
            now = [one for one in self.columns if one.target and not self._refers_to_itself(one)]
            try:
                added = self._insert(now)
                changed = 0 if self.table.fixed else self._update(now)
                itself = [one for one in self.columns if self._refers_to_itself(one)]
                for column in itself:
                    self._check_reference(column)
                if itself:
                    changed += self._update(itself)
                self.cursor.execute(f'DROP TABLE "{self.incoming}"')
            except DatabaseError as error:
                said = str(error).strip().replace("\n", " · ")
                raise PackageProblem(f"{self.table.name}: {said}") from error
        return Read(self.table.name, rows, added, changed)

    def _copy(self) -> int:
        columns = ", ".join(f'"{name}" text' for name in self.names)
        self.cursor.execute(
            f'CREATE TEMPORARY TABLE "{self.incoming}" (line bigserial, {columns}) ON COMMIT DROP'
        )
        names = ", ".join(f'"{name}"' for name in self.names)
        statement = f'COPY "{self.incoming}" ({names}) FROM STDIN (FORMAT csv, HEADER true)'
        with (
            connection.wrap_database_errors,
            self.package.open(self.path) as held,
            self.cursor.copy(statement) as copy,
        ):
            for piece in _pieces(held):
                copy.write(piece)
        self.cursor.execute(f'ANALYZE "{self.incoming}"')
        self.cursor.execute(f'SELECT count(*) FROM "{self.incoming}"')
        (rows,) = self.cursor.fetchone()
        return int(rows)

    def _refers_to_itself(self, column: Column) -> bool:
        return column.refers == self.table.name

    def _check(self, column: Column) -> None:
        """Refuse what the database would take and the site could not show, and what refers to nothing."""
        value = f'i."{column.name}"'
        if column.refers and not self._refers_to_itself(column):
            self._refuse(
                column, f"{value} <> '' AND r.id IS NULL", self._join(column, "r"), [], _("is not known")
            )
        if column.choices:
            allowed = [str(one) for one in column.choices]
            self._refuse(column, f"{value} <> ALL(%s)", "", [allowed], _("is not a choice"))
        if column.pattern:
            self._refuse(column, f"{value} !~ %s", "", [column.pattern], _("is not an address"))
        if column.longest:
            self._refuse(column, f"length({value}) > %s", "", [column.longest], _("is too long"))

    def _check_reference(self, column: Column) -> None:
        wrong = f"i.\"{column.name}\" <> '' AND r.id IS NULL"
        self._refuse(column, wrong, self._join(column, "r"), [], _("is not known"))

    def _refuse(self, column: Column, wrong: str, join: str, params: list[Any], why: str) -> None:
        self.cursor.execute(
            f'SELECT i.line, i."{column.name}" FROM "{self.incoming}" i {join} WHERE {wrong} ORDER BY i.line LIMIT 1',
            params,
        )
        if found := self.cursor.fetchone():
            line, value = found
            raise PackageProblem(
                _("%(table)s, line %(line)s, %(column)s: “%(value)s” %(why)s.")
                % {
                    "table": self.table.name,
                    "line": line + 1,
                    "column": column.name,
                    "value": value[:100],
                    "why": why,
                }
            )

    def _join(self, column: Column, alias: str) -> str:
        other = self.tables[column.refers]
        named = other.named or by(other.key[0])
        held = other.model._meta.db_table
        key = other.model._meta.pk.column
        return (
            f'LEFT JOIN (SELECT "{key}" AS id, {named.sql("named")} AS name FROM "{held}" named) {alias} '
            f'ON {alias}.name::text = i."{column.name}"'
        )

    def _joins(self, columns: list[Column]) -> str:
        return " ".join(self._join(one, f"r_{one.name}") for one in columns if one.refers)

    def _value(self, column: Column) -> str:
        if column.refers and column.loaded == "{value}":
            return f"r_{column.name}.id"
        values = {name: f'i."{name}"' for name in ("since", "until")}
        return column.loaded.format(value=f'i."{column.name}"', **values)

    def _same(self) -> str:
        """Return the condition that a row of the database is the one that came; a link of its key may be empty."""
        keys = (self.table.column(name) for name in self.table.key)
        return " AND ".join(
            f'm."{one.target}" {"IS NOT DISTINCT FROM" if one.refers and not one.required else "="} {self._value(one)}'
            for one in keys
        )

    def _insert(self, columns: list[Column]) -> int:
        usual, params = self._usual({one.target for one in columns})
        targets = ", ".join(f'"{name}"' for name in [*(one.target for one in columns), *usual])
        values = ", ".join([*map(self._value, columns), *usual.values()])
        model = self.table.model._meta.db_table
        self.cursor.execute(
            f'INSERT INTO "{model}" ({targets}) SELECT {values} FROM "{self.incoming}" i {self._joins(columns)} '
            f'WHERE {self.table.only or "true"} AND NOT EXISTS (SELECT FROM "{model}" m WHERE {self._same()}) '
            "ORDER BY i.line",
            params,
        )
        added: int = self.cursor.rowcount
        return added

    def _usual(self, said: set[str]) -> tuple[dict[str, str], list[Any]]:
        """Return, for columns of the database that the package does not say, what Django would put there."""
        usual: dict[str, str] = {}
        params: list[Any] = []
        for one in self.table.model._meta.concrete_fields:
            left_out = one.primary_key or one.generated or one.null
            name = str(one.column)
            if name in said or left_out:
                continue
            if one.get_internal_type() == "UUIDField":
                usual[name] = "gen_random_uuid()"
            elif one.unique:  # drawn for each row
                usual[name] = "(%s::text[])[i.line]"
                params.append([one.get_default() for _row in range(self.rows)])
            else:
                usual[name] = "%s"
                params.append(one.get_db_prep_save(one.get_default(), connection))
        return usual, params

    def _update(self, columns: list[Column]) -> int:
        changed = [one for one in columns if one.name not in self.table.key]
        if not changed:
            return 0
        model = self.table.model._meta.db_table
        joined = list({one.name: one for one in (*changed, *map(self.table.column, self.table.key))}.values())
        values = [self._value(one) for one in changed]
        targets = [f'"{one.target}"' for one in changed]
        setting = ", ".join(f"{target} = {value}" for target, value in zip(targets, values, strict=True))
        held = ", ".join(f"m.{target}" for target in targets)
        self.cursor.execute(
            f'UPDATE "{model}" m SET {setting} FROM "{self.incoming}" i {self._joins(joined)} '
            f"WHERE {self._same()} AND ROW({held}) IS DISTINCT FROM ROW({', '.join(values)})"
        )
        count: int = self.cursor.rowcount
        return count


def _pieces(held: IO[bytes]) -> Iterator[bytes]:
    while piece := held.read(PIECE):
        yield piece
