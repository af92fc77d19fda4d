"""`manage.py demo` as people run it: a process of its own, on an embedded database, stopped by a signal."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from territoire.database import embedded, places

READY = "Ctrl-C stops it."
PATIENCE = 180  # seconds, for the first run on a busy machine


@pytest.fixture(scope="module")
def var_dir() -> Iterator[Path]:
    folder = Path(tempfile.gettempdir()) / f"territoire-demo-{os.getpid()}"
    folder.mkdir(mode=0o755)
    yield folder
    shutil.rmtree(places.home(folder), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def launch(var_dir: Path, port: int) -> subprocess.Popen[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "DJANGO_"))
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "demo"],
        cwd=settings.BASE_DIR,
        env=kept
        | {"PORT": str(port), "TERRITOIRE_VAR": str(var_dir), "TERRITOIRE_DEMO_PASSWORD": "demo-demo-demo"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def demonstration(var_dir: Path, port: int, how: signal.Signals) -> Iterator[str]:
    """Run the demonstration for the time of the block, stop it with `how`; give what it said until it was ready."""
    with launch(var_dir, port) as process:
        assert process.stdout is not None
        try:
            yield "".join(until_ready(process.stdout))
            process.send_signal(how)
            assert process.wait(60) == 0
            assert process.stdout.read().strip() == "Stopped."
        finally:
            process.kill()


def until_ready(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line
        if READY in line:
            return


def name_of_holder(var_dir: Path, new: str = "") -> str:
    with psycopg.connect(**places.embedded(var_dir)) as connection:
        if new:
            connection.execute("UPDATE territoire_user SET name = %s WHERE email LIKE 'porteur@%%'", [new])
        row = connection.execute("SELECT name FROM territoire_user WHERE email LIKE 'porteur@%'").fetchone()
    return row[0] if row else ""


def test_the_demonstration_starts_stops_and_keeps_what_people_entered(var_dir: Path, port: int):
    with demonstration(var_dir, port, signal.SIGTERM) as said:
        assert f"http://127.0.0.1:{port}/" in said
        for who in ("porteur", "facilitation", "admin"):
            assert f"{who}@demo.example" in said
        assert urllib.request.urlopen(f"http://127.0.0.1:{port}/sante/", timeout=30).status == 200
        name_of_holder(var_dir, "Somebody")

    assert not embedded.answers(var_dir)

    start = time.monotonic()
    with demonstration(var_dir, port, signal.SIGINT) as said:
        seconds = time.monotonic() - start
        assert said.count("demo-demo-demo") == 3
        assert name_of_holder(var_dir) == "Somebody"
        assert_another_is_refused(var_dir, port)

    assert not embedded.answers(var_dir)
    assert seconds < PATIENCE


def assert_another_is_refused(var_dir: Path, port: int) -> None:
    """Starting a second one says why not, in one line, whether it asks for the same port or another."""
    same, _ = launch(var_dir, port).communicate(timeout=60)
    assert same.strip().startswith(f"Port {port} is taken by another program")

    with socket.create_server(("127.0.0.1", 0)) as free:
        other_port = free.getsockname()[1]
    other, _ = launch(var_dir, other_port).communicate(timeout=60)
    assert other.strip().startswith("CommandError: Another demonstration (process ")
    assert other.strip().count("\n") == 0
