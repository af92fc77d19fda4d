"""What is said before anything slow begins."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from territoire import preflight


@pytest.mark.parametrize("given", ["abc", "0", "70000", "-1", "８０００"])
def test_a_wrong_port_is_refused(monkeypatch, given: str):
    monkeypatch.setenv("PORT", given)

    with pytest.raises(SystemExit, match=f"PORT={given} is not a port"):
        preflight.port()


@pytest.mark.parametrize(("given", "port"), [("", 8000), ("8123", 8123)])
def test_the_port_is_8000_or_the_one_given(monkeypatch, given: str, port: int):
    monkeypatch.setenv("PORT", given)

    assert preflight.port() == port


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_port_that_is_taken_is_said(host: str):
    with socket.create_server((host, 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(SystemExit) as raised:
            preflight.require_free_port(port)

    assert str(raised.value) == (
        f"Port {port} is taken by another program: stop it, or choose another: make demo PORT={port + 1}"
    )


def test_a_port_that_was_just_left_is_free():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

    preflight.require_free_port(port)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path):
    # Root may write anywhere: a file in the way stops everyone.
    (tmp_path / "file").touch()

    with pytest.raises(SystemExit) as raised:
        preflight.require_writable(tmp_path / "file" / "var")

    assert str(raised.value).startswith(f"{tmp_path}/file/var cannot be written (not a directory): open it")


def test_a_folder_is_made_and_left_empty(tmp_path: Path):
    preflight.require_writable(tmp_path / "var")

    assert list((tmp_path / "var").iterdir()) == []


def test_it_runs_before_any_package_is_there(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        environment = os.environ | {"PORT": str(port), "TERRITOIRE_VAR": str(tmp_path)}

        done = subprocess.run(
            [sys.executable, "-I", "-S", preflight.__file__], env=environment, capture_output=True, text=True
        )

    assert done.returncode == 1
    assert done.stderr.startswith(f"make demo: Port {port} is taken")
    assert done.stderr.count("\n") == 1
