"""What the map says of each actor besides its involvement: one query for each sort of thing, however many actors."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from actors.models import Actor, ActorFamily, ActorOccupation, CompetenceClosure, Mastery
from projects.maps.shared.nodes import shape_of
from projects.maps.shared.values import Choice, FamilyCount, Skill, Spot
from projects.models import Degree, Involvement
from territoire.enums import TerritoryKind
from territoire.models import Territory
from territoire.statements import written_once


@dataclass(frozen=True, slots=True)
class Details:
    """By identifier of actor; `spots` by that of the seat; families, degrees; and what filters may offer, by code."""

    families: dict[int, FamilyCount]
    degrees: dict[int, str]
    skills: dict[int, tuple[Skill, ...]] = field(default_factory=dict)
    occupations: dict[int, tuple[str, ...]] = field(default_factory=dict)
    themes: dict[int, tuple[str, ...]] = field(default_factory=dict)
    areas: dict[int, tuple[str, ...]] = field(default_factory=dict)
    spots: dict[int, Spot] = field(default_factory=dict)
    domains: tuple[Choice, ...] = ()
    trades: dict[str, Choice] = field(default_factory=dict)
    subjects: dict[str, Choice] = field(default_factory=dict)
    places: dict[str, Choice] = field(default_factory=dict)


def load_details(actors: Iterable, user, day: date, *, lean: bool = False) -> Details:
    """Return the details of `actors` (records or rows), all of whom `user` may see, on `day`.

    `lean`: where they sit, nothing else.
    """
    actors = list(actors)
    keys = [actor.pk for actor in actors]
    seats = {actor.seat_id for actor in actors if actor.seat_id}
    families, degrees = load_families(), dict(_degrees(None))
    if lean:
        return Details(families, degrees, spots=_spots_alone(seats))
    spots, places = _spots(seats)
    occupations, trades = _occupations(keys, day)
    themes, subjects = _themes(keys, user, day)
    skills = load_skills(keys, day)
    domains = _domains({skill.slug for held in skills.values() for skill in held})
    areas = _areas(keys)
    return Details(
        families, degrees, skills, occupations, themes, areas, spots, domains, trades, subjects, places
    )


def load_families() -> dict[int, FamilyCount]:
    """Return all families by identifier, in the order of the reference table."""
    return {pk: FamilyCount(code, name, group, shape_of(code)) for pk, code, name, group in _families(None)}


@written_once
def _families(_user):
    return ActorFamily.objects.values_list("pk", "code", "name", "group")


@written_once
def _degrees(_user):
    return Degree.objects.values_list("value", "name")


def _domains(skills: set[str]) -> tuple[Choice, ...]:
    """Return what `skills` stand under, by name."""
    above = CompetenceClosure.objects.filter(descendant__slug__in=skills).exclude(ancestor__slug__in=skills)
    rows = above.order_by("ancestor__name", "ancestor").values_list("ancestor__slug", "ancestor__name")
    return tuple(Choice(slug, name) for slug, name in rows.distinct())


def load_skills(actors: Iterable[int], day: date) -> dict[int, tuple[Skill, ...]]:
    """Return what each of `actors` (identifiers of actors that may be seen) masters on `day`, best first."""
    masteries = (
        Mastery.objects.active_on(day)
        .filter(actor__among=actors)
        .order_by("-level", "competence__name", "pk")
        .values_list("actor", "competence__slug", "competence__name", "level")
    )
    return _gathered((actor, Skill(*skill)) for actor, *skill in masteries)


def _occupations(actors: Iterable[int], day: date) -> tuple[dict[int, tuple[str, ...]], dict[str, Choice]]:
    rows = list(
        ActorOccupation.objects.active_on(day)
        .filter(actor__among=actors)
        .order_by("occupation__name", "pk")
        .values_list("actor", "occupation__code", "occupation__name")
    )
    offered = {code: Choice(code, name) for _actor, code, name in rows}
    return _gathered((actor, name) for actor, _code, name in rows), offered


def _themes(actors: Iterable[int], user, day: date) -> tuple[dict[int, tuple[str, ...]], dict[str, Choice]]:
    """Return the themes of the projects that `user` may see, in which each actor takes part."""
    rows = list(
        Involvement.objects.visible_to(user)
        .active_on(day)
        .filter(actor__among=actors, project__archived_at=None, project__themes__isnull=False)
        .order_by("project__themes__position", "project__themes__name", "actor")
        .values_list("actor", "project__themes__slug", "project__themes__name")
        .distinct()
    )
    offered = {slug: Choice(slug, name) for _actor, slug, name in rows}
    return _gathered((actor, slug) for actor, slug, _name in rows), offered


def _areas(actors: Iterable[int]) -> dict[int, tuple[str, ...]]:
    areas = Actor.areas.through.objects.filter(actor__among=actors).order_by("territory__code")
    return _gathered(areas.values_list("actor", "territory__code"))


def _spots_alone(seats: Iterable[int]) -> dict[int, Spot]:
    """Return spots without the wider territories where they lie."""
    return {pk: Spot(*row) for pk, *row in _seats(None, list(seats))}


@written_once
def _seats(_user, places: list[int]):
    return Territory.objects.filter(pk__among=places).values_list(
        "pk", "code", "name", "latitude", "longitude"
    )


def _spots(seats: Iterable[int]) -> tuple[dict[int, Spot], dict[str, Choice]]:
    wider = ("epci", "departement", "region")
    columns = [f"{name}__{column}" for name in wider for column in ("code", "name")]
    rows = Territory.objects.filter(pk__among=seats).values_list(
        "pk", "code", "name", "kind", "latitude", "longitude", *columns
    )
    spots, places = {}, {}
    for pk, code, name, kind, latitude, longitude, *around in rows:
        commune = code if kind == TerritoryKind.COMMUNE else ""
        codes = {one: around[2 * i] or "" for i, one in enumerate(wider)}
        if kind in codes:
            codes[kind] = code
        spots[pk] = Spot(code, name, latitude, longitude, commune, **codes)
        places[code] = Choice(code, name, kind)
        places |= {
            around[2 * i]: Choice(around[2 * i], around[2 * i + 1], one)
            for i, one in enumerate(wider)
            if around[2 * i]
        }
    return spots, places


def _gathered[V](pairs: Iterable[tuple[int, V]]) -> dict[int, tuple[V, ...]]:
    """Return what each actor has, in the order of `pairs`."""
    found: dict[int, list[V]] = defaultdict(list)
    for actor, value in pairs:
        found[actor].append(value)
    return {actor: tuple(values) for actor, values in found.items()}
