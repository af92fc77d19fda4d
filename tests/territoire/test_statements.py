"""Statements written once: the same rows as Django's own, for other values too, and by who asks."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from actors.models import Actor, Mastery
from projects.models import NetworkPlace
from territoire.enums import Visibility
from territoire.periods import since
from territoire.statements import written_once
from tests.factories.actors import MasteryFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db
FIRST, LATER = date(2026, 1, 1), date(2026, 6, 1)


def test_other_values_go_where_the_first_ones_were(django_assert_num_queries):
    written = []

    @written_once
    def masteries(user, day, actors, *levels):
        written.append(user)
        found = Mastery.objects.filter(actor__in=Actor.objects.visible_to(user)).active_on(day)
        found = found.filter(level__in=levels) if levels else found
        return found.filter(actor__among=actors).order_by("pk").values_list("actor_id", "level")

    known = MasteryFactory(level=2, period=since(FIRST))
    later = MasteryFactory(level=3, period=since(LATER))
    hidden = MasteryFactory(level=1, period=since(FIRST), actor__visibility=Visibility.MEMBERS)
    everyone = [one.actor_id for one in (known, later, hidden)]
    visitor, member = AnonymousUser(), UserFactory()

    with django_assert_num_queries(5):
        assert masteries(visitor, FIRST, everyone) == [(known.actor_id, 2)]
        assert masteries(visitor, LATER, everyone) == [(known.actor_id, 2), (later.actor_id, 3)]
        assert masteries(visitor, LATER, [later.actor_id]) == [(later.actor_id, 3)]
        assert masteries(visitor, LATER, []) == []
        assert masteries(visitor, LATER, everyone, 3) == [(later.actor_id, 3)]
    assert len(written) == 2, "Once for each number of values."
    assert (hidden.actor_id, 1) in masteries(member, LATER, everyone)


def test_what_could_not_be_told_apart_is_refused():
    @written_once
    def changed(user, text):
        return Actor.objects.filter(name__icontains=text).values_list("pk")

    @written_once
    def converted(user):
        return NetworkPlace.objects.values_list("links")

    @written_once
    def unused(user, day):
        return Actor.objects.values_list("pk")

    with pytest.raises(ValueError, match="Not found"):
        changed(None, "atelier")
    with pytest.raises(ValueError, match="Not found"):
        unused(None, FIRST)
    with pytest.raises(ValueError, match="converts"):
        converted(None)
