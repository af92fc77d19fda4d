"""How a model is a table of the package: its columns, what identifies a row, what it refers to, who may read it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Model, QuerySet, TextField
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

MOMENT = """YYYY-MM-DD"T"HH24:MI:SS.US"Z\""""
#: The type of each sort of field: of Frictionless, and what PostgreSQL casts the text to.
TYPES: dict[type[models.Field], tuple[str, str]] = {
    models.BooleanField: ("boolean", "boolean"),
    models.DateTimeField: ("datetime", "timestamptz"),
    models.DateField: ("date", "date"),
    models.DecimalField: ("number", "numeric"),
    models.FloatField: ("number", "double precision"),
    models.IntegerField: ("integer", "integer"),
    models.UUIDField: ("string", "uuid"),
    models.JSONField: ("object", "jsonb"),
}


class Moment(Func):
    """A moment as text, to the microsecond, in universal time."""

    template = f"to_char(%(expressions)s AT TIME ZONE 'UTC', '{MOMENT}')"
    output_field = TextField()


def moment_sql(column: str) -> str:
    """Return the SQL of the same."""
    return f"to_char({column} AT TIME ZONE 'UTC', '{MOMENT}')"


@dataclass(frozen=True, slots=True)
class Name:
    """By what others refer to a row: `written(prefix)` for Django, `sql(alias)` for PostgreSQL."""

    column: str
    written: Callable[[str], Combinable]
    sql: Callable[[str], str]


def by(column: str) -> Name:
    """Name rows by one of their columns."""
    return Name(column, lambda prefix: F(f"{prefix}{column}"), lambda alias: f'{alias}."{column}"')


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    `written` is how it leaves, `loaded` the SQL of what enters (`{value}` stands for the text that came), `target` the
    column of the database. `refers` names a table. `kept`: for keepers alone, left out of what somebody else takes.
    """

    name: str
    sort: str
    written: Combinable
    target: str = ""
    loaded: str = "{value}"
    refers: str = ""
    required: bool = False
    kept: bool = False
    title: str | Promise = ""
    choices: tuple[Any, ...] = ()
    pattern: str = ""
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the package: `rows(user)` are those that `user` may read, all of them for nobody in particular.

    `key` are the columns that identify a row, `named` how others refer to it. `fixed`: what is known already is left as
    it is. `only` is the SQL of which rows may be added (the others have to be known).
    """

    name: str
    title: str
    model: type[Model]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Any], QuerySet]
    named: Name | None = None
    fixed: bool = False
    only: str = ""
    order: str = "pk"

    def column(self, name: str) -> Column:
        """Return the column of that name."""
        return next(one for one in self.columns if one.name == name)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a package does not hold, in words, why, and which models that is."""

    what: str
    why: str
    models: tuple[str, ...] = ()


def columns_of(
    model: type[Model],
    refers: dict[str, tuple[str, Name]],
    *,
    leave: Iterable[str] = (),
    kept: Iterable[str] = (),
    instead: Mapping[str, Column] = MappingProxyType({}),
) -> tuple[Column, ...]:
    """Return the columns of a model: its own fields, in their order; periods are two.

    `refers` says, for links, the table and how it names its rows; links that are not there are left out, as are
    `leave`. `instead` replaces what would be made for a field.
    """
    found: list[Column] = []
    for one in model._meta.concrete_fields:
        if one.name in instead:
            found.append(instead[one.name])
        elif not ((one.primary_key and one.name == "id") or one.generated or one.name in leave):
            found += _columns(one, refers, one.name in kept)
    return tuple(found)


def _columns(one: models.Field, refers: dict[str, tuple[str, Name]], kept: bool) -> list[Column]:
    if one.is_relation:
        return [_link(one, *refers[one.name], kept)] if one.name in refers else []
    if isinstance(one, DateRangeField):
        return _period(one.name)
    if isinstance(one, models.ImageField):
        return []
    sort, cast = next((both for kind, both in TYPES.items() if isinstance(one, kind)), ("string", ""))
    written: Combinable = Moment(F(one.name)) if sort == "datetime" else F(one.name)
    loaded = f"nullif({{value}}, '')::{cast}" if cast else "{value}" if one.null else "coalesce({value}, '')"
    return [
        Column(
            one.name,
            sort,
            written,
            str(one.column),
            loaded,
            required=not one.null and bool(cast),
            kept=kept,
            title=one.verbose_name,
            choices=_choices(one),
            pattern="^[-a-zA-Z0-9_]+$" if isinstance(one, models.SlugField) else "",
            longest=one.max_length if not cast and not isinstance(one, models.TextField) else None,
        )
    ]


def _choices(one: models.Field) -> tuple[Any, ...]:
    if not one.choices:
        return ()
    values = tuple(value for value, _label in one.flatchoices)
    return values if not one.blank else ("", *(value for value in values if value != ""))


def _link(one: models.Field, table: str, name: Name, kept: bool) -> Column:
    return Column(
        one.name,
        _sort_of(one.related_model, name.column),
        name.written(f"{one.name}__"),
        str(one.column),
        refers=table,
        required=not one.null,
        kept=kept,
        title=one.verbose_name,
    )


def _sort_of(model, column: str) -> str:
    """Return the type of what names the rows of a model; of what is no field of it, a text."""
    fields = {one.name: one for one in model._meta.concrete_fields}
    if column not in fields:
        return "string"
    return next((sort for kind, (sort, _cast) in TYPES.items() if isinstance(fields[column], kind)), "string")


def _period(name: str) -> list[Column]:
    """Return the two ends of a period; the second is read with the first."""
    both = "daterange(nullif({since}, '')::date, nullif({until}, '')::date, '[)')"
    return [
        Column("since", "date", F(f"{name}__startswith"), name, both),
        Column("until", "date", F(f"{name}__endswith")),
    ]


def links_of(
    name: str,
    title: str,
    model: type[Model],
    ends: dict[str, tuple[str, Name]],
    rows: Callable[[Any], QuerySet],
) -> Table:
    """Return the table of a many-to-many link, each row of which is two names."""
    columns = columns_of(model, ends)
    return Table(name, title, model, tuple(one.name for one in columns), columns, rows, fixed=True)
