"""Where the database is: the one of `DATABASE_URL`, or the embedded PostgreSQL under `var/`.

- this module says where, for Django's settings, and touches nothing;
- `checks` says in one line why a database cannot be used;
- `embedded` makes, starts and stops the embedded server.
"""

import os
from pathlib import Path
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from territoire.database import places

# From how like on two words may be the same with a typing mistake (`__trigram_word_similar`).
WORD_SIMILARITY = 0.4
# Triggers of history ask for `pgtrigger.ignore`. Where it is not set that is an error, caught at once, at the cost of
# going through all that the transaction has still to check: with many rows, the square of their number.
SESSION = (
    f"-c statement_timeout=30000 -c lock_timeout=10000 -c pg_trgm.word_similarity_threshold={WORD_SIMILARITY}"
    " -c pgtrigger.ignore={}"
)


class DatabaseProblem(ImproperlyConfigured):
    """Why the database cannot be used and what to do about it, in one line."""


def url() -> str:
    """Return `DATABASE_URL`, empty when the embedded server is to be used."""
    return os.environ.get("DATABASE_URL", "").strip()


def settings(var_dir: Path) -> dict[str, Any]:
    """Return Django's settings of the one database: `DATABASE_URL`, or the embedded server of `var_dir`."""
    parts = _parts_of(url()) if url() else places.embedded(var_dir)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        # Under ASGI each request has its own thread: connections are kept by a pool (`pooled`) or not at all.
        "CONN_MAX_AGE": 0,
        # What else the address says (sslmode…) goes to libpq as it is; its own options come last and win.
        "OPTIONS": parts | {"options": f"{SESSION} {parts.get('options', '')}".strip()},
    }


def pooled(settings: dict[str, Any], size: int = 10) -> dict[str, Any]:
    """Return the settings of a database with a pool of connections, for a server.

    A connection is tried before it is given: those of a database that was stopped meanwhile are replaced unseen. While
    it does not answer, people are told so after `timeout` seconds; who asks once it is back is served: a pool that went
    on trying by itself would wait longer and longer between two tries (`reconnect_timeout`).
    """
    pool = {"min_size": 2, "max_size": size, "timeout": 5, "reconnect_timeout": 2}
    return settings | {"CONN_HEALTH_CHECKS": True, "OPTIONS": settings["OPTIONS"] | {"pool": pool}}


def _parts_of(address: str) -> dict[str, Any]:
    """Split a `postgresql://` address as libpq does."""
    example = "postgresql://user:password@host:5432/name"
    if not address.startswith(("postgresql://", "postgres://")):
        raise DatabaseProblem(f"DATABASE_URL is not the address of a PostgreSQL database; write {example}")
    try:
        parts = conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        # libpq quotes the address, and the address may hold a password: say what is wrong without it.
        reason = str(error).split('"')[0].strip(" :\n")
        raise DatabaseProblem(f"DATABASE_URL cannot be read ({reason}); write {example}") from None
    if not parts.get("dbname"):
        raise DatabaseProblem(f"DATABASE_URL names no database; write {example}")
    return parts
