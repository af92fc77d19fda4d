"""How projects stand: as it is stored, or worked out anew."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils import timezone

from projects.analysis.facts import facts_by_project
from projects.analysis.gaps import Gap, analyse, coverage
from projects.models import Need, NeedCoverage, Project, ProjectCoverage
from projects.review import counting, due

#: A project, and its open needs in their order.
type Standing = tuple[ProjectCoverage, tuple[NeedCoverage, ...]]


def stored(projects: Collection[int]) -> dict[int, Standing]:
    """Return how projects were found to stand; nothing for those that are archived."""
    needs = _by_project(NeedCoverage.objects.filter(project_id__among=projects).order_by("need_id"))
    rows = ProjectCoverage.objects.filter(pk__among=projects)
    return {row.pk: (row, tuple(needs.get(row.pk, ()))) for row in rows}


def worked_out(projects: Collection[int], day: date) -> dict[int, Standing]:
    """Analyse the projects that are not archived; an open need is told as on the day, by the one definition."""
    known = dict(Project.objects.listed().filter(pk__among=projects).values_list("pk", "territory_id"))
    asked = ("competence", "occupation", "resource_kind", "family")
    needs = _by_project(
        Need.objects.open_on(day).filter(project__among=known).select_related(*asked).order_by("pk")
    )
    facts = facts_by_project({pk: needs.get(pk, ()) for pk in known}, day)
    places, until = counting.ancestors(known.values()), due.next_days(known, day)
    at = timezone.now()
    found = {}
    for pk, territory in known.items():
        gaps = analyse(facts[pk])
        row = ProjectCoverage(
            project_id=pk, territories=list(places.get(territory, ())), day=day, until=until.get(pk), at=at,
            needs=coverage(gaps).needs, uncovered=sum(gap.uncovered for gap in gaps), lack=lack(gaps),
        )  # fmt: skip
        found[pk] = row, tuple(_row(gap, pk) for gap in gaps)
    return found


def lack(gaps: Iterable[Gap]) -> float:
    """Return the sum, over the needs that count, of importance x the share of the need that lacks."""
    return float(sum(gap.need.importance * (1 - gap.k / gap.need.quantity) for gap in gaps if gap.uncovered))


def _row(gap: Gap, project: int) -> NeedCoverage:
    need = gap.need
    return NeedCoverage(
        need_id=need.id,
        project_id=project,
        kind=need.kind,
        asked=need.asked,
        level=need.level,
        importance=need.importance,
        quantity=need.quantity,
        state=gap.state,
        fragile=gap.fragile,
        k=gap.k,
        bearers=[bearer.actor for bearer in gap.bearers],
    )


def _by_project[Row: (Need, NeedCoverage)](rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.project_id, []).append(row)
    return found
