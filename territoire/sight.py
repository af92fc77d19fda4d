"""Conditions of querysets as plain SQL, for statements that the ORM would take longer to build than to run.

What may be seen keeps one meaning: the text is Django's own, of the very queryset (`Actor.objects.visible_to`…), made
once for each sort of viewer (visitor, account, admin). Only the key of the account differs from one to the next.
"""

import sys
from array import array
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from psycopg import sql

from territoire.lookups import array_of
from territoire.models import User

#: The key of no account: where it stands in a condition, that of the viewer does.
STAND_IN = -4_242_424_242
VIEWER = "%(viewer)s"

type Sight = Callable[..., QuerySet]


def condition(keep: Sight, user) -> str:
    """Return the condition under which `keep(user)` keeps a row of its table, named as such in the statement.

    `keep` is a method of a manager, such as `Actor.objects.visible_to`, of no other table than its own. The statement
    is run with `viewer`: see `viewer`.
    """
    return _compiled(keep, bool(user.is_authenticated), bool(user.is_superuser))


def kept(keep: Sight, user) -> str:
    """Return the query of the keys of the rows that `keep(user)` keeps, whatever tables it asks."""
    return _compiled(keep, bool(user.is_authenticated), bool(user.is_superuser), whole=True)


def seen(keep: Sight, user) -> RawSQL:
    """Return the condition for a queryset, which Django then does not write anew: `Actor.objects.filter(seen(…))`."""
    text = condition(keep, user)
    return RawSQL(text.replace(VIEWER, "%s"), [user.pk] * text.count(VIEWER), BooleanField())  # noqa: S611 (Django's own text)


def viewer(user) -> dict[str, int | None]:
    """Return the value that conditions are run with."""
    return {"viewer": user.pk if user.is_authenticated else None}


@lru_cache(maxsize=64)
def _compiled(keep: Sight, signed_in: bool, superuser: bool, *, whole: bool = False) -> str:
    user = User(pk=STAND_IN, is_superuser=superuser) if signed_in else AnonymousUser()
    query = keep(user).order_by().values("pk").query
    compiler = query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
    try:
        if whole:
            return _told(*compiler.as_sql())
        compiler.pre_sql_setup()
        if sum(bool(number) for number in query.alias_refcount.values()) > 1:
            raise ValueError(f"{keep} asks for another table than its own.")
        return f"({_told(*compiler.compile(compiler.where))})"
    except FullResultSet:
        return "TRUE"
    except EmptyResultSet:
        return "SELECT NULL WHERE FALSE" if whole else "FALSE"


def _told(text: str, values: Iterable) -> str:
    told = (VIEWER if value == STAND_IN else sql.Literal(value).as_string() for value in values)
    return text % tuple(told)


def fetched(statement: str, values: dict) -> list[tuple]:
    """Run a statement of ours that reads, and return its rows.

    Lists of whole numbers travel as texts, whose type the statement tells or lets be told (`= ANY(%(ids)s)`,
    `unnest(%(ids)s::bigint[])`).
    """
    # History marks who writes before each statement that does not begin so: a `WITH` could write, this one does not.
    if statement.lstrip().startswith("WITH"):
        statement = f"SELECT * FROM ({statement}) found"  # noqa: S608 (statements of ours)
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, {name: _given(value) for name, value in values.items()})
        return cursor.fetchall()


def _given(value: Any) -> Any:
    return array_of(value) if isinstance(value, list) and set(map(type, value)) <= {int} else value


def keys(packed: bytes) -> list[int]:
    """Return the whole numbers that a statement packed as `string_agg(int8send(number), '')`: thousands at once.

    An array of theirs takes the driver ten times as long.
    """
    found = array("q", packed)
    if sys.byteorder == "little":
        found.byteswap()
    return found.tolist()


def floats(packed: bytes) -> list[float]:
    """Return the numbers that a statement packed as `string_agg(float8send(number), '')`, likewise."""
    found = array("d", packed)
    if sys.byteorder == "little":
        found.byteswap()
    return found.tolist()
