"""The map of an actor: whom it is tied to, the projects it takes part in, and who else does."""

from collections import Counter
from datetime import date

from actors.maps.ego import partners_of
from actors.models import Actor
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
    involvements = Involvement.objects.visible_to(user)
    own = involvements.active_on(day).filter(actor=actor).values("project")
    listed = Project.objects.visible_to(user).listed().filter(pk__in=own).order_by("search_name", "pk")
    rows = listed.values_list(*PROJECT)[:MOST_PROJECTS]
    projects = {row[0]: ProjectRow(*row) for row in rows}
    ever = involvements.filter(project__among=projects, actor__archived_at=None)
    nearest, total = _nearest(actor, user, day, ever.active_on(day), most)
    shown = Actor.objects.visible_to(user).filter(pk__among=nearest).order_by("search_name", "pk")
    actors = [ActorRow(*row) for row in shown.values_list("pk", *ACTOR)]
    links = ever.active_on(day).filter(actor__among=[one.pk for one in actors]).order_by()
    return joined(
        day,
        user,
        actors,
        projects,
        [Link(*row) for row in links.values_list(*LINK)],
        ever=ever,
        lean=lean,
        subject=Subject("actor", actor.slug, actor.name),
        total=total,
    ).filtered(filters or MapFilters())


def _nearest(actor: Actor, user, day: date, shared, most: int) -> tuple[list[int], int]:
    """Return the actor, then who has the most reasons to be tied to it, and how many there are in all."""
    reasons = Counter(partners_of(actor, user, day))
    reasons.update(shared.exclude(actor=actor).values_list("actor", flat=True))
    shown = Actor.objects.visible_to(user).listed().filter(pk__among=reasons.keys() - {actor.pk})
    best = sorted(shown.values_list("pk", flat=True), key=lambda pk: (-reasons[pk], pk))
    return [actor.pk, *best[: most - 1]], len(best) + 1
