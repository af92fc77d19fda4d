"""Reads what could be brought to a project, and who knows whom, as far as one viewer sees.

Large sets come as arrays of identifiers, by what they have in common: a fixed number of queries, of few rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, reduce
from operator import or_

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, Q, QuerySet, Value, When

from actors.enums import ActorKind, Level
from actors.models import (
    Actor,
    ActorOccupation,
    Affiliation,
    Mastery,
    PartnershipAxis,
    Resource,
    open_partnership,
)
from projects.analysis import brought, candidates, values
from projects.analysis.facts import asked_for, free_stocks
from projects.enums import NeedKind
from projects.models import Involvement, Pledge, Project
from territoire.enums import TerritoryKind
from territoire.models import Territory, TerritoryClosure
from territoire.text import normalise

# Being both in a working circle makes a tie only where people can know each other.
LARGEST_CIRCLE_OF_ACQUAINTANCES = 50
AREAS = ("epci", "departement", "region")
# From how many actors on those who sit near are looked for rather than where each of them sits.
MANY = 1_000


def supply_of(
    user,
    project: Project,
    needs: Iterable[values.Need],
    under: Mapping[int, frozenset[int]],
    day: date,
    near: "Near | None" = None,
) -> brought.Supply:
    """Return what could be brought to `needs` on `day`, from what `user` may see; `near` tells what is near."""
    needs = list(needs)
    holders = _skilled(user, needs, under, day) | _practising(user, needs, day)
    members = _members(user, frozenset().union(*holders.values()), day)
    stocks = _stocks(user, asked_for(needs, NeedKind.RESOURCE), day)
    families = _families(user, asked_for(needs, NeedKind.FAMILY))
    found = frozenset(members).union(*holders.values(), *stocks.values(), *families.values())
    near = near or Near(project.territory_id)
    return brought.Supply(holders, members, stocks, families, near.actors(found))


class Near:
    """How near places are to a territory: 4 within, 3 in the same EPCI, 2 département, 1 région, 0 elsewhere.

    What it needs to know of the territory is asked for once, however much is compared with it.
    """

    def __init__(self, territory_id: int) -> None:
        """Ask nothing yet."""
        self.territory_id = territory_id

    @cached_property
    def inside(self) -> list[int]:
        """Return the territory and all that lies in it."""
        return self._known["inside"]

    @cached_property
    def areas(self) -> dict[str, list[int]]:
        """Return the EPCI, départements and régions of the communes of the territory."""
        return {level: [place for place in self._known[level] if place] for level in AREAS}

    @cached_property
    def places(self) -> dict[int, int]:
        """Return the quarters of all places that are near at all."""
        shared = reduce(or_, (self._shared(level, "") for level in AREAS))
        rows = Territory.objects.filter(shared).order_by().annotate(quarters=self._by_areas(""))
        found = {
            place: quarters
            for quarters, places in rows.values_list("quarters").annotate(ids=ArrayAgg("pk"))
            for place in places
        }
        return found | dict.fromkeys(self.inside, candidates.SAME_TERRITORY)

    def quarters(self, path: str) -> Case:
        """Return the expression of how near the place is to which `path` leads."""
        within = When(Q(**{f"{path}__among": self.inside}), then=candidates.SAME_TERRITORY)
        return self._by_areas(path, within)

    def nearest(self, rows: QuerySet, path: str, most: int) -> list:
        """Return the `most` first of `rows`, which are sorted by how near the place is to which `path` leads.

        They are looked for in the places that are near first: none of the others comes before them.
        """
        for quarters in (candidates.SAME_DEPARTEMENT, candidates.SAME_REGION):
            places = [place for place, found in self.places.items() if found >= quarters]
            found = list(rows.filter(**{f"{path}__among": places})[:most])
            if len(found) == most:
                return found
        return list(rows[:most])

    def actors(self, among: frozenset[int]) -> dict[int, int]:
        """Return the quarters of those of some actors whose seat is at all near; it may tell of others too."""
        if not among:
            return {}
        seated = Actor.objects.filter(pk__among=among).exclude(seat=None)
        if len(among) > MANY and len(self.areas["region"]) == 1:
            # Fewer sit near than could bring something, and an index alone tells who.
            seated = Actor.objects.filter(seat__among=self.places)
        found = seated.order_by().aggregate(
            ids=ArrayAgg("pk", default=Value([])), seats=ArrayAgg("seat_id", default=Value([]))
        )
        places = self.places
        return {
            actor: places[seat]
            for actor, seat in zip(found["ids"], found["seats"], strict=True)
            if seat in places
        }

    @cached_property
    def _known(self) -> dict[str, list[int]]:
        communes = Q(descendant__kind=TerritoryKind.COMMUNE)
        return TerritoryClosure.objects.filter(ancestor=self.territory_id).aggregate(
            inside=ArrayAgg("descendant_id", default=Value([])),
            **{
                level: ArrayAgg(f"descendant__{level}", filter=communes, distinct=True, default=Value([]))
                for level in AREAS
            },
        )

    def _by_areas(self, path: str, *before: When) -> Case:
        return Case(
            *before,
            When(self._shared("epci", path), then=candidates.SAME_EPCI),
            When(self._shared("departement", path), then=candidates.SAME_DEPARTEMENT),
            When(self._shared("region", path), then=candidates.SAME_REGION),
            default=0,
        )

    def _shared(self, level: str, path: str) -> Q:
        places, prefix = self.areas[level], f"{path}__" if path else ""
        return Q(**{f"{prefix}{level}__among": places}) | Q(**{f"{path or 'pk'}__among": places})


class Acquaintances:
    """Who knows whom, as far as one viewer sees: called with some actors, gives their ties, three queries each time.

    The names of who was found come with them.
    """

    def __init__(self, user, project: Project, day: date) -> None:
        """Know nobody yet."""
        self.user, self.project, self.day = user, project, day
        self._names: dict[int, str] = {}

    def __call__(self, actors: frozenset[int]) -> list[tuple[int, int]]:
        """Return the ties of `actors`, each as (one of them, the other)."""
        direct = _direct_ties(self.user, actors, self.day)
        circles = _circles(self.user, self.project, actors, self.day)
        found = actors.union(*circles, (far for _near, far in direct))
        told = dict(_told(self.user, found).values_list("pk", "name"))
        self._names |= told
        seen = frozenset(told)
        return [
            *((near, far) for near, far in direct if near in seen and far in seen),
            *_ties_within(actors & seen, (circle & seen for circle in circles)),
        ]

    def names(self, actors: Iterable[int]) -> dict[int, str]:
        """Return the names of actors as they are sorted."""
        actors = set(actors)
        unknown = actors - self._names.keys()
        if unknown:
            rows = Actor.objects.filter(pk__among=unknown).order_by()
            self._names |= dict(rows.values_list("pk", "name"))
        return {actor: normalise(self._names[actor]) for actor in actors}


def told_to(user, actors: Iterable[int], *rules: Q) -> frozenset[int]:
    """Return those of `actors` that a list may tell `user`, and who keep to `rules`.

    Asked once of all who were found: a condition on each end of each tie takes the base much longer, above all for
    who facilitates a large territory.
    """
    return frozenset(_told(user, actors, *rules).values_list("pk", flat=True))


def _told(user, actors: Iterable[int], *rules: Q) -> QuerySet[Actor]:
    return Actor.objects.visible_to(user).listed().filter(*rules, pk__among=actors).order_by()


def listed(path: str) -> Q:
    """Return the condition under which the actor reached by `path` is neither archived, merged nor restricted."""
    return Q(**{f"{path}__{name}": None for name in ("archived_at", "merged_into", "restricted_at")})


def _skilled(
    user, needs: list[values.Need], under: Mapping[int, frozenset[int]], day: date
) -> dict[int, dict[int, int]]:
    """Return, by need for a competence, who has it, with the highest level."""
    asking = [need for need in needs if need.kind == NeedKind.COMPETENCE]
    if not asking:
        return {}
    competences = frozenset().union(*(under[need.asked] for need in asking))
    rows = list(
        Mastery.objects.active_on(day)
        .filter(mobilisable=True, competence__among=competences)
        .exclude(actor__in=Actor.objects.untold_to(user).values("pk"))
        .filter(level__gte=min(need.level or 1 for need in asking))
        .values("competence_id", "level")
        .annotate(actors=ArrayAgg("actor_id"))
        .order_by("level")
    )
    holders: dict[int, dict[int, int]] = {}
    for need in asking:
        levels = holders.setdefault(need.id, {})
        for row in rows:
            if row["level"] >= (need.level or 1) and row["competence_id"] in under[need.asked]:
                levels.update(dict.fromkeys(row["actors"], row["level"]))
    return holders


def _practising(user, needs: list[values.Need], day: date) -> dict[int, dict[int, int]]:
    """Return, by need for an occupation, who practises it (as if at the highest level)."""
    asked = asked_for(needs, NeedKind.OCCUPATION)
    if not asked:
        return {}
    rows = (
        ActorOccupation.objects.active_on(day)
        .filter(occupation__among=asked)
        .exclude(actor__in=Actor.objects.untold_to(user).values("pk"))
        .order_by()
        .values("occupation_id")
        .annotate(actors=ArrayAgg("actor_id"))
    )
    found = {row["occupation_id"]: dict.fromkeys(row["actors"], int(Level.TEACHES)) for row in rows}
    return {need.id: found.get(need.asked, {}) for need in needs if need.kind == NeedKind.OCCUPATION}


def _members(user, holders: frozenset[int], day: date) -> dict[int, frozenset[int]]:
    """Return, by organisation, those of its persons who are among the holders."""
    if not holders:
        return {}
    # Holders are told of already.
    rows = (
        Affiliation.objects.active_on(day)
        .filter(member__among=holders, member__kind=ActorKind.PERSON)
        .order_by()
        .values("organisation_id")
        .annotate(persons=ArrayAgg("member_id"))
    )
    persons = {row["organisation_id"]: frozenset(row["persons"]) for row in rows}
    return {one: persons[one] for one in told_to(user, persons, ~Q(kind=ActorKind.PERSON))}


def _stocks(user, kinds: set[int], day: date) -> dict[int, dict[int, Decimal]]:
    if not kinds:
        return {}
    resources = Resource.objects.visible_to(user).filter(listed("actor"), kind__among=kinds)
    stocks: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for (actor, kind), free in free_stocks(resources, Pledge.objects.visible_to(user), day).items():
        stocks[kind][actor] = free
    return dict(stocks)


def _families(user, families: set[int]) -> dict[int, frozenset[int]]:
    if not families:
        return {}
    rows = Actor.objects.visible_to(user).listed().filter(family__among=families)
    grouped = rows.order_by().values("family_id").annotate(actors=ArrayAgg("pk"))
    return {row["family_id"]: frozenset(row["actors"]) for row in grouped}


def _direct_ties(user, actors: frozenset[int], day: date) -> list[tuple[int, int]]:
    """Return the ties by partnership or affiliation, from each of `actors`, in either direction.

    Whoever their ends are: the caller leaves out who is not told of.
    """
    axes = PartnershipAxis.objects.active_on(day).order_by()
    axes = axes.filter(open_partnership(user, "partnership__"))
    belongings = Affiliation.objects.active_on(day).order_by()
    directions = [
        (axes, "partnership__first", "partnership__second"),
        (axes, "partnership__second", "partnership__first"),
        (belongings, "member", "organisation"),
        (belongings, "organisation", "member"),
    ]
    first, *others = (
        ties.filter(**{f"{near}__among": actors}).values_list(f"{near}_id", f"{far}_id")
        for ties, near, far in directions
    )
    return list(first.union(*others))


def _circles(user, project: Project, actors: frozenset[int], day: date) -> list[frozenset[int]]:
    """Return the working circles of the other projects, of those that `user` may see, where any of `actors` works."""
    # First all projects of theirs, by the index on actors alone; then the circles of those that count.
    shared = Involvement.objects.filter(actor__among=actors).order_by().values("project")
    seen = Project.objects.visible_to(user).filter(pk__among=shared, archived_at=None).exclude(pk=project.pk)
    at_work = Involvement.objects.active_on(day).working().filter(project__among=seen.order_by().values("pk"))
    circles = at_work.order_by().values("project_id").annotate(circle=ArrayAgg("actor_id"))
    return [frozenset(circle) for circle in circles.values_list("circle", flat=True)]


def _ties_within(actors: frozenset[int], circles: Iterable[frozenset[int]]) -> list[tuple[int, int]]:
    """Return the ties of `actors` with those they work with, in circles that are not too large to know each other."""
    return [
        (one, other)
        for circle in circles
        if len(circle) <= LARGEST_CIRCLE_OF_ACQUAINTANCES
        for one in actors & circle
        for other in circle
        if other != one
    ]
