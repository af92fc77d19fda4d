"""The file of a backup: a tar whose last member, the manifest, says what the others are.

A backup that was cut off has no manifest, and one that was damaged has a member whose checksum differs: both are known
before anything is restored.
"""

import hashlib
import json
import tarfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from territoire.backups import BackupProblem
from territoire.backups.contents import Figures

FORMAT = 1
DATABASE, FORGOTTEN, MANIFEST, MEDIA = "database.dump", "forgotten.txt", "manifest.json", "media/"
DAMAGED = "{name} is damaged: {why}. Nothing was restored; try another copy, or the backup before."


@dataclass
class Manifest:
    """What a backup says of itself; `members` holds the size and the SHA-256 of each member."""

    made_at: str
    server: int
    migrations: list[str]
    tables: Figures
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    format: int = FORMAT


def write(path: Path, manifest: Manifest, members: Iterable[tuple[str, Path]]) -> None:
    """Write the members (name, file), one after the other, then the manifest that names them."""
    with tarfile.open(path, "w") as archive:
        for name, source in members:
            with source.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
            archive.add(source, name, recursive=False, filter=_anonymous)
            manifest.members[name] = {"bytes": source.stat().st_size, "sha256": digest}
        told = json.dumps(asdict(manifest), indent=1).encode()
        last = tarfile.TarInfo(MANIFEST)
        last.size = len(told)
        archive.addfile(last, BytesIO(told))


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Say nothing of the accounts of the machine."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def unpack(path: Path, folder: Path) -> Manifest:
    """Lay the members of a backup in `folder` and return its manifest, once each member is as it says.

    `BackupProblem` when the file is no backup, is cut off or damaged.
    """
    try:
        with tarfile.open(path) as archive:
            archive.extractall(folder, filter="data")
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    except FileNotFoundError:
        raise BackupProblem(DAMAGED.format(name=path.name, why="it was cut off before its end")) from None
    except (tarfile.TarError, EOFError, OSError, ValueError, TypeError) as error:
        raise BackupProblem(DAMAGED.format(name=path.name, why=str(error) or "it cannot be read")) from None
    if manifest.format != FORMAT:
        raise BackupProblem(f"{path.name} was made by another version (format {manifest.format}).")
    for name, told in manifest.members.items():
        _check(path, folder / name, told)
    return manifest


def _check(path: Path, member: Path, told: dict[str, Any]) -> None:
    if not member.is_file():
        raise BackupProblem(DAMAGED.format(name=path.name, why=f"{member.name} is missing"))
    with member.open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != told["sha256"]:
            raise BackupProblem(DAMAGED.format(name=path.name, why=f"{member.name} is not what was written"))
