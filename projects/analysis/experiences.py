"""What other projects learnt when they met the same need: the nearest first, as far as the viewer sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from django.db.models import F, Q
from django.db.models.functions import Power

from actors.models import CompetenceClosure
from projects.analysis.supply import nearness
from projects.models import Experience, Need, Project
from territoire.models import Territory

SHOWN = 8
EARTH_RADIUS_KM = 6371


@dataclass(frozen=True, slots=True)
class Told:
    """An experience, the needs that it is about, and how far away it was lived (when both places are known)."""

    experience: Experience
    needs: tuple[Need, ...]
    km: int | None


def experiences_for(user, project: Project, needs: Iterable[Need]) -> tuple[Told, ...]:
    """Return the experiences of other projects about the same things, or one above or under in the tree."""
    needs = list(needs)
    near = competences_around({need.competence_id for need in needs if need.competence_id})
    asked = frozenset().union(*near.values())
    same = (
        Q(competences__among=asked)
        | Q(need__competence__among=asked)
        | Q(need__occupation__among=_ids(needs, "occupation_id"))
        | Q(need__resource_kind__among=_ids(needs, "resource_kind_id"))
        | Q(need__family__among=_ids(needs, "family_id"))
    )
    others = Experience.objects.visible_to(user).filter(project__archived_at=None).exclude(project=project)
    rows = (
        Experience.objects.filter(pk__in=others.filter(same).values("pk"))
        .annotate(quarters=nearness("project__territory", project.territory_id))
        .annotate(apart=_apart(project.territory))
        .order_by("-quarters", F("apart").asc(nulls_last=True), F("day").desc(nulls_last=True), "pk")
        .select_related("project__territory", "need")
        .prefetch_related("competences")
    )
    told = (_told(row, needs, near, project.territory) for row in rows[:SHOWN])
    return tuple(told)


def competences_around(competences: set[int]) -> dict[int, frozenset[int]]:
    """Return, for each competence, itself, the one just above and those just under."""
    if not competences:
        return {}
    around = {competence: {competence} for competence in competences}
    links = CompetenceClosure.objects.filter(
        Q(ancestor__among=competences) | Q(descendant__among=competences), depth=1
    )
    for above, under in links.values_list("ancestor_id", "descendant_id"):
        if above in around:
            around[above].add(under)
        if under in around:
            around[under].add(above)
    return {competence: frozenset(found) for competence, found in around.items()}


def kilometres(one: Territory | None, other: Territory | None) -> int | None:
    """Return the distance as the crow flies between two places, where their coordinates are known."""
    if one is None or one.latitude is None or one.longitude is None:
        return None
    if other is None or other.latitude is None or other.longitude is None:
        return None
    north, south = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    chord = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return round(2 * EARTH_RADIUS_KM * asin(sqrt(chord)))


def _ids(needs: list[Need], field: str) -> set[int]:
    return {getattr(need, field) for need in needs} - {None}


def _apart(place: Territory):
    """Return an expression that grows with the distance to `place`; good enough to sort by."""
    latitude, longitude = place.latitude or 0.0, place.longitude or 0.0
    shrink = cos(radians(latitude))
    return Power(F("project__territory__latitude") - latitude, 2) + Power(
        (F("project__territory__longitude") - longitude) * shrink, 2
    )


def _told(row: Experience, needs: list[Need], near: dict[int, frozenset[int]], place: Territory) -> Told:
    about = {competence.pk for competence in row.competences.all()}
    if row.need and row.need.competence_id:
        about.add(row.need.competence_id)
    met = tuple(
        need for need in needs if _meets(row, need, about & near.get(need.competence_id or 0, frozenset()))
    )
    return Told(row, met, kilometres(place, row.project.territory))


def _meets(row: Experience, need: Need, shared: set[int]) -> bool:
    if need.competence_id or row.need is None:
        return bool(shared)
    fields = ("occupation_id", "resource_kind_id", "family_id")
    return any(getattr(need, field) and getattr(need, field) == getattr(row.need, field) for field in fields)
