"""What a database holds at one moment, in figures: for each table, how many rows and their sum.

The sum adds up 64 bits of each row's text, so that neither the order of rows nor where they lie matters; two databases
with the same figures hold the same rows.
"""

import psycopg
from psycopg import sql

#: What nobody wants back: sessions (everyone signs in again), counts of attempts, what is worked out again.
NOT_KEPT = ("django_session", "territoire_cache", "territoire_throttlewindow", "usersessions_usersession")

_TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
    ORDER BY relname
"""
# Whatever the session of who asks: the text of a row depends on these.
_SESSION = "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL extra_float_digits = 1;"

type Figures = dict[str, dict[str, int | str]]


def figures(connection: psycopg.Connection) -> Figures:
    """Return `{table: {"rows": …, "sum": …}}` as the transaction of `connection` sees it; `NOT_KEPT` is left out.

    The connection must be within a transaction.
    """
    connection.execute(_SESSION)
    connection.execute("SET LOCAL statement_timeout = 0")
    tables = [name for (name,) in connection.execute(_TABLES) if name not in NOT_KEPT]
    return {name: _figures_of(connection, name) for name in tables}


def _figures_of(connection: psycopg.Connection, table: str) -> dict[str, int | str]:
    query = sql.SQL(
        "SELECT count(*), coalesce(sum(hashtextextended(row::text, 0)::numeric), 0) FROM {} AS row"
    )
    rows, total = connection.execute(query.format(sql.Identifier(table))).fetchone() or (0, 0)
    return {"rows": rows, "sum": str(total)}


def differences(expected: Figures, found: Figures) -> list[str]:
    """Return a line for each table that does not hold what was expected."""
    lines = []
    for table in sorted(expected.keys() | found.keys()):
        before, after = expected.get(table), found.get(table)
        if before is None or after is None:
            lines.append(f"{table}: {'not expected' if before is None else 'missing'}")
        elif before["rows"] != after["rows"]:
            lines.append(f"{table}: {before['rows']} rows expected, {after['rows']} found")
        elif before["sum"] != after["sum"]:
            lines.append(f"{table}: {before['rows']} rows, not the same")
    return lines
