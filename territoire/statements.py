"""Statements that Django writes once for all visitors: to write one takes several times as long as to have it answered.

    @written_once
    def _ties(user, day: date, ends: list[int]):
        return Tie.objects.visible_to(user).active_on(day).filter(one__among=ends).values_list("one", "other")

    rows = _ties(request.user, day, ends)

The conditions on what may be seen stay those of `visible_to`. For a visitor they depend on nothing but the values, so
that the text is kept; for who is signed in, the statement is written each time.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import wraps
from typing import Any

from django.db import connection

from territoire.lookups import array_of

#: A statement and the values that go in it.
type Text = tuple[str, Sequence[Any]]
#: For each value of a statement: the rank of the one given that goes there, else what it always is.
type Places = list[tuple[int | None, Any]]

#: What stands for numbers and days while a text is written: nothing that a condition would hold by itself.
_NUMBER, _DAY = -8_000_000_000_000_000_000, date(3, 3, 3)


def written_once(write: Callable[..., Any]) -> Callable[..., list[tuple]]:
    """Have `write(user, *values)` asked once for visitors; calling it answers rows, as the driver reads them.

    It returns a queryset (of `values_list`), or a text and its values. `values` are days, texts, numbers, and lists of
    numbers for `among`: they stand in the text as values only, and it depends on nothing else but how many there are.
    `user` may be `None` where it says nothing of who may see what.
    """
    known: dict[int, tuple[str, Places]] = {}

    @wraps(write)
    def rows(user, *values) -> list[tuple]:
        if user is not None and user.is_authenticated:
            return _answered(*text_of(write(user, *values)))
        if len(values) not in known:
            blanks = [_blank(value, number) for number, value in enumerate(values)]
            text, written = text_of(write(user, *blanks))
            known[len(values)] = text, _places(written, [_given(blank) for blank in blanks])
        text, places = known[len(values)]
        given = [_given(value) for value in values]
        return _answered(text, [fixed if rank is None else given[rank] for rank, fixed in places])

    return rows


def text_of(statement: Any) -> Text:
    """Return the text and the values of a queryset, or both as they are.

    Raise `ValueError` for columns that Django would convert once they are read: here nobody does.
    """
    if isinstance(statement, tuple):
        return statement
    compiler = statement.query.get_compiler(connection=connection)
    text = compiler.as_sql()
    if compiler.get_converters([column for column, *_ in compiler.select]):
        raise ValueError("Django converts a column of this statement once it is read.")
    return text


def _answered(text: str, values: Sequence[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall()


def _blank(value: Any, number: int) -> Any:
    if isinstance(value, date):
        return _DAY + timedelta(number)
    if isinstance(value, str):
        return f"blank {number}"
    return [_NUMBER + number] if isinstance(value, list) else _NUMBER + number


def _given(value: Any) -> Any:
    """Return `value` as it stands in the text."""
    return array_of(value) if isinstance(value, list) else value


def _places(written: Sequence[Any], blanks: list[Any]) -> Places:
    places = [(blanks.index(value) if value in blanks else None, value) for value in written]
    if missing := set(range(len(blanks))) - {rank for rank, _ in places}:
        raise ValueError(f"Not found as they are in the statement: values {sorted(missing)}.")
    return places
