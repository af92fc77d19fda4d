"""Demand, supply and lacks of a territory against a plain count of the same small random worlds."""

import random
from collections import defaultdict
from types import SimpleNamespace

import pytest

from projects.actions import coverage
from projects.review import balance
from tests.factories.actors import ActorFactory, CompetenceFactory, MasteryFactory
from tests.factories.projects import InvolvementFactory, NeedFactory, ProjectFactory
from tests.factories.territoire import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def a_world(dice):
    """Make two départements, a small tree of competences, and who holds, works and asks at random."""
    region = TerritoryFactory(kind="region")
    here, there = (TerritoryFactory(kind="departement", within=[region]) for _ in range(2))
    communes = [(TerritoryFactory(within=[place]), place is here) for place in (here, there)]
    root = CompetenceFactory()
    branch = CompetenceFactory(parent=root)
    tree = [
        root,
        branch,
        CompetenceFactory(parent=branch),
        CompetenceFactory(parent=root),
        CompetenceFactory(),
    ]
    above = {tree[0]: [0], tree[1]: [0, 1], tree[2]: [0, 1, 2], tree[3]: [0, 3], tree[4]: [4]}
    world = SimpleNamespace(here=here, tree=tree, held=defaultdict(list), actors={}, circles={}, needs=[])
    for _ in range(6):
        commune, inside = dice.choice(communes)
        actor = ActorFactory(seat=commune)
        world.actors[actor.pk] = inside
        # The last competence is that of the first actor alone.
        for one in dice.sample(tree[:4], dice.randint(0, 2)) if len(world.actors) > 1 else tree[4:]:
            level, able = (3, True) if one is tree[4] else (dice.randint(1, 3), dice.random() < 0.7)
            MasteryFactory(actor=actor, competence=one, level=level, mobilisable=able)
            for place in above[one]:
                world.held[tree[place].pk].append((actor.pk, level, able))
    for _ in range(dice.randint(2, 7)):
        commune, inside = dice.choice(communes)
        project = ProjectFactory(territory=commune)
        circle = {pk: dice.randint(2, 4) for pk in dice.sample([*world.actors], dice.randint(1, 3))}
        if dice.random() < 0.5:
            circle[min(world.actors)] = 3
        for pk, degree in circle.items():
            InvolvementFactory(project=project, actor_id=pk, degree=degree)
        for one in [*dice.sample(tree[:4], dice.randint(0, 2)), *tree[4:][: dice.randint(0, 3)]]:
            level = dice.randint(1, 3)
            NeedFactory(project=project, competence=one, minimum_level=level, quantity=1)
            if inside:
                world.needs.append((project.pk, one.pk, level, *state(world, circle, one.pk, level)))
    return world


def state(world, circle, competence, level):
    """Return the state of a need for one, and who bears it."""
    held = world.held[competence]
    bearers = {pk for pk, known, able in held if able and known >= level and circle.get(pk, 0) >= 3}
    near = any(pk in circle for pk, *_rest in held)
    return ("covered" if bearers else "latent" if near else "missing"), bearers


def able(world, competence, level):
    return {pk for pk, known, able in world.held[competence] if able and known >= level and world.actors[pk]}


@pytest.mark.parametrize("seed", range(8))
def test_demand_supply_and_lacks_are_those_one_counts(seed):
    world = a_world(random.Random(seed))
    coverage.settle_all()

    found = balance.balances(world.here, UserFactory())

    of = defaultdict(list)
    for need in world.needs:
        of[need[1]].append(need)
    assert {pk: (one.covered, one.latent, one.missing, one.holders, one.practising, one.teaching)
            for pk, one in found.items()} == {
        one.pk: told
        for one in world.tree
        if any(told := (*(sum(need[3] == name for need in of[one.pk]) for name in ("covered", "latent", "missing")),
                        *(len(able(world, one.pk, level)) for level in (1, 2, 3))))
    }  # fmt: skip

    lacks = {
        (one, level): {need[0] for need in of[one] if need[2] == level and need[3] != "covered"}
        for _project, one, level, *_rest in world.needs
        if not able(world, one, level)
    }
    told = balance.out_of_reach(world.here, found)
    assert {(one.competence, one.level): one.projects for one in told} == {
        key: len(projects) for key, projects in lacks.items() if projects
    }
    alone = defaultdict(set)
    for project, competence, _level, _state, bearers in world.needs:
        if len(bearers) == 1:
            alone[competence, *bearers].add(project)
    assert {(one.competence, one.actor): {*one.projects} for one in balance.rests_on(world.here, 50)} == {
        key: projects for key, projects in alone.items() if len(projects) > 1
    }
    parents = {
        one.pk: {wider.pk for wider in world.tree if wider != one and is_under(one, wider)}
        for one in world.tree
    }
    asked = {need[1] for need in world.needs}
    held = {pk for pk in parents if able(world, pk, 1)}
    assert {one.competence for one in balance.idle(found)} == {
        pk
        for pk in held
        if not any(pk in parents[other] for other in held) and not ({pk} | parents[pk]) & asked
    }


def is_under(one, wider) -> bool:
    while one is not None and one != wider:
        one = one.parent
    return one is not None
