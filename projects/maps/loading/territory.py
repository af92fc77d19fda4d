"""The map of a territory: who sits, acts or takes part in a project there, the projects, and what ties them."""

from datetime import date

from actors.models import Actor
from projects.maps.loading.most_involved import MostInvolved, most_involved
from projects.maps.loading.project import ACTOR, ActorRow
from projects.maps.loading.projects import (
    LINK,
    MOST_ACTORS,
    MOST_PROJECTS,
    PROJECT,
    Link,
    ProjectRow,
    joined,
)
from projects.maps.shared.values import MapFilters, StakeholderMap, Subject
from projects.models import Involvement, Project
from territoire.models import Territory
from territoire.statements import written_once

#: So many actors when one asks for more, to explore them.
MOST_ASKED = 5_000
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
    ranked = most_involved(territory, user, day, most_actors=most, most_projects=MOST_PROJECTS)
    projects = _projects(territory, user, ranked)
    actors = _actors(territory, user, ranked, most)
    # Whom and what one may see is settled: only what ties them has to be found.
    links = _links(None, day, [actor.pk for actor in actors], list(projects))
    return joined(
        day,
        user,
        actors,
        projects,
        [Link(*row) for row in links],
        ever=_ever(territory, user) if ranked.total <= MOST_IN_TIME else None,
        lean=lean,
        subject=Subject("territory", territory.code, territory.name),
        total=ranked.total,
    ).filtered(filters or MapFilters())


def _ever(territory: Territory, user):
    """Return all that ever was of involvements in projects there."""
    return Involvement.objects.visible_to(user).filter(
        project__in=Project.objects.listed().within(territory), actor__archived_at=None
    )


@written_once
def _links(_user, day: date, actors: list[int], projects: list[int]):
    between = Involvement.objects.active_on(day).filter(actor__among=actors, project__among=projects)
    return between.order_by().values_list(*LINK)


def _projects(territory: Territory, user, ranked: MostInvolved) -> dict[int, ProjectRow]:
    """Return the projects with the most actors, then others by name."""
    sizes = ranked.projects
    rows = _projects_among(None, list(sizes))
    if len(rows) < MOST_PROJECTS:
        others = Project.objects.visible_to(user).listed().within(territory).exclude(pk__in=sizes)
        rows += others.order_by("search_name", "pk").values_list(*PROJECT)[: MOST_PROJECTS - len(rows)]
    found = [ProjectRow(*row) for row in rows]
    found.sort(key=lambda project: (-sizes.get(project.pk, 0), project.name, project.pk))
    return {project.pk: project for project in found}


@written_once
def _projects_among(_user, projects: list[int]):
    return Project.objects.filter(pk__among=projects).values_list(*PROJECT)


def _actors(territory: Territory, user, ranked: MostInvolved, most: int) -> list[ActorRow]:
    """Return the actors most involved there, then others by name, all in the order of names."""
    chosen = list(ranked.actors)
    if len(chosen) < most and ranked.total > len(chosen):
        others = Actor.objects.visible_to(user).listed().within(territory).exclude(pk__among=chosen)
        chosen += others.order_by("search_name", "pk").values_list("pk", flat=True)[: most - len(chosen)]
    return [ActorRow(*row) for row in _actors_among(None, chosen)]


@written_once
def _actors_among(_user, actors: list[int]):
    return Actor.objects.filter(pk__among=actors).order_by("search_name", "pk").values_list("pk", *ACTOR)
