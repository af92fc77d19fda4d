"""What installs and serves the site names only what is there, and can be read by a shell."""

import re
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.core.management import get_commands

from territoire import healthy

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())


@pytest.mark.parametrize("script", [path for path in FILES if path.read_text().startswith("#!/bin/sh")])
def test_scripts_are_read_by_a_shell(script):
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0


@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("*.service")), ids=lambda path: path.name)
def test_units_run_commands_that_are_there(unit):
    run = re.findall(
        r"^ExecStart=/opt/territoire/current/\.venv/bin/(\S+) (\S+) ?(\S*)", unit.read_text(), re.M
    )

    assert run
    for program, first, command in run:
        assert program == "granian" if first == "territoire.asgi:application" else command in get_commands()


def test_each_timer_has_its_unit_and_containers_do_as_much():
    nightly = (DEPLOY / "nightly.sh").read_text()

    for timer in DEPLOY.glob("*.timer"):
        unit = timer.with_suffix(".service").read_text()
        for command in re.findall(r"manage\.py (.+)$", unit, re.M):
            assert f"manage.py {command}" in nightly


class Answers(BaseHTTPRequestHandler):
    """Answers 200 to who asks as the proxy does, else an error."""

    def do_GET(self):
        """Answer."""
        asked = (self.path, self.headers["Host"], self.headers["X-Forwarded-Proto"])
        self.send_response(200 if asked == ("/sante/", "territoire.example", "https") else 400)
        self.end_headers()

    def log_message(self, *_words):
        """Say nothing."""


def test_a_container_says_whether_it_answers(monkeypatch):
    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("PORT", str(server.server_port))

    monkeypatch.setenv("TERRITOIRE_HOSTS", "territoire.example,autre.example")
    assert healthy.main() == 0
    monkeypatch.setenv("TERRITOIRE_HOSTS", "autre.example")
    assert healthy.main() == 1

    server.shutdown()
    server.server_close()
    assert healthy.main() == 1
