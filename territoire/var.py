"""What an instance keeps under `var/`: its secrets, and who is using the folder."""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

# No letter or digit that one could take for another.
_LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"


class InUse(Exception):
    """Another process holds the folder."""


def kept_secret(path: Path, new: str) -> str:
    """Return the secret kept in a file that its owner alone can read; keep `new` where there is none."""
    with contextlib.suppress(FileNotFoundError):
        if known := path.read_text().strip():
            return known
    keep_secret(path, new)
    return new


def keep_secret(path: Path, secret: str) -> None:
    """Write a secret into a file that its owner alone can read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(f"{secret}\n")
    draft.replace(path)


def legible_password() -> str:
    """Return a new password that one can read aloud: four groups of four, 79 bits."""
    letters = "".join(secrets.choice(_LEGIBLE) for _ in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


@contextlib.contextmanager
def held(folder: Path, name: str) -> Iterator[None]:
    """Hold `folder` under a name for the time of the block; `InUse` when another process does."""
    with (folder / f"{name}.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise InUse(file.read().strip() or "?") from None
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield
