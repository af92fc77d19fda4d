"""What people see when something breaks under the site, what is kept, and how it comes back.

`python -m tests.soak.failures [name…]` runs each scenario, or those that are named, on an embedded server and a site of
their own, thrown away at the end: ten readers and a writer go on all the time. Each says what was seen, and fails
where somebody met a fault of the server, lost what was kept, or had to wait for a restart.
"""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import httpx
import psutil

from tests.soak.people import Form, Person, Seen
from tests.soak.post import Post
from tests.soak.served import Site, environment, everybody, served

PORT = int(os.environ.get("PORT", "8097"))
AWAY = 20.0  # seconds without a database
READERS = 10
WELL = (200, 304)
LONGEST_WAIT = 7.0  # seconds, for a page that says that the database is away
BACK = 6.0  # seconds from a database that answers to pages as ever
HANGING = 13.0  # seconds, for a page whose mail is not answered
PASSWORD = "une longue phrase de passe"
PAGES = ("/", "/acteurs/", "/projets/", "/territoires/", "/api/v1/actors/")


@dataclass
class Scene:
    """The site, its database, its post office, and somebody who holds a project."""

    site: Site
    post: Post
    database: subprocess.Popen
    folder: Path
    cookies: dict[str, str]
    project: str
    transport: httpx.AsyncHTTPTransport | None = None
    said: list[str] = field(default_factory=list)

    def person(self, number: int = 0, *, signed_in: bool = False) -> tuple[Person, Seen]:
        """Return somebody with a browser."""
        seen = Seen()
        return Person(self.site.base, seen, number, self.transport, self.cookies if signed_in else {}), seen


@dataclass
class Crowd:
    """Readers who go on: each answer with its moment, how long it took, its status."""

    answers: list[tuple[float, float, int]] = field(default_factory=list)
    over: bool = False

    async def read(self, person: Person, number: int) -> None:
        """Ask for one page after another."""
        while not self.over:
            start = time.monotonic()
            answer = await person.ask("page", PAGES[number % len(PAGES)])
            self.answers.append(
                (start, time.monotonic() - start, answer.status_code if answer is not None else 0)
            )
            number += 1
            await asyncio.sleep(0.5)

    def after(self, moment: float) -> list[tuple[float, float, int]]:
        """Return what was asked for after a moment."""
        return [one for one in self.answers if one[0] >= moment]

    def told(self) -> str:
        """Say how many answers of each status, and how long they took."""
        words = []
        for status in sorted({status for _at, _took, status in self.answers}):
            took = [took for _at, took, one in self.answers if one == status]
            name = status or "cut"
            words.append(f"{len(took)} × {name} (median {median(took):.2f} s, most {max(took):.2f} s)")
        return ", ".join(words)


def main() -> None:
    """Have all in place, run the scenarios, say what was seen."""
    asked = sys.argv[1:] or list(SCENARIOS)
    os.environ["DJANGO_SETTINGS_MODULE"] = "territoire.settings.dev"
    os.environ.pop("DATABASE_URL", None)
    folder = Path(tempfile.mkdtemp(prefix="territoire-failures-"))
    folder.chmod(0o755)
    os.environ["TERRITOIRE_VAR"] = str(folder)
    import django

    django.setup()
    from territoire.database import places
    from tests.soak import kills

    failed = []
    try:
        with kills.server(folder) as database, Post() as post:
            told_to_site = environment(folder, "", post.port)
            cookies, project = prepared(told_to_site["TERRITOIRE_SECRET_KEY"])
            with served(Site(PORT, folder, told_to_site)) as site:
                scene = Scene(site, post, database, folder, cookies, project)
                for name in asked:
                    try:
                        print(f"{name}: {asyncio.run(played(scene, SCENARIOS[name]))}", flush=True)
                    except AssertionError as problem:
                        failed.append(name)
                        print(f"{name}: FAILED, {problem}", flush=True)
            kills.stop(scene.database)
    finally:
        shutil.rmtree(places.home(folder), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
    if failed:
        sys.exit(f"Not as it should be: {', '.join(failed)}")


async def played(scene: Scene, scenario: Callable) -> str:
    """Play one scenario."""
    scene.transport = httpx.AsyncHTTPTransport()
    try:
        return await scenario(scene)
    finally:
        await scene.transport.aclose()


def prepared(secret_key: str) -> tuple[dict[str, str], str]:
    """Load the demonstration; return the cookie of who holds a new project, and the project."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from projects.models import Project
    from territoire.enums import Role
    from territoire.management.commands.demo import DATA
    from territoire.models import Membership
    from tests.soak.site import account

    call_command("migrate", verbosity=0)
    for command in (*DATA, "load_demonstration"):
        call_command(command, verbosity=0)
    settings.SECRET_KEY = secret_key
    user, cookies = account()
    project = Project.objects.filter(visibility="public").exclude(team=None).order_by("pk")[0]
    Membership.objects.create(team=project.team, user=user, role=Role.HOLDER)
    connection.close()
    return cookies, project.slug


def crowd_of(scene: Scene) -> tuple[Crowd, list[asyncio.Task]]:
    """Have readers at it."""
    crowd = Crowd()
    tasks = [asyncio.create_task(crowd.read(scene.person(n)[0], n)) for n in range(READERS)]
    return crowd, tasks


async def ended(crowd: Crowd, tasks: list[asyncio.Task]) -> None:
    """Let readers go."""
    crowd.over = True
    await asyncio.gather(*tasks)


def news(scene: Scene, mark: str) -> int:
    """Count what was written under that title."""
    from django.db import connection

    from projects.models import News

    try:
        return News.objects.filter(title=mark).count()
    finally:
        connection.close()


async def worker_of_the_site(scene: Scene) -> str:
    """Kill one of the two processes that answer."""
    crowd, tasks = crowd_of(scene)
    await asyncio.sleep(3)
    process = scene.site.running["site"]
    victim = psutil.Process(process.pid).children()[0]
    went = time.monotonic()
    victim.kill()
    await asyncio.sleep(8)
    await ended(crowd, tasks)
    bad = [(at - went, status) for at, _took, status in crowd.answers if status not in WELL]
    now = [one.pid for one in psutil.Process(process.pid).children()]
    assert victim.pid not in now, "it is still there"
    assert len(now) >= 2, "nobody came in its place"
    late = [at for at, _status in bad if at > 1]
    assert not late, f"errors until {max(late):.1f} s after"
    last = max((at for at, _status in bad), default=0)
    return f"{crowd.told()}; errors: {len(bad)}, the last asked for {last:.1f} s after"


async def workers_beside(scene: Scene) -> str:
    """Kill those of imports and of coverage; systemd starts them again, as here."""
    crowd, tasks = crowd_of(scene)
    for name in ("imports", "coverage"):
        for one in everybody(scene.site.running[name]):
            one.kill()
    await asyncio.sleep(5)
    for name in ("imports", "coverage"):
        scene.site.running[name].wait()
        scene.site.start(name)
    await asyncio.sleep(8)
    await ended(crowd, tasks)
    assert all(status in WELL for _at, _took, status in crowd.answers), crowd.told()
    assert all(scene.site.running[name].poll() is None for name in ("imports", "coverage"))
    return crowd.told()


async def database_stopped(scene: Scene) -> str:
    """Stop it as a restart does, for a while; somebody sends a form meanwhile."""
    from tests.soak import kills

    crowd, tasks = crowd_of(scene)
    writer, _seen = scene.person(99, signed_in=True)
    path, mark = f"/projets/{scene.project}/actualites/nouvelle/", uuid.uuid4().hex
    page = await writer.ask("form", path)
    form = Form(page.text, "submission").found | {
        "title": [mark],
        "text": ["Un long texte, écrit avec soin."],
    }
    await asyncio.sleep(3)
    before = [one.pid for one in everybody(scene.site.running["site"])]
    went = time.monotonic()
    scene.database.send_signal(signal.SIGINT)
    await asyncio.to_thread(scene.database.wait)
    await asyncio.sleep(2)
    asked = time.monotonic()
    answer = await writer.ask("write", path, data=form)
    waited = time.monotonic() - asked
    await asyncio.sleep(max(0, AWAY - (time.monotonic() - went)))
    scene.database = await asyncio.to_thread(kills.start, scene.folder)
    back = time.monotonic()
    await asyncio.sleep(15)
    again = Form(answer.text, "submission").found if answer is not None else None
    sent = [await writer.ask("write", path, data=again or form) for _twice in range(2)]
    await ended(crowd, tasks)
    statuses = {status for _at, _took, status in crowd.answers}
    slow = max(took for _at, took, status in crowd.answers if status == 503)
    well = [at - back for at, _took, status in crowd.answers if at > back and status in WELL]
    late = [at - back for at, _took, status in crowd.after(back) if status not in WELL]
    assert answer is not None, "no answer to the form"
    assert answer.status_code == 503, answer.status_code
    assert answer.headers["Retry-After"] == "10"
    assert "indisponible" in answer.text, "no French page"
    assert again, "what was typed is not on the page"
    assert statuses <= {200, 304, 503}, crowd.told()
    assert slow < LONGEST_WAIT, f"a page was waited for {slow:.1f} s"
    assert max(late, default=0) < BACK, f"still errors {max(late):.1f} s after"
    assert [one.status_code for one in sent if one is not None] == [302, 302], "the form sent again"
    assert news(scene, mark) == 1, f"written {news(scene, mark)} times"
    assert [one.pid for one in everybody(scene.site.running["site"])] == before, "the site was restarted"
    alive = [name for name in ("imports", "coverage") if scene.site.running[name].poll() is None]
    for name in {"imports", "coverage"} - set(alive):
        scene.site.start(name)
    return (
        f"away {back - went:.0f} s: {crowd.told()}; form answered 503 in {waited:.1f} s, sent twice again, kept once; "
        f"first page {min(well, default=0):.1f} s after, last 503 asked for {max(late, default=0):.1f} s after; "
        f"workers that stayed: {alive}"
    )


async def sign_up(scene: Scene, mood: str) -> tuple[float, httpx.Response | None, Person, str]:
    """Create an account while the post office is in that mood."""
    scene.post.mood = mood
    person, _seen = scene.person(200 + len(mood))
    address = f"{uuid.uuid4().hex[:10]}@exemple.example"
    page = await person.ask("form", "/inscription/")
    form = Form(page.text, "password1").found | {"email": [address], "password1": [PASSWORD], "name": ["Ana"]}
    start = time.monotonic()
    answer = await person.ask("write", "/inscription/", data=form)
    return time.monotonic() - start, answer, person, address


async def mail_refused(scene: Scene) -> str:
    """Sign up while mails are refused, then while the server says nothing; then all is well, and one signs in."""
    words = []
    for mood, most in (("refuses", 3.0), ("hangs", HANGING)):
        took, answer, person, address = await sign_up(scene, mood)
        assert answer is not None, f"{mood}: no answer in {took:.0f} s"
        assert answer.status_code == 302, f"{mood}: {answer.status_code}"
        assert took < most, f"{mood}: waited {took:.1f} s"
        page = await person.ask("page", answer.headers["location"].removeprefix("https://essai.example"))
        assert "pas pu partir" in page.text, f"{mood}: nothing is said"
        scene.post.mood, before = "takes", len(scene.post.taken)
        # What did not answer is left alone for a while.
        await asyncio.sleep(31 if mood == "hangs" else 0)
        page = await person.ask("form", "/connexion/")
        form = Form(page.text, "password").found | {"login": [address], "password": [PASSWORD]}
        await person.ask("write", "/connexion/", data=form)
        assert len(scene.post.taken) > before, f"{mood}: the mail was not sent at sign-in"
        words.append(f"{mood}: page in {took:.1f} s, said so; sent at the next sign-in")
    return "; ".join(words)


async def disk_full(scene: Scene) -> str:
    """Fill the disk of what people send and of backups (a file system of 16 Mo, for root alone)."""
    place = scene.folder / "media"
    place.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "none", str(place)], check=False
    ).returncode
    if mounted:
        return "left out: file systems cannot be mounted here"
    try:
        room = shutil.disk_usage(place).free
        (place / "full").write_bytes(b"x" * room)
        before = sorted(one.name for one in place.rglob("*") if one.is_file())
        person, _seen = scene.person(300, signed_in=True)
        answer = await uploaded(scene, person)
        kept = sorted(one.name for one in place.rglob("*") if one.is_file())
        assert kept == before, f"left behind: {set(kept) - set(before)}"
        assert answer.status_code in (200, 503), answer.status_code
        said = "503" if answer.status_code == 503 else "the form"
        backup = await asyncio.to_thread(backed_up, scene, place)
        kept = sorted(one.name for one in place.rglob("*") if one.is_file() and one.stat().st_size)
        assert backup.returncode, "a backup that has no room says that it is made"
        assert "Traceback" not in backup.stderr, backup.stderr[-400:]
        assert kept == before, f"left behind by the backup: {set(kept) - set(before)}"
        (place / "full").unlink()
        answer = await uploaded(scene, person)
        assert answer.status_code == 302, f"room again, yet {answer.status_code}"
        return f"picture: {said}, nothing left behind; backup: {backup.stderr.strip()[-160:]!r}; room made: taken"
    finally:
        subprocess.run(["umount", str(place)], check=False)


def backed_up(scene: Scene, place: Path) -> subprocess.CompletedProcess:
    """Make a backup there."""
    command = [sys.executable, "manage.py", "backup", str(place)]
    return subprocess.run(command, env=scene.site.environment, capture_output=True, text=True, check=False)


async def uploaded(scene: Scene, person: Person) -> httpx.Response:
    """Send a picture of the project by its form."""
    import io

    from PIL import Image

    path = f"/projets/{scene.project}/modifier/"
    page = await person.ask("form", path)
    form = Form(page.text, "name").found
    drawn = io.BytesIO()
    Image.effect_noise((900, 700), 90).convert("RGB").save(drawn, "PNG")
    async with httpx.AsyncClient(timeout=20) as client:
        return await client.post(
            scene.site.base + path,
            data=form | {"picture_alt": ["Essai"], "picture_credit": ["Essai"]},
            files={"new_picture": ("a.png", drawn.getvalue(), "image/png")},
            headers={
                "Host": "essai.example",
                "X-Forwarded-Proto": "https",
                "X-Forwarded-For": "10.9.9.9",
                "Referer": f"https://essai.example{path}",
                "Cookie": "; ".join(f"{name}={value}" for name, value in person.cookies.items()),
            },
        )


SCENARIOS = {
    "worker-of-the-site": worker_of_the_site,
    "workers-beside": workers_beside,
    "database-stopped": database_stopped,
    "mail-refused": mail_refused,
    "disk-full": disk_full,
}


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
