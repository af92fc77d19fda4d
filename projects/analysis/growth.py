"""How a circle grew, as far as one viewer sees: who came when, and who brought them.

Read off what is registered: who was named or introduced by somebody, who asked by themselves. Nothing is guessed.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from actors.models import Actor
from projects.enums import GuestState, IntroductionState, RequestState
from projects.models import GuestRequest, Introduction, Involvement, JoinRequest, Project, Suggestion


class Way(StrEnum):
    """How somebody came aboard."""

    BROUGHT = "brought"
    ASKED = "asked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody aboard: since when (nothing when it is not known), brought by whom, and how deep below who came alone.

    `somebody`: others brought them, whom the viewer does not see.
    """

    actor: Actor
    day: date | None
    way: Way
    by: Actor | None = None
    somebody: bool = False
    depth: int = 0


def growth(project: Project, user, day: date) -> list[Arrival]:
    """Return who came by `day`, each after who brought them, the oldest first."""
    seen = Involvement.objects.visible_to(user).filter(project=project, actor__restricted_at=None)
    came: dict[int, Involvement] = {}
    for one in seen.select_related("actor__family").order_by("period__startswith", "pk"):
        known = came.get(one.actor_id)
        # Without a day it is the oldest that is known.
        if (one.period.lower is None or one.period.lower <= day) and known is None:
            came[one.actor_id] = one
    bringers, asked = _bringers(project, list(came)), _asked(project, list(came))
    actors = {key: one.actor for key, one in came.items()}
    outside = {key for key in bringers.values() if key not in actors}
    others = (
        Actor.objects.visible_to(user).filter(restricted_at=None, pk__in=outside).select_related("family")
    )
    actors |= {one.pk: one for one in others} if outside else {}
    found = {key: _arrival(one, bringers.get(key), actors, key in asked) for key, one in came.items()}
    return _as_a_tree(found)


def _bringers(project: Project, keys: list[int]) -> dict[int, int]:
    """Return by whom each was brought: named by, else introduced through; nobody brings themselves."""
    introduced = Introduction.objects.filter(
        project=project, actor__in=keys, state=IntroductionState.ENGAGED, via__isnull=False
    )
    named = Suggestion.objects.filter(project=project, actor__in=keys, speaker__isnull=False)
    found = dict(introduced.order_by("-created_at").values_list("actor", "via"))
    found |= dict(named.order_by("-created_at").values_list("actor", "speaker"))
    return {key: by for key, by in found.items() if key != by}


def _asked(project: Project, keys: list[int]) -> set[int]:
    """Return who asked to board by themselves."""
    requests = JoinRequest.objects.filter(project=project, actor__in=keys, state=RequestState.ACCEPTED)
    guests = GuestRequest.objects.filter(project=project, actor__in=keys, state=GuestState.ACCEPTED)
    return {*requests.values_list("actor", flat=True), *guests.values_list("actor", flat=True)}


def _arrival(one: Involvement, by: int | None, actors: dict[int, Actor], asked: bool) -> Arrival:
    if by is None:
        return Arrival(one.actor, one.period.lower, Way.ASKED if asked else Way.UNKNOWN)
    return Arrival(one.actor, one.period.lower, Way.BROUGHT, actors.get(by), somebody=by not in actors)


def _as_a_tree(found: dict[int, Arrival]) -> list[Arrival]:
    """Put each after who brought them; those who brought each other in a ring begin with the oldest."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for key, one in found.items():
        parent = one.by.pk if one.by and one.by.pk in found else None
        children[None if parent is None or _in_a_ring(key, found) else parent].append(key)
    told: list[Arrival] = []
    waiting = [(key, 0) for key in reversed(children[None])]
    while waiting:
        key, depth = waiting.pop()
        one = found[key]
        told.append(Arrival(one.actor, one.day, one.way, one.by, one.somebody, depth))
        waiting += [(child, depth + 1) for child in reversed(children[key])]
    return told


def _in_a_ring(key: int, found: dict[int, Arrival]) -> bool:
    """Tell whether going from one to who brought them comes back to the first."""
    seen, at = {key}, found[key].by
    while at is not None and at.pk in found:
        if at.pk == key:
            return True
        if at.pk in seen:
            return False
        seen.add(at.pk)
        at = found[at.pk].by
    return False
