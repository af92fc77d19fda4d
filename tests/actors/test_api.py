import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.actors import (
    ActorFactory,
    AffiliationFactory,
    CompetenceFactory,
    CompetenceSynonymFactory,
    MasteryFactory,
)

pytestmark = pytest.mark.django_db
URL = "/api/v1/actors/"


def test_the_list_holds_what_the_caller_may_see(client):
    hidden = ActorFactory(hidden=True)
    shown = ActorFactory(name="Atelier")

    assert [actor["slug"] for actor in client.get(URL).json()["results"]] == [shown.slug]
    client.force_login(hidden.created_by)
    assert len(client.get(URL).json()["results"]) == 2
    assert client.get(f"{URL}{hidden.slug}/").status_code == 200


def test_a_hidden_actor_is_a_404(client):
    assert client.get(f"{URL}{ActorFactory(hidden=True).slug}/").status_code == 404


def test_the_filters_are_those_of_the_page(client):
    ActorFactory(name="Atelier")
    ActorFactory(name="Mairie")

    found = client.get(URL, {"q": "atelier"}).json()["results"]

    assert [actor["name"] for actor in found] == ["Atelier"]
    assert client.get(URL, {"territoire": "nulle-part"}).status_code == 400


def test_one_actor_with_what_it_knows_but_not_who_is_hidden(client):
    actor = MasteryFactory(competence__slug="laine", level=3).actor
    AffiliationFactory(member=actor, organisation=ActorFactory(hidden=True))

    told = client.get(f"{URL}{actor.slug}/").json()

    [mastery] = told["masteries"]
    assert mastery.pop("id")
    assert mastery.pop("version")
    assert [mastery] == [
        {
            "competence": "laine",
            "level": 3,
            "mobilisable": True,
            "conditions": "",
            "period": {"lower": None, "upper": None},
            "illustrative": False,
        }
    ]
    assert told["affiliations"] == []


def test_lists_page_by_cursor(client):
    ActorFactory.create_batch(3)

    first = client.get(URL, {"page_size": 2}).json()
    second = client.get(first["next"]).json()

    assert [len(page["results"]) for page in (first, second)] == [2, 1]
    assert second["next"] is None


def test_the_number_of_queries_does_not_grow(client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(URL)
        return len(captured)

    ActorFactory()
    few = queries()
    ActorFactory.create_batch(29)

    assert queries() == few


def test_competences_with_their_parent_and_synonyms(client):
    wool = CompetenceFactory(slug="laine")
    felt = CompetenceFactory(slug="feutre", name="Feutre", parent=wool)
    CompetenceSynonymFactory(competence=felt, name="Feutrage")
    CompetenceFactory(status="proposed")

    assert len(client.get("/api/v1/competences/").json()["results"]) == 2
    told = client.get("/api/v1/competences/feutre/").json()
    assert (told["parent"], told["synonyms"]) == ("laine", ["Feutrage"])
