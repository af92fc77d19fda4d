"""What other projects did when they met the same need: the nearest theme and place first, as far as the viewer sees.

The same need: for the same thing or, in the tree of competences, for what stands just above or just under.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import asin, cos, inf, radians, sin, sqrt
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Power

from actors.models import Actor, CompetenceClosure
from projects.analysis import gaps
from projects.analysis.facts import facts_by_project
from projects.analysis.supply import nearness
from projects.enums import NeedState
from projects.models import Experience, Need, Project
from territoire.models import Territory

SHOWN = 8
# Of how many needs of others, the nearest, one looks at whether they are met.
TRIED = 30
EARTH_RADIUS_KM = 6371
ASKED = ("competence", "occupation", "resource_kind", "family")


@dataclass(frozen=True, slots=True)
class Told:
    """An experience, the needs here that it is about, and how far away it was lived (when both places are known)."""

    experience: Experience
    needs: tuple[Need, ...]
    km: int | None


@dataclass(frozen=True, slots=True)
class Met:
    """A need of another project that is met, the needs here that it is like, and who meets it.

    `somebody`: others do too, whom the viewer may not see.
    """

    need: Need
    needs: tuple[Need, ...]
    bearers: tuple[Actor, ...]
    somebody: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What one other project tells of, and the needs that it meets; `same_theme`: it has one in common."""

    project: Project
    km: int | None
    same_theme: bool
    told: tuple[Told, ...]
    met: tuple[Met, ...]

    @property
    def needs(self) -> tuple[Need, ...]:
        """Return the needs here that it is useful for."""
        told: list[Told | Met] = [*self.told, *self.met]
        found = {need.pk: need for one in told for need in one.needs}
        return tuple(found.values())


def elsewhere(user, project: Project, needs: Iterable[Need], day: date) -> tuple[Elsewhere, ...]:
    """Return what other projects did about the same needs: what they tell, and which of theirs are met on `day`.

    Whom to ask is left out of the experiences where `user` may not see them.
    """
    needs = tuple(needs)
    near = competences_around({need.competence_id for need in needs if need.competence_id})
    nearest = _Nearest(project)
    told = _experiences(user, needs, near, nearest)
    met = _needs_met(user, needs, near, nearest, day)
    rows: dict[int, Any] = {one.experience.project_id: one.experience for one in told}
    rows |= {one.need.project_id: one.need for one in met}
    found = (
        Elsewhere(
            project=row.project,
            km=kilometres(project.territory, row.project.territory),
            same_theme=row.same_theme,
            told=tuple(one for one in told if one.experience.project_id == pk),
            met=tuple(one for one in met if one.need.project_id == pk),
        )
        for pk, row in sorted(rows.items(), key=lambda item: nearest.order(item[1]))
    )
    return tuple(found)[:SHOWN]


class _Nearest:
    """How near other projects are to one: those of its themes first, then by territory, then by distance."""

    def __init__(self, project: Project) -> None:
        self.project = project
        themes = Project.themes.through.objects.filter(
            project=OuterRef("project"), theme__in=project.themes.values("pk")
        )
        self.annotations = {
            "same_theme": Exists(themes),
            "quarters": nearness("project__territory", project.territory_id),
            "apart": _apart(project.territory),
        }

    def rows(self, rows, *then):
        """Return those of `rows` that are of other projects, the nearest first."""
        others = rows.filter(project__archived_at=None).exclude(project=self.project)
        order = ("-same_theme", "-quarters", F("apart").asc(nulls_last=True), *then, "pk")
        return others.annotate(**self.annotations).order_by(*order).select_related("project__territory")

    @staticmethod
    def order(row) -> tuple:
        """Return by what projects are sorted."""
        return not row.same_theme, -row.quarters, inf if row.apart is None else row.apart, row.project_id


def _experiences(
    user, needs: tuple[Need, ...], near: Mapping[int, frozenset[int]], nearest: _Nearest
) -> list[Told]:
    same = Q(competences__among=frozenset().union(*near.values())) | _same(needs, near, "need__")
    matching = Experience.objects.visible_to(user).filter(same)
    rows = nearest.rows(
        Experience.objects.filter(pk__in=matching.values("pk")), F("day").desc(nulls_last=True)
    )
    rows = list(rows.select_related("project__territory", "need").prefetch_related("competences")[:SHOWN])
    asked = {row.ask_id for row in rows if row.ask_id}
    seen = Actor.objects.visible_to(user).filter(restricted_at=None, pk__among=asked).in_bulk()
    for row in rows:
        row.ask = seen.get(row.ask_id or 0)
    return [_told(row, needs, near, nearest.project.territory) for row in rows]


def _needs_met(
    user, needs: tuple[Need, ...], near: Mapping[int, frozenset[int]], nearest: _Nearest, day: date
) -> list[Met]:
    """Return the needs of others that are covered on `day`, each with those who have it."""
    open_now = Need.objects.visible_to(user).open_on(day)
    rows = list(nearest.rows(open_now.filter(_same(needs, near))).select_related(*ASKED)[:TRIED])
    by_project = defaultdict(list)
    for row in rows:
        by_project[row.project_id].append(row)
    facts = facts_by_project(by_project, day)
    reached = frozenset().union(*(one.actors for one in facts.values()))
    seen = Actor.objects.visible_to(user).filter(restricted_at=None, pk__among=reached).in_bulk()
    state = {gap.need.id: gap for one in facts.values() for gap in gaps.analyse(one)}
    known = frozenset(seen)
    shown = {gap.need.id: gap for one in facts.values() for gap in gaps.analyse(one.known_to(known))}
    return [
        Met(
            need=row,
            needs=tuple(need for need in needs if _alike(need, row, near)),
            bearers=tuple(seen[one.actor] for one in shown[row.pk].bearers),
            somebody=gaps.masked(state[row.pk], shown[row.pk]),
        )
        for row in rows
        if state[row.pk].state == NeedState.COVERED
    ]


def _same(needs: Iterable[Need], near: Mapping[int, frozenset[int]], path: str = "") -> Q:
    """Return the condition under which the need reached by `path` is like one of `needs`."""
    needs = list(needs)
    same = Q(**{f"{path}competence__among": frozenset().union(*near.values())})
    for field in ("occupation", "resource_kind", "family"):
        same |= Q(**{f"{path}{field}__among": {getattr(need, f"{field}_id") for need in needs} - {None}})
    return same


def _alike(need: Need, other: Need, near: Mapping[int, frozenset[int]]) -> bool:
    if need.competence_id:
        return other.competence_id in near[need.competence_id]
    fields = ("occupation_id", "resource_kind_id", "family_id")
    return any(getattr(need, field) and getattr(need, field) == getattr(other, field) for field in fields)


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


def _apart(place: Territory):
    """Return an expression that grows with the distance to `place`; good enough to sort by."""
    latitude, longitude = place.latitude or 0.0, place.longitude or 0.0
    shrink = cos(radians(latitude))
    return Power(F("project__territory__latitude") - latitude, 2) + Power(
        (F("project__territory__longitude") - longitude) * shrink, 2
    )


def _told(
    row: Experience, needs: Iterable[Need], near: Mapping[int, frozenset[int]], place: Territory
) -> Told:
    about = {competence.pk for competence in row.competences.all()}
    useful = tuple(
        need
        for need in needs
        if about & near.get(need.competence_id or 0, frozenset())
        or (row.need is not None and _alike(need, row.need, near))
    )
    return Told(row, useful, kilometres(place, row.project.territory))
