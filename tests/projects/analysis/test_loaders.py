"""The loaders read from the database exactly what the analysis is defined on."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from projects.analysis.acquaintances import Acquaintances
from projects.analysis.facts import facts_of, open_needs
from projects.analysis.gaps import analyse, coverage
from projects.analysis.ranking import rank
from projects.analysis.supply import supply_of
from projects.analysis.ties import surroundings, third_ties
from tests.factories.territoire import UserFactory
from tests.projects.analysis.brute_force import Brute
from tests.projects.analysis.in_database import reference, store
from tests.projects.analysis.worlds import World, to_date, worlds

pytestmark = pytest.mark.django_db
EXAMPLES = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking through the database takes minutes
)


@pytest.fixture
def ref():
    return reference()


@pytest.fixture
def viewers():
    return [AnonymousUser(), UserFactory()]


@EXAMPLES
@given(world=worlds())
def test_states_through_the_database(world: World, ref):
    with transaction.atomic():
        stored, brute = store(world, ref), Brute(world)

        needs = open_needs(stored.project, to_date(world.day))
        gaps = analyse(facts_of(stored.project, needs, to_date(world.day)))

        assert [stored.need(gap.need.id) for gap in gaps] == brute.open()
        for gap in gaps:
            number = stored.need(gap.need.id)
            assert (gap.state, gap.k) == (brute.state(number), brute.k(number))
            assert gap.fragile == (gap.state == "covered" and any(brute.fragile(number)))
        assert coverage(gaps).rate == brute.coverage()
        transaction.set_rollback(True)


@EXAMPLES
@given(world=worlds())
def test_candidates_through_the_database(world: World, ref, viewers):
    brute = Brute(world, everything=False)
    with transaction.atomic():
        stored, day = store(world, ref), to_date(world.day)
        needs = open_needs(stored.project, day)
        every_fact = facts_of(stored.project, needs, day)
        uncovered = [gap.need for gap in analyse(every_fact) if gap.uncovered]
        for viewer in viewers:
            facts = every_fact.known_to(
                frozenset(a.pk for a in stored.actors if not world.actors[stored.actor(a.pk)].hidden)
            )
            supply = supply_of(viewer, stored.project, uncovered, facts.under, day)
            neighbours = Acquaintances(viewer, stored.project, day)
            around = surroundings(facts.working_circle, neighbours, neighbours.names)

            rankings = rank(facts, uncovered, supply, around, neighbours.names)

            shown = frozenset(one.actor for ranking in rankings.values() for one in ranking.candidates)
            third = third_ties(around, shown, neighbours, neighbours.names)
            for need in uncovered:
                expected = brute.candidates(
                    stored.need(need.id), [stored.need(other.id) for other in uncovered]
                )
                assert [
                    (
                        stored.actor(one.actor),
                        one.score,
                        one.parts.proximity,
                        one.parts.ties,
                        one.parts.level,
                        one.parts.complementarity,
                        tuple(stored.actor(a) for a in one.chain or third.get(one.actor, ())),
                    )
                    for one in rankings[need.id].candidates
                ] == expected
        transaction.set_rollback(True)
