from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors import search
from actors.models import Actor
from actors.views import lists
from territoire.periods import since
from tests.factories.actors import (
    ActorFactory,
    ActorFamilyFactory,
    ActorOccupationFactory,
    CompetenceFactory,
    CompetenceSynonymFactory,
    MasteryFactory,
)
from tests.factories.territoire import FacilitationFactory, MembershipFactory, TerritoryFactory, UserFactory
from tests.markup import on_one_line

URL = reverse("actors:list")
pytestmark = pytest.mark.django_db


def names(response) -> list[str]:
    return [actor.name for actor in response.context["page_obj"].object_list]


def found(text: str) -> list[str]:
    actors = Actor.objects.visible_to(AnonymousUser()).listed()
    kept = actors.filter(search.condition(actors, text))
    return [actor.name for actor in search.by_relevance(kept, text)]


def test_everyone_sees_the_public_actors_by_name(client):
    ActorFactory(name="Écomusée")
    ActorFactory(name="Atelier")
    ActorFactory(name="Caché", hidden=True)
    ActorFactory(name="Archivé", archived=True)

    response = client.get(URL)

    assert names(response) == ["Atelier", "Écomusée"]
    assert "Caché" not in response.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bruyere", ["Ateliers de la Bruyère"]),
        ("BRUYÈRE ateliers", ["Ateliers de la Bruyère"]),
        ("brui", ["Ateliers de la Bruyère"]),
        ("bruyrre", ["Ateliers de la Bruyère"]),
        ("bryuère", ["Ateliers de la Bruyère"]),
        ("adb", ["Ateliers de la Bruyère"]),
        ("tricotage", []),
        ("'); drop table", []),
        ("()&|!:*", []),
        ("…", []),
    ],
)
def test_words_find_names_with_accents_beginnings_and_one_mistake(text, expected):
    ActorFactory(name="Ateliers de la Bruyère", acronym="ADB")
    ActorFactory(name="Pôle Bois")

    assert found(text) == expected


def test_words_find_what_actors_know_by_name_synonym_and_what_stands_above():
    wool = CompetenceFactory(name="Laine")
    felt = CompetenceFactory(name="Cardage", parent=wool)
    CompetenceSynonymFactory(competence=felt, name="Feutrage")
    MasteryFactory(actor__name="Qui carde", competence=felt)
    ActorFactory(name="Qui ne carde pas")

    assert [found(text) for text in ("cardage", "feutr", "laine", "feutrege")] == [["Qui carde"]] * 4


def test_an_exact_acronym_comes_first_then_names_that_begin_so():
    ActorFactory(name="Maison du PLI")
    ActorFactory(name="Plieurs associés")
    ActorFactory(name="Zone d'emploi", acronym="PLI")

    assert found("pli") == ["Zone d'emploi", "Plieurs associés", "Maison du PLI"]


def test_filters_keep_families_territory_competence_occupation_and_kind(client):
    region = TerritoryFactory(kind="region", official_code="84")
    inside, outside = TerritoryFactory(within=[region]), TerritoryFactory()
    wool = CompetenceFactory(slug="laine")
    carding = CompetenceFactory(parent=wool)
    here = ActorFactory(
        name="Ici", seat=inside, group=True, family=ActorFamilyFactory(code="ess", name="ESS")
    )
    ActorFactory(name="Ailleurs", seat=outside)
    ActorFactory(name="Agit ici", seat=outside).areas.add(inside)
    MasteryFactory(actor=here, competence=carding)
    ActorOccupationFactory(actor=here, occupation__code="A1411")

    def kept(address: str) -> list[str]:
        return names(client.get(URL + address))

    assert kept("?territoire=region-84") == ["Agit ici", "Ici"]
    assert kept("?famille=ess") == ["Ici"]
    assert kept("?famille=ess&famille=asso") == ["Agit ici", "Ailleurs", "Ici"]
    assert kept("?competence=laine") == ["Ici"]
    assert kept("?metier=A1411") == ["Ici"]
    assert kept("?genre=group") == ["Ici"]


def test_what_an_actor_knows_is_asked_for_a_day(client):
    competence = CompetenceFactory(slug="laine")
    MasteryFactory(competence=competence, period=since(date(2010, 1, 1), date(2015, 1, 1)))

    assert len(names(client.get(URL + "?competence=laine&le=2012-06-01"))) == 1
    assert names(client.get(URL + "?competence=laine&le=2016-06-01")) == []
    assert names(client.get(URL + "?competence=laine&le=n'importe")) == []


def test_counts_follow_the_other_filters_and_what_one_may_see(client):
    asso, ess = ActorFamilyFactory(), ActorFamilyFactory(code="ess", name="ESS")
    ActorFactory(family=asso, group=True)
    ActorFactory(family=asso)
    ActorFactory(family=ess, group=True)
    ActorFactory(family=ess, hidden=True, group=True)

    response = client.get(URL + "?genre=group&famille=asso")

    assert {option.value: option.count for option in response.context["families"]} == {"asso": 1, "ess": 1}
    assert {option.value: option.count for option in response.context["kinds"]} == {
        "organisation": 1,
        "group": 1,
        "person": 0,
    }


def test_long_lists_are_counted_up_to_a_limit(client, monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 3)
    ActorFactory.create_batch(5)

    response = client.get(URL)

    assert response.context["paginator"].count == 3
    assert "Plus de 3 acteurs" in response.text


def test_each_active_filter_can_be_removed(client):
    ActorFactory(name="Atelier")

    response = client.get(URL + "?q=atelier&famille=asso&page=1")

    assert [(chip.text, chip.address) for chip in response.context["chips"]] == [
        ("atelier", "?famille=asso"),
        ("Associations", "?q=atelier"),
    ]


def test_without_any_actor_the_page_says_what_to_do(client):
    response = client.get(URL)

    assert "La carte attend son premier acteur" in response.text
    assert reverse("actors:create") in response.text


def test_without_result_the_page_names_the_filters_and_offers_to_drop_the_last(client):
    ActorFactory()

    response = client.get(URL + "?famille=asso&q=introuvable")

    assert "Aucun acteur ne correspond" in response.text
    assert 'href="?famille=asso"' in response.text
    assert "C’est peut-être un manque" in response.text


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("territoire=nulle-part", "Aucun territoire n’a le code « nulle-part »."),
        ("famille=zzz", "Aucune famille n’a le code « zzz »."),
        ("competence=zzz", "Aucune compétence n’a l’adresse « zzz »."),
        ("metier=zzz", "Aucun métier n’a le code « zzz »."),
        ("genre=zzz", "Aucun genre d’acteur ne s’appelle « zzz »."),
    ],
)
def test_what_is_not_understood_is_said(client, asked, message):
    ActorFactory()
    ActorFamilyFactory()

    response = client.get(f"{URL}?{asked}")

    assert response.status_code == 200
    assert message in response.text.replace("\xa0", " ")
    assert names(response) == []


@pytest.mark.parametrize("page", ["abc", "0", "-1", "99999999999999999999"])
def test_a_page_that_does_not_exist_is_a_404(client, page):
    ActorFactory()

    assert client.get(f"{URL}?page={page}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("q=%00", 400),
        ("territoire=%00", 400),
        ("q=" + "a" * 5000, 200),
        ("le=2026-13-45", 200),
        ("q=%F0%9F%98%80", 200),
    ],
)
def test_strange_text_never_breaks(client, asked, status):
    ActorFactory()

    assert client.get(f"{URL}?{asked}").status_code == status


def test_htmx_gets_the_results_alone_with_fresh_counts_and_a_clean_address(client):
    ActorFactory(name="Atelier")

    response = client.get(URL + "?q=atelier&famille=&territoire=", headers={"HX-Request": "true"})

    assert "<html" not in response.text
    assert 'id="n-famille-asso" data-hx-swap-oob="true"' in on_one_line(response.text)
    assert response["HX-Push-Url"] == "/acteurs/?q=atelier"
    assert "HX-Request" in response["Vary"]


def test_a_boosted_link_to_a_page_keeps_its_own_address(client):
    ActorFactory.create_batch(26)

    response = client.get(URL + "?page=2", headers={"HX-Request": "true", "HX-Boosted": "true"})

    assert "<html" in response.text
    assert "HX-Push-Url" not in response


def test_who_sees_a_hidden_actor(client):
    place = TerritoryFactory()
    member = MembershipFactory(role="reader")
    actor = ActorFactory(hidden=True, team=member.team, seat=place)
    seen = {}
    for name, user in {
        "stranger": UserFactory(),
        "team": member.user,
        "author": actor.created_by,
        "facilitator": FacilitationFactory(territory=place).user,
        "admin": UserFactory(admin=True),
    }.items():
        client.force_login(user)
        seen[name] = names(client.get(URL)) == [actor.name]

    assert seen == {"stranger": False, "team": True, "author": True, "facilitator": True, "admin": True}


def _queries(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("asked", ["", "?q=acteur", "?q=acteor&territoire=region-84&famille=asso"])
def test_the_number_of_queries_does_not_grow(client, asked):
    place = TerritoryFactory(within=[TerritoryFactory(kind="region", official_code="84")])

    def register(count: int) -> None:
        for actor in ActorFactory.create_batch(count, seat=place):
            MasteryFactory.create_batch(2, actor=actor)

    register(1)
    few = _queries(client, URL + asked)
    register(29)

    assert _queries(client, URL + asked) == few
    assert few <= 16
