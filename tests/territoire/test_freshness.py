"""What is still known to be true, in Python and in the database alike."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.models import Actor
from territoire import freshness
from territoire.enums import Rhythm
from tests.factories.actors import ActorFactory


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 15), 3, date(2026, 4, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_after_ends_with_the_month(day, months, expected):
    assert freshness.months_after(day, months) == expected


def test_never_asked_is_never_stale():
    assert not freshness.is_stale(date(1987, 1, 1), Rhythm.NEVER, date(2026, 11, 23))


def test_stale_from_the_very_day():
    confirmed = date(2025, 11, 23)

    assert not freshness.is_stale(confirmed, Rhythm.YEAR, date(2026, 11, 22))
    assert freshness.is_stale(confirmed, Rhythm.YEAR, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("since", "day", "months"),
    [
        (date(2025, 9, 23), date(2026, 11, 23), 14),
        (date(2025, 9, 24), date(2026, 11, 23), 13),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2027, 1, 1), date(2026, 11, 23), 0),
    ],
)
def test_months_are_whole(since, day, months):
    assert freshness.months_between(since, day) == months


@pytest.fixture
def actor(db):
    """Have one actor, whose days each example sets."""
    return ActorFactory()


MOMENTS = st.datetimes(datetime(2019, 12, 1), datetime(2026, 3, 1), timezones=st.just(UTC))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    confirmed=st.none() | MOMENTS,
    created=MOMENTS,
    rhythm=st.sampled_from(Rhythm.values),
    day=st.dates(date(2020, 1, 1), date(2028, 12, 31)),
)
def test_the_database_says_the_same(actor, confirmed, created, rhythm, day):
    Actor.objects.update(confirmed_at=confirmed, created_at=created, confirm_every=rhythm)

    expected = freshness.is_stale(confirmed or created, rhythm, day)

    assert Actor.objects.stale_on(day).exists() == expected
