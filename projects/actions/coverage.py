"""Keeps what is worked out beforehand true: coverage of needs, supply of actors, summaries of territories.

`settle` works out anew what triggers have marked. It runs in a transaction of its own, right after the request that
changed something (`territoire.site.settling`) or in `manage.py settle_coverage`: a fact never waits for it, nor fails
with it. Until then the mark, written in the transaction of the fact, says that what is stored is not to be trusted.

One settles at a time. Marks are read before facts, and those that were read are deleted: what changes meanwhile
leaves a mark of its own.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import connection, models, transaction
from django.utils import timezone

from projects.enums import DueKind
from projects.models import (
    ActorSupply,
    CompetenceDifference,
    CoverageDue,
    NeedCoverage,
    ProjectCoverage,
)
from projects.models.coverage import Counts
from projects.review import counting, due, standing
from projects.review.standing import Standing
from territoire.imports import bulk

# At the end of a request: what most changes touch, in some milliseconds. More waits for the command.
FEW_PROJECTS, FEW_ACTORS = 20, 50
MANY_PROJECTS, MANY_ACTORS = 50, 2_000
_MARKS_AT_ONCE = 10_000
_LOCK = 0x7E44_0001
# Kinds of marks that name what is to be worked out itself.
_LAST = (DueKind.PROJECT, DueKind.SUPPLY)

_SUMS = ", ".join(f"sum({name})" for name in Counts.COUNTS)
_NAMES = ", ".join(("territory_id", "competence_id", *Counts.COUNTS))
_ADDED = ", ".join(f"{name} = summary.{name} + excluded.{name}" for name in Counts.COUNTS)
_FOLD = f"""
WITH folded AS (DELETE FROM projects_competencedifference WHERE id = ANY(%s) RETURNING {_NAMES})
INSERT INTO projects_competencesummary AS summary ({_NAMES})
SELECT territory_id, competence_id, {_SUMS} FROM folded GROUP BY territory_id, competence_id
ON CONFLICT (territory_id, competence_id) DO UPDATE SET {_ADDED}
"""


def settle_few() -> None:
    """Work out anew what one request may have touched, if anything is marked at all."""
    if CoverageDue.objects.exists():
        settle(FEW_PROJECTS, FEW_ACTORS)
    fold()


def settle_all(day: date | None = None) -> int:
    """Work out anew all that is marked or outlived, by batches; return how many projects and actors were."""
    total = 0
    while done := settle(MANY_PROJECTS, MANY_ACTORS, day):
        total += done
    while fold():
        pass
    return total


@transaction.atomic
def settle(projects: int, actors: int, day: date | None = None) -> int:
    """Work out anew at most so many projects and actors, for today (or `day`); return how many were."""
    one_at_a_time()
    day = day or timezone.localdate()
    _unfold()
    chosen = _chosen(DueKind.PROJECT, projects, due.outlived(ProjectCoverage.objects.all(), day))
    store_projects(chosen.subjects, day)
    holders = _chosen(DueKind.SUPPLY, actors, due.outlived(ActorSupply.objects.all(), day))
    store_supplies(holders.subjects, day)
    CoverageDue.objects.filter(pk__among=[*chosen.marks, *holders.marks]).delete()
    return len(chosen.subjects) + len(holders.subjects)


class _Chosen:
    """What is worked out now, and the marks that go with it."""

    def __init__(self, most: int, outlived: Iterable[int]) -> None:
        self.most, self.subjects, self.marks = most, set(list(outlived)[:most]), []

    def add(self, mark: int, subject: int) -> None:
        """Take the subject of a mark, while there is room."""
        if subject in self.subjects or len(self.subjects) < self.most:
            self.subjects.add(subject)
            self.marks.append(mark)


def _chosen(kind: DueKind, most: int, outlived: Iterable[int]) -> _Chosen:
    chosen = _Chosen(most, outlived)
    marks = CoverageDue.objects.filter(kind=kind).order_by("pk").values_list("pk", "subject")
    for mark, subject in marks[:_MARKS_AT_ONCE]:
        chosen.add(mark, subject)
    return chosen


def one_at_a_time() -> None:
    """Wait until nobody else settles; until the transaction ends, nobody else does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _unfold() -> None:
    """Replace marks of what changed by marks of the projects and actors that hang on it."""
    marks = list(CoverageDue.objects.exclude(kind__in=_LAST).values_list("pk", flat=True)[:_MARKS_AT_ONCE])
    if not marks:
        return
    found = {DueKind.PROJECT: due.touched_projects(marks), DueKind.SUPPLY: due.touched_actors(marks)}
    CoverageDue.objects.bulk_create(
        CoverageDue(kind=kind, subject=subject) for kind, subjects in found.items() for subject in subjects
    )
    CoverageDue.objects.filter(pk__among=marks).delete()


def store_projects(projects: Collection[int], day: date, *, counted: bool = True) -> dict[int, str]:
    """Write how `projects` stand on `day`, and what that changes in the summaries (if `counted`).

    Return what differs from what was written, by key, in words.
    """
    if not projects:
        return {}
    before, after = standing.stored(projects), standing.worked_out(projects, day)
    changed = [pk for pk in projects if _plain(before.get(pk)) != _plain(after.get(pk))]
    if counted:
        cells = counting.no_cells()
        for pk in changed:
            counting.count_demand(cells, _demand(before.get(pk)), -1)
            counting.count_demand(cells, _demand(after.get(pk)), +1)
        _note(cells)
    NeedCoverage.objects.filter(project_id__among=changed).delete()
    NeedCoverage.objects.bulk_create(need for pk in changed if pk in after for need in after[pk][1])
    # Written for all, changed or not: it says until when they hold.
    _write(ProjectCoverage, [row for row, _needs in after.values()], before)
    return {pk: f"project {pk}: {_told(before.get(pk))} -> {_told(after.get(pk))}" for pk in changed}


def store_supplies(actors: Collection[int], day: date, *, counted: bool = True) -> dict[int, str]:
    """Write what `actors` are counted for on `day`, and what that changes in the summaries (if `counted`).

    Return what differs from what was written, by key, in words.
    """
    if not actors:
        return {}
    before, after = ActorSupply.objects.in_bulk(list(actors)), counting.supplies(actors, day)
    changed = [pk for pk in actors if _values(before.get(pk)) != _values(after.get(pk))]
    if counted:
        cells = counting.no_cells()
        for pk in changed:
            counting.count_supply(cells, before.get(pk), -1)
            counting.count_supply(cells, after.get(pk), +1)
        _note(cells)
    rows = [after[pk] for pk in changed if pk in after]
    _write(ActorSupply, rows, {pk for pk in changed if pk in before})
    return {pk: f"actor {pk}: {_values(before.get(pk))} -> {_values(after.get(pk))}" for pk in changed}


@transaction.atomic
def fold(most: int = 20_000) -> int:
    """Add the oldest differences to the summaries; return how many there were. One folds at a time."""
    pending = list(CompetenceDifference.objects.order_by("pk").values_list("pk", flat=True)[:most])
    if not pending:
        return 0
    if not one_folds(wait=False):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_FOLD, [pending])
    return len(pending)


def one_folds(*, wait: bool = True) -> bool:
    """Let nobody else fold until the transaction ends; tell whether it could be had."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_{'' if wait else 'try_'}advisory_xact_lock(%s)", [_LOCK + 1])
        return wait or cursor.fetchone()[0]


def _note(cells: counting.Cells) -> None:
    # By tens of thousands after an import: records of Django took nine tenths of the time.
    bulk.stream(
        CompetenceDifference,
        ["territory_id", "competence_id", *Counts.COUNTS],
        (
            (territory, competence, *(counts[name] for name in Counts.COUNTS))
            for territory, competence, counts in counting.differences(cells)
        ),
    )


def _demand(stored: Standing | None) -> counting.Demand:
    if stored is None:
        return counting.Demand()
    row, needs = stored
    return counting.Demand(tuple(row.territories), needs)


# What says when a row was worked out, not what it says.
_APART = {"id", "day", "at"}


def _values(row: models.Model | None) -> tuple | None:
    """Return what a row says, apart from when it was worked out."""
    if row is None:
        return None
    return tuple(getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in _APART)


def _plain(stored: Standing | None) -> tuple | None:
    return stored and (_values(stored[0]), tuple(_values(need) for need in stored[1]))


def _told(stored: Standing | None) -> str:
    if stored is None:
        return "nothing"
    row, needs = stored
    states = ", ".join(f"need {need.need_id} {need.state}{' fragile' * need.fragile}" for need in needs)
    return f"in {row.territories} until {row.until}: {states or 'no needs'}"


def _write(model: type[models.Model], rows: list, known: Iterable[int]) -> None:
    """Put `rows` in the place of those of the keys `known`."""
    model._base_manager.filter(pk__in=set(known) - {row.pk for row in rows}).delete()
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    key = model._meta.pk.name
    model._base_manager.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=fields)
