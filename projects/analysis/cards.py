"""What the card of a project says in a list, gathered for many projects in a bounded number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from projects.analysis.facts import facts_by_project
from projects.analysis.gaps import Gap, analyse
from projects.models import Involvement, Milestone, Need, Project

SOUGHT_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Card:
    """A project, how many actors are aboard (as its reader may see), its steps, its needs, and what it seeks."""

    project: Project
    aboard: int
    milestones: tuple[Milestone, ...]
    needs: tuple[Gap, ...]
    sought: tuple[str, ...]
    more_sought: int


def cards(projects: Iterable[Project], *, user, day: date) -> list[Card]:
    """Return the cards of `projects`, in their order, as `user` may see them on `day`."""
    projects = list(projects)
    aboard = dict(
        Involvement.objects.visible_to(user)
        .active_on(day)
        .filter(project__in=projects)
        .order_by()
        .values_list("project")
        .annotate(Count("actor", distinct=True))
    )
    steps = _by_project(Milestone.objects.filter(project__in=projects))
    needs = _by_project(needs_asked(Need.objects.open_on(day).filter(project__in=projects)))
    gaps = gaps_by_need({project.pk: needs[project.pk] for project in projects}, day)
    return [
        _card(project, aboard.get(project.pk, 0), steps[project.pk], needs[project.pk], gaps)
        for project in projects
    ]


def gaps_by_need(needs: Mapping[int, Iterable[Need]], day: date) -> dict[int, Gap]:
    """Return what the analysis says of each need of several projects, by need."""
    facts = facts_by_project(needs, day)
    return {gap.need.id: gap for one in facts.values() for gap in analyse(one)}


def needs_asked(needs):
    """Load with each need the name of what it asks for."""
    return needs.select_related("competence", "occupation", "resource_kind", "family")


def _by_project(rows) -> defaultdict[int, list]:
    groups: defaultdict[int, list] = defaultdict(list)
    for row in rows:
        groups[row.project_id].append(row)
    return groups


def _card(
    project: Project, aboard: int, steps: list[Milestone], needs: list[Need], gaps: dict[int, Gap]
) -> Card:
    sought = [str(need) for need in needs if gaps[need.pk].uncovered]
    return Card(
        project=project,
        aboard=aboard,
        milestones=tuple(steps),
        needs=tuple(gaps[need.pk] for need in needs),
        sought=tuple(sought[:SOUGHT_SHOWN]),
        more_sought=max(0, len(sought) - SOUGHT_SHOWN),
    )
