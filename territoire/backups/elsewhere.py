"""Backups in an S3-compatible place: sent there once made, kept by the same rule, fetched to be restored.

A place is an address: `s3://bucket/folder` (who asks, and where the place is, are AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL and AWS_REGION of the environment), or `file:///folder`.
"""

from datetime import datetime
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore, from_url

from territoire.backups import BackupProblem, keeping, naming

SCHEMES = ("s3://", "file://")
#: A second try each time, not ten: a place that does not answer is told to whoever waits.
RETRIES = {"max_retries": 2}


def is_place(address: str) -> bool:
    """Say whether an address is that of such a place, rather than a folder or a file of this machine."""
    return address.startswith(SCHEMES)


def send(path: Path, address: str) -> None:
    """Send a backup, by parts, and look that all of it is there; raises `BackupProblem` when it is not."""
    store = _store(address)
    try:
        with path.open("rb") as source:
            obstore.put(store, path.name, source)
        there = obstore.head(store, path.name)["size"]
    except BaseError as error:
        raise _problem(address, error) from None
    if there != path.stat().st_size:
        raise BackupProblem(f"{address} holds {there} bytes of {path.name}: send it again.")


def made(address: str) -> dict[datetime, str]:
    """Return the names of the backups of a place, by when they were made."""
    try:
        names = [one["path"] for one in _store(address).list_with_delimiter()["objects"]]
    except BaseError as error:
        raise _problem(address, error) from None
    return {moment: name for name in names if (moment := naming.moment_of(name))}


def forget(address: str, rule: keeping.Rule) -> list[str]:
    """Delete the backups that the rule does not keep; return their names."""
    there = made(address)
    gone = [name for moment, name in sorted(there.items()) if moment not in rule.kept(there)]
    try:
        for name in gone:
            obstore.delete(_store(address), name)
    except BaseError as error:
        raise _problem(address, error) from None
    return gone


def fetch(address: str, folder: Path) -> Path:
    """Bring a backup into a folder: the one that the address names, else the newest of the place; return its file.

    The newest comes along in any case: it knows who was erased since the other was made.
    """
    place, _, name = address.rpartition("/")
    if naming.moment_of(name) is None:
        place, name = address, ""
    newest = max(made(place).items(), default=(None, ""))[1]
    if not newest:
        raise BackupProblem(f"{place} holds no backup.")
    wanted = name or newest
    for one in {wanted, newest}:
        _bring(place, one, folder / one)
    return folder / wanted


def _bring(place: str, name: str, target: Path) -> None:
    try:
        with target.open("wb") as written:
            for chunk in obstore.get(_store(place), name).stream():
                written.write(chunk)
    except BaseError as error:
        raise _problem(place, error) from None


def _store(address: str) -> ObjectStore:
    try:
        return from_url(address, retry_config=RETRIES)  # type: ignore[call-overload]  # its stub wants all the keys
    except BaseError as error:
        raise _problem(address, error) from None


def _problem(address: str, error: Exception) -> BackupProblem:
    """Say what a place answered, in one line: what it adds may be long."""
    return BackupProblem(f"{address}: {str(error).strip().splitlines()[0][:300]}")
