"""Restore a backup into an empty database, new or named, and check that it holds what was written."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from territoire.backups import BackupProblem, archive, encryption, tools
from territoire.backups.contents import differences, figures

_LIKE_THIS_ONE = """
    SELECT pg_encoding_to_char(encoding), datlocprovider, datcollate, datctype,
           coalesce(to_jsonb(pg_database) ->> 'datlocale', to_jsonb(pg_database) ->> 'daticulocale')
    FROM pg_database WHERE datname = current_database()
"""
_NOT_EMPTY = (
    "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')"
)


@dataclass(frozen=True)
class Restored:
    """What was restored: when the backup was made, how many tables, rows and pictures."""

    made_at: str
    tables: int
    rows: int
    pictures: int


@contextmanager
def opened(path: Path, identity: Path | None) -> Iterator[tuple[archive.Manifest, Path]]:
    """Lay out what a backup holds for the time of the block, once it is known to be whole.

    `BackupProblem` when it is cut off, damaged, or closed without a key that opens it.
    """
    with tempfile.TemporaryDirectory(prefix="territoire-restore-") as folder:
        plain, laid = Path(folder, path.name.removesuffix(encryption.ENDING)), Path(folder, "laid")
        if path.name.endswith(encryption.ENDING):
            if identity is None:
                raise BackupProblem(f"{path.name} is encrypted: give the file of its key (--identity).")
            with path.open("rb") as source, plain.open("wb") as target:
                encryption.decrypt(source, target, identity)
        else:
            plain = path
        yield archive.unpack(plain, laid), laid


def restore(
    path: Path, *, server: dict[str, Any], name: str, media: Path, identity: Path | None = None
) -> Restored:
    """Restore the backup of `path` into the database `name` of a server (Django's settings of one of its databases).

    The database is made where there is none; it must hold no table, and `media` no picture. In one transaction:
    all of the backup is there, or nothing. `BackupProblem` says why nothing was restored, or what differs.
    """
    if not path.is_file():
        raise BackupProblem(f"There is no file {path}.")
    _require_empty(media)
    with opened(path, identity) as (manifest, laid):
        _make_database(tools.connection_parameters(server), name)
        parameters = tools.connection_parameters(server, name)
        with tools.connect(parameters) as connection:
            _require_no_table(connection, name)
            version = connection.info.server_version
        restoring = [tools.program("pg_restore", version), "--single-transaction", "--exit-on-error"]
        restoring += ["--no-owner", "--no-privileges", f"--dbname={name}", str(laid / archive.DATABASE)]
        tools.run(restoring, parameters)
        _check(parameters, manifest)
        pictures = _put_back(laid / "media", media)
    rows = sum(int(one["rows"]) for one in manifest.tables.values())
    return Restored(manifest.made_at, len(manifest.tables), rows, pictures)


def _make_database(parameters: dict[str, str], name: str) -> None:
    """Make the database like the one that the site uses, where there is none."""
    with tools.connect(parameters, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        found = connection.execute(_LIKE_THIS_ONE).fetchone() or ()
        encoding, provider, collate, ctype, locale = found
        words = [sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))]
        for option, value in (("ENCODING", encoding), ("LC_COLLATE", collate), ("LC_CTYPE", ctype)):
            words.append(sql.SQL(f"{option} ") + sql.Literal(value))
        providers = {"b": ("builtin", "BUILTIN_LOCALE"), "i": ("icu", "ICU_LOCALE")}
        if kind := providers.get(provider if isinstance(provider, str) else provider.decode()):
            words.append(sql.SQL(f"LOCALE_PROVIDER {kind[0]} {kind[1]} ") + sql.Literal(locale))
        connection.execute(sql.SQL(" ").join(words))


def _require_no_table(connection: psycopg.Connection, name: str) -> None:
    (tables,) = connection.execute(_NOT_EMPTY).fetchone() or (0,)
    if tables:
        raise BackupProblem(f"The database {name} is not empty: name another one, which will be made.")


def _require_empty(media: Path) -> None:
    if media.exists() and any(path.is_file() for path in media.rglob("*")):
        raise BackupProblem(f"{media} holds pictures already: give an empty folder (--media).")


def _check(parameters: dict[str, str], manifest: archive.Manifest) -> None:
    """Compare each table with what was counted when the backup was made; ties were checked when keys were made."""
    with tools.connect(parameters) as connection:
        wrong = differences(manifest.tables, figures(connection))
        if wrong:
            raise BackupProblem("Restored, but it differs from what was written: " + "; ".join(wrong))
    with tools.connect(parameters, autocommit=True) as connection:
        connection.execute("ANALYZE")


def _put_back(source: Path, media: Path) -> int:
    """Copy the pictures; return how many."""
    found = [path for path in source.rglob("*") if path.is_file()] if source.exists() else []
    for path in found:
        target = media / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(path, target)
        target.chmod(0o600)
    return len(found)
