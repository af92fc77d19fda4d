"""A project as days go by stands, each day, as the analysis of that day alone says."""

from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from projects.analysis import facts
from projects.analysis.gaps import Coverage, analyse, coverage
from projects.analysis.history import all_needs, history_of
from projects.analysis.over_time import at, on, rate_line, spells, state_since
from tests.projects.analysis.brute_force import Brute
from tests.projects.analysis.in_database import reference, store
from tests.projects.analysis.worlds import World, to_date, worlds

pytestmark = pytest.mark.django_db
EXAMPLES = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
# Every day on which something starts, ends or comes within the horizon of fragility, and the days around.
DAYS = sorted(
    {
        day + shift
        for day in (-400, -91, -90, -1, 0, 1, 30, 89, 90, 91, 92, 200, 491, 492)
        for shift in (-91, -90, -1, 0)
    }
)


@pytest.fixture
def ref():
    return reference()


@EXAMPLES
@given(world=worlds())
def test_each_day_is_the_same_as_the_analysis_of_that_day(world: World, ref):
    with transaction.atomic():
        stored = store(world, ref)
        needs = all_needs(stored.project)
        history = history_of(stored.project, needs)
        told = {dated.need: spells(history, dated.need) for dated in history.needs}
        line = rate_line(told)

        for day in DAYS:
            brute = Brute(replace(world, day=day))
            shown = {stored.need(need.id): at(spell, to_date(day)) for need, spell in told.items()}
            assert [number for number, spell in shown.items() if spell.state] == brute.open()
            for number in brute.open():
                spell = shown[number]
                assert (spell.state, spell.k) == (brute.state(number), brute.k(number))
                assert spell.fragile == (spell.state == "covered" and any(brute.fragile(number)))
            reached = [point for point in line if point.day is None or point.day <= to_date(day)]
            assert reached[-1].coverage.rate == brute.coverage()
        transaction.set_rollback(True)


@EXAMPLES
@given(world=worlds())
def test_what_is_read_for_all_days_is_what_is_read_for_one(world: World, ref):
    with transaction.atomic():
        stored = store(world, ref)
        history = history_of(stored.project, all_needs(stored.project))

        for day in (-400, -1, 0, 90, 491):
            that_day = facts.facts_of(
                stored.project, facts.open_needs(stored.project, to_date(day)), to_date(day)
            )
            gaps = analyse(on(history, to_date(day)))
            assert gaps == analyse(that_day)
            assert isinstance(coverage(gaps), Coverage)
            for gap in gaps:
                since = state_since(history, gap.need, to_date(day))
                told = spells(history, gap.need)
                same = [
                    spell.shown == (gap.state, gap.fragile)
                    for spell in told
                    if spell.first is None or spell.first <= to_date(day)
                ]
                # The spell that lasts until then began where the run of alike ones at the end does.
                begins = len(same) - (same[::-1].index(False) if False in same else len(same))
                assert since == told[begins].first
        transaction.set_rollback(True)
