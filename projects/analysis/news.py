"""What is new for who asked to be told, as they may see it: who could meet a need, which need one could meet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q

from actors.models import Actor, ActorOccupation, CompetenceClosure, Mastery, Resource
from projects.analysis.cards import gaps_by_need, needs_asked
from projects.analysis.facts import free_stocks
from projects.analysis.report import gap_report
from projects.models import Involvement, Need, Pledge, Project
from territoire.enums import TerritoryKind
from territoire.models import Territory, TerritoryClosure

#: "Here" is the département of the project or nearer: what is further is on the page of gaps.
HERE = Fraction(1, 2)
MOST_NEEDS = 200


@dataclass(frozen=True, slots=True)
class CanBeMet:
    """A need, and the new candidates for it who are near."""

    need: Need
    actors: tuple[Actor, ...]

    @property
    def keys(self) -> list[list[int]]:
        """Return what is remembered once told."""
        return [[self.need.pk, actor.pk] for actor in self.actors]


def can_be_met(project: Project, user, day: date, told: Iterable) -> list[CanBeMet]:
    """Return the uncovered needs of `project` for which there are candidates near that were not `told` yet."""
    known = {tuple(key) for key in told if isinstance(key, list)}
    found = []
    for one in gap_report(project, user, day).needs:
        actors = tuple(
            candidate.actor
            for candidate in one.candidates
            if candidate.parts.proximity >= HERE and (one.need.pk, candidate.actor.pk) not in known
        )
        if one.uncovered and actors:
            found.append(CanBeMet(one.need, actors))
    return found


def sought(actor: Actor, user, day: date, told: Iterable) -> list[Need]:
    """Return the uncovered needs not `told` yet that `actor` could help to meet, in projects open near it.

    Near: in the région where it sits, or on a territory that holds its seat; everywhere when its seat is not known.
    """
    levels, others = _abilities(actor, user, day)
    if not levels and not others:
        return []
    needs = needs_asked(_needs_of_projects_near(actor, user, day).filter(Q(competence__in=levels) | others))
    needs = needs.exclude(pk__in=[key for key in told if isinstance(key, int)])
    able = [
        need
        for need in needs.select_related("project__territory").order_by("-pk")[:MOST_NEEDS]
        if need.competence_id is None or levels[need.competence_id] >= (need.minimum_level or 1)
    ]
    by_project: dict[int, list[Need]] = {}
    for need in able:
        by_project.setdefault(need.project_id, []).append(need)
    gaps = gaps_by_need(by_project, day)
    return [need for need in able if gaps[need.pk].uncovered]


def _abilities(actor: Actor, user, day: date) -> tuple[dict[int, int], Q]:
    """Return the highest level by competence that the actor meets, and the condition on needs for the rest."""
    masteries = Mastery.objects.visible_to(user).active_on(day).filter(actor=actor, mobilisable=True)
    held = dict(masteries.order_by("level").values_list("competence_id", "level"))
    levels: dict[int, int] = {}
    links = CompetenceClosure.objects.filter(descendant__in=held)
    for above, under in links.values_list("ancestor_id", "descendant_id"):
        levels[above] = max(levels.get(above, 0), held[under])
    practised = ActorOccupation.objects.visible_to(user).active_on(day).filter(actor=actor)
    occupations = list(practised.values_list("occupation_id", flat=True))
    resources = Resource.objects.visible_to(user).filter(actor=actor)
    kinds = [kind for _actor, kind in free_stocks(resources, Pledge.objects.visible_to(user), day)]
    others = Q(pk__in=[])
    if occupations:
        others |= Q(occupation__in=occupations)
    if kinds:
        others |= Q(resource_kind__in=kinds)
    return levels, others if occupations or kinds else Q(pk__in=[])


def _needs_of_projects_near(actor: Actor, user, day: date):
    aboard = Involvement.objects.active_on(day).working().filter(actor=actor)
    projects = (
        Project.objects.visible_to(user)
        .listed()
        .filter(open_to_newcomers=True)
        .exclude(pk__in=aboard.values("project"))
    )
    if actor.seat is not None:
        around = Territory.objects.containing(actor.seat)
        regions = around.filter(kind=TerritoryKind.REGION)
        inside = TerritoryClosure.objects.filter(ancestor__in=regions.values("pk")).values("descendant")
        projects = projects.filter(Q(territory__in=around.values("pk")) | Q(territory__in=inside))
    needs = Need.objects.open_on(day).filter(Q(waived_on=None) | Q(waived_on__gt=day))
    return needs.filter(project__in=projects)
