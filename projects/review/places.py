"""How the needs of projects stand, place by place."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from projects.models import Project, ProjectCoverage
from projects.review.standing import worked_out
from territoire.models import Territory

#: For another day than today projects are worked out one by one: no more than that.
MOST_WORKED_OUT = 60


def needs_by_place(
    projects: QuerySet[Project], codes: Collection[str], day: date
) -> dict[str, tuple[int, int]]:
    """Return, for each place among `codes` where a project lies, how many needs there are and how many are covered.

    Today's are read as stored; those of another day are worked out, for few projects only (nothing when there are
    more). A project lies in all the territories that hold it.
    """
    places = dict(Territory.objects.filter(code__in=codes).values_list("pk", "code"))
    today = day == timezone.localdate()
    rows = _stored(projects, places) if today else _on(projects, places, day)
    return {places[pk]: (needs, needs - uncovered) for pk, (needs, uncovered) in rows.items() if needs}


def _stored(projects: QuerySet[Project], places: dict[int, str]) -> dict[int, tuple[int, int]]:
    rows = ProjectCoverage.objects.filter(pk__in=projects.order_by().values("pk"))
    inner, parameters = rows.values("territories", "needs", "uncovered").query.sql_with_params()
    sql = f"""
        SELECT place, sum(needs)::int, sum(uncovered)::int
        FROM ({inner}) AS project, unnest(project.territories) AS place
        WHERE place = ANY(%s) GROUP BY place
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, list(places)])
        return {place: (needs, uncovered) for place, needs, uncovered in cursor.fetchall()}


def _on(projects: QuerySet[Project], places: dict[int, str], day: date) -> dict[int, tuple[int, int]]:
    chosen = list(projects.order_by("pk").values_list("pk", flat=True)[: MOST_WORKED_OUT + 1])
    if len(chosen) > MOST_WORKED_OUT:
        return {}
    needs: Counter[int] = Counter()
    uncovered: Counter[int] = Counter()
    for row, _needs in worked_out(chosen, day).values():
        for place in set(row.territories) & places.keys():
            needs[place] += row.needs
            uncovered[place] += row.uncovered
    return {place: (count, uncovered[place]) for place, count in needs.items()}
