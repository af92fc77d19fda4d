"""The network around one actor: what the viewer may see of it, and no more."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from actors.maps import ego
from territoire.periods import since
from tests.factories.actors import (
    ActorFactory,
    AffiliationFactory,
    PartnershipAxisFactory,
    PartnershipFactory,
)

DAY = date(2026, 11, 22)


def drawn(actor, user=None, day=DAY):
    picture = ego.picture(actor, user or AnonymousUser(), day)
    return picture and {mark.node.key for mark in picture.marks}


def test_partners_affiliations_and_the_ties_between_them(db):
    actor, one, two, far = (ActorFactory() for _ in range(4))
    PartnershipAxisFactory(partnership=PartnershipFactory(between=(actor, one)))
    PartnershipAxisFactory(partnership=PartnershipFactory(between=(one, two)))
    PartnershipAxisFactory(partnership=PartnershipFactory(between=(two, far)))
    AffiliationFactory(member=actor, organisation=two)

    picture = ego.picture(actor, AnonymousUser(), DAY)

    assert {mark.node.key for mark in picture.marks} == {actor.slug, one.slug, two.slug}
    assert len(picture.threads) == 3


def test_what_is_hidden_or_of_another_day_is_not_drawn(db):
    actor, other = ActorFactory(), ActorFactory()
    hidden = ActorFactory(hidden=True)
    PartnershipAxisFactory(partnership=PartnershipFactory(between=(actor, hidden)))
    PartnershipAxisFactory(
        partnership=PartnershipFactory(between=(actor, other)), period=since(date(2030, 1, 1))
    )

    assert drawn(actor) is None
    assert drawn(actor, hidden.created_by) == {actor.slug, hidden.slug}
    assert drawn(actor, day=date(2031, 1, 1)) == {actor.slug, other.slug}


@pytest.mark.parametrize("count", [1, 30])
def test_it_takes_five_queries(db, count, django_assert_num_queries):
    actor = ActorFactory()
    for _ in range(count):
        PartnershipAxisFactory(partnership=PartnershipFactory(between=(actor, ActorFactory())))

    with django_assert_num_queries(5):
        picture = ego.picture(actor, AnonymousUser(), DAY)

    assert len(picture.marks) == min(count, ego.MOST_DRAWN) + 1
