"""The embedded PostgreSQL: made once under `var/`, run as a child of whoever needs it.

PostgreSQL refuses to run as root, so root hands it to a user of its own. It listens on a socket in a
folder that this user alone may open: no port to find free, no password to keep.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from territoire.children import stopped_with_parent
from territoire.database import DatabaseProblem, places, programs, system_user
from territoire.database.system_user import Account

_START_PATIENCE = 90  # seconds: after a power cut the server first replays its journal
_STOP_PATIENCE = 30

type Say = Callable[[str], None]

COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "log_checkpoints": "off",
}
# A power cut may lose such a cluster whole: only for one that is thrown away.
# Tests roll everything back: statistics gathered between two of them would say that all tables are empty, and the
# planner would walk the dead rows of a whole country again and again.
THROWAWAY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off"}


def answers(var_dir: Path) -> bool:
    """Say whether the embedded server of `var_dir` is there."""
    try:
        _connect(var_dir).close()
    except psycopg.OperationalError:
        return False
    return True


@contextlib.contextmanager
def server(var_dir: Path, *, throwaway: bool = False, say: Say = lambda line: None) -> Iterator[None]:
    """Make the cluster of `var_dir` where there is none, and run its server for the time of the block."""
    if answers(var_dir):
        yield
        return
    account = system_user.choose(places.data(var_dir))
    _prepare_home(var_dir, account, say)
    folder = programs.usable_by(account, places.home(var_dir))
    if not (places.data(var_dir) / "PG_VERSION").exists():
        _make_cluster(places.data(var_dir), folder, account, throwaway=throwaway)
    process = _start(var_dir, folder, account, throwaway=throwaway)
    try:
        _wait_until_it_answers(process, var_dir)
        yield
    finally:
        _stop(process)


@contextlib.contextmanager
def throwaway(folder: Path) -> Iterator[None]:
    """Run a server on a new cluster in `folder`, which disappears at the end."""
    folder.mkdir()
    folder.chmod(0o755)
    try:
        with server(folder, throwaway=True):
            yield
    finally:
        # The first is elsewhere when the server's user cannot reach the folder of temporary files.
        shutil.rmtree(places.home(folder), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def throwaway_server() -> Iterator[str]:
    """Run a server on a new cluster that disappears at the end; give its `DATABASE_URL`."""
    folder = Path(tempfile.gettempdir()) / f"territoire-{os.getpid()}"
    with throwaway(folder):
        host = quote(str(places.socket(folder)), safe="")
        yield f"postgresql://{places.NAME}@/{places.NAME}?host={host}"


def _prepare_home(var_dir: Path, account: Account, say: Say) -> None:
    """Make the server's folders; under a checkout that its user cannot enter, put them elsewhere."""
    link = var_dir / "postgres"
    if not link.exists() and not link.is_symlink() and not account.can_reach(var_dir):
        link.symlink_to(places.elsewhere(var_dir))
    home = places.home(var_dir)
    if home != link.absolute() and link.is_symlink():
        say(f"Only root can enter this checkout: its database is kept in {home}.")
    try:
        home.mkdir(parents=True, exist_ok=True)
        # Whatever the umask: the server's user goes through both.
        for folder in (home, home.parent) if link.is_symlink() else (home,):
            folder.chmod(0o755)
        _make_socket_folder(places.socket(var_dir), account)
    except OSError as error:
        raise DatabaseProblem(
            f"{error.filename} cannot be written ({error.strerror}): set DATABASE_URL."
        ) from None
    if not account.can_reach(home):
        raise DatabaseProblem(f"PostgreSQL's own user cannot enter {home}: open it, or set DATABASE_URL.")


def _make_socket_folder(folder: Path, account: Account) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    # In /tmp, somebody else may have been quicker: what they own is not to be trusted.
    if folder.is_symlink() or folder.stat().st_uid not in {account.uid, os.geteuid()}:
        raise DatabaseProblem(f"{folder} belongs to somebody else: remove it, then try again.")
    folder.chmod(0o700)
    account.own(folder)


def _make_cluster(data: Path, folder: Path, account: Account, *, throwaway: bool) -> None:
    """Run initdb beside the final place, so that a half-made cluster is never taken for a whole one."""
    draft = data.with_name(f"{data.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    account.own(draft)
    made = account.run(
        folder / "initdb",
        f"--pgdata={draft}",
        f"--username={places.NAME}",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--auth-local=trust",
        "--auth-host=reject",
        "--no-instructions",
        *(["--no-sync"] if throwaway else []),
    )
    if made.returncode:
        raise DatabaseProblem(f"The embedded database could not be made: {_last_line(made.stderr)}")
    draft.rename(data)


def _start(var_dir: Path, folder: Path, account: Account, *, throwaway: bool) -> subprocess.Popen[bytes]:
    options = COMMON | (THROWAWAY if throwaway else {})
    # Quoted, as a comma or a space in the path would cut it in two.
    options["unix_socket_directories"] = f'"{places.socket(var_dir)}"'
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    with _log(var_dir).open("wb") as log:
        return subprocess.Popen(
            [folder / "postgres", "-D", places.data(var_dir), "-p", "5432", *settings],
            cwd="/",
            env=os.environ | {"LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Ctrl-C is for us: we stop the server last.
            start_new_session=True,
            preexec_fn=stopped_with_parent(signal.SIGINT),
            **account.switch,
        )


def _wait_until_it_answers(process: subprocess.Popen[bytes], var_dir: Path) -> None:
    deadline = time.monotonic() + _START_PATIENCE
    while not answers(var_dir):
        if process.poll() is not None or time.monotonic() > deadline:
            last = _last_line(_log(var_dir).read_text(errors="replace"))
            raise DatabaseProblem(f"The embedded database does not start: {last} (see {_log(var_dir)})")
        time.sleep(0.05)
    _create_database(var_dir)


def _create_database(var_dir: Path) -> None:
    with _connect(var_dir) as connection, contextlib.suppress(psycopg.errors.DuplicateDatabase):
        connection.autocommit = True
        connection.execute(f"CREATE DATABASE {places.NAME}")


def _connect(var_dir: Path) -> psycopg.Connection:
    # `postgres` is there from the start, unlike our own database.
    parameters: dict[str, Any] = places.embedded(var_dir) | {"dbname": "postgres", "connect_timeout": 5}
    return psycopg.connect(**parameters)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server: politely, then firmly."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        with contextlib.suppress(subprocess.TimeoutExpired, ProcessLookupError):
            process.send_signal(how)
            process.wait(_STOP_PATIENCE)
            return


def _log(var_dir: Path) -> Path:
    return places.home(var_dir) / "server.log"


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no reason given"
