"""The map of an actor: whom it is tied to, the projects it takes part in, and who else does."""

from collections import Counter, defaultdict
from datetime import date

from actors.maps.ego import partners_of
from actors.maps.ties import load_ties
from actors.maps.values import TieNature
from actors.models import Actor
from projects.maps.details import load_details
from projects.maps.expected import expected_ties
from projects.maps.loading import ACTOR, assembled, load_growth
from projects.maps.needs import load_needs
from projects.maps.territory import (
    LINK,
    MOST_ACTORS,
    MOST_PROJECTS,
    degrees_by_project,
    involved_as_tie,
    involved_at,
    project_node,
)
from projects.maps.values import MapFilters, StakeholderMap, Subject, project_key
from projects.models import Involvement, Project


def load_map(
    actor: Actor,
    user,
    day: date,
    filters: MapFilters | None = None,
    most: int = MOST_ACTORS,
    *,
    lean: bool = False,
) -> StakeholderMap:
    """Return the map around `actor` as `user` may see it on `day`: the actors most tied to it, by any reason.

    `lean`: who and what ties them, nothing else.
    """
    involvements = Involvement.objects.visible_to(user).active_on(day)
    listed = Project.objects.visible_to(user).listed()
    own = listed.filter(pk__in=involvements.filter(actor=actor).values("project")).select_related("territory")
    projects = {project.pk: project for project in own.order_by("search_name", "pk")[:MOST_PROJECTS]}
    shared = involvements.filter(project__among=projects, actor__archived_at=None)
    nearest, total = _nearest(actor, user, day, shared, most)
    shown = Actor.objects.visible_to(user).filter(pk__among=nearest).order_by("search_name", "pk")
    actors = list(shown.values_list("pk", *ACTOR, named=True))
    links = list(shared.filter(actor__among=nearest).order_by("project", "pk").values_list(*LINK, named=True))
    taking_part = defaultdict(list)
    for link in links:
        taking_part[link.actor_id].append(link)
    slugs = {one.pk: one.slug for one in actors}
    details = load_details(actors, user, day, lean=lean)
    ties = load_ties(slugs, user, day)
    ties += [involved_as_tie(link, slugs, projects) for link in links if link.actor_id in slugs]
    besides = {} if lean else {
        "needs": load_needs(projects.values(), user, day),
        "growth": load_growth(_ever(projects, user), (t for t in ties if t.nature != TieNature.INVOLVEMENT)),
    }  # fmt: skip
    return assembled(
        day,
        [involved_at(one, details, taking_part[one.pk], projects) for one in actors],
        ties,
        (
            frozenset(slugs.values()) | {project_key(p.slug) for p in projects.values()},
            frozenset(tie.pair for tie in ties),
        ),
        details,
        **besides,
        expected=expected_ties(degrees_by_project(links, slugs), ties),
        subject=Subject("actor", actor.slug, actor.name),
        projects=tuple(project_node(p) for p in projects.values()),
        total=total,
        capped=total > len(actors),
    ).filtered(filters or MapFilters())


def _ever(projects, user):
    ever = Involvement.objects.visible_to(user).filter(project__among=projects, actor__archived_at=None)
    return ever.only("actor", "period")


def _nearest(actor: Actor, user, day: date, shared, most: int) -> tuple[list[int], int]:
    """Return the actor, then who has the most reasons to be tied to it, and how many there are in all."""
    reasons = Counter(partners_of(actor, user, day))
    reasons.update(shared.exclude(actor=actor).values_list("actor", flat=True))
    shown = Actor.objects.visible_to(user).listed().filter(pk__among=reasons.keys() - {actor.pk})
    best = sorted(shown.values_list("pk", flat=True), key=lambda pk: (-reasons[pk], pk))
    return [actor.pk, *best[: most - 1]], len(best) + 1
