"""What makes the whole suite strict: GETs that may not write, a closed network, a database of its own."""

import gc
import os
import re
import socket
from contextlib import ExitStack
from ipaddress import ip_address
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from territoire import database, translations
from territoire.database import embedded
from territoire.settings import base

READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "EXPLAIN", "DECLARE", "FETCH", "CLOSE", "SET ")
WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE)\b")
# Reading a message, renewing a session, noting that a token was used, counting requests: not what one means by writing.
HOUSEKEEPING = (
    "DJANGO_SESSION",
    "TERRITOIRE_THROTTLEWINDOW",
    "TERRITOIRE_CACHE",
    "USERSESSIONS_USERSESSION",
    "TERRITOIRE_APITOKEN",
)

_running = pytest.StashKey[ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    """Once for the whole run: compile the translations, and start a database where none is given."""
    if hasattr(config, "workerinput"):
        return
    translations.compile_if_stale(settings.BASE_DIR)
    if not database.url() and not config.option.collectonly:
        config.stash[_running] = ExitStack()
        config.stash[_running].enter_context(embedded.throwaway(settings.VAR_DIR))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the database that we started."""
    config.stash.get(_running, ExitStack()).close()


def pytest_collection_modifyitems(items: list[pytest.Item], config: pytest.Config) -> None:
    """Mark the tests of `tests/browser`; leave those that are marked `soak` to long runs (TERRITOIRE_SOAK=1)."""
    folder = Path(__file__).parent / "browser"
    for item in items:
        if item.path.is_relative_to(folder):
            item.add_marker(pytest.mark.browser)
    if not os.environ.get("TERRITOIRE_SOAK"):
        left = [item for item in items if item.get_closest_marker("soak")]
        items[:] = [item for item in items if item not in left]
        config.hook.pytest_deselected(items=left)


def pytest_collection_finish() -> None:
    """Keep what was loaded out of the rounds of the garbage collector, and make them rare: they took a twentieth."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


#: What every template draws there: a picture that programs which read pictures take.
NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


@pytest.fixture
def nothing_drawn(monkeypatch):
    """Answer without drawing pages, which takes most of the time: for tests of who may ask and of what breaks."""
    monkeypatch.setattr("django.template.backends.django.Template.render", lambda *given, **named: NOTHING)


def forbid_writes(execute, sql, params, many, context):
    """Refuse what is not a read (see Django's `execute_wrapper`)."""
    said = str(sql).lstrip(" (\n").upper()
    reads = said.startswith(READS) or (said.startswith("WITH ") and not WRITES.search(said))
    if not reads and not any(table in said for table in HOUSEKEEPING):
        raise AssertionError(f"a GET wrote: {sql}")
    return execute(sql, params, many, context)


class StrictClient(Client):
    """Django's test client, except that a GET that writes into the database fails the test."""

    def get(self, *arguments, **options):
        """Fetch a page."""
        with connection.execute_wrapper(forbid_writes):
            return super().get(*arguments, **options)


@pytest.fixture
def client(db) -> StrictClient:
    """Give a visitor who is not signed in; `client.force_login(user)` signs in."""
    return StrictClient()


@pytest.fixture
def throttled(settings) -> None:
    """Limit how often one may ask, as a site does; a test may lower the limits."""
    settings.TERRITOIRE_THROTTLING = True
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS


@pytest.fixture(autouse=True)
def closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to any other machine."""
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _loopback_only(getattr(socket.socket, name)))


def _loopback_only(connect):
    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise AssertionError(f"a test tried to reach {address[0]}: the network is closed")
        return connect(self, address)

    return guarded


def _is_loopback(host: str) -> bool:
    return (
        host == "localhost"
        or (host.replace(".", "").isdigit() and ip_address(host).is_loopback)
        or host == "::1"
    )


# Playwright runs an event loop beside the test: Django is told that we know.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
