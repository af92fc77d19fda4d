"""The name of a backup says when it was made."""

from contextlib import suppress
from datetime import UTC, datetime

from territoire.backups import encryption

PREFIX, MOMENT = "territoire-", "%Y-%m-%dT%H-%M-%SZ"


def name_of(moment: datetime, *, closed: bool) -> str:
    """Return the name of the backup of a moment; one that is encrypted says so."""
    return f"{PREFIX}{moment:{MOMENT}}.tar{encryption.ENDING if closed else ''}"


def moment_of(name: str) -> datetime | None:
    """Return when the backup of that name was made, or nothing when it is no backup."""
    if name.startswith(PREFIX):
        bare = name.removeprefix(PREFIX).removesuffix(encryption.ENDING)
        with suppress(ValueError):
            return datetime.strptime(bare, f"{MOMENT}.tar").replace(tzinfo=UTC)
    return None
