import pytest
from django.urls import reverse

from tests.factories.actors import (
    ActorFactory,
    CompetenceFactory,
    CompetenceSynonymFactory,
    OccupationFactory,
)
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


def results(client, name: str, text: str) -> list[dict]:
    return client.get(reverse(f"actors:{name}"), {"q": text}).json()["results"]


def test_actors_by_slug_only_those_one_may_see(client):
    hidden = ActorFactory(name="Atelier caché", hidden=True)
    shown = ActorFactory(name="Atelier", acronym="AT", seat__name="Saugues")

    assert results(client, "actor-search", "atelier") == [
        {"id": shown.slug, "text": "Atelier (AT)", "detail": "Associations · Saugues"}
    ]
    client.force_login(hidden.created_by)
    assert len(results(client, "actor-search", "atelier")) == 2


def test_competences_by_name_or_synonym_with_their_path(client):
    top = CompetenceFactory(name="Textile")
    wool = CompetenceFactory(name="Laine", parent=top)
    felt = CompetenceFactory(name="Feutre", slug="feutre", parent=wool)
    CompetenceSynonymFactory(competence=felt, name="Feutrage")

    assert results(client, "competence-search", "feutrag") == [
        {"id": "feutre", "text": "Feutre", "detail": "Textile › Laine"}
    ]


def test_proposed_competences_are_for_their_proposer(client):
    user = UserFactory()
    CompetenceFactory(name="Filage", status="proposed", created_by=user)

    assert results(client, "competence-search", "filage") == []
    client.force_login(user)
    assert len(results(client, "competence-search", "filage")) == 1


def test_occupations_by_words_or_code(client):
    OccupationFactory(code="A1411", name="Éleveur / Éleveuse de brebis")
    expected = [{"id": "A1411", "text": "Éleveur / Éleveuse de brebis", "detail": "A1411"}]

    assert results(client, "occupation-search", "brebis eleveuse") == expected
    assert results(client, "occupation-search", "a14") == expected


@pytest.mark.parametrize("name", ["actor-search", "competence-search", "occupation-search"])
@pytest.mark.parametrize("text", ["", " ", "%", "'\"\\", "()", "a" * 3000])
def test_strange_text_finds_nothing_and_breaks_nothing(client, name, text):
    assert results(client, name, text) == []
