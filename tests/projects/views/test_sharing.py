"""What one sends and hangs of a project: of what a visitor sees, and of nobody by name who is a person."""

import struct

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.exchanges import poster_document
from projects.views import sharing
from tests.factories.actors import ActorFactory
from tests.factories.projects import IndicatorFactory, InvolvementFactory, ProjectFactory, SupportFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


def at(name, project):
    return reverse(f"projects:{name}", args=[project.slug])


def test_a_link_is_shown_with_a_picture_of_its_size(client):
    project = ProjectFactory(name="La laine", summary="D’ici.")
    InvolvementFactory(project=project)

    page = client.get(project.get_absolute_url()).content.decode()
    picture = client.get(at("share-picture", project))

    assert f'property="og:image" content="http://testserver{at("share-picture", project)}?v=' in page
    assert picture["Content-Type"] == "image/png"
    assert struct.unpack(">II", picture.content[16:24]) == (1200, 630)


def test_what_not_everybody_sees_has_no_picture_and_is_printed_for_its_team_alone(client):
    holder = UserFactory()
    project = ProjectFactory(hidden=True, holder=holder)
    strangers = [client.get(at(name, project)).status_code for name in ("share-picture", "poster", "sheet")]
    client.force_login(holder)

    answers = [client.get(at(name, project)) for name in ("share-picture", "poster", "sheet")]

    assert strangers == [404, 404, 404]
    assert [one.status_code for one in answers] == [404, 200, 200]
    assert "og:image" not in client.get(project.get_absolute_url()).content.decode()
    assert all(one.content.startswith(b"%PDF") for one in answers[1:])


def test_a_poster_names_no_person_and_nobody_hidden_whoever_prints_it():
    project = ProjectFactory()
    hidden, person = ActorFactory(hidden=True, name="Cachée"), ActorFactory(consenting=True, name="Zénobie")
    for actor in (ActorFactory(name="La Filature"), hidden, person):
        InvolvementFactory(project=project, actor=actor, degree=5)
        SupportFactory(project=project, actor=actor, public=True)
    IndicatorFactory(project=project, name="Laine")

    said = poster_document.data(
        project, timezone.localdate(), "https://exemple.example/p/", "a4", sharing.SITE
    )

    assert "La Filature" in str(said)
    assert "Laine" in str(said)
    assert "Cachée" not in str(said)
    assert "Zénobie" not in str(said)
