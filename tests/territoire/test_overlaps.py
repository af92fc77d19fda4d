"""Two periods of one fact never overlap, also when two people write at the same moment."""

from contextlib import contextmanager
from datetime import date

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from actors.models import Mastery
from territoire.periods import since
from tests.factories.actors import MasteryFactory

pytestmark = pytest.mark.django_db(transaction=True)
OPEN, ENDED, LATER, APART = (
    "[2026-01-01,)",
    "[2025-01-01,2027-01-01)",
    "[2026-06-01,2028-01-01)",
    "[2020-01-01,2021-01-01)",
)
COPY = """
INSERT INTO actors_mastery (uid, created_at, updated_at, source, external_id, illustrative, level, mobilisable,
    conditions, actor_id, competence_id, period)
SELECT gen_random_uuid(), now(), now(), '', '', false, 2, true, '', actor_id, competence_id, %s
FROM actors_mastery WHERE id = %s
"""
UPDATE = (
    "UPDATE actors_mastery SET period = %s WHERE id = (SELECT max(id) FROM actors_mastery WHERE id <> %s)"
)


@contextmanager
def somebody():
    wanted = connection.get_connection_params()
    known = {"dbname", "user", "password", "host", "port"}
    with psycopg.connect(**{name: value for name, value in wanted.items() if name in known}) as session:
        session.execute("SET lock_timeout = '150ms'")
        yield session


@pytest.mark.parametrize(
    ("first", "second"), [(OPEN, OPEN), (OPEN, ENDED), (ENDED, OPEN), (ENDED, LATER)], ids=str
)
def test_of_two_written_at_once_the_second_waits_then_is_refused(first, second):
    known = MasteryFactory(period=since(None, date(2019, 1, 1))).pk
    with somebody() as one, somebody() as other:
        one.execute(COPY, [first, known])
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute(COPY, [second, known])
        other.rollback()
        one.commit()
        with pytest.raises(psycopg.errors.IntegrityError):
            other.execute(COPY, [second, known])
        other.rollback()
        other.execute(COPY, [APART, known])
        other.commit()
        # Moved upon the other: the same.
        with pytest.raises(psycopg.errors.IntegrityError):
            other.execute(UPDATE, [second, known])
    assert Mastery.objects.count() == 3


def test_one_statement_writes_none_of_two_that_overlap():
    first = MasteryFactory(period=since(None))
    rows = [
        Mastery(actor=first.actor, competence=first.competence, period=period) for period in (ENDED, OPEN)
    ]
    Mastery.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mastery.objects.bulk_create(rows)
    assert not Mastery.objects.exists()
