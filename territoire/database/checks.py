"""Why a database cannot be used: one line that says what to do, or nothing."""

import re
from typing import Any

import psycopg
from psycopg import sql

from territoire import database

OLDEST = 16
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
_PATIENCE = 5  # seconds


def problem(settings: dict[str, Any]) -> str | None:
    """Connect with Django's settings of a database and say what is wrong with it, if anything."""
    parameters = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": settings["PORT"],
    }
    given = {key: value for key, value in parameters.items() if value}
    try:
        with psycopg.connect(**given, connect_timeout=_PATIENCE) as connection:
            return problem_of_version(connection.info.server_version) or _problem_of_extensions(connection)
    except psycopg.OperationalError as error:
        return problem_of_connection(str(error), settings)


def problem_of_connection(message: str, settings: dict[str, Any]) -> str:
    """Turn what libpq says into one line; the server may speak another language, so its words are kept."""
    where = f"{settings['HOST'] or 'this machine'}:{settings['PORT'] or 5432}"
    reason = message.strip().splitlines()[0].split("FATAL:")[-1].removeprefix("connection failed: ").strip()
    if not database.url():
        return f"The embedded database does not answer ({reason}): run `make demo`, or set DATABASE_URL."
    if re.search(r'database ".*" does not exist', reason):
        return f"DATABASE_URL: {reason}; create it, with UTF-8 as its encoding, then try again."
    if "FATAL:" in message or "password" in message:
        return f"DATABASE_URL: the server at {where} refuses this user or password ({reason})."
    return f"DATABASE_URL: no server answers at {where} ({reason}); start it, or correct the address."


def problem_of_version(version: int) -> str | None:
    """Refuse a server that is too old; `version` is libpq's number (160004 for 16.4)."""
    if version // 10_000 >= OLDEST:
        return None
    return (
        f"DATABASE_URL: this server is PostgreSQL {version // 10_000}; Territoire needs {OLDEST} or newer. "
        "Without DATABASE_URL it brings its own."
    )


def problem_of_extensions(
    installed: set[str], available: set[str], allowed: bool, name: str = "the database"
) -> str | None:
    """Say which extensions are missing, or cannot be made by this user."""
    wanted = set(EXTENSIONS) - installed
    if absent := sorted(wanted - available):
        return (
            f"DATABASE_URL: the server lacks the extensions {', '.join(absent)}; "
            "install PostgreSQL's contrib package on it (postgresql-contrib)."
        )
    if wanted and not allowed:
        commands = " ".join(f"CREATE EXTENSION {extension};" for extension in sorted(wanted))
        return (
            f"DATABASE_URL: this user may not add extensions; an administrator must run in {name}: {commands}"
        )
    return None


def _problem_of_extensions(connection: psycopg.Connection) -> str | None:
    installed = {name for (name,) in connection.execute("SELECT extname FROM pg_extension")}
    names = sql.SQL(", ").join(map(sql.Literal, EXTENSIONS))
    query = sql.SQL(
        "SELECT name, bool_or(trusted) FROM pg_available_extension_versions WHERE name IN ({}) GROUP BY name"
    ).format(names)
    trusted: dict[str, bool] = dict(connection.execute(query).fetchall())
    rights = connection.execute(
        "SELECT rolsuper, has_database_privilege(current_database(), 'CREATE'), current_database() "
        "FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    superuser, may_create, name = rights or (False, False, "")
    wanted = set(EXTENSIONS) - installed
    allowed = superuser or (may_create and all(trusted.get(extension) for extension in wanted))
    return problem_of_extensions(installed, set(trusted), allowed, name)
