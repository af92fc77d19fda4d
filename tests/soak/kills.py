"""Kill the worker of imports, or its database, at random moments: all of an import is there, or nothing.

`python -m tests.soak.kills 50` runs on an embedded server of its own, thrown away at the end; it is started as that of
a site is (with fsync), since what matters is what it finds again. Each round: an import of some thousand actors is
confirmed, a worker begins, something is killed after a random time, everything is started again, the worker is let to
finish; then the actors there are counted, before and after. Every other round undoes the import in the same way.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LINES = 3_000


def main() -> None:
    """Run the rounds, say each, fail at the first that left a part."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    os.environ["DJANGO_SETTINGS_MODULE"] = "territoire.settings.dev"
    folder = Path(tempfile.gettempdir()) / f"territoire-soak-{os.getpid()}"
    folder.mkdir(mode=0o755)
    os.environ["TERRITOIRE_VAR"] = str(folder)
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from territoire.database import places

    try:
        print(run(folder, rounds, random.Random(2026)))
    finally:
        shutil.rmtree(places.home(folder), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def run(folder: Path, rounds: int, dice: random.Random) -> str:
    """Do the rounds on a new server in `folder`; return what happened, in words."""
    from django.db import connection

    seen = {"not begun": 0, "under way": 0, "all of it": 0, "worker": 0, "database": 0}
    batch = None
    with server(folder) as process:
        user = prepare()
        lasts = how_long_it_takes(user)
        for number in range(rounds):
            victim = dice.choice(["worker", "database"])
            undoing = batch is not None
            batch = batch if undoing else confirmed(user, number)
            if undoing:
                ask_to_undo(batch)
            before, expected = counted(), (-LINES if undoing else LINES)
            connection.close()
            with worker():
                time.sleep(dice.uniform(0, lasts[undoing]))
                if victim == "database":
                    process = kill_database(folder, process)
            now = settled_count()
            assert now in (before, before + expected), f"round {number}: {before} -> {now}"
            batch.refresh_from_db()
            begun = "under way" if batch.attempts else "not begun"
            seen["all of it" if now != before else begun] += 1
            seen[victim] += 1
            finish(batch)
            assert counted() == before + expected, f"round {number}: taken up again, {before} -> {counted()}"
            batch = None if undoing else batch
            print(f"{number + 1}: {victim} killed, {now - before:+} then {expected:+}", flush=True)
        connection.close()
        stop(process)
    return f"{rounds} kills: {seen}"


@contextmanager
def server(folder: Path) -> Iterator[subprocess.Popen]:
    """Make a cluster and run its server, which the rounds kill and start again themselves."""
    from territoire.database import embedded

    with embedded.server(folder):
        pass  # made, and stopped
    process = start(folder)
    yield process


def start(folder: Path) -> subprocess.Popen:
    """Start the server of `folder`."""
    from territoire.database import embedded, places, programs, system_user

    account = system_user.choose(places.data(folder))
    process = embedded._start(
        folder, programs.usable_by(account, places.home(folder)), account, throwaway=False
    )
    embedded._wait_until_it_answers(process, folder)
    return process


def stop(process: subprocess.Popen) -> None:
    """Stop the server politely."""
    from territoire.database import embedded

    embedded._stop(process)


def kill_database(folder: Path, process: subprocess.Popen) -> subprocess.Popen:
    """Kill the server as a power cut does, and start it again: it replays its journal."""
    process.send_signal(signal.SIGKILL)
    process.wait()
    # Its children see that it went and stop by themselves.
    deadline = time.monotonic() + 30
    while True:
        try:
            return start(folder)
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)


@contextmanager
def worker() -> Iterator[None]:
    """Run a worker for the time of the block, then kill it: a copy of this process, so that it begins at once."""
    from django.core.management import call_command

    running = os.fork()
    if running == 0:
        try:
            with open(os.devnull, "w") as nowhere:
                call_command("run_imports", watch=0.1, stdout=nowhere, stderr=nowhere)
        finally:
            os._exit(1)
    try:
        yield
    finally:
        os.kill(running, signal.SIGKILL)
        os.waitpid(running, 0)


def how_long_it_takes(user) -> tuple[float, float]:
    """Return the seconds that an import takes when nobody disturbs it, then its undoing: kills fall within them."""
    batch = confirmed(user, -1)
    importing = seconds(batch)
    ask_to_undo(batch)
    return importing, seconds(batch)


def seconds(batch) -> float:
    """Return how long what waits takes."""
    start = time.monotonic()
    finish(batch)
    return time.monotonic() - start


def prepare():
    """Bring the database up to date, with a commune and families; return an account."""
    from django.core.management import call_command

    from actors.models import ActorFamily
    from territoire.models import User

    call_command("migrate", verbosity=0)
    ActorFamily.objects.get_or_create(
        code="asso", defaults={"name": "Associations", "group": "civil_society"}
    )
    return User.objects.create_user("essai@exemple.example", name="Essai")


def confirmed(user, number: int):
    """Send a file and compare it; confirm."""
    from territoire.enums import ImportState
    from territoire.imports import looking, queue
    from territoire.models import ImportBatch
    from territoire.site.imports import registry

    lines = "".join(
        f"{number}-{line};Acteur {number} {line};asso;tricot {line % 7}\n" for line in range(LINES)
    )
    batch = ImportBatch(label=f"{number}.csv", created_by=user, source=f"Essai {number}")
    content = f"Identifiant;Nom;Famille;Compétences\n{lines}".encode()
    looking.look(batch, content, "a.csv", read=registry.read, kinds=registry.KINDS.values())
    queue.ask(batch, ImportState.TO_READ)
    registry.worker().work_on(batch.pk)
    batch.refresh_from_db()
    assert queue.ask(batch, ImportState.TO_APPLY), batch.problem
    return batch


def ask_to_undo(batch) -> None:
    """Ask that an import be undone."""
    from territoire.enums import ImportState
    from territoire.imports import queue

    batch.refresh_from_db()
    assert queue.ask(batch, ImportState.TO_UNDO), batch.state


def counted() -> int:
    """Count the actors of imports; each comes with one mastery, one version of each, or not at all."""
    from actors.models import Actor, Mastery

    actors = Actor.objects.exclude(import_batch=None).count()
    assert Mastery.objects.count() == actors, "masteries without their actors"
    return actors


def settled_count() -> int:
    """Count, once the database is back."""
    from django.db import OperationalError, connection

    for _attempt in range(100):
        try:
            return counted()
        except OperationalError:
            connection.close()
            time.sleep(0.2)
    raise AssertionError("the database does not come back")


def finish(batch) -> None:
    """Let a new worker do what waits."""
    from territoire.site.imports import registry

    batch.refresh_from_db()
    while batch.is_waiting:
        registry.worker().work_on(batch.pk)
        batch.refresh_from_db()
    assert not batch.problem, batch.problem


if __name__ == "__main__":
    main()
