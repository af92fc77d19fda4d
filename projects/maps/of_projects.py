"""What the maps of a territory and of an actor share: several projects among their actors."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from actors.enums import FactState
from actors.maps.ties import PERIOD, load_ties
from actors.maps.values import Tie, TieNature
from projects.maps.details import Details, load_details
from projects.maps.expected import expected_ties
from projects.maps.loading import assembled, load_growth, of_actor
from projects.maps.needs import load_needs
from projects.maps.values import ProjectNode, Stakeholder, StakeholderMap, Subject, project_key

#: More would read badly, on the picture as in the table: lists of actors and projects hold everything.
MOST_ACTORS, MOST_PROJECTS = 300, 40
#: What is read of projects. Rows of columns, here and below: whole records take ten times as long to make.
PROJECT = ("pk", "slug", "name", "stage", "territory__name")
#: What is read of who takes part in what.
LINK = ("actor_id", "project_id", "degree_id", "state", "illustrative", *PERIOD)


def joined(
    day: date,
    user,
    actors: Iterable[Any],
    projects: Mapping[int, Any],
    involvements,
    *,
    ever=None,
    lean: bool,
    subject: Subject,
    total: int,
) -> StakeholderMap:
    """Return the map of `actors` (rows of `loading.ACTOR`), `projects` (rows of `PROJECT`, by identifier) and what
    ties them.

    `user` may see all of them, and the `involvements` of `day` of these actors in these projects; `ever`: the
    involvements of all days that the line of time tells; `lean`: who and what ties them, nothing else.
    """
    slugs = {actor.pk: actor.slug for actor in actors}
    details = load_details(actors, user, day, lean=lean)
    links = sorted(
        involvements.order_by().values_list(*LINK, named=True),
        key=lambda link: (projects[link.project_id].name, link.project_id, link.actor_id),
    )
    taking_part = defaultdict(list)
    for link in links:
        taking_part[link.actor_id].append(link)
    ties = load_ties(slugs, user, day)
    besides = {} if lean else {
        "needs": load_needs(projects.values(), user, day),
        "growth": None if ever is None else load_growth(ever.only("actor", "period"), ties),
    }  # fmt: skip
    ties += [_as_tie(link, slugs, projects, details) for link in links]
    return assembled(
        day,
        [_involved(one, details, taking_part[one.pk], projects) for one in actors],
        ties,
        (
            frozenset(slugs.values()) | {project_key(project.slug) for project in projects.values()},
            frozenset(tie.pair for tie in ties),
        ),
        details,
        **besides,
        expected=expected_ties(_degrees_by_project(links, slugs), ties),
        subject=subject,
        projects=tuple(_node(project) for project in projects.values()),
        total=total,
        capped=total > len(slugs),
    )


def _involved(actor, details: Details, links: Iterable, projects: Mapping[int, Any]) -> Stakeholder:
    return of_actor(
        actor,
        details,
        degree=max((link.degree_id for link in links), default=None),
        projects=tuple(projects[link.project_id].name for link in links),
        illustrative=actor.illustrative,
    )


def _node(project) -> ProjectNode:
    return ProjectNode(project.slug, project.name, project.stage, project.territory__name)


def _as_tie(link, slugs: Mapping[int, str], projects: Mapping[int, Any], details: Details) -> Tie:
    """Return an involvement as what ties an actor and a project."""
    return Tie(
        slugs[link.actor_id],
        project_key(projects[link.project_id].slug),
        TieNature.INVOLVEMENT,
        f"{link.degree_id} · {details.degrees[link.degree_id]}",
        since=link.period__startswith,
        until=link.period__endswith,
        declared=link.state == FactState.DECLARED,
        illustrative=link.illustrative,
    )


def _degrees_by_project(links: Iterable, slugs: Mapping[int, str]) -> list[dict[str, int]]:
    """Return, for each project, the degree of involvement of each of its actors."""
    circles: dict[int, dict[str, int]] = defaultdict(dict)
    for link in links:
        circles[link.project_id][slugs[link.actor_id]] = link.degree_id
    return list(circles.values())
