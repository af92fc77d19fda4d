"""People at the site: each keeps cookies and copies of pages as a browser does, and fills in real forms."""

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

from tests.soak.served import FROM_THE_PROXY

TIME_OUT = 10.0  # seconds


@dataclass
class Seen:
    """What all of them met, on one clock."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    problems: list[str] = field(default_factory=list)
    bytes: int = 0

    @property
    def requests(self) -> int:
        """Return how many were answered, or not."""
        return sum(len(times) for times in self.times.values())


class Form(HTMLParser):
    """The successful controls of the form of a page that holds the field `mark`, as a browser would send them."""

    def __init__(self, page: str, mark: str) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.found: dict[str, list[str]] | None = None
        self.mark, self._select, self._area, self._text = mark, None, None, ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "form":
            self.values = {}
        elif tag == "input" and name and "disabled" not in said:
            kind = said.get("type", "text")
            if kind in ("checkbox", "radio"):
                if "checked" in said:
                    self.values.setdefault(name, []).append(value or "on")
            elif kind not in ("submit", "button", "file", "image"):
                self.values.setdefault(name, []).append(value)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in said:
            self.values.setdefault(self._select, []).append(value)
        elif tag == "textarea":
            self._area, self._text = name, ""

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        elif tag == "textarea" and self._area is not None:
            self.values.setdefault(self._area, []).append(self._text)
            self._area = None
        elif tag == "form" and self.mark in self.values and self.found is None:
            self.found = self.values


class Person:
    """Somebody with a browser, at an address of their own."""

    def __init__(
        self, base: str, seen: Seen, number: int, transport: httpx.AsyncHTTPTransport, cookies: dict[str, str]
    ) -> None:
        """Sit down."""
        self.base, self.seen, self.number = base, seen, number
        self.transport, self.cookies, self.tags = transport, dict(cookies), {}
        self.where = f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"

    async def ask(self, kind: str, path: str, *, has: str = "", data=None, **headers: str):
        """Ask for a page, or send a form; note how long it took and what is wrong with it; None when it never came."""
        headers = FROM_THE_PROXY | {"X-Forwarded-For": self.where, "Accept": "text/html,*/*"} | headers
        headers["Accept-Encoding"] = "gzip, br"
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        tag = self.tags.get(path) if data is None else None
        if tag:
            headers["If-None-Match"] = tag
        if data is not None:
            headers["Referer"] = f"https://{FROM_THE_PROXY['Host']}{path}"
        request = httpx.Request(
            "GET" if data is None else "POST",
            self.base + path,
            headers=headers,
            data=data,
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), TIME_OUT)},
        )
        start = time.monotonic()
        try:
            answer = await self.transport.handle_async_request(request)
            try:
                answer.request = request
                await answer.aread()
            finally:
                await answer.aclose()
        except (httpx.TransportError, OSError) as error:
            self.seen.times[kind].append(time.monotonic() - start)
            self.seen.problems.append(f"{kind} {path}: {type(error).__name__}")
            return None
        self.seen.times[kind].append(time.monotonic() - start)
        self._keep(path, answer)
        if problem := self._wrong(answer, has, sending=data is not None):
            self.seen.problems.append(f"{kind} {path}: {problem}")
        return answer

    def _keep(self, path: str, answer: httpx.Response) -> None:
        self.seen.statuses[answer.status_code] += 1
        self.seen.bytes += len(answer.content)
        if answer.status_code == 200 and "etag" in answer.headers:
            self.tags[path] = answer.headers["etag"]
        for line in answer.headers.get_list("set-cookie"):
            name, _, rest = line.partition("=")
            value, _, attributes = rest.partition(";")
            if "max-age=0" in attributes.lower():
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value

    def _wrong(self, answer: httpx.Response, has: str, *, sending: bool) -> str:
        """Say what is wrong with an answer; a form that was taken leads elsewhere."""
        if answer.status_code == 304:
            return ""
        if answer.status_code != (302 if sending else 200):
            return str(answer.status_code)
        page = not sending and answer.headers.get("content-type", "").startswith("text/html")
        if page and not answer.text.rstrip().endswith("</html>"):
            return "cut"
        return f"without {has!r}" if has and has not in answer.text else ""

    async def send(self, kind: str, path: str, values: dict[str, str], mark: str) -> bool:
        """Fill in the form at `path`, which has a field `mark`, and send it until it is taken, as people do."""
        self.tags.pop(path, None)
        page = await self.ask(f"form: {kind}", path)
        if page is None or page.status_code != 200:
            return False
        form = Form(page.text, mark).found
        if form is None:
            self.seen.problems.append(f"form: {kind} {path}: no field {mark}")
            return False
        form |= {name: [value] for name, value in values.items()}
        for _attempt in range(8):
            answer = await self.ask(f"write: {kind}", path, data=form)
            if answer is not None and answer.status_code == 302:
                return True
            if answer is not None and answer.status_code < 500:
                self.seen.problems.append(f"write: {kind} {path}: {errors(answer.text)}")
                return False
            await asyncio.sleep(3)
        return False


def errors(page: str) -> str:
    """Return what a refused form says, in short."""
    found = []
    for part in page.split("invalid-feedback")[1:4]:
        found.append(part.partition(">")[2].partition("</")[0].strip()[:120])
    return "; ".join(found) or "refused"
