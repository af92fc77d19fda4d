"""The map as data: what its page holds and nothing else, compressed for who can read it."""

import pytest
from django.urls import reverse

from territoire.enums import Visibility
from tests.factories.actors import ActorFactory, PartnershipAxisFactory, PartnershipFactory
from tests.factories.projects import InvolvementFactory, ProjectFactory

WORDS = ("laine", "feutre", "tonte", "cardage", "filage", "tissage", "teinture", "bergerie", "lainier")
pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    project = ProjectFactory(name="Pôle laine")
    actors = [ActorFactory(name=f"Acteur {word}", slug=f"acteur-{word}") for word in WORDS]
    for actor in actors:
        InvolvementFactory(project=project, actor=actor)
    hidden = ActorFactory(name="Caché", slug="cache", visibility=Visibility.TEAM)
    InvolvementFactory(project=project, actor=hidden)
    for one, other in ((0, 1), (1, 2)):
        PartnershipAxisFactory(partnership=PartnershipFactory(between=(actors[one], actors[other])))
    return project


@pytest.mark.parametrize("of", ["project", "territory"])
def test_the_data_holds_who_is_on_the_page(client, project, of):
    page = reverse("projects:map", args=[project.slug])
    if of == "territory":
        page = reverse("site:territory-map", args=[project.territory.code])

    told = client.get(page, {"format": "json", "q": "acteur"}).json()
    one = client.get(page, {"format": "json", "q": "bergerie"}).json()

    actors = {k for k, s in zip(told["nodes"]["key"], told["nodes"]["sort"], strict=True) if s == "actor"}
    assert actors == {f"acteur-{word}" for word in WORDS}
    assert "cache" not in told["nodes"]["key"]
    assert len([nature for nature in told["ties"]["nature"] if nature == "partnership"]) == 2
    assert [k for k, s in zip(one["nodes"]["key"], one["nodes"]["sort"], strict=True) if s == "actor"] == [
        "acteur-bergerie"
    ]


def test_it_is_compressed_for_who_can_read_it(client, project):
    page = reverse("projects:map", args=[project.slug], query={"format": "json"})

    plain, short = client.get(page), client.get(page, headers={"Accept-Encoding": "gzip, br"})

    assert plain.headers["Content-Type"] == "application/json"
    assert "Content-Encoding" not in plain.headers
    assert short.headers["Content-Encoding"] == "gzip"
    assert len(short.content) < len(plain.content) / 2
    assert "Accept-Encoding" in short.headers["Vary"]


def test_a_way_and_groups_are_told_in_words_without_any_script(client, project):
    page = reverse("projects:map", args=[project.slug])

    told = client.get(page, {"vue": "reseau", "de": "acteur-laine", "vers": "tonte", "groupes": "1"})
    unknown = client.get(page, {"vue": "reseau", "de": "acteur-laine", "vers": "Caché"})

    assert "Acteur feutre peut présenter Acteur laine à Acteur tonte." in told.content.decode()
    assert "Les groupes, et qui les relie" in told.content.decode()
    assert "Personne sur cette carte ne s’appelle" in unknown.content.decode()


def test_the_network_is_a_file_for_other_tools(client, project):
    answer = client.get(reverse("projects:map", args=[project.slug]), {"format": "gexf"})

    assert answer.headers["Content-Type"].startswith("application/gexf+xml")
    assert ".gexf" in answer.headers["Content-Disposition"]
    told = b"".join(answer).decode()
    assert "Acteur laine" in told
    assert "Caché" not in told
