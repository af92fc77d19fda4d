import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from projects.sections import projects_of
from tests.factories.actors import ActorFactory
from tests.factories.projects import EngagementFactory, InvolvementFactory

pytestmark = pytest.mark.django_db


def projects(actor, user=None) -> list[str]:
    told = projects_of(actor, user or AnonymousUser(), timezone.localdate())
    return [involvement.project.name for involvement in told["involvements"]]


def test_an_actor_is_in_the_projects_that_one_may_see():
    actor = ActorFactory()
    InvolvementFactory(actor=actor, project__name="Pôle Laine", degree=5)
    InvolvementFactory(actor=actor, project__name="Caché", project__hidden=True)
    InvolvementFactory(actor=actor, project__name="Archivé", project__archived=True)

    assert projects(actor) == ["Pôle Laine"]


def test_a_person_is_in_the_projects_they_are_engaged_in_through_another():
    person = ActorFactory(consenting=True)
    EngagementFactory(person=person, involvement__project__name="Pôle Laine")

    assert projects(person) == ["Pôle Laine"]


def test_the_page_of_an_actor_tells_them(client):
    involvement = InvolvementFactory(project__name="Pôle Laine", brings="La feutrière")

    text = client.get(involvement.actor.get_absolute_url()).text

    assert "Pôle Laine" in text
    assert "La feutrière" in text
