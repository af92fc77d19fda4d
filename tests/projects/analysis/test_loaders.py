"""The loaders read from the database exactly what the analysis is defined on."""

from fractions import Fraction

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from projects.analysis import first_ones
from projects.analysis.acquaintances import Acquaintances
from projects.analysis.candidates import WEIGHTS, Choices, Parts
from projects.analysis.facts import facts_of, open_needs
from projects.analysis.gaps import analyse, coverage
from projects.analysis.ranking import rank
from projects.analysis.report import rankings_for
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


@EXAMPLES
@given(
    world=worlds(),
    weights=st.sampled_from(
        [WEIGHTS, *(Parts(*map(Fraction, one)) for one in ((0, 0, 0, 1), (1, 0, 0, 0), (0, 1, 1, 1)))]
    ),
    kept=st.frozensets(st.integers(0, 8), max_size=2),
    out=st.frozensets(st.integers(0, 8), max_size=2),
)
def test_the_first_candidates_for_one_need_are_those_of_all(world, weights, kept, out, ref, viewers):
    """What is not read of who cannot be among the first changes nothing: neither them, nor their parts, nor chains."""
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        # As where there are many: no more than the first is looked for, those who sit near are looked for apart.
        patch.setattr(first_ones, "SHOWN", 1)
        patch.setattr(first_ones, "MANY", 0)
        stored, day = store(world, ref), to_date(world.day)
        facts = facts_of(stored.project, open_needs(stored.project, day), day)
        uncovered = [gap.need for gap in analyse(facts) if gap.uncovered]
        for viewer, choices in zip(
            viewers,
            [Choices(), Choices({None: _stored(kept, stored)}, {None: _stored(out, stored)})],
            strict=True,
        ):
            everybody = rankings_for(stored.project, viewer, facts, uncovered, weights, choices)
            for need in uncovered[:3] if len(uncovered) > 1 else ():
                found = rankings_for(
                    stored.project, viewer, facts, uncovered, weights, choices, 1, frozenset({need.id})
                )
                whole = everybody[need.id]
                assert found[need.id].candidates == (
                    *whole.candidates[:1],
                    *(one for one in whole.candidates[1:] if one.actor in whole.pinned),
                )
                assert (found[need.id].total, found[need.id].excluded) == (whole.total, whole.excluded)
                for other in uncovered:
                    if found[other.id].more:
                        assert everybody[other.id].total > 1
                    else:
                        assert found[other.id].total == everybody[other.id].total
        transaction.set_rollback(True)


def _stored(numbers: frozenset[int], stored) -> frozenset[int]:
    return frozenset(stored.actors[number].pk for number in numbers if number < len(stored.actors))
