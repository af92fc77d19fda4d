"""Indexes put aside while rows are copied: built at once from what is there, they take a tenth of the time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from psycopg import sql

CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype IN ('x', 'u') AND conrelid::regclass::text = ANY(%s) ORDER BY oid
"""
INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x')
WHERE c.oid IS NULL AND i.indrelid::regclass::text = ANY(%s) ORDER BY i.indexrelid
"""


@contextmanager
def put_aside(cursor, tables: Sequence[str]) -> Iterator[None]:
    """Drop every index of `tables` but those of their keys; build them again at the end."""
    again = [*_constraints(cursor, tables), *_indexes(cursor, tables)]
    yield
    cursor.execute("SET maintenance_work_mem = '1GB'")
    for statement in again:
        cursor.execute(statement)


def _constraints(cursor, tables: Sequence[str]) -> Iterator[sql.Composed]:
    cursor.execute(CONSTRAINTS, [[*tables]])
    for table, name, definition in cursor.fetchall():
        alter = sql.SQL("ALTER TABLE {} {} CONSTRAINT {}")
        named = (sql.Identifier(table), sql.Identifier(name))
        cursor.execute(alter.format(named[0], sql.SQL("DROP"), named[1]))
        yield alter.format(named[0], sql.SQL("ADD"), named[1]) + sql.SQL(f" {definition}")


def _indexes(cursor, tables: Sequence[str]) -> Iterator[str]:
    cursor.execute(INDEXES, [[*tables]])
    for name, definition in cursor.fetchall():
        cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        yield definition
