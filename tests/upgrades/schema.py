"""What a database is made of, line by line, whatever the order in which it was made."""

import re

import psycopg

# What was dumped and restored says the same casts in other places.
_CASTS = re.compile(r"::(character varying|text)(\[\])?|[()]")
_OURS = "relnamespace = 'public'::regnamespace"
_QUERIES = {
    "column": f"""
        SELECT relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
            pg_get_expr(adbin, adrelid), attcollation::regcollation::text
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE {_OURS} AND relkind IN ('r', 'p', 'v', 'm') AND attnum > 0 AND NOT attisdropped""",
    "table": f"SELECT relname, relkind, relpersistence, reloptions FROM pg_class WHERE {_OURS} AND relkind <> 'c'",
    "constraint": """
        SELECT conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated, condeferrable, condeferred
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'""",
    "index": f"""
        SELECT relname, pg_get_indexdef(indexrelid), indisvalid
        FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE {_OURS}""",
    "trigger": """
        SELECT tgrelid::regclass, tgname, pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT tgisinternal""",
    "function": """
        SELECT oid::regprocedure, md5(prosrc), provolatile, proconfig FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')""",
    "extension": "SELECT extname FROM pg_extension",
}


def schema(connection: psycopg.Connection) -> set[str]:
    """Return a line for each column, constraint, index, trigger and function of ours."""
    return {
        _CASTS.sub("", " ".join((kind, *map(str, row))))
        for kind, query in _QUERIES.items()
        for row in connection.execute(query).fetchall()
    }
