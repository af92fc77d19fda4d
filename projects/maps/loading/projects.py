"""What the maps of a territory and of an actor share: several projects among their actors."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from actors.enums import FactState
from actors.maps.ties import PERIOD, load_ties
from actors.maps.values import Tie, TieNature
from projects.maps.loading.details import Details, load_details
from projects.maps.loading.expected import expected_ties
from projects.maps.loading.needs import load_needs
from projects.maps.loading.project import ActorRow, assembled, load_growth, of_actor
from projects.maps.shared.values import ProjectNode, Stakeholder, StakeholderMap, Subject, project_key

#: More would read badly, on the picture as in the table: lists of actors and projects hold everything.
MOST_ACTORS, MOST_PROJECTS = 300, 40
#: What is read of projects and of who takes part in what. Rows: whole records take ten times as long to make.
PROJECT = ("pk", "slug", "name", "stage", "territory__name")
LINK = ("actor_id", "project_id", "degree_id", "state", "illustrative", *PERIOD)


class ProjectRow(NamedTuple):
    """What `PROJECT` reads of a project."""

    pk: int
    slug: str
    name: str
    stage: str
    place: str


class Link(NamedTuple):
    """What `LINK` reads of an involvement."""

    actor: int
    project: int
    degree: int
    state: str
    illustrative: bool
    since: date | None
    until: date | None


def joined(
    day: date,
    user,
    actors: Sequence[ActorRow],
    projects: Mapping[int, ProjectRow],
    links: Iterable[Link],
    *,
    ever=None,
    lean: bool,
    subject: Subject,
    total: int,
) -> StakeholderMap:
    """Return the map of `actors`, `projects` (by identifier) and what ties them.

    `user` may see all of them, and `links`: the involvements of `day` of these actors in these projects. `ever`: the
    involvements of all days that the line of time tells; `lean`: who and what ties them, nothing else.
    """
    slugs = {actor.pk: actor.slug for actor in actors}
    details = load_details(actors, user, day, lean=lean)
    links = sorted(links, key=lambda link: (projects[link.project].name, link.project, link.actor))
    taking_part = defaultdict(list)
    for link in links:
        taking_part[link.actor].append(link)
    ties = load_ties(slugs, user, day)
    besides = {} if lean else {
        "needs": load_needs({one.pk: one.slug for one in projects.values()}, user, day),
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


def _involved(
    actor: ActorRow, details: Details, links: Sequence[Link], projects: Mapping[int, ProjectRow]
) -> Stakeholder:
    return of_actor(
        actor,
        details,
        degree=max([link.degree for link in links], default=None),
        projects=tuple([projects[link.project].name for link in links]),
        illustrative=actor.illustrative,
    )


def _node(project: ProjectRow) -> ProjectNode:
    return ProjectNode(project.slug, project.name, project.stage, project.place)


def _as_tie(
    link: Link, slugs: Mapping[int, str], projects: Mapping[int, ProjectRow], details: Details
) -> Tie:
    """Return an involvement as what ties an actor and a project."""
    return Tie(
        slugs[link.actor],
        project_key(projects[link.project].slug),
        TieNature.INVOLVEMENT,
        f"{link.degree} · {details.degrees[link.degree]}",
        since=link.since,
        until=link.until,
        declared=link.state == FactState.DECLARED,
        illustrative=link.illustrative,
    )


def _degrees_by_project(links: Iterable[Link], slugs: Mapping[int, str]) -> list[dict[str, int]]:
    """Return, for each project, the degree of involvement of each of its actors."""
    circles: dict[int, dict[str, int]] = defaultdict(dict)
    for link in links:
        circles[link.project][slugs[link.actor]] = link.degree
    return list(circles.values())
