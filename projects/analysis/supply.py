"""Reads what could be brought to a project, as far as one viewer sees.

Large sets come as packed identifiers, by what they have in common: a fixed number of statements, of few rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property, reduce
from operator import itemgetter, or_

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, Q, QuerySet, When

from actors.enums import Level
from actors.models import Actor
from projects.analysis import brought, candidates, values
from projects.analysis.facts import UNKNOWN_QUANTITY, asked_for
from projects.enums import NeedKind
from projects.models import Pledge, Project
from territoire.enums import TerritoryKind
from territoire.models import Territory
from territoire.sight import condition, fetched, kept, keys, viewer

_LISTED = " AND ".join(
    f"actors_actor.{name} IS NULL" for name in ("archived_at", "merged_into_id", "restricted_at")
)
AREAS = ("epci", "departement", "region")
# From how many actors on those who sit near are looked for rather than where each of them sits.
MANY = 1_000
# In how many départements a territory lies at most for those who sit there to be looked for first.
NARROW = 2


# Who can be called upon for what is asked for, and to which organisations these persons belong: the belongings first,
# for few holders are persons and the planner does not know it.
_HOLDERS = """
WITH able AS MATERIALIZED (
    SELECT 'competence' AS kind, competence_id AS asked, level, actor_id FROM actors_mastery
    WHERE competence_id = ANY(%(competences)s) AND level >= %(least)s AND mobilisable
        AND range_contains_elem(period, %(day)s::date)
    UNION ALL SELECT 'occupation', occupation_id, {top}, actor_id FROM actors_actoroccupation
    WHERE occupation_id = ANY(%(occupations)s) AND range_contains_elem(period, %(day)s::date)
), held AS MATERIALIZED (
    SELECT * FROM able WHERE actor_id NOT IN (
        SELECT id FROM actors_actor WHERE {untold} AND id = ANY(ARRAY(SELECT actor_id FROM able))
    )
), belongs AS MATERIALIZED (
    SELECT organisation_id, member_id FROM actors_affiliation
    WHERE range_contains_elem(period, %(day)s::date) AND member_id = ANY(ARRAY(SELECT actor_id FROM held))
)
SELECT kind, asked, level, string_agg(int8send(actor_id), '') FROM held GROUP BY kind, asked, level
UNION ALL SELECT 'member', organisation_id, NULL, string_agg(int8send(member_id), '')
FROM belongs JOIN actors_actor ON actors_actor.id = organisation_id JOIN actors_actor member ON member.id = member_id
WHERE member.kind = 'person' AND actors_actor.kind <> 'person' AND {told}
GROUP BY organisation_id
"""
# The same for a few actors, who may be told of, and those who belong to them.
_HOLDERS_AMONG = """
WITH belongs AS MATERIALIZED (
    SELECT organisation_id, member_id FROM actors_affiliation
    JOIN actors_actor ON actors_actor.id = organisation_id JOIN actors_actor member ON member.id = member_id
    WHERE organisation_id = ANY(%(among)s::bigint[]) AND range_contains_elem(period, %(day)s::date)
        AND member.kind = 'person' AND actors_actor.kind <> 'person'
), who AS MATERIALIZED (
    SELECT unnest(%(among)s::bigint[]) AS actor_id
    UNION SELECT id FROM actors_actor WHERE id = ANY(ARRAY(SELECT member_id FROM belongs)) AND {told}
), held AS MATERIALIZED (
    SELECT 'competence' AS kind, competence_id AS asked, level, actor_id FROM who JOIN actors_mastery USING (actor_id)
    WHERE competence_id = ANY(%(competences)s) AND level >= %(least)s AND mobilisable
        AND range_contains_elem(period, %(day)s::date)
    UNION ALL SELECT 'occupation', occupation_id, {top}, actor_id FROM who JOIN actors_actoroccupation USING (actor_id)
    WHERE occupation_id = ANY(%(occupations)s) AND range_contains_elem(period, %(day)s::date)
)
SELECT kind, asked, level, string_agg(int8send(actor_id), '') FROM held GROUP BY kind, asked, level
UNION ALL SELECT 'member', organisation_id, NULL, string_agg(int8send(member_id), '')
FROM belongs WHERE member_id IN (SELECT actor_id FROM held) GROUP BY organisation_id
"""
# Needs that more would help than are ever told of: as many as that are read of each.
_PLENTY = {
    NeedKind.COMPETENCE: """
SELECT need, array_agg(DISTINCT found.actor_id) FROM unnest(%(skills)s::bigint[], %(levels)s::int[]) skill (need, least)
CROSS JOIN LATERAL (
    SELECT actor_id FROM actors_mastery JOIN actors_actor ON actors_actor.id = actor_id
    WHERE competence_id = ANY(ARRAY(
            SELECT competence FROM unnest(%(of)s::bigint[], %(competences)s::bigint[]) under (one, competence)
            WHERE one = need
        )) AND level >= least AND mobilisable AND range_contains_elem(period, %(day)s::date)
        AND actor_id <> ALL(%(aboard)s::bigint[]) AND {told}
    LIMIT %(most)s
) found GROUP BY need
""",
    NeedKind.FAMILY: """
SELECT need, array_agg(found.id)
FROM unnest(%(wanting)s::bigint[], %(families)s::bigint[]) wanting (need, family)
CROSS JOIN LATERAL (
    SELECT id FROM actors_actor WHERE family_id = family AND id <> ALL(%(aboard)s::bigint[]) AND {told} LIMIT %(most)s
) found GROUP BY need
""",
    NeedKind.RESOURCE: """
SELECT need, array_agg(DISTINCT found.actor_id)
FROM unnest(%(lacking)s::bigint[], %(kinds)s::bigint[]) lacking (need, kind)
CROSS JOIN LATERAL (
    SELECT actor_id FROM actors_resource resource JOIN actors_actor ON actors_actor.id = actor_id
    WHERE kind_id = lacking.kind AND range_contains_elem(resource.period, %(day)s::date)
        AND actor_id <> ALL(%(aboard)s::bigint[]) AND {told}
        AND coalesce(resource.quantity, {unknown}) > coalesce((
            SELECT sum(quantity) FROM projects_pledge
            WHERE resource_id = resource.id AND range_contains_elem(period, %(day)s::date) AND id IN ({pledges})
        ), 0)
    LIMIT %(most)s
) found GROUP BY need
""",
}
_STOCKS = """
WITH resource AS MATERIALIZED (
    SELECT id, actor_id, kind_id, coalesce(quantity, {unknown}) AS quantity FROM actors_resource
    WHERE kind_id = ANY(%(kinds)s) AND range_contains_elem(period, %(day)s::date)
), pledge AS (
    SELECT resource_id, sum(quantity) AS taken FROM projects_pledge
    WHERE resource_id = ANY(ARRAY(SELECT id FROM resource)) AND range_contains_elem(period, %(day)s::date)
        AND id IN ({pledges}) GROUP BY resource_id
)
SELECT resource.actor_id, kind_id, sum(quantity - coalesce(taken, 0))
FROM resource JOIN actors_actor ON actors_actor.id = resource.actor_id LEFT JOIN pledge ON resource_id = resource.id
WHERE {told} AND quantity > coalesce(taken, 0) {among} GROUP BY resource.actor_id, kind_id
"""
_FAMILIES = """
SELECT family_id, string_agg(int8send(id), '') FROM actors_actor
WHERE family_id = ANY(%(families)s) AND {told} {among} GROUP BY family_id
"""
_AMONG = "AND actors_actor.id = ANY(%(among)s::bigint[])"
# A territory and all that lies in it; what its communes lie in.
_AREAS = f"""
SELECT coalesce(array_agg(place.id), '{{}}'), {
    ", ".join(
        f"coalesce(array_agg(DISTINCT {level}_id) FILTER (WHERE kind = '{TerritoryKind.COMMUNE}'), '{{}}')"
        for level in AREAS
    )
}
FROM territoire_territoryclosure JOIN territoire_territory place ON place.id = descendant_id
WHERE ancestor_id = %(territory)s
"""  # noqa: S608 (names of ours)
# Those who sit in the places that are near at all: an index alone tells who.
_SEATED = """
SELECT quarters, string_agg(int8send(actors_actor.id), '') FROM ({places}) place
JOIN actors_actor ON seat_id = place.id {among} GROUP BY quarters
"""
_PLACES = f"""
SELECT id, CASE
    WHEN id = ANY(%(inside)s) THEN {candidates.SAME_TERRITORY}
    WHEN epci_id = ANY(%(epci)s) OR id = ANY(%(epci)s) THEN {candidates.SAME_EPCI}
    WHEN departement_id = ANY(%(departement)s) OR id = ANY(%(departement)s) THEN {candidates.SAME_DEPARTEMENT}
    ELSE {candidates.SAME_REGION} END AS quarters
FROM territoire_territory
WHERE departement_id = ANY(%(departement)s) OR id = ANY(%(departement)s)
    OR epci_id = ANY(%(epci)s) OR id = ANY(%(epci)s) OR id = ANY(%(inside)s)
"""  # noqa: S608 (numbers of ours)
_FURTHER = "OR region_id = ANY(%(region)s) OR id = ANY(%(region)s)"


def supply_of(
    user,
    project: Project,
    needs: Iterable[values.Need],
    under: Mapping[int, frozenset[int]],
    day: date,
    near: "Near | None" = None,
) -> brought.Supply:
    """Return what could be brought to `needs` on `day`, from what `user` may see; `near` tells what is near."""
    supply = brought_to(user, needs, under, day)
    near = near or Near(project.territory_id)
    return replace(supply, proximity=near.actors(supply.everybody))


def brought_to(
    user,
    needs: Iterable[values.Need],
    under: Mapping[int, frozenset[int]],
    day: date,
    among: frozenset[int] | None = None,
) -> brought.Supply:
    """Return the same without proximity; only what `among` would bring, with those who belong to them, when given."""
    needs = list(needs)
    holders, members = _holders(user, needs, under, day, among)
    return brought.Supply(
        holders,
        members,
        _stocks(user, asked_for(needs, NeedKind.RESOURCE), day, among),
        _families(user, asked_for(needs, NeedKind.FAMILY), among),
    )


def with_plenty(
    user,
    needs: Iterable[values.Need],
    under: Mapping[int, frozenset[int]],
    day: date,
    aboard: frozenset[int],
    most: int,
) -> frozenset[int]:
    """Return those of `needs` that more than `most` actors out of `aboard` would help; maybe not all of them.

    No more is read than it takes to know.
    """
    by_kind: dict[str, list[values.Need]] = defaultdict(list)
    for need in needs:
        by_kind[need.kind].append(need)
    skills, families, resources = (by_kind[kind] for kind in _PLENTY)
    statements = [statement for kind, statement in _PLENTY.items() if by_kind[kind]]
    if not statements:
        return frozenset()
    pairs = [(need.id, competence) for need in skills for competence in under[need.asked]]
    rows = fetched(
        "UNION ALL".join(statements).format(
            told=told(user), pledges=kept(Pledge.objects.visible_to, user), unknown=UNKNOWN_QUANTITY
        ),
        {
            **viewer(user),
            "day": day,
            "aboard": list(aboard),
            # Somebody may have several of what stands under one competence, or of one kind of resource.
            "most": 2 * (most + 1),
            "skills": [need.id for need in skills],
            "levels": [need.level or 1 for need in skills],
            "of": [need for need, _competence in pairs],
            "competences": [competence for _need, competence in pairs],
            "wanting": [need.id for need in families],
            "families": [need.asked for need in families],
            "lacking": [need.id for need in resources],
            "kinds": [need.asked for need in resources],
        },
    )
    return frozenset(need for need, found in rows if len(found) > most)


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
        if len(among) < MANY or len(self.areas["region"]) > 1:
            return self._seated(f"{_PLACES} {_FURTHER}", _AMONG, among)
        # Otherwise fewer sit near than could bring something, and an index alone tells who.
        return self._seated(f"{_PLACES} {_FURTHER}")

    @property
    def narrow(self) -> bool:
        """Tell whether few places share a département with the territory."""
        return len(self.areas["departement"]) <= NARROW

    def closest(self) -> dict[int, int]:
        """Return the quarters of all actors whose seat shares a département, or an EPCI, with the territory."""
        return self._seated(_PLACES)

    def _seated(self, places: str, condition: str = "", among: Iterable[int] = ()) -> dict[int, int]:
        values = {"inside": self.inside, **self.areas, "among": f"{{{','.join(map(str, among))}}}"}
        found: dict[int, int] = {}
        for quarters, packed in fetched(_SEATED.format(places=places, among=condition), values):
            found.update(dict.fromkeys(keys(packed), quarters))
        return found

    @cached_property
    def _known(self) -> dict[str, list[int]]:
        [found] = fetched(_AREAS, {"territory": self.territory_id})
        return dict(zip(("inside", *AREAS), found, strict=True))

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


def listed(path: str) -> Q:
    """Return the condition under which the actor reached by `path` is neither archived, merged nor restricted."""
    return Q(**{f"{path}__{name}": None for name in ("archived_at", "merged_into", "restricted_at")})


def told(user) -> str:
    """Return the condition of plain statements under which lists tell `user` of an actor."""
    return f"{condition(Actor.objects.visible_to, user)} AND {_LISTED}"


def _holders(
    user,
    needs: list[values.Need],
    under: Mapping[int, frozenset[int]],
    day: date,
    among: frozenset[int] | None = None,
) -> tuple[dict[int, dict[int, int]], dict[int, frozenset[int]]]:
    """Return, by need, who has it with the highest level; by organisation, those of its persons who are among them."""
    skills = [need for need in needs if need.kind == NeedKind.COMPETENCE]
    trades = [need for need in needs if need.kind == NeedKind.OCCUPATION]
    if not (skills or trades):
        return {}, {}
    statement = _HOLDERS if among is None else _HOLDERS_AMONG
    rows = fetched(
        statement.format(
            untold=condition(Actor.objects.untold_to, user), told=told(user), top=int(Level.TEACHES)
        ),
        {
            **viewer(user),
            "day": day,
            "competences": list(frozenset().union(*(under[need.asked] for need in skills))),
            "occupations": [need.asked for need in trades],
            "least": min((need.level or 1 for need in skills), default=1),
            "among": list(among or ()),
        },
    )
    able = defaultdict(list)
    for kind, asked, level, packed in rows:
        able[kind].append((asked, level, keys(packed)))
    holders: dict[int, dict[int, int]] = {}
    for need in skills:
        wanted, least = under[need.asked], need.level or 1
        found = [
            (level, who) for asked, level, who in able["competence"] if asked in wanted and level >= least
        ]
        holders[need.id] = _levels(found)
    for need in trades:
        holders[need.id] = _levels(
            (level, who) for asked, level, who in able["occupation"] if asked == need.asked
        )
    return holders, {organisation: frozenset(persons) for organisation, _none, persons in able["member"]}


def _levels(found: Iterable[tuple[int, list[int]]]) -> dict[int, int]:
    """Return the highest level of each actor."""
    levels: dict[int, int] = {}
    for level, actors in sorted(found, key=itemgetter(0)):
        levels.update(dict.fromkeys(actors, level))
    return levels


def _stocks(
    user, kinds: set[int], day: date, among: frozenset[int] | None = None
) -> dict[int, dict[int, Decimal]]:
    """Return, by kind of resource, what each actor has left to give of what `user` may see."""
    if not kinds:
        return {}
    statement = _STOCKS.format(
        told=told(user),
        pledges=kept(Pledge.objects.visible_to, user),
        unknown=UNKNOWN_QUANTITY,
        among="" if among is None else _AMONG,
    )
    stocks: dict[int, dict[int, Decimal]] = defaultdict(dict)
    values = {**viewer(user), "kinds": list(kinds), "day": day, "among": list(among or ())}
    for actor, kind, free in fetched(statement, values):
        stocks[kind][actor] = free
    return dict(stocks)


def _families(user, families: set[int], among: frozenset[int] | None = None) -> dict[int, frozenset[int]]:
    if not families:
        return {}
    statement = _FAMILIES.format(told=told(user), among="" if among is None else _AMONG)
    rows = fetched(statement, {**viewer(user), "families": list(families), "among": list(among or ())})
    return {family: frozenset(keys(packed)) for family, packed in rows}
