"""Make a backup: one moment of the database and of the pictures, in one file, while people go on writing."""

import os
import shutil
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from territoire.backups import BackupProblem, archive, encryption, forgotten, keeping, naming, tools
from territoire.backups.contents import NOT_KEPT, figures

_LEFT = ".making-"
_A_DAY = 86_400


def make(folder: Path, *, database: dict[str, Any], media: Path, key: str = "") -> Path:
    """Write a backup of `database` (Django's settings of it) and of the pictures into `folder`; return its file.

    `key` is a public key of age. The file appears under its name once it is whole and on the disk. `BackupProblem` says
    in one line why it cannot be made.
    """
    if key:
        encryption.recipient(key)  # before the work, not after it
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clean(folder)
        with tempfile.TemporaryDirectory(dir=folder, prefix=_LEFT) as staging:
            return _make(folder, Path(staging), database, media, key)
    except OSError as error:
        raise BackupProblem(f"{error.filename or folder}: {error.strerror or error}.") from None
    except psycopg.OperationalError as error:
        raise BackupProblem(f"The database does not answer: {str(error).strip().splitlines()[0]}") from None


def _make(folder: Path, staging: Path, database: dict[str, Any], media: Path, key: str) -> Path:
    pictures = staging / "media"
    _take_pictures(media, pictures)
    manifest = _dump(staging, database)
    # Those of the last moment too: a picture is written before the record that names it, and forgotten after.
    _take_pictures(media, pictures)
    members = [
        (archive.DATABASE, staging / archive.DATABASE),
        (archive.FORGOTTEN, staging / archive.FORGOTTEN),
    ]
    found = sorted(path for path in pictures.rglob("*") if path.is_file())
    members += [(archive.MEDIA + str(path.relative_to(pictures)), path) for path in found]
    whole = staging / "whole.tar"
    archive.write(whole, manifest, members)
    name = naming.name_of(datetime.fromisoformat(manifest.made_at), closed=bool(key))
    if key:
        closed = staging / "whole.age"
        with whole.open("rb") as source, closed.open("wb") as target:
            encryption.encrypt(source, target, key)
        whole = closed
    return _settle(whole, folder / name)


def _dump(staging: Path, database: dict[str, Any]) -> archive.Manifest:
    """Dump the database and count its tables, both as one moment shows them."""
    parameters = tools.connection_parameters(database)
    with tools.connect(parameters) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        # The dump may take longer than a request ever may.
        connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        made_at = datetime.now(UTC).replace(microsecond=0).isoformat()
        version = connection.info.server_version
        left_out = [f"--exclude-table-data=public.{table}" for table in NOT_KEPT]
        target = staging / archive.DATABASE
        command = [
            *(tools.program("pg_dump", version), "--format=custom"),
            *(f"--snapshot={snapshot}", "--no-owner", "--no-privileges", "--no-comments", *left_out),
            f"--file={target}",
        ]
        tools.run(command, parameters)
        migrations = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        applied = [name for (name,) in migrations]
        (staging / archive.FORGOTTEN).write_text(forgotten.listed(connection))
        return archive.Manifest(made_at, version, applied, figures(connection))


def _take_pictures(media: Path, target: Path) -> None:
    """Link the pictures into the backup being made; they never change, so that a link is a copy."""
    for path in media.rglob("*") if media.exists() else ():
        taken = target / path.relative_to(media)
        if path.is_file() and not taken.exists():
            taken.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # forgotten meanwhile
                _link_or_copy(path, taken)


def _link_or_copy(path: Path, taken: Path) -> None:
    try:
        taken.hardlink_to(path)
    except FileNotFoundError:
        raise
    except OSError:  # another disk
        shutil.copyfile(path, taken)


def _settle(whole: Path, path: Path) -> Path:
    """Give the file its name once it is on the disk."""
    whole.chmod(0o600)
    with whole.open("rb") as written:
        os.fsync(written.fileno())
    if path.exists():
        raise BackupProblem(f"{path.name} is there already: a backup a second is the most.")
    whole.rename(path)
    return path


def _clean(folder: Path) -> None:
    """Take away what backups that were killed left behind, a day later."""
    for left in folder.glob(f"{_LEFT}*"):
        if left.stat().st_mtime < time.time() - _A_DAY:
            shutil.rmtree(left, ignore_errors=True)


def made(folder: Path) -> dict[datetime, Path]:
    """Return the backups of a folder, by when they were made."""
    there = folder.glob(f"{naming.PREFIX}*.tar*")
    return {moment: path for path in there if (moment := naming.moment_of(path.name))}


def forget(folder: Path, rule: keeping.Rule) -> list[Path]:
    """Delete the backups that the rule does not keep; return them."""
    there = made(folder)
    gone = [path for moment, path in sorted(there.items()) if moment not in rule.kept(there)]
    for path in gone:
        path.unlink()
    return gone
