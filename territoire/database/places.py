"""Where the files of the embedded PostgreSQL are. Nothing here writes."""

import hashlib
from pathlib import Path

MAJOR = 18
NAME = "territoire"
# A socket's address holds 107 bytes, of which `/.s.PGSQL.5432` takes 14.
_LONGEST_FOLDER = 90


def home(var_dir: Path) -> Path:
    """Return the server's own folder; `var/postgres` may be a link to a place its user can reach."""
    return (var_dir / "postgres").resolve()


def data(var_dir: Path) -> Path:
    """Return the folder of the data, one per major version of PostgreSQL."""
    return home(var_dir) / str(MAJOR)


def socket(var_dir: Path) -> Path:
    """Return the folder of the socket, which only the server's user (and root) may open."""
    folder = home(var_dir) / "socket"
    if len(bytes(folder)) <= _LONGEST_FOLDER:
        return folder
    return Path("/tmp") / f"{NAME}-{fingerprint(folder)}"  # noqa: S108  (made closed, its owner is checked)


def elsewhere(var_dir: Path) -> Path:
    """Return the folder to use when the server's user cannot reach `var_dir`."""
    return Path("/var/lib") / NAME / fingerprint(var_dir.resolve())


def embedded(var_dir: Path) -> dict[str, str]:
    """Return libpq's parameters of the embedded server of `var_dir`."""
    return {"dbname": NAME, "user": NAME, "host": str(socket(var_dir)), "port": "5432"}


def fingerprint(path: Path) -> str:
    """Return a short name that stands for a path."""
    return hashlib.sha256(bytes(path)).hexdigest()[:12]
