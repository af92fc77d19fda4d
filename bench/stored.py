"""Works out what the site keeps of a whole world: on all processors, from where it was stopped."""

import multiprocessing
from collections.abc import Callable, Collection, Iterable
from itertools import batched

from django.db import connection
from django.utils import timezone

from actors.models import Mastery
from projects.actions import coverage, coverage_check
from projects.models import ActorSupply, CoverageDue, Project, ProjectCoverage

PROJECTS, ACTORS = 250, 10_000


def work_out(workers: int) -> None:
    """Store how each project stands and what each actor is counted for, then count the summaries."""
    # The world was copied with triggers switched off; the reference data, before it, marked what nobody has yet.
    CoverageDue.objects.all().delete()
    projects = _missing(Project.objects.values_list("pk", flat=True), ProjectCoverage)
    able = Mastery.objects.filter(mobilisable=True).order_by().values_list("actor", flat=True)
    actors = _missing(able.distinct(), ActorSupply)
    connection.close()
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        for _done in pool.imap_unordered(_projects, batched(projects, PROJECTS)):
            pass
        for _done in pool.imap_unordered(_actors, batched(actors, ACTORS)):
            pass
    for _difference in coverage_check.summaries():
        pass


def _missing(keys: Iterable[int], stored) -> list[int]:
    return sorted({*keys} - {*stored.objects.values_list("pk", flat=True)})


def _projects(keys: Collection[int]) -> None:
    _store(coverage.store_projects, keys)


def _actors(keys: Collection[int]) -> None:
    _store(coverage.store_supplies, keys)


def _store(store: Callable, keys: Collection[int]) -> None:
    """Nobody else is there, and no two processes have the same keys: none waits for the other."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    store(keys, timezone.localdate(), counted=False)
