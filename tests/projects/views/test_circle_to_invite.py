"""The page on whom to invite, over HTTP."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import Project
from territoire.enums import Visibility
from tests.factories.actors import ActorFactory, CompetenceFactory, MasteryFactory, ResourceFactory
from tests.factories.projects import InvolvementFactory, NeedFactory, PledgeFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory()


def address(project: Project, query: str = "") -> str:
    return reverse("projects:circle-to-invite", args=[project.slug]) + query


def names(client, project, query="") -> list[str]:
    return [one.actor.name for one in client.get(address(project, query)).context["found"].invitees]


def who_knows(name: str, *competences, **actor):
    known = ActorFactory(name=name, slug=name, **actor)
    for competence in competences:
        MasteryFactory(actor=known, competence=competence)
    return known


def needs(project, number: int):
    return [NeedFactory(project=project, competence=CompetenceFactory()).competence for _ in range(number)]


def test_who_covers_two_needs_is_invited_rather_than_two_others(client, project):
    first, second = needs(project, 2)
    who_knows("une", first), who_knows("autre", second), who_knows("deux", first, second)

    page = client.get(address(project))

    assert names(client, project) == ["deux"]
    assert "Une invitation suffit" in page.content.decode()


def test_it_says_what_happens_if_somebody_declines(client, project):
    [asked] = needs(project, 1)
    near, far = who_knows("pres", asked, seat=project.territory), who_knows("loin", asked)

    [invitee] = client.get(address(project)).context["found"].invitees

    assert (invitee.actor, invitee.if_declined.instead, invitee.if_declined.lost) == (near, (far,), ())


def test_with_many_needs_one_asks_for_what_happens_if_somebody_declines(client, project):
    asked = needs(project, 13)
    near, far = who_knows("pres", *asked, seat=project.territory), who_knows("loin", *asked)

    page = client.get(address(project))
    asked_for = client.get(address(project, "?refus=1"))

    assert [one.if_declined for one in page.context["found"].invitees] == [None]
    assert "?refus=1" in page.content.decode()
    assert [one.if_declined.instead for one in asked_for.context["found"].invitees] == [(far,)]
    assert near.name in asked_for.content.decode()


def test_one_can_keep_somebody_and_leave_somebody_out(client, project):
    [asked] = needs(project, 1)
    who_knows("pres", asked, seat=project.territory), who_knows("loin", asked)

    assert names(client, project, "?avec=loin") == ["loin"]
    assert names(client, project, "?sans=pres") == ["loin"]
    page = client.get(address(project, "?sans=pres&sans=loin"))
    assert "Personne de connu ne peut apporter" in page.content.decode()
    assert [actor.name for actor in page.context["found"].excluded] == ["loin", "pres"]


def test_needs_that_nobody_known_can_meet_are_told_apart(client, project):
    met, beyond = needs(project, 2)
    who_knows("une", met)

    found = client.get(address(project)).context["found"]

    assert ([need.competence for need in found.met], [one.need.competence for one in found.beyond]) == (
        [met],
        [beyond],
    )


def test_the_same_euro_is_not_counted_for_two_needs(client, project):
    first = NeedFactory(project=project, for_resource=True, quantity=100)
    NeedFactory(project=project, for_resource=True, resource_kind=first.resource_kind, quantity=100)
    for name, quantity in (("un", 150), ("deux", 60)):
        ResourceFactory(actor=ActorFactory(name=name), kind=first.resource_kind, quantity=quantity)

    assert set(names(client, project)) == {"un", "deux"}


def test_who_is_aboard_from_afar_is_to_be_involved_more(client, project):
    [asked] = needs(project, 1)
    known = InvolvementFactory(project=project, actor=who_knows("pres", asked), degree=2)

    [invitee] = client.get(address(project)).context["found"].invitees

    assert invitee.involvement == known.uid


def test_who_is_hidden_is_never_invited_nor_comes_instead(client, project):
    [asked] = needs(project, 1)
    who_knows("cachee", asked, visibility=Visibility.TEAM)

    page = client.get(address(project))

    assert (page.context["found"].invitees, names(client, project, "?avec=cachee")) == ((), [])
    assert "cachee" not in page.content.decode()


def test_nothing_lacking_says_so(client, project):
    assert "Rien ne manque" in client.get(address(project)).content.decode()


def test_a_hidden_project_has_no_such_page(client):
    assert client.get(address(ProjectFactory(visibility=Visibility.TEAM))).status_code == 404


def test_thirty_needs_ask_the_database_as_often_as_three(client, project):
    def grow(number: int) -> int:
        for asked in needs(project, number):
            who_knows(f"a{asked.pk}", asked), who_knows(f"b{asked.pk}", asked)
        PledgeFactory(need=NeedFactory(project=project, for_resource=True))
        client.get(address(project))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(project)).status_code == 200
        return len(captured)

    assert grow(3) >= grow(30)
