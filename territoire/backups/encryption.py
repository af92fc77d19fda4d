"""Backups that only who holds a key can read, in the format of age (age-encryption.org/v1).

The server knows the public key alone: who breaks into it cannot read the backups of before. Any program of age opens
them: `age --decrypt --identity key.txt backup.tar.age`.
"""

from pathlib import Path
from typing import BinaryIO

import pyrage

from territoire.backups import BackupProblem

ENDING = ".age"


def recipient(key: str) -> pyrage.x25519.Recipient:
    """Read a public key (`age1…`)."""
    try:
        return pyrage.x25519.Recipient.from_str(key.strip())
    except pyrage.RecipientError:
        raise BackupProblem(
            "The public key is not one of age: it begins with age1. Make one: manage.py backup --new-key FILE"
        ) from None


def new_key(path: Path) -> str:
    """Write a new secret key into a file that its owner alone reads; return its public key."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(f"# public key: {public}\n{identity}\n")
    return public


def encrypt(source: BinaryIO, target: BinaryIO, key: str) -> None:
    """Write what `source` holds into `target`, closed for a public key."""
    pyrage.encrypt_io(source, target, [recipient(key)])


def decrypt(source: BinaryIO, target: BinaryIO, identity_file: Path) -> None:
    """Write what `source` holds into `target`, opened with the secret key of a file."""
    pyrage_errors = (pyrage.DecryptError, pyrage.IdentityError, OSError)
    lines = identity_file.read_text().splitlines()
    secret = next((line.strip() for line in lines if line.strip() and not line.startswith("#")), "")
    try:
        pyrage.decrypt_io(source, target, [pyrage.x25519.Identity.from_str(secret)])
    except pyrage_errors:
        raise BackupProblem(
            "This key does not open the backup, or the file is damaged or half written: try another copy of it."
        ) from None
