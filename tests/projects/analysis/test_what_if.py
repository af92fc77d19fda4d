"""Analysing supposed changes is analysing the world in which they were made."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from projects.actions import suppositions
from projects.analysis.facts import facts_around, facts_of, open_needs
from projects.analysis.gaps import analyse, coverage
from projects.analysis.values import Involvement
from projects.analysis.what_if import Changes, helpers, what_if
from projects.models import Involvement as InvolvementRow
from projects.models import Need
from territoire.periods import holds
from tests.factories.territoire import UserFactory
from tests.projects.analysis.in_database import reference, store
from tests.projects.analysis.worlds import World, to_date, worlds

pytestmark = pytest.mark.django_db
EXAMPLES = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@pytest.fixture
def ref():
    return reference()


@pytest.fixture
def somebody():
    return UserFactory()


@EXAMPLES
@given(world=worlds(), data=st.data())
def test_supposing_is_the_same_as_doing(world: World, ref, somebody, data):
    with transaction.atomic():
        stored, day = store(world, ref), to_date(world.day)
        needs = open_needs(stored.project, day)
        facts = facts_of(stored.project, needs, day)
        changes = _changes(stored, facts, data)

        supposed = what_if(facts, changes)
        _do(stored, changes, day, somebody)

        real = facts_of(stored.project, open_needs(stored.project, day), day)
        number = dict(
            InvolvementRow.objects.filter(
                project=stored.project, actor__in=[one.actor for one in changes.joined]
            )
            .filter(period__contains=day)
            .values_list("actor_id", "pk")
        )
        joined = tuple(replace(one, id=number[one.actor]) for one in changes.joined)
        supposed = what_if(facts, replace(changes, joined=joined))
        assert analyse(supposed) == analyse(real)
        assert coverage(analyse(supposed)) == coverage(analyse(real))
        transaction.set_rollback(True)


def _changes(stored, facts, data) -> Changes:
    """Suppose some departures, degrees, quantities, and arrivals with those of their persons who help."""
    aboard = [one for one in facts.involvements if _ended_by_leaving(one, facts.day)]
    left = data.draw(st.sets(st.sampled_from([one.id for one in aboard]))) if aboard else set()
    staying = [one for one in facts.involvements if one.id not in left]
    degrees = {one.id: data.draw(st.integers(1, 5)) for one in staying[:2]}
    quantities = {need.id: Decimal(data.draw(st.integers(1, 4))) for need in facts.needs[:2]}
    changes = Changes(left=frozenset(left), degrees=degrees, quantities=quantities)
    circle = {one.actor for one in facts.involvements}
    outside = [actor for actor in stored.actors if actor.pk not in circle]
    coming = (
        data.draw(st.lists(st.sampled_from(outside), unique_by=lambda one: one.pk, max_size=3))
        if outside
        else []
    )
    around = facts_around({actor.pk for actor in coming}, facts)
    without = what_if(facts, changes)
    ends = _later_starts(stored, facts.day)
    joined = tuple(
        Involvement(
            id=-number,
            actor=actor.pk,
            degree=data.draw(st.integers(1, 5)),
            family=actor.family_id,
            is_person=actor.kind == "person",
            engaged=helpers(without, around, actor.pk),
            until=ends.get(actor.pk),
        )
        for number, actor in enumerate(coming, 1)
    )
    return replace(changes, joined=joined, around=around)


def _ended_by_leaving(one: Involvement, day) -> bool:
    """Tell whether the involvement began before the day: the others cannot end the day before."""
    lower = InvolvementRow.objects.get(pk=one.id).period.lower
    return lower is None or lower < day


def _later_starts(stored, day) -> dict:
    rows = InvolvementRow.objects.filter(project=stored.project, period__startswith__gt=day)
    return {one.actor_id: one.period.lower for one in rows}


def _do(stored, changes: Changes, day, by) -> None:
    rows = InvolvementRow.objects.in_bulk([*changes.left, *changes.degrees])
    actors = {actor.pk: actor for actor in stored.actors}
    assert all(holds(one.period, day) for one in rows.values())
    suppositions.make_true(
        stored.project,
        suppositions.Chosen(
            leaving=tuple(rows[pk] for pk in sorted(changes.left)),
            degrees=tuple((rows[pk], degree) for pk, degree in changes.degrees.items()),
            coming=tuple(
                suppositions.Coming(actors[one.actor], one.degree, tuple(actors[pk] for pk in one.engaged))
                for one in changes.joined
            ),
        ),
        day=day,
        by=by,
    )
    for pk, quantity in changes.quantities.items():
        Need.objects.filter(pk=pk).update(quantity=quantity)
