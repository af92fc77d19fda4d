"""A full room on a live board: phones that write and projectors that show, the server restarted in the middle.

`python -m tests.soak.boards [seconds] [phones] [projectors]` (600, 60, 3) runs on an embedded server of its own,
thrown away at the end, unless `DATABASE_URL` names a database to write in. The site is served by granian under ASGI,
as it is to people, with two workers. Phones do what their script does: a post-it keeps its identifier and is sent until
it is said kept; projectors listen to server-sent events, and come back with the last number that they know. In the end
each post-it is in the database once, and each projector has shown it.
"""

import asyncio
import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
import uuid
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import httpx

PORT = int(os.environ.get("PORT", "8099"))
BASE = f"http://127.0.0.1:{PORT}"
PAUSE = (3.0, 9.0)  # seconds between two post-its of one phone
RESTART_AFTER, DOWN = 0.5, 2.0  # share of the time, seconds without a server
SLOW = 1.0  # seconds from sending to the last projector, for 95 % of post-its away from the restart
PATIENCE = 60  # for what is on its way in the end
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Run:
    """What was written and what was seen, by identifier, on one clock."""

    slug: str
    code: str
    question: str
    ends: float
    sent: dict[str, float] = field(default_factory=dict)
    kept: dict[str, float] = field(default_factory=dict)
    seen: list[dict[str, float]] = field(default_factory=list)
    restarted: tuple[float, float] = (0.0, 0.0)
    problems: list[str] = field(default_factory=list)
    again: int = 0


def main() -> None:
    """Prepare a room, fill it, say what came of it; fail when something was lost, doubled or slow."""
    seconds, phones, projectors = (
        int(one) for one in (*sys.argv[1:4], *("600", "60", "3")[len(sys.argv) - 1 :])
    )
    os.environ["DJANGO_SETTINGS_MODULE"] = "territoire.settings.demo"
    folder = Path(tempfile.gettempdir()) / f"territoire-boards-{os.getpid()}"
    folder.mkdir(mode=0o755)
    os.environ["TERRITOIRE_VAR"] = str(folder)
    import django

    django.setup()
    from territoire.database import places

    try:
        with database(folder):
            run, cookies = prepared(seconds)
            asyncio.run(fill(run, cookies, phones, projectors))
            print(told(run, seconds, phones, projectors))
    finally:
        shutil.rmtree(places.home(folder), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(folder: Path):
    """Have a database to write in, brought up to date."""
    from django.core.management import call_command

    from territoire import database
    from territoire.database import embedded

    with ExitStack() as stack:
        if not database.url():
            stack.enter_context(embedded.server(folder))
        call_command("migrate", interactive=False, verbosity=0)
        yield


def prepared(seconds: int) -> tuple[Run, dict[str, str]]:
    """Open a room with a question; return it, and the cookie of who leads it."""
    from datetime import timedelta

    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    from territoire.enums import TerritoryKind
    from territoire.models import Facilitation, Territory, TerritoryClosure, User
    from workshops.actions import workshops
    from workshops.models import Workshop

    mark = uuid.uuid4().hex[:8]
    place = Territory.objects.create(code=f"essai-{mark}", kind=TerritoryKind.CUSTOM, name="Essai")
    TerritoryClosure.objects.create(ancestor=place, descendant=place)
    leader = User.objects.create_user(f"essai-{mark}@exemple.example", "x" * 20)
    Facilitation.objects.create(user=leader, territory=place)
    now = timezone.now()
    workshop = Workshop(
        territory=place, name="Essai", begins_at=now, ends_at=now + timedelta(seconds=seconds + 600)
    )
    workshops.begin(workshop, [{"text": "Qui manque à la table ?", "dots": 3}], by=leader)
    workshops.open_room(workshop, by=leader)
    client = Client()
    client.force_login(leader)
    name = settings.SESSION_COOKIE_NAME
    cookies = {name: client.cookies[name].value}
    connection.close()
    question = str(workshop.questions.get().uid)
    return Run(
        workshop.slug, Workshop.objects.get(pk=workshop.pk).code, question, time.monotonic() + seconds
    ), cookies


async def fill(run: Run, cookies: dict[str, str], phones: int, projectors: int) -> None:
    """Have everybody at it, and the server restarted in the middle."""
    from territoire.serving import web_server

    seconds = run.ends - time.monotonic()
    server = ExitStack()
    await asyncio.to_thread(server.enter_context, web_server("127.0.0.1", PORT))
    # What it took to start is not counted.
    run.ends = time.monotonic() + seconds
    watching = [asyncio.create_task(project(run, cookies)) for _one in range(projectors)]
    writing = [asyncio.create_task(phone(run, number)) for number in range(phones)]
    await asyncio.sleep(seconds * RESTART_AFTER)
    went = time.monotonic()
    await asyncio.to_thread(server.close)
    await asyncio.sleep(DOWN)
    server = ExitStack()
    await asyncio.to_thread(server.enter_context, web_server("127.0.0.1", PORT))
    run.restarted = (went, time.monotonic())
    await asyncio.gather(*writing)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and any(run.kept.keys() - seen.keys() for seen in run.seen):
        await asyncio.sleep(0.2)
    for one in watching:
        one.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    await asyncio.to_thread(server.close)


async def phone(run: Run, number: int) -> None:
    """Enter by the code, listen as phones do, write now and then, send until it is kept."""
    dice = random.Random(number)
    async with httpx.AsyncClient(base_url=BASE, timeout=10) as client:
        token = await entered(client, run, number)
        listening = asyncio.create_task(
            listen(client, f"/ateliers/{run.slug}/participer/flux/", lambda _said: None)
        )
        await asyncio.sleep(dice.uniform(0, PAUSE[1]))
        turn = 0
        while time.monotonic() < run.ends:
            turn += 1
            uid = str(uuid.uuid4())
            run.sent[uid] = time.monotonic()
            note = {
                "uid": uid,
                "question": run.question,
                "text": f"Idée {turn} du téléphone {number}",
                "revision": 1,
            }
            await send(client, run, token, note)
            if turn % 50 == 0:
                # A wall takes so many post-its of one phone: another one enters.
                client.cookies.clear()
                token = await entered(client, run, number)
            await asyncio.sleep(dice.uniform(*PAUSE))
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def entered(client: httpx.AsyncClient, run: Run, number: int) -> str:
    """Enter the room; return the token that forms carry."""
    door = f"/ateliers/rejoindre/{run.code}/"
    while True:
        with suppress(httpx.TransportError, AttributeError):
            token = TOKEN.search((await client.get(door)).text)[1]
            sent = {"name": f"T{number}", "token": str(uuid.uuid4()), "csrfmiddlewaretoken": token}
            answer = await client.post(door, data=sent)
            if answer.status_code == 302:
                return token
            run.problems.append(f"enter: {answer.status_code}")
        await asyncio.sleep(1)


async def send(client: httpx.AsyncClient, run: Run, token: str, note: dict) -> None:
    """Send a post-it until the server says that it has it; now and then a second time, as after a lost answer."""
    address, wait = f"/ateliers/{run.slug}/participer/ecrire/", 0.5
    while True:
        try:
            answer = await client.post(address, json={"notes": [note]}, headers={"X-CSRFToken": token})
            if answer.status_code == 200 and note["uid"] in answer.json()["kept"]:
                run.kept[note["uid"]] = time.monotonic()
                if int(note["uid"][:2], 16) < 26:
                    run.again += 1
                    await client.post(address, json={"notes": [note]}, headers={"X-CSRFToken": token})
                return
            run.problems.append(f"write: {answer.status_code} {answer.text[:80]}")
        except httpx.TransportError:
            run.again += 1
        if time.monotonic() > run.ends + PATIENCE:
            return
        await asyncio.sleep(wait)
        wait = min(2 * wait, 5)


async def project(run: Run, cookies: dict[str, str]) -> None:
    """Show what comes, and note when each post-it was first there."""
    seen: dict[str, float] = {}
    run.seen.append(seen)

    def hear(said: dict) -> None:
        now = time.monotonic()
        for note in said["notes"]:
            seen.setdefault(note["uid"], now)

    async with httpx.AsyncClient(base_url=BASE, timeout=10, cookies=cookies) as client:
        await listen(client, f"/ateliers/{run.slug}/tableau/flux/", hear)


async def listen(client: httpx.AsyncClient, address: str, hear) -> None:
    """Listen to a stream; come back after a second, as browsers are told to, with the last number heard."""
    last = ""
    while True:
        with suppress(httpx.TransportError):
            headers = {"Accept": "text/event-stream", **({"Last-Event-ID": last} if last else {})}
            async with client.stream(
                "GET", address, headers=headers, timeout=httpx.Timeout(10, read=60)
            ) as answer:
                async for line in answer.aiter_lines():
                    if line.startswith("id: "):
                        last = line[4:]
                    elif line.startswith("data: "):
                        hear(json.loads(line[6:]))
        await asyncio.sleep(1)


def told(run: Run, seconds: int, phones: int, projectors: int) -> str:
    """Check that each post-it is there once and was shown, and tell how long that took."""
    from workshops.models import Note

    there = [
        str(uid) for uid in Note.objects.filter(question__uid=run.question).values_list("uid", flat=True)
    ]
    texts = Note.objects.filter(question__uid=run.question).values_list("author", "text")
    lost, doubled = run.sent.keys() - set(there), len(texts) - len(set(texts))
    unshown = [len(run.kept.keys() - seen.keys()) for seen in run.seen]
    delays = {
        uid: max(seen[uid] for seen in run.seen) - at
        for uid, at in run.sent.items()
        if all(uid in one for one in run.seen)
    }
    went, back = run.restarted
    calm = [delay for uid, delay in delays.items() if not went - 1 < run.sent[uid] < back + 1]
    words = [
        f"{phones} phones, {projectors} projectors, {seconds} s: {len(run.sent)} post-its, {run.again} sent again",
        f"lost {len(lost)}, doubled {doubled}, not shown {max(unshown, default=0)}; server away {back - went:.1f} s",
        f"from sending to the last projector, ms: {figures(list(delays.values()))}",
        f"away from the restart, ms: {figures(calm)}",
        f"other answers: {sorted(set(run.problems))[:5] or 'none'}",
    ]
    assert (len(lost), doubled, sum(unshown)) == (0, 0, 0), "\n".join(words)
    assert quantiles(calm, n=100)[94] < SLOW, "\n".join(words)
    return "\n".join(words)


def figures(delays: list[float]) -> str:
    """Say the median, p95, p99 and the longest."""
    cuts = quantiles(delays, n=100)
    said = {"median": median(delays), "p95": cuts[94], "p99": cuts[98], "most": max(delays)}
    return ", ".join(f"{name} {seconds * 1000:.0f}" for name, seconds in said.items())


if __name__ == "__main__":
    main()
