"""Measure imports: `python -m bench.imports [S|M] [10000 100000…]`, figures in docs/performance.md.

A made-up file of actors with five competences each, one in ten nearly the name of an actor that is there, is sent to
a copy of the world of that size, compared, imported, undone, in a process of its own, for its memory. Beside it: the
same rows written without looking (into indexes alone; with history, foreign keys and marks: the least that an import
can cost); and django-import-export's usual path, where it is installed (`pip install django-import-export`: it is no
dependency of the site), on a part of the rows.
"""

import csv
import io
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

WORDS = (
    "laine", "jardin", "forêt", "pierre", "chemin", "rivière", "pain", "fromage", "vélo", "couture", "patrimoine",
    "abeille", "verger", "marché", "bois",
)  # fmt: skip
KINDS = (
    "Association", "Collectif", "Coopérative", "Atelier", "Ferme", "Maison", "Comité", "Amicale", "Réseau", "Fabrique",
)  # fmt: skip
#: How many lines are written at once without looking, as by an import.
AT_ONCE = 2_000
#: What django-import-export is given: it takes minutes for more.
PART = 2_000
#: Beyond, it is not asked.
MOST_BY_OTHERS = 100_000
#: Beyond, what follows from new actors (coverage, at some milliseconds each) is not waited for, nor kept.
MOST_SETTLED = 2_000


def main() -> None:
    """Print a table, one row for each number of lines."""
    size, *counts = sys.argv[1:] or ["S", "1000"]
    if counts[:1] == ["--one"]:
        one(size, int(counts[1]))
        return
    print("| lines | compare s | import s | settle s | undo s | least s | import-export s | memory MB |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    for count in counts or ["1000", "10000"]:
        subprocess.run([sys.executable, "-m", "bench.imports", size, "--one", count], check=True)


def one(size: str, count: int) -> None:
    """Measure one file, and print its row."""
    os.environ["BENCH_SIZE"], os.environ["DJANGO_SETTINGS_MODULE"] = size, "bench.settings"
    import django

    django.setup()
    from bench import database

    with database.server():
        database.prepare(size, new=False)
        with database.copied("imports"):
            file = Path(tempfile.gettempdir()) / f"territoire-bench-{count}.csv"
            key = apart(lambda: sent(count, file))
            times, left = through_the_site(key)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            content = file.read_bytes()
            for kept in (False, True):
                took, server = bare(content, kept=kept)
                what = "and all that the database keeps" if kept else "indexes alone"
                print(
                    f"  bare, {what}: {took:.1f} s, {server:.1f} of the server’s processor", file=sys.stderr
                )
            usual = import_export(content) if count <= MOST_BY_OTHERS else None
            file.unlink()
    shown = "–" if usual is None else f"{usual:.0f} (from {PART:,})"
    told = " | ".join("–" if math.isnan(taken) else f"{taken:.1f}" for taken in times)
    print(f"| {count:,} ({left}) | {told} | {took:.1f} | {shown} | {memory:.0f} |", flush=True)


def made_up(count: int) -> bytes:
    """Return a CSV file of actors, of which one in ten nearly has the name of one that is there."""
    from actors.models import Actor, ActorFamily, Competence
    from territoire.models import Territory

    dice = random.Random(count)
    families = list(ActorFamily.objects.values_list("name", flat=True))
    communes = list(
        Territory.objects.filter(kind="commune").order_by("pk").values_list("official_code", flat=True)[::7]
    )
    competences = list(
        Competence.objects.filter(children=None).order_by("pk").values_list("name", flat=True)[:500]
    )
    there = list(
        Actor.objects.filter(visibility="public", kind="organisation", seat__kind="commune")
        .order_by("pk")
        .values_list("name", "seat__official_code")[: count // 10]
    )
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Identifiant", "Nom", "Famille", "Code commune", "Compétences"])
    for number in range(count):
        if number % 10 == 0 and number // 10 < len(there):
            name, commune = there[number // 10]
            name = name[:-2] + name[-1:]
        else:
            words = dice.sample(WORDS, 2)
            name, commune = f"{dice.choice(KINDS)} {words[0]} et {words[1]} {number}", dice.choice(communes)
        known = "|".join(dice.sample(competences, 5))
        writer.writerow([number, name, dice.choice(families), commune, known])
    return out.getvalue().encode()


def apart(work: Callable[[], int]) -> int:
    """Return what `work` does in a process of its own: what it took of memory is not counted as the worker's."""
    from django.db import connection

    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    read, written = os.pipe()
    if (child := os.fork()) == 0:
        with os.fdopen(written, "w") as out:
            out.write(str(work()))
        os._exit(0)
    os.close(written)
    with os.fdopen(read) as told:
        answer = int(told.read())
    os.waitpid(child, 0)
    return answer


def sent(count: int, file: Path) -> int:
    """Send a file, as the page does; return the key of the import."""
    from territoire.imports import looking
    from territoire.models import ImportBatch, User
    from territoire.site.imports import registry

    file.write_bytes(content := made_up(count))
    user, _made = User.objects.get_or_create(email="import@exemple.example", defaults={"name": "Bench"})
    batch = ImportBatch(label="bench.csv", created_by=user, source="bench")
    looking.look(batch, content, "bench.csv", read=registry.read, kinds=registry.KINDS.values())
    return batch.pk


def through_the_site(key: int) -> tuple[list[float], str]:
    """Return the seconds to compare, import, settle and undo, and how many lines were written and doubtful.

    The worker's own processor time and the server's are printed besides: unlike clocks, they tell of a busy machine.
    """
    from projects.actions import coverage
    from projects.models import CoverageDue
    from territoire.enums import ImportState
    from territoire.models import ImportBatch
    from territoire.site.imports import registry

    worker = registry.worker()
    worker.settle = lambda: None
    batch = ImportBatch.objects.get(pk=key)
    times = []
    for state in (ImportState.TO_READ, ImportState.TO_APPLY):
        before = spent()
        times.append(seconds(lambda state=state: step(worker, batch, state)))
        python, server = (after - then for after, then in zip(spent(), before, strict=True))
        print(f"  {state}: processor {python:.1f} s (ours), {server:.1f} s (the server’s)", file=sys.stderr)
    counts = batch.counts["0"]
    settle = coverage.settle_all if counts.get("new", 0) <= MOST_SETTLED else CoverageDue.objects.all().delete
    times.append(seconds(settle) if settle == coverage.settle_all else float("nan"))
    settle()
    times.append(seconds(lambda: step(worker, batch, ImportState.TO_UNDO)))
    settle()
    return times, f"{counts.get('new', 0):,} new, {counts.get('doubtful', 0):,} doubtful"


def step(worker, batch, state) -> None:
    """Ask for something and do it."""
    from territoire.imports import queue

    assert queue.ask(batch, state)
    worker.work_on(batch.pk)
    batch.refresh_from_db()
    assert not batch.problem, batch.problem


def spent() -> tuple[float, float]:
    """Return the processor time of this process, and of the server's that works for it (where it is ours to see)."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    fields = stat.read_text().rsplit(")", 1)[1].split() if stat.exists() else ["0"] * 13
    return time.process_time(), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def seconds(work) -> float:
    """Return how long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(content: bytes, *, kept: bool) -> tuple[float, float]:
    """Return what it costs to write all lines without looking: seconds, and processor time of the server.

    Rows travel as arrays, which cost less than COPY, and the indexes are there. `kept`: so is all that the database
    does besides (foreign keys, history, periods, marks), which is the least that an import can cost.
    """
    from django.db import connection, transaction

    from actors.models import Actor, ActorFamily, Competence, Mastery
    from territoire.imports import bulk
    from territoire.models import Territory, User
    from territoire.periods import always

    families, competences = (
        dict(model.objects.values_list("name", "pk")) for model in (ActorFamily, Competence)
    )
    seats = dict(Territory.objects.filter(kind="commune").values_list("official_code", "pk"))
    mark = {"created_by_id": User.objects.values_list("pk", flat=True).first(), "source": "bare"}
    spare = {"visibility": "public", "kind": "organisation"} | mark
    with transaction.atomic():
        with connection.cursor() as cursor:
            role = "origin" if kept else "replica"
            cursor.execute(f"SET LOCAL session_replication_role = {role}; SET LOCAL statement_timeout = 0")
        (_ours, server), start = spent(), time.perf_counter()
        for lines in bulk.batches(_lines(content), AT_ONCE):
            keys = bulk.allot(Actor, len(lines))
            pairs = list(zip(keys, lines, strict=True))
            bulk.copy(
                Actor,
                ("id", "name", "slug", "family_id", "seat_id", "external_id"),
                (
                    (
                        pk,
                        line["Nom"],
                        f"nu-{pk}",
                        families[line["Famille"]],
                        seats[line["Code commune"]],
                        str(pk),
                    )
                    for pk, line in pairs
                ),
                spare,
            )
            known = (
                (pk, competences[name], 2) for pk, line in pairs for name in line["Compétences"].split("|")
            )
            bulk.copy(Mastery, ("actor_id", "competence_id", "level"), known, mark | {"period": always()})
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        taken = time.perf_counter() - start, spent()[1] - server
        transaction.set_rollback(True)
    return taken


def import_export(content: bytes) -> float | None:
    """Return the seconds that django-import-export would take for all, from a part of the rows; actors alone."""
    try:
        import tablib
        from import_export import fields, resources, widgets
    except ImportError:
        return None
    from django.db import transaction

    from actors.models import Actor, ActorFamily

    class ActorResource(resources.ModelResource):
        family = fields.Field("family", "Famille", widgets.ForeignKeyWidget(ActorFamily, "name"))
        name = fields.Field("name", "Nom")
        external_id = fields.Field("external_id", "Identifiant")

        class Meta:
            model = Actor
            import_id_fields = ["external_id"]
            fields = ("external_id", "name", "family")

        def before_save_instance(self, instance, row, **options):
            instance.slug = f"usuel-{instance.external_id}"

    lines = list(_lines(content))
    data = tablib.Dataset(*[(line["Identifiant"], line["Nom"], line["Famille"]) for line in lines[:PART]])
    data.headers = ["Identifiant", "Nom", "Famille"]
    with transaction.atomic():
        start = time.perf_counter()
        result = ActorResource().import_data(data, use_transactions=False)
        taken = time.perf_counter() - start
        assert not result.has_errors(), result.row_errors()[:1]
        transaction.set_rollback(True)
    return taken * len(lines) / min(PART, len(lines))


def _lines(content: bytes) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(content.decode()), delimiter=";")


if __name__ == "__main__":
    main()
