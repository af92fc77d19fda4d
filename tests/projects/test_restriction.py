"""Who asked that nothing be done with what is known of them is used in nothing, not even for their keepers."""

import pytest
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor
from territoire.enums import Role
from tests.factories.actors import ActorFactory, AffiliationFactory, MasteryFactory
from tests.factories.projects import (
    DegreeFactory,
    EngagementFactory,
    InvolvementFactory,
    NeedFactory,
    ProjectFactory,
)
from tests.factories.territoire import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
NAME = "Odile Vigne"


@pytest.fixture
def project(db):
    for value in range(1, 6):
        DegreeFactory(value=value)
    return ProjectFactory()


@pytest.fixture(params=["holder", "admin"])
def reader(request, project, client):
    """Whoever keeps the person: the team, or an admin."""
    user = UserFactory(admin=request.param == "admin")
    if request.param == "holder":
        MembershipFactory(team=project.team, user=user, role=Role.HOLDER)
    client.force_login(user)
    return user


@pytest.fixture
def person(project):
    return ActorFactory(person=True, name=NAME, team=project.team, seat=project.territory)


def restrict(person):
    Actor.objects.filter(pk=person.pk).update(restricted_at=timezone.now())


def state(client, project):
    [need] = client.get(reverse("project-gaps", args=[project.slug])).json()["needs"]
    return need["state"]


def pages(client, project, *others):
    addresses = [
        reverse("actors:list"),
        reverse("actor-list"),
        reverse("projects:detail", args=[project.slug]),
        reverse("projects:map", args=[project.slug]),
        reverse("project-map", args=[project.slug]),
        reverse("projects:gaps", args=[project.slug]),
        reverse("project-gaps", args=[project.slug]),
        reverse("site:territory", args=[project.territory.code]),
        reverse("site:territory-map", args=[project.territory.code]),
        reverse("actors:actor-search") + "?q=odile",
        reverse("site:search") + "?q=odile",
        *others,
    ]
    answers = {address: client.get(address) for address in addresses}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {address for address, answer in answers.items() if NAME in answer.text}


def test_in_the_circle(client, project, person, reader):
    need = NeedFactory(project=project)
    MasteryFactory(actor=person, competence=need.competence, level=3)
    InvolvementFactory(project=project, actor=person, degree_id=4)
    competence = reverse("site:competence", args=[need.competence.slug])
    assert state(client, project) == "covered"
    assert len(pages(client, project, competence)) > 6

    restrict(person)

    assert state(client, project) == "missing"
    # What somebody typed comes back in the field of the search.
    assert pages(client, project, competence) == set()
    assert client.get(person.get_absolute_url()).status_code == 200


def test_through_an_organisation(client, project, person, reader):
    need = NeedFactory(project=project)
    MasteryFactory(actor=person, competence=need.competence, level=3)
    organisation = ActorFactory()
    AffiliationFactory(member=person, organisation=organisation)
    engaged = InvolvementFactory(project=project, actor=organisation, degree_id=4)
    EngagementFactory(involvement=engaged, person=person)
    assert state(client, project) == "covered"

    restrict(person)

    assert state(client, project) == "missing"
    assert pages(client, project, organisation.get_absolute_url()) == set()


def test_as_a_candidate(client, project, person, reader):
    need = NeedFactory(project=project)
    MasteryFactory(actor=person, competence=need.competence, level=3)
    assert reverse("projects:gaps", args=[project.slug]) in pages(client, project)

    restrict(person)

    assert pages(client, project) == set()
