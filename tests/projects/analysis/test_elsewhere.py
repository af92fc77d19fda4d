"""What other projects met of the same needs, against a plain count of small random worlds with hidden people."""

import random
from collections import defaultdict

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from projects.actions import coverage
from projects.analysis.experiences import elsewhere
from projects.analysis.facts import open_needs
from tests.factories.actors import ActorFactory, CompetenceFactory, MasteryFactory
from tests.factories.projects import InvolvementFactory, NeedFactory, ProjectFactory, ThemeFactory
from tests.factories.territoire import TerritoryFactory

pytestmark = pytest.mark.django_db

# A root, a branch under it, a leaf under the branch, another under the root, one apart.
PARENTS = [None, 0, 1, 0, None]
ABOVE = [{0}, {0, 1}, {0, 1, 2}, {0, 3}, {4}]


def alike(one: int, other: int) -> bool:
    """Tell whether two competences are the same, or one is just under the other."""
    return one == other or PARENTS[one] == other or PARENTS[other] == one


@pytest.mark.parametrize("seed", range(6))
def test_needs_met_elsewhere_are_those_one_counts(seed):
    dice, theme = random.Random(seed), ThemeFactory()
    places = [TerritoryFactory(within=[TerritoryFactory(kind="departement")]) for _ in range(2)]
    tree: list = []
    for parent in PARENTS:
        tree.append(CompetenceFactory(parent=None if parent is None else tree[parent]))
    actors, held = [], defaultdict(list)
    for _ in range(6):
        actor = ActorFactory(hidden=dice.random() < 0.3)
        actors.append(actor)
        for number in dice.sample(range(5), 2):
            level, able = dice.randint(1, 3), dice.random() < 0.8
            MasteryFactory(actor=actor, competence=tree[number], level=level, mobilisable=able)
            held[actor].append((number, level, able))
    asked = dice.sample(range(5), 2)
    project = ProjectFactory(territory=places[0])
    project.themes.add(theme)
    for number in asked:
        NeedFactory(project=project, competence=tree[number])
    expected = {}
    for _ in range(6):
        hidden, same, place = dice.random() < 0.2, dice.random() < 0.5, dice.choice(places)
        other = ProjectFactory(hidden=hidden, territory=place)
        if same:
            other.themes.add(theme)
        circle = {actor: dice.randint(2, 4) for actor in dice.sample(actors, 3)}
        for actor, degree in circle.items():
            InvolvementFactory(project=other, actor=actor, degree=degree)
        met = {}
        for number in dice.sample(range(5), 3):
            level, quantity = dice.randint(1, 3), dice.randint(1, 2)
            need = NeedFactory(project=other, competence=tree[number], minimum_level=level, quantity=quantity)
            bearers = {
                actor
                for actor, degree in circle.items()
                if degree >= 3
                and any(number in ABOVE[one] and able and known >= level for one, known, able in held[actor])
            }
            if len(bearers) >= quantity and any(alike(number, one) for one in asked):
                seen = {actor.pk for actor in bearers if actor.visibility == "public"}
                met[need.pk] = seen, len(seen) < len(bearers)
        if met and not hidden:
            expected[other.pk] = (not same, place != places[0], met)
    if dice.random() < 0.5:
        coverage.settle_all()

    day = timezone.localdate()
    found = elsewhere(AnonymousUser(), project, open_needs(project, day), day)

    told = {
        one.project.pk: {met.need.pk: ({actor.pk for actor in met.bearers}, met.somebody) for met in one.met}
        for one in found
    }
    assert told == {pk: met for pk, (_theme, _far, met) in expected.items()}
    order = [expected[one.project.pk][:2] for one in found]
    assert order == sorted(order)
