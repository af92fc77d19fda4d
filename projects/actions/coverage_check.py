"""Makes all that is worked out beforehand again, tells each difference, and mends it."""

from collections.abc import Callable, Iterator
from itertools import batched

from django.db import connection, transaction
from django.utils import timezone

from actors.models import Mastery
from projects.actions import coverage
from projects.models import ActorSupply, CoverageDue, Project, ProjectCoverage
from projects.models.coverage import Counts
from projects.review import due

_COUNTED = ("holders", "practising", "teaching")
_STATES = [name for name in Counts.COUNTS if name not in _COUNTED]
_KEYS = "territory_id, competence_id"
_ALL = ", ".join(Counts.COUNTS)
_TARGET = f"""
CREATE TEMPORARY TABLE target ON COMMIT DROP AS
SELECT {_KEYS}, {", ".join(f"sum({name})::int AS {name}" for name in Counts.COUNTS)} FROM (
    SELECT territory_id, asked AS competence_id,
        {", ".join("fragile::int" if name == "fragile" else f"(state = '{name}')::int AS {name}" for name in _STATES)},
        0 AS holders, 0 AS practising, 0 AS teaching
    FROM projects_needcoverage JOIN projects_projectcoverage USING (project_id), unnest(territories) territory_id
    WHERE kind = 'competence'
    UNION ALL
    SELECT territory_id, competence_id, {"0, " * len(_STATES)} 1, (level >= 2)::int, (level >= 3)::int
    FROM projects_actorsupply, unnest(territories) territory_id,
        unnest(competences, levels) skill (competence_id, level)
) counted GROUP BY {_KEYS}
"""
_KNOWN = f"""
CREATE TEMPORARY TABLE known ON COMMIT DROP AS
SELECT {_KEYS}, {", ".join(f"sum({name})::int AS {name}" for name in Counts.COUNTS)} FROM (
    SELECT {_KEYS}, {_ALL} FROM projects_competencesummary
    UNION ALL SELECT {_KEYS}, {_ALL} FROM projects_competencedifference
) both_tables GROUP BY {_KEYS} HAVING {" OR ".join(f"sum({name}) <> 0" for name in Counts.COUNTS)}
"""
_DIFFERENT = f"""
SELECT {_KEYS}, ARRAY[{", ".join(f"known.{name}" for name in Counts.COUNTS)}],
    ARRAY[{", ".join(f"target.{name}" for name in Counts.COUNTS)}]
FROM known FULL JOIN target USING ({_KEYS})
WHERE ({", ".join(f"known.{name}" for name in Counts.COUNTS)})
    IS DISTINCT FROM ({", ".join(f"target.{name}" for name in Counts.COUNTS)})
"""
_MEND = f"""
DELETE FROM projects_competencedifference;
DELETE FROM projects_competencesummary;
INSERT INTO projects_competencesummary ({_KEYS}, {_ALL}) SELECT {_KEYS}, {_ALL} FROM target
"""


def check(*, projects: int = 50, actors: int = 2_000) -> Iterator[str]:
    """Settle what is due, work everything out again, mend what differs; yield each difference in words.

    What changes while it runs is marked, and no difference. `projects` and `actors`: how many at once; the more,
    the longer those who settle meanwhile wait.
    """
    coverage.settle_all()
    known = {*Project.objects.values_list("pk", flat=True), *_keys(ProjectCoverage)}
    yield from _mended(sorted(known), projects, coverage.store_projects, due.touched_projects)
    holders = set(
        Mastery.objects.filter(mobilisable=True).order_by().values_list("actor", flat=True).distinct()
    )
    yield from _mended(
        sorted({*holders, *_keys(ActorSupply)}), actors, coverage.store_supplies, due.touched_actors
    )
    yield from summaries()


def _keys(model) -> set[int]:
    return set(model.objects.values_list("pk", flat=True))


def _mended(keys: list[int], size: int, store: Callable, touched: Callable) -> Iterator[str]:
    """Store batch after batch, each in its own transaction; yield what differs and is not marked."""
    for batch in batched(keys, size):
        with transaction.atomic():
            coverage.one_at_a_time()
            marked = touched(list(CoverageDue.objects.values_list("pk", flat=True)))
            differences = store(batch, timezone.localdate(), counted=False)
        yield from (words for key, words in differences.items() if key not in marked)


@transaction.atomic
def summaries() -> list[str]:
    """Count everything again from what is stored; tell each difference."""
    coverage.one_at_a_time()
    coverage.one_folds()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(_TARGET)
        cursor.execute(_KNOWN)
        cursor.execute(_DIFFERENT)
        different = cursor.fetchall()
        if different:
            cursor.execute(_MEND)
        cursor.execute("DROP TABLE target, known")
    return [
        f"territory {place}, competence {competence}: {known} -> {target}"
        for place, competence, known, target in different
    ]
