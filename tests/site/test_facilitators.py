"""Admins name who facilitates a territory; its page says so to members, and to nobody else."""

import pytest
from django.urls import reverse

from territoire.models import Facilitation
from tests.factories.territoire import FacilitationFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_admin_names_a_facilitator(client):
    client.force_login(UserFactory(admin=True))
    named, place = UserFactory(), TerritoryFactory()

    client.post(reverse("admin:territoire_facilitation_add"), {"user": named.pk, "territory": place.pk})

    assert Facilitation.objects.get().user == named


def test_the_page_names_those_around_to_members_alone(client):
    region = TerritoryFactory(kind="region")
    place = TerritoryFactory(within=[region])
    FacilitationFactory(territory=region, user__name="Dominique")
    FacilitationFactory(user__name="Ailleurs")
    address = reverse("site:territory", args=[place.code])

    assert "Dominique" not in client.get(address).text
    client.force_login(UserFactory())
    page = client.get(address).text
    assert "Dominique" in page
    assert "Ailleurs" not in page
