"""Conditions of querysets as plain SQL, for statements that the ORM would take longer to build than to run.

What may be seen keeps one meaning: the text is Django's own, of the very queryset (`Actor.objects.visible_to`…), made
once for each sort of viewer (visitor, account, admin). Only the key of the account differs from one to the next.
"""

import sys
from array import array
from collections.abc import Callable, Iterable
from functools import lru_cache

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from psycopg import sql

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
    """Run a statement of ours, and return its rows."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


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


def array_of(numbers: Iterable[int]) -> str:
    """Return whole numbers as a value to be cast (`%(numbers)s::bigint[]`): the driver writes long lists slowly."""
    return f"{{{','.join(map(str, numbers))}}}"
