"""What projects of the same theme usually ask for, read for one viewer from the projects that they may see."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from actors.enums import CompetenceStatus
from actors.models import Competence, CompetenceClosure
from projects.analysis.supply import Near
from projects.analysis.usual import usual_competences
from projects.models import DismissedSuggestion, Need, Project

# The nearest projects of the same theme: those that one can compare oneself with.
NEIGHBOURS = 40
SHOWN = 6


@dataclass(frozen=True, slots=True)
class UsualCompetence:
    """A competence, and how many of the `neighbours` ask for it; none where the theme alone is known to need it."""

    competence: Competence
    asked_by: int
    neighbours: int


@dataclass(frozen=True, slots=True)
class Usuals:
    """What such projects usually ask for and this one does not; `dismissed` it does not want to be asked about."""

    suggested: tuple[UsualCompetence, ...] = ()
    dismissed: tuple[Competence, ...] = ()


def usuals_of(user, project: Project, needs: Iterable[Need], day: date, near: Near | None = None) -> Usuals:
    """Return what projects of the same theme ask for, or asked for, by `day`, and none of `needs` does."""
    own = frozenset(need.competence_id for need in needs if need.competence_id)
    neighbours = _neighbours(user, project, near or Near(project.territory_id))
    asked = _asked(neighbours, day)
    expected = frozenset(
        Competence.objects.filter(pk__in=project.themes.values("usual_competences")).values_list(
            "pk", flat=True
        )
    )
    above = _above(own.union(expected, *asked.values()))
    found = usual_competences(own, {pk: asked[pk] for pk in neighbours}, above, expected=expected)
    dismissed = set(
        DismissedSuggestion.objects.filter(project=project).values_list("competence_id", flat=True)
    )
    named = Competence.objects.filter(status=CompetenceStatus.APPROVED).in_bulk(
        {one.competence for one in found} | dismissed
    )
    suggested = [
        UsualCompetence(named[one.competence], one.asked_by, len(neighbours))
        for one in found
        if one.competence in named and one.competence not in dismissed
    ]
    suggested.sort(key=lambda one: (-one.asked_by, one.competence.search_text))
    return Usuals(
        suggested=tuple(suggested[:SHOWN]),
        dismissed=tuple(
            sorted((named[one] for one in dismissed if one in named), key=lambda one: one.search_text)
        ),
    )


def _neighbours(user, project: Project, near: Near) -> list[int]:
    """Return the nearest projects that have a theme in common."""
    alike = Project.themes.through.objects.filter(theme__in=project.themes.values("pk"))
    rows = Project.objects.visible_to(user).filter(archived_at=None, pk__in=alike.values("project"))
    others = rows.exclude(pk=project.pk).annotate(quarters=near.quarters("territory"))
    ordered = others.order_by("-quarters", "pk").values_list("pk", flat=True)
    return near.nearest(ordered, "territory", NEIGHBOURS)


def _asked(projects: list[int], day: date) -> dict[int, frozenset[int]]:
    """Return the competences that projects asked for by `day` and did not give up, by project."""
    stated = Need.objects.filter(
        Q(opened_on=None) | Q(opened_on__lte=day),
        Q(waived_on=None) | Q(waived_on__gt=day),
        project__among=projects,
        competence__isnull=False,
    )
    asked = defaultdict(set)
    for project, competence in stated.values_list("project_id", "competence_id"):
        asked[project].add(competence)
    return defaultdict(frozenset, {project: frozenset(found) for project, found in asked.items()})


def _above(competences: frozenset[int]) -> dict[int, frozenset[int]]:
    if not competences:
        return {}
    above = defaultdict(set)
    links = CompetenceClosure.objects.filter(descendant__among=competences)
    for ancestor, descendant in links.values_list("ancestor_id", "descendant_id"):
        above[descendant].add(ancestor)
    return {one: frozenset(found) for one, found in above.items()}
