"""The same euro is never pledged twice."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from projects.actions import pledges
from projects.enums import PledgeState
from projects.models import Pledge
from territoire.periods import since
from tests.factories.actors import ResourceFactory
from tests.factories.projects import NeedFactory, PledgeFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


def offer(resource, quantity, **fields):
    need = NeedFactory(for_resource=True)
    return Pledge(need=need, actor=resource.actor, resource=resource, quantity=quantity, **fields)


def test_a_pledge_takes_what_is_free():
    resource = ResourceFactory(quantity=1000)
    PledgeFactory(resource=resource, actor=resource.actor, quantity=400)

    pledged = pledges.pledge(offer(resource, 600), by=UserFactory())

    assert pledged.pk


def test_a_pledge_never_takes_what_another_has():
    resource = ResourceFactory(quantity=1000)
    PledgeFactory(resource=resource, actor=resource.actor, quantity=400)

    with pytest.raises(ValidationError) as refused:
        pledges.pledge(offer(resource, 601), by=UserFactory())

    assert list(refused.value.message_dict) == ["quantity"]


def test_periods_that_do_not_meet_share_a_resource():
    resource = ResourceFactory(quantity=1000)
    first = since(date.fromisoformat("2026-01-01"), date.fromisoformat("2026-07-01"))
    second = since(date.fromisoformat("2026-07-01"))
    PledgeFactory(resource=resource, actor=resource.actor, quantity=1000, period=first)

    assert pledges.pledge(offer(resource, 1000, period=second), by=UserFactory()).pk
    with pytest.raises(ValidationError):
        pledges.pledge(offer(resource, 1, period=since(date.fromisoformat("2026-06-30"))), by=UserFactory())


def test_the_greatest_sum_counts_not_the_whole():
    resource = ResourceFactory(quantity=1000)
    for begin, end in (("2026-01-01", "2026-02-01"), ("2026-03-01", "2026-04-01")):
        PledgeFactory(
            resource=resource,
            actor=resource.actor,
            quantity=600,
            period=since(date.fromisoformat(begin), date.fromisoformat(end)),
        )

    assert pledges.pledge(offer(resource, 400), by=UserFactory()).pk


def test_the_database_refuses_it_too():
    resource = ResourceFactory(quantity=1000)
    PledgeFactory(resource=resource, actor=resource.actor, quantity=1000)

    with pytest.raises(IntegrityError), transaction.atomic():
        PledgeFactory(resource=resource, actor=resource.actor, quantity=1)


def test_a_resource_of_unknown_quantity_bounds_nothing():
    resource = ResourceFactory(quantity=None)
    PledgeFactory(resource=resource, actor=resource.actor, quantity=10**6)

    assert pledges.pledge(offer(resource, 10**6), by=UserFactory()).pk


def test_confirm():
    pledge = PledgeFactory()

    pledges.confirm(pledge, by=UserFactory())

    pledge.refresh_from_db()
    assert pledge.state == PledgeState.CONFIRMED


JANUARY = since(date.fromisoformat("2026-01-01"), date.fromisoformat("2026-02-01"))
YEAR = since(date.fromisoformat("2026-01-01"), date.fromisoformat("2027-01-01"))


def test_a_pledge_does_not_outlast_its_resource():
    resource = ResourceFactory(quantity=1000, period=JANUARY)

    for period in (YEAR, since(None)):
        with pytest.raises(ValidationError) as refused:
            pledges.pledge(offer(resource, 1, period=period), by=UserFactory())
        assert list(refused.value.message_dict) == ["period"]
    assert pledges.pledge(offer(resource, 1, period=JANUARY), by=UserFactory()).pk


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"quantity": "399"}, {"quantity"}),
        ({"quantity": "400"}, set()),
        ({"quantity": ""}, set()),
        ({"period_until": "2026-01-31"}, {"period"}),
        ({"period_until": "2026-12-31"}, set()),
        ({"description": "Autre"}, set()),
    ],
)
def test_a_resource_stays_as_large_and_long_as_what_is_pledged(client, changed, wrong):
    resource = ResourceFactory(quantity=1000)
    PledgeFactory(resource=resource, actor=resource.actor, quantity=400, period=YEAR)
    client.force_login(resource.actor.created_by)
    page = reverse("actors:resource-update", args=[resource.actor.slug, resource.uid])
    version = client.get(page).context["form"]["version"].value()

    response = client.post(page, {"kind": resource.kind_id, "quantity": "1000", "version": version} | changed)

    assert set(response.context["form"].errors if response.context else ()) == wrong
    assert response.status_code == (200 if wrong else 302)
