"""Two hundred readers and twenty writers at a site of size M, as production serves it.

`python -m tests.soak.site [seconds] [readers] [writers] [size]` (600, 200, 20, M) copies the world of the benchmark
(made once, see bench/), serves the copy by granian with the settings of production and the two workers beside it,
and throws the copy away. Readers are visitors, holders and facilitators with sessions of their own, who follow
whole journeys with 10 to 30 seconds between two pages, and keep copies by ETag. Writers fill in the real forms; each
thing that was said to be kept is looked for afterwards: it must be there once. The harness takes its share of the
processor, and says which.
"""

import asyncio
import os
import random
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote_plus

import httpx
import psutil
import psycopg

from tests.soak.people import Person, Seen
from tests.soak.served import Site, address, environment, everybody, served

PORT = int(os.environ.get("PORT", "8098"))
THINKING = (10.0, 30.0)  # seconds between two pages of one reader
WRITING = (8.0, 20.0)  # seconds between two forms of one writer
WARMING = 30.0  # seconds in which people arrive, not counted
SLOW = 0.3  # seconds, for 95 % of what readers ask
GROWTH = 1.1  # of the memory of a process, from the middle of the time to the end


@dataclass
class World:
    """What people can ask for, and who they are."""

    actors: list[str]
    words: list[str]
    places: list[str]
    projects: list[str]
    families: list[str]
    visitors: list[dict[str, str]]
    holders: list[tuple[dict[str, str], str]]
    facilitators: list[tuple[dict[str, str], str]]
    writers: list["Writer"]


@dataclass
class Writer:
    """Who writes: a session, a project, one of its involvements, what can be chosen, what was said to be kept."""

    cookies: dict[str, str]
    project: str
    involvement: str
    seat: str
    family: str
    competences: list[str]
    kept: dict[str, list[str]] = field(
        default_factory=lambda: {"actor": [], "need": [], "news": [], "mastery": []}
    )
    last: str = ""
    actors: list[str] = field(default_factory=list)


def main() -> None:
    """Prepare, run, tell; fail when something was wrong, lost, doubled, slow or grew."""
    given = [*sys.argv[1:5], *("600", "200", "20", "M")[len(sys.argv) - 1 :]]
    seconds, readers, writers = (int(one) for one in given[:3])
    os.environ["BENCH_SIZE"] = given[3].upper()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()
    folder = Path(tempfile.mkdtemp(prefix="territoire-site-"))
    try:
        with post_office() as smtp_port, copy(given[3].upper()) as database:
            told_to_server = environment(folder, address(database), smtp_port)
            world = prepared(told_to_server["TERRITOIRE_SECRET_KEY"], readers, writers)
            with served(Site(PORT, folder, told_to_server)) as site:
                seen, watch = asyncio.run(crowd(site, world, seconds, readers))
            words, wrong = told(seen, watch, world, seconds, readers)
            print(words, flush=True)
            if wrong:
                print(site.log()[-3000:])
                sys.exit(f"Not as it should be: {', '.join(wrong)}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def copy(size: str) -> Iterator[dict]:
    """Give a copy of the world of that size, brought up to date; the world itself is only made when it is not there."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from bench import database

    with database.server():
        if not database._exists(settings.DATABASES["default"]["NAME"]):
            database.prepare(size, new=False)
        with database.copied(f"soak_{os.getpid()}"):
            call_command("migrate", verbosity=0)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
            yield settings.DATABASES["default"]


@contextmanager
def post_office() -> Iterator[int]:
    """Take every mail and drop it; give the port."""
    from tests.soak.post import Post

    with Post() as post:
        yield post.port


def prepared(secret_key: str, readers: int, writers: int) -> World:
    """Choose what is asked for; open accounts with sessions that the site's key opens."""
    from django.conf import settings
    from django.db import connection
    from django.db.models import Count, Q

    from actors.models import Actor, ActorFamily, Competence
    from bench import world
    from bench.pages import _by_actors, _sample, _two_words
    from projects.models import Project
    from territoire.enums import Role
    from territoire.models import Facilitation, Membership, Territory

    settings.SECRET_KEY = secret_key
    actors = _sample(Actor.objects.filter(visibility="public").order_by("pk"), 300)
    departements, communes = _by_actors("departement"), _by_actors("epci")
    projects = _sample(Project.objects.filter(visibility="public").order_by("pk"), 200)
    families = list(ActorFamily.objects.values_list("code", flat=True))
    busy = list(
        Project.objects.filter(visibility="public")
        .annotate(circle=Count("involvements", filter=Q(involvements__actor__visibility="public")))
        .filter(circle__gte=3)
        .order_by("pk")[: writers + readers // 5]
    )
    competences = list(Competence.objects.order_by("pk").values_list("slug", flat=True)[:500])
    seats = Territory.objects.filter(kind="commune").order_by("pk").values_list("code", flat=True)[:writers]
    writing = []
    for project, seat in zip(busy[:writers], seats, strict=True):
        user, cookies = account()
        Membership.objects.create(team=project.team, user=user, role=Role.HOLDER)
        last = project.involvements.filter(actor__visibility="public").order_by("pk").last()
        writing.append(Writer(cookies, project.slug, str(last.uid), seat, families[0], competences[:]))
    holding = []
    for project in busy[writers:]:
        user, cookies = account()
        Membership.objects.create(team=project.team, user=user, role=Role.HOLDER)
        holding.append((cookies, project.slug))
    facilitating = []
    for place in [*departements[: readers // 20], *communes[: readers // 20]]:
        user, cookies = account()
        Facilitation.objects.create(user=user, territory=place)
        facilitating.append((cookies, place.code))
    connection.close()
    return World(
        actors=[one.slug for one in actors],
        words=[_two_words(one) for one in actors] + list(world.SUBJECTS),
        places=[place.code for place in departements[:40] + communes[:100]],
        projects=[one.slug for one in projects],
        families=families,
        visitors=[],
        holders=holding,
        facilitators=facilitating,
        writers=writing,
    )


def account() -> tuple:
    """Make an account; return it, and the cookie of its session."""
    from django.test import Client

    from territoire.models import User

    user = User.objects.create(email=f"{uuid.uuid4().hex[:12]}@exemple.example", password="!", name="Essai")
    client = Client()
    client.force_login(user)
    return user, {"__Host-session": next(iter(client.cookies.values())).value}


@dataclass
class Watch:
    """What the processes took: memory by name at each moment, processor of all, connections."""

    memory: list[dict[str, float]] = field(default_factory=list)
    connections: list[int] = field(default_factory=list)
    processor: dict[str, float] = field(default_factory=dict)
    lasted: float = 0.0


async def crowd(site: Site, world: World, seconds: float, readers: int) -> tuple[Seen, Watch]:
    """Have everybody at it for so many seconds, once they have arrived."""
    seen, watch = Seen(), Watch()
    transport = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=None, keepalive_expiry=20))
    ends = time.monotonic() + WARMING + seconds
    people = []
    for number in range(readers):
        if number % 10 == 0 and world.facilitators:
            cookies, place = world.facilitators[number // 10 % len(world.facilitators)]
            journey = facilitator(place)
        elif number % 5 < 2 and world.holders:
            cookies, project = world.holders[number % len(world.holders)]
            journey = holder(project)
        else:
            cookies, journey = {}, visitor()
        person = Person(site.base, seen, number, transport, cookies)
        people.append(read(person, journey, world, ends))
    for number, writer in enumerate(world.writers, start=readers):
        people.append(write(Person(site.base, seen, number, transport, writer.cookies), writer, ends))
    tasks = [asyncio.create_task(one) for one in people]
    await asyncio.sleep(WARMING)
    # What was met while people arrived is not counted, but what was wrong with it is.
    for times in seen.times.values():
        times.clear()
    began, before = time.monotonic(), processor(site)
    while time.monotonic() < ends:
        await asyncio.to_thread(look, site, watch)
        await asyncio.sleep(min(seconds / 40, max(0.1, ends - time.monotonic())))
    after = processor(site)
    watch.lasted = time.monotonic() - began
    watch.processor = {name: after[name] - before[name] for name in before}
    await asyncio.gather(*tasks)
    look(site, watch)
    await transport.aclose()
    return seen, watch


def processor(site: Site) -> dict[str, float]:
    """Return the seconds of processor that the harness and each part of the site took so far."""
    own = psutil.Process().cpu_times()
    taken = {"harness": own.user + own.system}
    for name, process in site.running.items():
        times = [one.cpu_times() for one in everybody(process)]
        taken[name] = sum(one.user + one.system for one in times)
    return taken


def look(site: Site, watch: Watch) -> None:
    """Note the memory of each process (resident, Mo) and the connections of the database."""
    noted = {}
    for name, process in site.running.items():
        for number, one in enumerate(everybody(process)):
            noted[f"{name} {number}"] = one.memory_info().rss / 1e6
    watch.memory.append(noted)
    with psycopg.connect(site.environment["DATABASE_URL"]) as link:
        count = "SELECT count(*) - 1 FROM pg_stat_activity WHERE datname = current_database()"
        watch.connections.append(link.execute(count).fetchone()[0])


async def read(person: Person, journey, world: World, ends: float) -> None:
    """Follow one journey after another, with time to read between two pages."""
    dice = random.Random(person.number)
    await asyncio.sleep(dice.uniform(0, WARMING - 5))
    while time.monotonic() < ends:
        for kind, path, has in journey(dice, world):
            if time.monotonic() >= ends:
                return
            await person.ask(kind, path, has=has)
            await asyncio.sleep(dice.uniform(*THINKING))


def visitor():
    """Return the journeys of who has no account."""

    def journey(dice: random.Random, world: World) -> list[tuple[str, str, str]]:
        place, project = dice.choice(world.places), dice.choice(world.projects)
        word, family = quote_plus(dice.choice(world.words)), dice.choice(world.families)
        return dice.choice(
            [
                [
                    ("home", "/", "<h1"),
                    ("actors", "/acteurs/", "<h1"),
                    ("actors, words", f"/acteurs/?q={word}", "<h1"),
                    ("actors, filters", f"/acteurs/?q={word}&famille={family}&territoire={place}", "<h1"),
                    ("actor", f"/acteurs/{dice.choice(world.actors)}/", "<h1"),
                ],
                [
                    ("projects", f"/projets/?territoire={place}", "<h1"),
                    ("project", f"/projets/{project}/", "<h1"),
                    ("gaps", f"/projets/{project}/manques/", "<h1"),
                    ("map", f"/projets/{project}/carte/", "<h1"),
                    ("map payload", f"/projets/{project}/carte/?format=json", "{"),
                ],
                [
                    ("territory", f"/territoires/{place}/", "<h1"),
                    ("map of a territory", f"/territoires/{place}/carte/", "<h1"),
                    ("payload of a territory", f"/territoires/{place}/carte/?format=json", "{"),
                    ("search", f"/recherche/?q={word}", "<h1"),
                    ("actor", f"/acteurs/{dice.choice(world.actors)}/", "<h1"),
                ],
                [
                    ("api", f"/api/v1/actors/?q={word}", "{"),
                    ("api", f"/api/v1/projects/{project}/gaps/", "{"),
                ],
            ]
        )

    return journey


def holder(project: str):
    """Return the journeys of who holds a project: theirs, then what visitors do."""
    other = visitor()

    def journey(dice: random.Random, world: World) -> list[tuple[str, str, str]]:
        own = [
            ("my space", "/mon-espace/", "<h1"),
            ("project", f"/projets/{project}/", "<h1"),
            ("gaps", f"/projets/{project}/manques/", "<h1"),
            ("map", f"/projets/{project}/carte/", "<h1"),
        ]
        return own if dice.random() < 0.5 else other(dice, world)

    return journey


def facilitator(place: str):
    """Return the journeys of who facilitates a territory: its review, its map, its actors."""

    def journey(dice: random.Random, world: World) -> list[tuple[str, str, str]]:
        return [
            ("my space", "/mon-espace/", "<h1"),
            ("territory", f"/territoires/{place}/", "<h1"),
            ("review", f"/territoires/{place}/manques/", "<h1"),
            ("review", f"/territoires/{place}/manques/competences/", "<h1"),
            ("actors, filters", f"/acteurs/?territoire={place}", "<h1"),
            ("map of a territory", f"/territoires/{place}/carte/", "<h1"),
        ]

    return journey


async def write(person: Person, writer: Writer, ends: float) -> None:
    """Fill in one form after another, and note what was said to be kept."""
    dice = random.Random(person.number)
    await asyncio.sleep(dice.uniform(0, WARMING - 5))
    while time.monotonic() < ends:
        mark = uuid.uuid4().hex
        kind = dice.choice(["actor", "need", "news", "mastery", "involvement"])
        if kind == "mastery" and not (writer.actors and writer.competences):
            kind = "actor"
        path, values, field_name = form(kind, writer, mark, dice)
        if await person.send(kind, path, values, field_name):
            if kind == "involvement":
                writer.last = mark
            else:
                writer.kept[kind].append(mark)
            if kind == "actor":
                writer.actors.append(f"essai-{mark}")
        await asyncio.sleep(dice.uniform(*WRITING))


def form(kind: str, writer: Writer, mark: str, dice: random.Random) -> tuple[str, dict[str, str], str]:
    """Return where a form is, what is typed in it, and a field that tells it from the others of its page."""
    project = f"/projets/{writer.project}"
    if kind == "actor":
        typed = {
            "name": f"Essai {mark}",
            "family": writer.family,
            "seat": writer.seat,
            "kind": "organisation",
        }
        return "/acteurs/nouveau/", typed | {"visibility": "public"}, "submission"
    if kind == "need":
        typed = {"competence": dice.choice(writer.competences), "description": mark, "quantity": "1"}
        return f"{project}/besoins/nouveau/?genre=competence", typed, "submission"
    if kind == "news":
        return f"{project}/actualites/nouvelle/", {"title": mark, "text": "Essai."}, "submission"
    if kind == "mastery":
        typed = {"competence": writer.competences.pop(), "conditions": mark}
        return f"/acteurs/{writer.actors[-1]}/competences/nouveau/", typed, "submission"
    return f"{project}/implications/{writer.involvement}/", {"brings": mark}, "brings"


def lost_and_doubled(world: World) -> tuple[int, int, int]:
    """Count what was said to be kept, what of it is not there, and what is there more than once."""
    from actors.models import Actor, Mastery
    from projects.models import Involvement, Need, News

    there = {
        "actor": [
            name[6:]
            for name in Actor.objects.filter(name__startswith="Essai ").values_list("name", flat=True)
        ],
        "need": list(Need.objects.exclude(description="").values_list("description", flat=True)),
        "news": list(News.objects.values_list("title", flat=True)),
        "mastery": list(Mastery.objects.exclude(conditions="").values_list("conditions", flat=True)),
    }
    kept = lost = doubled = 0
    for kind, marks in there.items():
        said = {mark for writer in world.writers for mark in writer.kept[kind]}
        kept += len(said)
        lost += len(said - set(marks))
        ours = [mark for mark in marks if len(mark) == 32]
        doubled += len(ours) - len(set(ours))
    for writer in world.writers:
        if writer.last:
            kept += 1
            lost += not Involvement.objects.filter(uid=writer.involvement, brings=writer.last).exists()
    return kept, lost, doubled


def told(seen: Seen, watch: Watch, world: World, seconds: float, readers: int) -> tuple[str, list[str]]:
    """Say what was seen; return it with what is not as it should be."""
    kept, lost, doubled = lost_and_doubled(world)
    reading = [one for kind, times in seen.times.items() if not kind.startswith("write") for one in times]
    slowest = cuts(reading)[1]
    grown = growth(watch)
    lines = [
        f"{readers} readers, {len(world.writers)} writers, {watch.lasted:.0f} s: {seen.requests} requests "
        f"({seen.requests / watch.lasted:.1f} a second), {seen.bytes / 1e6:.0f} Mo, answers {dict(seen.statuses)}",
        f"wrong: {len(seen.problems)} {sorted(seen.problems)[:8] or ''}",
        f"kept {kept}, lost {lost}, doubled {doubled}",
        "| kind | asked | median ms | p95 ms | p99 ms |",
        "|---|---:|---:|---:|---:|",
        *(row(kind, times) for kind, times in sorted(seen.times.items()) if times),
        row("all that is read", reading),
        "processor, of one core: "
        + ", ".join(f"{name} {taken / watch.lasted:.0%}" for name, taken in watch.processor.items()),
        "memory, Mo, begin / middle / end: "
        + ", ".join(f"{name} {' / '.join(f'{one:.0f}' for one in three)}" for name, three in grown.items()),
        f"connections to the database: {max(watch.connections)} at most",
    ]
    wrong = []
    if seen.problems:
        wrong.append(f"{len(seen.problems)} wrong answers")
    if lost or doubled:
        wrong.append("writes lost or doubled")
    if slowest > SLOW:
        wrong.append(f"p95 of reads {slowest * 1000:.0f} ms")
    wrong += [f"{name} grew" for name, (_begin, _middle, _end) in grown.items() if not flat(watch, name)]
    return "\n".join(lines), wrong


def growth(watch: Watch) -> dict[str, tuple[float, float, float]]:
    """Return the memory of each process at the beginning, in the middle and at the end."""
    notes = watch.memory
    names = notes[-1].keys() & notes[0].keys()
    return {
        name: (notes[0][name], notes[len(notes) // 2].get(name, 0), notes[-1][name]) for name in sorted(names)
    }


def flat(watch: Watch, name: str) -> bool:
    """Tell whether a process does not grow any more once each page was asked for: the last half of the time."""
    then = [note[name] for note in watch.memory[len(watch.memory) // 2 :] if name in note]
    return then[-1] <= GROWTH * then[0]


def cuts(times: list[float]) -> tuple[float, float, float]:
    """Return the median, p95 and p99, in seconds."""
    if len(times) < 2:
        return (times[0],) * 3 if times else (0.0, 0.0, 0.0)
    cut = quantiles(times, n=100)
    return median(times), cut[94], cut[98]


def row(kind: str, times: list[float]) -> str:
    """Return a line of the table."""
    return f"| {kind} | {len(times)} | " + " | ".join(f"{one * 1000:.0f}" for one in cuts(times)) + " |"


if __name__ == "__main__":
    main()
