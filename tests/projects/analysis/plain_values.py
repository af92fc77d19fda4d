"""A random world as the plain values that the analysis takes: what the loaders read from the database."""

from collections import defaultdict
from decimal import Decimal

from projects.analysis import values
from projects.analysis.brought import Supply
from projects.analysis.ties import Surroundings
from tests.projects.analysis.brute_force import Brute
from tests.projects.analysis.worlds import World, to_date


def facts_of(world: World) -> values.Facts:
    """All the facts about project 0 on the world's day."""
    day, brute = world.day, Brute(world)
    circle = {part.actor for part in world.parts if part.project == 0 and part.on(day)}
    needs = [(number, world.needs[number]) for number in brute.open()]
    return values.Facts(
        day=to_date(day),
        needs=tuple(
            values.Need(
                id=number,
                kind=need.kind,
                asked=need.asked,
                level=need.level,
                quantity=Decimal(need.quantity),
                importance=need.importance,
                wanted_by=to_date(need.wanted_by),
                waived=need.waived is not None and need.waived <= day,
            )
            for number, need in needs
        ),
        involvements=tuple(
            values.Involvement(
                id=100 + number,
                actor=part.actor,
                degree=part.degree,
                family=world.actors[part.actor].family,
                is_person=world.actors[part.actor].kind == "person",
                engaged=part.engaged,
                until=to_date(part.end),
            )
            for number, part in enumerate(world.parts)
            if part.project == 0 and part.on(day)
        ),
        affiliations=tuple(
            values.Affiliation(one.member, one.organisation, to_date(one.end))
            for one in world.belongs
            if brute.affiliated(one.member, one.organisation) and one.organisation in circle and one.on(day)
        ),
        masteries=tuple(
            values.Mastery(one.actor, one.competence, one.level, one.mobilisable, to_date(one.end))
            for one in world.knows
            if one.on(day)
        ),
        practices=tuple(
            values.Practice(one.actor, one.occupation, to_date(one.end))
            for one in world.practises
            if one.on(day)
        ),
        stocks=_stocks(brute),
        pledges=tuple(
            values.Pledge(one.need, one.actor, Decimal(one.quantity), one.confirmed, to_date(one.end))
            for one in world.gives
            if one.on(day)
        ),
        under={
            top: frozenset(c for c in range(len(world.parents)) if brute.under(c, top))
            for top in range(len(world.parents))
        },
    )


def visible(world: World) -> frozenset[int]:
    return frozenset(number for number, actor in enumerate(world.actors) if not actor.hidden)


def supply_of(world: World, needs) -> Supply:
    """What the viewer sees that could be brought to the uncovered needs."""
    brute = Brute(world, everything=False)
    everyone = brute.everyone()
    holders = {
        need.id: {
            actor: max(brute.levels(actor, world.needs[need.id]))
            for actor in everyone
            if brute.levels(actor, world.needs[need.id])
        }
        for need in needs
        if need.kind in ("competence", "occupation")
    }
    holding = set().union(*holders.values())
    members = defaultdict(set)
    for one in world.belongs:
        if one.member in holding and brute.affiliated(one.member, one.organisation):
            members[one.organisation].add(one.member)
    stocks = defaultdict(dict)
    for stock in _stocks(brute):
        stocks[stock.resource_kind][stock.actor] = stock.free
    return Supply(
        holders=holders,
        members={organisation: frozenset(persons) for organisation, persons in members.items()},
        stocks=stocks,
        families={
            family: frozenset(actor for actor in everyone if world.actors[actor].family == family)
            for family in {need.asked for need in needs if need.kind == "family"}
        },
        proximity={actor: int(brute.proximity(world.actors[actor].seat) * 4) for actor in everyone},
    )


def neighbours_of(world: World):
    brute = Brute(world, everything=False)

    def neighbours(actors):
        return [(one, other) for one in actors for other in brute.everyone() if brute.tied(one, other)]

    return neighbours


def names_of(world: World):
    brute = Brute(world)
    return lambda actors: {actor: brute.key(actor)[0] for actor in actors}


def _stocks(brute: Brute) -> tuple[values.Stock, ...]:
    return tuple(
        values.Stock(actor, kind, Decimal(brute.free(actor, kind)))
        for actor in range(len(brute.world.actors))
        for kind in {one.kind for one in brute.world.owns}
        if brute.free(actor, kind)
    )


__all__ = ["Surroundings", "facts_of", "names_of", "neighbours_of", "supply_of", "visible"]
