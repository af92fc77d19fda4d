"""What is stored of how projects stand, for who reads a few of them: nothing of what may not be true any more."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils import timezone

from projects.models import CoverageDue, NeedCoverage, ProjectCoverage
from projects.review.due import MOST_MARKS, touched_projects


def stored_states(projects: Collection[int], day: date) -> dict[int, dict[int, str]]:
    """Return the state of each open need, by project: of those of `projects` whose stored coverage is true on `day`.

    Only today's is stored. Marks are read first (see `projects.review.due.due`).
    """
    if not projects or day != timezone.localdate():
        return {}
    marks = list(CoverageDue.objects.values_list("pk", flat=True)[: MOST_MARKS + 1])
    if len(marks) > MOST_MARKS:
        return {}
    wanted = set(projects) - touched_projects(marks)
    true = Q(day__lte=day) & (Q(until=None) | Q(until__gt=day))
    rows = ProjectCoverage.objects.filter(true, pk__among=wanted)
    found: dict[int, dict[int, str]] = {pk: {} for pk in rows.values_list("pk", flat=True)}
    needs = NeedCoverage.objects.filter(project_id__among=found)
    for project, need, state in needs.values_list("project_id", "need_id", "state"):
        found[project][need] = state
    return found
