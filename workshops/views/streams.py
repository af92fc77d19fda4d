"""Boards sent as they change: server-sent events, under ASGI; under WSGI the same values are asked for instead.

Each process has one `Hub`: while somebody listens, it reads the numbers of the boards that are listened to, five times
a second, in one query on one connection, and wakes those whose board moved. What a board says to projectors is worked
out once a change, however many they are. No listener holds a connection to the database. A database that goes and comes
back is found again; a process that is restarted has nothing to lose, since browsers come back with the last number that
they know.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from weakref import WeakKeyDictionary

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.views.decorators.http import require_safe

from workshops.analysis import board
from workshops.models import Participant
from workshops.views.pages import led_or_refused
from workshops.views.phones import by_participant

EVERY = 0.2
AFTER_A_PROBLEM = 1.0
#: Says that we are there, so that what stands between does not cut a silent line.
BEAT = 15.0
#: Then the browser comes back, and its rights are looked at again.
LONGEST = 600.0
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Listener:
    """Somebody who waits for a board to move: `stage` alone for a phone."""

    def __init__(self, workshop: int) -> None:
        """Wait for this board."""
        self.workshop = workshop
        self.moved = asyncio.Event()
        self.version = self.stage = 0


class Hub:
    """What a process knows of the boards that somebody listens to."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.listeners: set[Listener] = set()
        self.known: dict[int, tuple[int, int]] = {}
        self.worker = ThreadPoolExecutor(2, "boards")
        self.watching: asyncio.Task | None = None
        self.shared: dict[tuple[int, int], asyncio.Future] = {}

    def add(self, listener: Listener) -> None:
        """Begin to watch a board for somebody."""
        self.listeners.add(listener)
        self._tell(listener)
        if self.watching is None or self.watching.done():
            self.watching = asyncio.create_task(self._watch())

    def remove(self, listener: Listener) -> None:
        """Watch no more for them."""
        self.listeners.discard(listener)

    async def projected(self, workshop: int, since: int, version: int) -> dict[str, Any]:
        """Return what changed after `since`, worked out once for all projectors that know as much."""
        key = (workshop, since)
        found = self.shared.get(key)
        if found is None or (found.done() and found.result()["version"] < version):
            found = self.shared[key] = asyncio.ensure_future(self.read(board.for_projector, workshop, since))
            found.add_done_callback(lambda _one: self._forget())
        return await asyncio.shield(found)

    async def read(self, ask: Callable[..., Any], *given: Any) -> Any:
        """Ask the database in a thread of ours, whose connection is given back at once."""
        language = translation.get_language()
        return await asyncio.get_running_loop().run_in_executor(self.worker, _asked, language, ask, given)

    async def _watch(self) -> None:
        while self.listeners:
            pause = EVERY
            try:
                watched = sorted({one.workshop for one in self.listeners})
                self.known = await self.read(board.versions, watched)
                for listener in self.listeners:
                    self._tell(listener)
            except Error:
                pause = AFTER_A_PROBLEM
            await asyncio.sleep(pause)

    def _tell(self, listener: Listener) -> None:
        version, stage = self.known.get(listener.workshop, (0, 0))
        if version > listener.version:
            listener.version, listener.stage = version, stage
            listener.moved.set()

    def _forget(self) -> None:
        """Keep the last answers alone."""
        while len(self.shared) > 64:
            del self.shared[next(iter(self.shared))]


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """Return the hub of this process."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())


def _asked(language: str | None, ask: Callable[..., Any], given: tuple) -> Any:
    try:
        with translation.override(language):
            return ask(*given)
    finally:
        connection.close()


def _give_back() -> None:
    """Give back the connection of the thread in which this runs."""
    connection.close()


@require_safe
def projector_stream(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the board to a projector, each time that it changes."""
    workshop = led_or_refused(request.user, slug)

    async def said(since: int, listener: Listener) -> tuple[int, dict[str, Any] | None]:
        payload = await hub().projected(workshop.pk, since, listener.version)
        # What was being read when the board moved again is a little old.
        while payload["version"] < listener.version:
            payload = await hub().projected(workshop.pk, since, listener.version)
        return payload["version"], payload if payload["version"] > since else None

    return _streamed(request, workshop.pk, said)


@require_safe
@by_participant("board-read")
def phone_stream(request: HttpRequest, participant: Participant) -> HttpResponseBase:
    """Send a phone where the board stands, each time that it has something to learn."""

    async def said(since: int, listener: Listener) -> tuple[int, dict[str, Any] | None]:
        if listener.stage <= since:
            return since, None
        payload = await hub().read(board.for_phone, participant)
        return payload["stage"], payload

    return _streamed(request, participant.workshop_id, said)


def _streamed(request: HttpRequest, workshop: int, said) -> HttpResponseBase:
    if not isinstance(request, ASGIRequest):
        # Nothing to stream with: the browser asks instead (an answer without content ends its attempts).
        return HttpResponse(status=204)
    asked = request.headers.get("Last-Event-ID") or request.GET.get("since", "")
    since = int(asked) if asked.isdigit() and len(asked) < 16 else 0
    return StreamingHttpResponse(
        _events(workshop, since, said), content_type="text/event-stream", headers=HEADERS
    )


async def _events(workshop: int, since: int, said) -> AsyncIterator[bytes]:
    # What the view read was read in the thread of the request, which lasts as long as the stream.
    await sync_to_async(_give_back)()
    listener, loop = Listener(workshop), asyncio.get_running_loop()
    end = loop.time() + LONGEST
    hub().add(listener)
    try:
        yield b"retry: 1000\n\n"
        while loop.time() < end:
            try:
                await asyncio.wait_for(listener.moved.wait(), BEAT)
            except TimeoutError:
                yield b": \n\n"
                continue
            listener.moved.clear()
            try:
                since, payload = await said(since, listener)
            except Error:
                return
            if payload is not None:
                yield f"id: {since}\ndata: {json.dumps(payload)}\n\n".encode()
    finally:
        hub().remove(listener)
