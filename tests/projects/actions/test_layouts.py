"""Large maps laid out in the background: kept from one visit to the next, newcomers beside their ties, nobody named."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from projects.actions import layouts
from projects.maps.loading.project import load_map
from projects.maps.network.positions import positions
from projects.models import NetworkLayout
from territoire.enums import Visibility
from tests.factories.actors import ActorFactory, PartnershipAxisFactory, PartnershipFactory
from tests.factories.projects import InvolvementFactory, ProjectFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def project(monkeypatch):
    monkeypatch.setattr("projects.maps.network.picture.MOST_STILL", 5)
    monkeypatch.setattr("projects.actions.layouts.MOST_STILL", 5)
    return ProjectFactory(slug="laine")


def aboard(project, number, tied_to=None, **more):
    actors = [ActorFactory(**more) for _ in range(number)]
    for actor in actors:
        InvolvementFactory(project=project, actor=actor)
        if tied_to:
            PartnershipAxisFactory(partnership=PartnershipFactory(between=(actor, tied_to)))
    return actors


def test_a_large_map_holds_still_and_newcomers_join(project):
    first = aboard(project, 1)[0]
    aboard(project, 9, tied_to=first)

    assert layouts.lay_out(TODAY) == 1
    before = positions(load_map(project, AnonymousUser(), TODAY))
    newcomer = aboard(project, 1, tied_to=first)[0]
    shown = positions(load_map(project, AnonymousUser(), TODAY))
    layouts.lay_out(TODAY)
    after = positions(load_map(project, AnonymousUser(), TODAY))

    assert set(after) == {*before, newcomer.slug}
    for places in (shown, after):
        assert {key: places[key] for key in before} == before


def test_what_is_kept_neither_names_anyone_nor_depends_on_who_is_hidden(project):
    aboard(project, 8)
    hidden = aboard(project, 1, visibility=Visibility.TEAM)[0]

    layouts.lay_out(TODAY)

    layout = NetworkLayout.objects.get()
    assert layout.subject == "project:laine"
    assert len(layout.places) == 8 * 16
    assert layout.read([hidden.slug]) == {}
    seen = positions(load_map(project, UserFactory(is_superuser=True, is_staff=True), TODAY))
    assert hidden.slug in seen


def test_what_is_no_longer_large_is_forgotten(project):
    NetworkLayout(subject="project:gone", places=b"", day=TODAY).save()

    assert layouts.lay_out(TODAY) == 0
    assert not NetworkLayout.objects.exists()
