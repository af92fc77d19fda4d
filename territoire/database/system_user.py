"""The user of the machine that runs the embedded PostgreSQL: ourselves, or another one for root."""

import contextlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from territoire.database import DatabaseProblem

NAME = "territoire-db"


@dataclass(frozen=True)
class Account:
    """A user of the machine."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """Whether this process already runs as that user."""
        return self.uid == os.geteuid()

    @property
    def switch(self) -> dict[str, Any]:
        """What `subprocess` needs to run something as that user."""
        return {} if self.is_ours else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command as that user and keep what it says, in the language the checks know."""
        environment = os.environ | {"LC_ALL": "C"}
        return subprocess.run(
            command, cwd="/", env=environment, capture_output=True, text=True, check=False, **self.switch
        )

    def can_reach(self, folder: Path) -> bool:
        """Say whether that user may enter a folder."""
        return self.run("test", "-x", folder).returncode == 0

    def own(self, path: Path) -> None:
        """Give a file or a folder to that user."""
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)


def choose(data: Path) -> Account:
    """Return who is to run the server: ourselves, or for root, who owns `data`, or a user made for that."""
    owner = data.stat() if data.exists() else None
    if os.geteuid() != 0:
        if owner and owner.st_uid != os.geteuid():
            raise DatabaseProblem(f"{data} belongs to another user: run as that user, or set DATABASE_URL.")
        return Account(os.geteuid(), os.getegid())
    if owner and owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    _add_system_user()
    for name in (NAME, "postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_uid, entry.pw_gid)
    raise DatabaseProblem("PostgreSQL refuses to run as root and no other user is there: set DATABASE_URL.")


def _add_system_user() -> None:
    with contextlib.suppress(KeyError):
        pwd.getpwnam(NAME)
        return
    for command in (
        ["useradd", "--system", "--no-create-home", "--shell", "/bin/false", NAME],
        ["adduser", "-S", "-D", "-H", "-s", "/bin/false", NAME],  # BusyBox
    ):
        if shutil.which(command[0]):
            subprocess.run(command, capture_output=True, check=False)
            return
