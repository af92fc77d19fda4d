"""The site as production runs it (deploy/territoire.service), its two workers beside it, and a post office."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
import psutil
from django.conf import settings

from territoire.children import stopped_with_parent

HOST = "essai.example"
#: What a proxy says of a request; `X-Forwarded-For` is each person's own.
FROM_THE_PROXY = {"Host": HOST, "X-Forwarded-Proto": "https"}
GRANIAN = (
    *("granian", "territoire.asgi:application", "--interface", "asginl", "--no-ws", "--host", "127.0.0.1"),
    *("--workers", "2", "--workers-kill-timeout", "30", "--respawn-failed-workers", "--log-level", "warning"),
)
IMPORTS = ("manage.py", "run_imports", "--watch", "1")
COVERAGE = ("manage.py", "settle_coverage", "--watch", "5")
PATIENCE = 90  # seconds to start


@dataclass
class Site:
    """What runs: its address, its folder, what it was told, its processes by name."""

    port: int
    folder: Path
    environment: dict[str, str]
    before: tuple[str, ...] = ()
    running: dict[str, subprocess.Popen] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """Return where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, name: str) -> subprocess.Popen:
        """Start one of "site", "imports" and "coverage" as systemd would."""
        words = {
            "site": ("-m", *GRANIAN, "--port", str(self.port)),
            "imports": IMPORTS,
            "coverage": COVERAGE,
        }[name]
        with open(self.folder / f"{name}.log", "ab") as log:
            self.running[name] = subprocess.Popen(
                [*self.before, sys.executable, *words],
                env=self.environment,
                cwd=settings.BASE_DIR,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=stopped_with_parent(15),
            )
        return self.running[name]

    def stop(self, name: str) -> None:
        """Stop it politely, with what it started."""
        process = self.running.pop(name)
        family = everybody(process)
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(40)
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.kill()

    def wait(self, seconds: float = PATIENCE) -> float:
        """Wait until the site answers; return how long that took, in seconds."""
        start = time.monotonic()
        while time.monotonic() < start + seconds:
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.base}/sante/", headers=FROM_THE_PROXY, timeout=5).status_code == 200:
                    return time.monotonic() - start
            time.sleep(0.2)
        raise AssertionError(f"The site does not answer; see {self.folder}")

    def log(self, name: str = "site") -> str:
        """Return what a process said."""
        return (self.folder / f"{name}.log").read_text(errors="replace")


def everybody(process: subprocess.Popen) -> list[psutil.Process]:
    """Return a process and those that it started."""
    try:
        parent = psutil.Process(process.pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def address(database: dict) -> str:
    """Return the `DATABASE_URL` of Django's settings of a database."""
    user, password = quote(database["USER"] or ""), quote(database["PASSWORD"] or "")
    door = f"{user}:{password}@" if password else f"{user}@" if user else "@"
    # A socket's folder stands in the query.
    return (
        f"postgresql://{door}/{database['NAME']}?host={quote(database['HOST'] or '', safe='')}"
        f"&port={database['PORT'] or 5432}"
    )


def environment(folder: Path, database_url: str, smtp_port: int) -> dict[str, str]:
    """Return what production is told by /etc/territoire/environment."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.soak.settings",
        "DATABASE_URL": database_url,
        "TERRITOIRE_VAR": str(folder),
        "TERRITOIRE_SECRET_KEY": secrets.token_urlsafe(50),
        "TERRITOIRE_OBJECTION_KEY": secrets.token_urlsafe(50),
        "TERRITOIRE_HOSTS": HOST,
        "TERRITOIRE_SMTP_HOST": "127.0.0.1",
        "TERRITOIRE_SMTP_PORT": str(smtp_port),
        "TERRITOIRE_SMTP_TLS": "0",
        "TERRITOIRE_CONTROLLER": "Essai",
    }


@contextmanager
def served(site: Site, names: tuple[str, ...] = ("site", "imports", "coverage")) -> Iterator[Site]:
    """Gather the files that pages ask for, start all, stop all in the end."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        env=site.environment,
        cwd=settings.BASE_DIR,
        check=True,
    )
    try:
        for name in names:
            site.start(name)
        site.wait()
        yield site
    finally:
        for name in list(site.running):
            site.stop(name)
