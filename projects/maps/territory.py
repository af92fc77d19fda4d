"""The map of a territory: who sits, acts or takes part in a project there, the projects, and what ties them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Max

from actors.enums import FactState
from actors.maps.ties import PERIOD, load_ties
from actors.maps.values import Tie, TieNature
from actors.models import Actor
from projects.maps.details import Details, load_details
from projects.maps.expected import expected_ties
from projects.maps.growth import Growth
from projects.maps.loading import ACTOR, assembled, load_growth, of_actor
from projects.maps.needs import load_needs
from projects.maps.values import MapFilters, ProjectNode, Stakeholder, StakeholderMap, Subject, project_key
from projects.models import Involvement, Project
from territoire.models import Territory

#: More would read badly, on the picture as in the table: lists of actors and projects hold everything.
MOST_ACTORS, MOST_PROJECTS = 300, 40
#: So many actors when one asks for more, to explore them.
MOST_ASKED = 5_000
#: What is read of who takes part in what. Rows of columns: whole records take ten times as long to make.
LINK = ("actor_id", "project_id", "degree_id", "degree__name", "state", "illustrative", *PERIOD)
#: With more actors there, no line of time is drawn.
MOST_IN_TIME = 3_000


def load_map(
    territory: Territory,
    user,
    day: date,
    filters: MapFilters | None = None,
    most: int = MOST_ACTORS,
    *,
    lean: bool = False,
) -> StakeholderMap:
    """Return the map of `territory` as `user` may see it on `day`: the `most` involved actors, and projects.

    `lean`: who and what ties them, nothing else.
    """
    involvements = (
        Involvement.objects.visible_to(user)
        .active_on(day)
        .filter(project__in=Project.objects.listed().within(territory), actor__archived_at=None)
    )
    projects = _projects(territory, user, involvements)
    actors, total = _actors(territory, user, involvements, most)
    links = list(
        involvements.filter(actor__among=[actor.pk for actor in actors], project__among=projects)
        .order_by("project__search_name", "pk")
        .values_list(*LINK, named=True)
    )
    slugs = {actor.pk: actor.slug for actor in actors}
    details = load_details(actors, user, day, lean=lean)
    taking_part = defaultdict(list)
    for link in links:
        taking_part[link.actor_id].append(link)
    stakeholders = [involved_at(a, details, taking_part[a.pk], projects) for a in actors]
    ties = load_ties(slugs, user, day)
    ties += [involved_as_tie(link, slugs, projects) for link in links]
    keys = frozenset(slugs.values()) | {project_key(p.slug) for p in projects.values()}
    besides = {} if lean else {
        "needs": load_needs(projects.values(), user, day),
        "growth": _growth(territory, user, ties, total),
    }  # fmt: skip
    return assembled(
        day,
        stakeholders,
        ties,
        (keys, frozenset(tie.pair for tie in ties)),
        details,
        **besides,
        expected=expected_ties(degrees_by_project(links, slugs), ties),
        subject=Subject("territory", territory.code, territory.name),
        projects=tuple(project_node(p) for p in projects.values()),
        total=total,
        capped=total > len(stakeholders),
    ).filtered(filters or MapFilters())


def _growth(territory: Territory, user, ties: Iterable[Tie], total: int) -> Growth | None:
    """Return the line of time of all who ever took part in projects there; nothing where they are too many to count."""
    if total > MOST_IN_TIME:
        return None
    ever = Involvement.objects.visible_to(user).filter(
        project__in=Project.objects.listed().within(territory), actor__archived_at=None
    )
    return load_growth(ever.only("actor", "period"), (t for t in ties if t.nature != TieNature.INVOLVEMENT))


def _projects(territory: Territory, user, involvements) -> dict[int, Project]:
    """Return the projects with the most actors, then by name."""
    sizes = dict(
        involvements.order_by()
        .values_list("project")
        .annotate(size=Count("actor", distinct=True))
        .order_by("-size", "project")[:MOST_PROJECTS]
    )
    here = Project.objects.visible_to(user).listed().within(territory).select_related("territory")
    found = list(here.filter(pk__in=sizes))
    if len(found) < MOST_PROJECTS:
        found += here.exclude(pk__in=sizes).order_by("search_name", "pk")[: MOST_PROJECTS - len(found)]
    found.sort(key=lambda project: (-sizes.get(project.pk, 0), project.name, project.pk))
    return {project.pk: project for project in found}


def _actors(territory: Territory, user, involvements, most: int) -> tuple[list[Any], int]:
    """Return rows of the actors most involved there, then others by name, and how many there are in all."""
    involved = list(
        involvements.order_by()
        .values("actor")
        .annotate(top=Max("degree"), projects=Count("project", distinct=True))
        .order_by("-top", "-projects", "actor")
        .values_list("actor", flat=True)
    )
    here = Actor.objects.visible_to(user).listed().within(territory)
    others = here.exclude(pk__among=involved)
    first = involved[:most]
    total = len(involved) + others.count()
    more = others.order_by("search_name", "pk").values_list("pk", flat=True)[: most - len(first)]
    chosen = [*first, *more]
    found = Actor.objects.filter(pk__among=chosen).order_by("search_name", "pk")
    return list(found.values_list("pk", *ACTOR, named=True)), total


def involved_at(actor, details: Details, links: Iterable, projects: dict[int, Project]) -> Stakeholder:
    """Return the plain value of an actor that takes part in several projects (`links`: rows of `LINK`)."""
    return of_actor(
        actor,
        details,
        degree=max((link.degree_id for link in links), default=None),
        projects=tuple(projects[link.project_id].name for link in links),
        illustrative=actor.illustrative,
    )


def project_node(project: Project) -> ProjectNode:
    """Return the plain value of a project among actors."""
    return ProjectNode(project.slug, project.name, project.stage, project.territory.name)


def involved_as_tie(link, slugs: dict[int, str], projects: dict[int, Project]) -> Tie:
    """Return an involvement (a row of `LINK`) as what ties an actor and a project."""
    return Tie(
        slugs[link.actor_id],
        project_key(projects[link.project_id].slug),
        TieNature.INVOLVEMENT,
        f"{link.degree_id} · {link.degree__name}",
        since=link.period__startswith,
        until=link.period__endswith,
        declared=link.state == FactState.DECLARED,
        illustrative=link.illustrative,
    )


def degrees_by_project(links: Iterable, slugs: dict[int, str]) -> list[dict[str, int]]:
    """Return, for each project, the degree of involvement of each of its actors that are on the map."""
    circles: dict[int, dict[str, int]] = defaultdict(dict)
    for link in links:
        if link.actor_id in slugs:
            circles[link.project_id][slugs[link.actor_id]] = link.degree_id
    return list(circles.values())
