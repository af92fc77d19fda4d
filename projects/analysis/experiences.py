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
from projects.analysis.supply import Near
from projects.enums import NeedState
from projects.models import Experience, Need, Project
from projects.review.trusted import stored_states
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


def elsewhere(
    user, project: Project, needs: Iterable[Need], day: date, near: Near | None = None
) -> tuple[Elsewhere, ...]:
    """Return what other projects did about the same needs: what they tell, and which of theirs are met on `day`.

    Whom to ask is left out of the experiences where `user` may not see them.
    """
    needs = tuple(needs)
    around = competences_around({need.competence_id for need in needs if need.competence_id})
    nearest = _Nearest(project, near or Near(project.territory_id))
    told = _experiences(user, needs, around, nearest)
    covered = _covered(user, needs, around, nearest, day)
    rows: dict[int, Any] = {one.experience.project_id: one.experience for one in told}
    rows |= {one.project_id: one for one in covered}
    shown = sorted(rows, key=lambda pk: nearest.order(rows[pk]))[:SHOWN]
    met = _met(user, needs, around, [one for one in covered if one.project_id in shown], day)
    records = {one.experience.project_id: one.experience.project for one in told}
    records |= {one.need.project_id: one.need.project for one in met}
    return tuple(
        Elsewhere(
            project=records[pk],
            km=kilometres(project.territory, records[pk].territory),
            same_theme=rows[pk].same_theme,
            told=tuple(one for one in told if one.experience.project_id == pk),
            met=tuple(one for one in met if one.need.project_id == pk),
        )
        for pk in shown
    )


class _Nearest:
    """How near other projects are to one: those of its themes first, then by territory, then by distance."""

    def __init__(self, project: Project, near: Near) -> None:
        self.project, self.near = project, near
        themes = Project.themes.through.objects.filter(
            project=OuterRef("project"), theme__in=project.themes.values("pk")
        )
        self.annotations = {
            "same_theme": Exists(themes),
            "quarters": near.quarters("project__territory"),
            "apart": _apart(project.territory),
        }

    def rows(self, rows, *then):
        """Return those of `rows` that are of other projects, the nearest first."""
        others = rows.filter(project__archived_at=None).exclude(project=self.project)
        order = ("-same_theme", "-quarters", F("apart").asc(nulls_last=True), *then, "pk")
        return others.annotate(**self.annotations).order_by(*order)

    def first(self, rows, most: int) -> list:
        """Return the `most` nearest of `rows`: those of its themes come first, and are looked for first."""
        ordered = self.rows(rows).only("pk", "project_id", *(f"{field}_id" for field in ASKED))
        found = self.near.nearest(ordered.filter(same_theme=True), "project__territory", most)
        return found if len(found) == most else list(ordered[:most])

    @staticmethod
    def order(row) -> tuple:
        """Return by what projects are sorted."""
        return not row.same_theme, -row.quarters, inf if row.apart is None else row.apart, row.project_id


def _experiences(
    user, needs: tuple[Need, ...], around: Mapping[int, frozenset[int]], nearest: _Nearest
) -> list[Told]:
    same = Q(competences__among=frozenset().union(*around.values())) | _same(needs, around, "need__")
    matching = Experience.objects.visible_to(user).filter(same)
    rows = nearest.rows(
        Experience.objects.filter(pk__in=matching.values("pk")), F("day").desc(nulls_last=True)
    )
    rows = list(rows.select_related("project__territory", "need").prefetch_related("competences")[:SHOWN])
    asked = {row.ask_id for row in rows if row.ask_id}
    seen = Actor.objects.visible_to(user).filter(restricted_at=None, pk__in=asked).in_bulk() if asked else {}
    for row in rows:
        row.ask = seen.get(row.ask_id or 0)
    return [_told(row, needs, around, nearest.project.territory) for row in rows]


def _covered(
    user, needs: tuple[Need, ...], around: Mapping[int, frozenset[int]], nearest: _Nearest, day: date
) -> list[Need]:
    """Return, of the nearest needs of others that are like one of `needs`, those that are covered on `day`.

    What is stored of them is trusted where no mark says otherwise; the rest is analysed here.
    """
    like = Need.objects.visible_to(user).open_on(day).filter(_same(needs, around))
    rows = nearest.first(like, TRIED)
    known = stored_states({row.project_id for row in rows}, day)
    doubtful = [row.pk for row in rows if row.project_id not in known]
    states = {pk: state for found in known.values() for pk, state in found.items()}
    if doubtful:
        facts = facts_by_project(_by_project(_records(doubtful)), day)
        states |= {gap.need.id: gap.state for one in facts.values() for gap in gaps.analyse(one)}
    return [row for row in rows if states.get(row.pk) == NeedState.COVERED]


def _met(
    user, needs: tuple[Need, ...], around: Mapping[int, frozenset[int]], covered: list[Need], day: date
) -> list[Met]:
    """Say who has each of these needs of others."""
    if not covered:
        return []
    rows = _records([row.pk for row in covered])
    facts = facts_by_project(_by_project(rows), day)
    reached = frozenset().union(*(one.actors for one in facts.values()))
    seen = Actor.objects.visible_to(user).filter(restricted_at=None, pk__among=reached)
    seen = seen.only("name", "slug").in_bulk()
    found = {gap.need.id: gap for one in facts.values() for gap in gaps.analyse(one)}
    shown = {
        gap.need.id: gap for one in facts.values() for gap in gaps.analyse(one.known_to(frozenset(seen)))
    }
    return [
        Met(
            need=row,
            needs=tuple(need for need in needs if _alike(need, row, around)),
            bearers=tuple(seen[one.actor] for one in shown[row.pk].bearers),
            somebody=gaps.masked(found[row.pk], shown[row.pk]),
        )
        for row in rows
    ]


def _records(needs: list[int]) -> list[Need]:
    """Return needs as they are told, in this order."""
    rows = Need.objects.select_related("project__territory", *ASKED).in_bulk(needs)
    return [rows[pk] for pk in needs]


def _by_project(rows: Iterable[Need]) -> dict[int, list[Need]]:
    found = defaultdict(list)
    for row in rows:
        found[row.project_id].append(row)
    return found


def _same(needs: Iterable[Need], around: Mapping[int, frozenset[int]], path: str = "") -> Q:
    """Return the condition under which the need reached by `path` is like one of `needs`."""
    needs = list(needs)
    same = Q(**{f"{path}competence__among": frozenset().union(*around.values())})
    for field in ("occupation", "resource_kind", "family"):
        same |= Q(**{f"{path}{field}__among": {getattr(need, f"{field}_id") for need in needs} - {None}})
    return same


def _alike(need: Need, other: Need, around: Mapping[int, frozenset[int]]) -> bool:
    if need.competence_id:
        return other.competence_id in around[need.competence_id]
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
    row: Experience, needs: Iterable[Need], around: Mapping[int, frozenset[int]], place: Territory
) -> Told:
    about = {competence.pk for competence in row.competences.all()}
    useful = tuple(
        need
        for need in needs
        if about & around.get(need.competence_id or 0, frozenset())
        or (row.need is not None and _alike(need, row.need, around))
    )
    return Told(row, useful, kilometres(place, row.project.territory))
