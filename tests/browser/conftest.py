"""A real Chromium on a real server, that fails on what a person would not see: errors in the console, other hosts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Route,
    expect,
    sync_playwright,
)

from tests.browser import chromium
from tests.browser.answering import Answering

LAPTOP, PHONE = 1366, 390
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

expect.set_options(timeout=10_000)


@dataclass
class Watch:
    """What went wrong on a page without showing."""

    problems: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        """Expect problems that match, as a test of an error page does."""
        self.allowed.append(pattern)

    @property
    def unexpected(self) -> list[str]:
        """The problems nobody expected."""
        return [p for p in self.problems if not any(re.search(pattern, p) for pattern in self.allowed)]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Run what drives browsers: once, since a second one cannot start in the same process."""
    with sync_playwright() as running:
        yield running


def launch(playwright: Playwright, *more: str) -> Iterator[Browser]:
    """Run a Chromium, with `more` arguments; for fixtures."""
    path = chromium.find(playwright)
    if path is None:
        pytest.fail(f"No Chromium on this machine: {chromium.ADVICE}", pytrace=False)
    # Its sandbox does not run as root nor in most containers, and here it opens our own pages only.
    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage", *more]
    running = playwright.chromium.launch(executable_path=path, args=arguments)
    yield running
    running.close()


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Run one Chromium for the whole run."""
    yield from launch(playwright)


@pytest.fixture
def width() -> int:
    """Give the width of the window: parametrize it with `[LAPTOP, PHONE]`."""
    return LAPTOP


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fail at the end of the test when something went wrong in silence."""
    seen = Watch()
    yield seen
    assert seen.unexpected == []


@pytest.fixture(scope="session")
def answering(live_server) -> Answering:
    """Know what the server is answering."""
    server = live_server.thread.httpd
    counted = Answering(server.get_app())
    server.set_app(counted)
    return counted


@pytest.fixture
def context(
    browser: Browser, width: int, live_server, answering: Answering, watch: Watch
) -> Iterator[BrowserContext]:
    """Open a window that can reach our server only."""
    height = 900 if width > PHONE else 844
    opened = browser.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": height},
        locale="fr-FR",
        reduced_motion="reduce",
    )
    opened.set_default_timeout(15_000)
    own = re.escape(urlsplit(live_server.url).netloc)

    def refuse(route: Route) -> None:
        watch.problems.append(f"request to another host: {route.request.url}")
        route.abort()

    # A pattern is matched by the browser's own driver: what is ours does not wait for us.
    opened.route(re.compile(rf"^https?://(?!{own}(/|$))"), refuse)
    yield opened
    opened.close()
    assert answering.rest(), "The server still answers a page that was closed."


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    """Open a page whose errors fail the test."""
    opened = context.new_page()

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            watch.problems.append(f"console: {message.text}")

    opened.on("console", note)
    opened.on("pageerror", lambda error: watch.problems.append(f"script: {error}"))
    return opened


@pytest.fixture
def sign_in(context: BrowserContext, live_server) -> Callable[..., None]:
    """Sign an account in without going through the page that does it: `sign_in(user)`."""

    def sign(user) -> None:
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])

    return sign


class Accessibility:
    """Looks for faults of accessibility with axe-core: `axe(page)` finds none."""

    def __call__(self, page: Page) -> None:
        """Fail on a fault."""
        assert self.faults(page) == [], page.url

    def faults(self, page: Page, *, only: str | None = None) -> list[str]:
        """Tell the faults of a page as it stands, of all rules or of `only` one."""
        rules = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": WCAG}
        # A page whose sheets of style are still on their way has targets of any size.
        page.wait_for_load_state()
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate(
            "options => axe.run(document, options).then(({violations}) => violations)",
            {"runOnly": rules, "resultTypes": ["violations"]},
        )
        return [
            f"{fault['id']}: {node['target']} {node['html'][:160]}"
            for fault in found
            for node in fault["nodes"]
        ]


@pytest.fixture
def axe() -> Accessibility:
    """Find no fault of accessibility on a page: `axe(page)`."""
    return Accessibility()
