"""The pages of the roof: open, never empty, quick, and telling nobody what is hidden."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from territoire.enums import Role
from tests.factories.actors import (
    ActorFactory,
    ActorFamilyFactory,
    CompetenceFactory,
    CompetenceSynonymFactory,
    MasteryFactory,
)
from tests.factories.projects import (
    InvolvementFactory,
    JoinRequestFactory,
    MilestoneFactory,
    NeedFactory,
    ProjectFactory,
)
from tests.factories.territoire import FacilitationFactory, MembershipFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def read(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200, address
    return response.content.decode()


def count_queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as context:
        read(client, address)
    return len(context)


def busy(place, number, **project):
    """Make `number` projects at `place`, each with a circle, needs and steps."""
    for one in ProjectFactory.create_batch(number, territory=place, **project):
        need = NeedFactory(project=one)
        MilestoneFactory(project=one)
        actor = ActorFactory(seat=place)
        InvolvementFactory(project=one, actor=actor)
        MasteryFactory(actor=actor, competence=need.competence, level=1)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/territoires/",
        "/territoires/lieu/",
        "/territoires/recherche/?q=lieu",
        "/competences/",
        "/competences/laine/",
        "/recherche/?q=laine",
    ],
)
def test_no_page_asks_more_for_more_records(client, address):
    place = TerritoryFactory(code="lieu", name="Lieu")
    wool = CompetenceFactory(slug="laine", name="Laine")
    MasteryFactory(competence=wool, actor__name="Laine et cie", actor__seat=place)
    NeedFactory(competence=wool, project__name="Laine", project__territory=place)
    busy(place, 1)
    few = count_queries(client, address)

    busy(place, 8)
    TerritoryFactory.create_batch(5, name="Lieu-dit")
    for parent in CompetenceFactory.create_batch(3, name="Laine et fil", parent=wool):
        CompetenceSynonymFactory(competence=parent)
        MasteryFactory(competence=parent, actor__name="Laine encore")
        NeedFactory(competence=parent, project__name="Laine encore")

    assert count_queries(client, address) <= few


def test_an_instance_without_projects_says_what_to_do_first(client):
    ActorFamilyFactory(code="asso", name="Associations")

    html = read(client, "/")

    assert "/projets/nouveau/" in html
    assert "Associations" in html


def test_home_leads_to_the_territory_chosen(client):
    place = TerritoryFactory(code="commune-43234", name="Saugues")

    assert client.get("/", {"lieu": place.code}).url == "/territoires/commune-43234/"
    assert client.get("/", {"lieu": "Saug"}).url == "/territoires/?q=Saug"


def test_home_shows_what_is_sought_and_not_what_is_held(client):
    project = ProjectFactory()
    sought = NeedFactory(project=project, competence__name="Lavage de la laine")
    held = NeedFactory(project=project, competence__name="Filature")
    involvement = InvolvementFactory(project=project, degree=4)
    MasteryFactory(actor=involvement.actor, competence=held.competence, level=3)

    html = read(client, "/")

    assert f"/projets/{project.slug}/rejoindre/?besoin={sought.uid}" in html
    assert f"?besoin={held.uid}" not in html


@pytest.mark.parametrize("address", ["/", "/territoires/", "/territoires/lieu/", "/recherche/?q=Invisible"])
def test_what_is_hidden_stays_hidden(client, address):
    place = TerritoryFactory(code="lieu", name="Lieu")
    ProjectFactory(hidden=True, name="Invisible projet", territory=place)
    ActorFactory(person=True, name="Invisible Personne", seat=place)
    ProjectFactory(archived=True, name="Invisible archive", territory=place)

    html = read(client, address)

    for name in ("Invisible projet", "Invisible Personne", "Invisible archive"):
        assert name not in html


def test_a_hidden_actor_is_not_even_counted(client):
    place = TerritoryFactory(code="lieu")
    MasteryFactory(actor=ActorFactory(person=True, seat=place), competence__name="Tissage")

    page = client.get("/territoires/lieu/").context["page"]

    assert (page.actor_count.value, page.families, page.held) == (0, [], [])


def test_territory_shows_who_is_within_by_family_and_what_they_know(client):
    whole = TerritoryFactory(kind="epci", code="epci-1", name="Pays")
    part = TerritoryFactory(within=[whole], epci=whole)
    actor = ActorFactory(seat=part, family=ActorFamilyFactory(code="ess", name="ESS"))
    MasteryFactory(actor=actor, competence__name="Tonte")

    page = client.get("/territoires/epci-1/").context["page"]

    assert [(family.code, count.value) for family, count in page.families] == [("ess", 1)]
    assert [(held.competence.name, held.actors.value) for held in page.held] == [("Tonte", 1)]
    assert page.parts == [part]


def test_territory_counts_up_to_a_ceiling(client, monkeypatch):
    monkeypatch.setattr("territoire.site.territory.FAMILY_CEILING", 2)
    monkeypatch.setattr("territoire.site.counts.CEILING", 2)
    place = TerritoryFactory(code="lieu")
    ActorFactory.create_batch(3, seat=place)

    [(_family, count)] = client.get("/territoires/lieu/").context["page"].families

    assert str(count) == "plus de 2"


def test_a_former_commune_leads_to_todays(client):
    today = TerritoryFactory(code="commune-01015", other_names="Saint-Bois")

    assert client.get("/territoires/commune-01340/").url == today.get_absolute_url()
    assert client.get("/territoires/rien-du-tout/").status_code == 404


@pytest.mark.parametrize("typed", ["saint-étienne", "St Etienne", "42000", "ancien", "42218"])
def test_territories_are_found_as_people_type(client, typed):
    TerritoryFactory(
        code="commune-42218",
        official_code="42218",
        name="Saint-Étienne",
        postcodes="42000 42100",
        other_names="Ancien-Bourg",
    )
    TerritoryFactory(name="Autre")

    answer = client.get("/territoires/recherche/", {"q": typed}).json()

    assert answer == {"results": [{"id": "commune-42218", "text": "Saint-Étienne", "detail": "Commune"}]}


def test_the_tree_keeps_what_is_sought_with_what_stands_above(client):
    field = CompetenceFactory(name="Textile")
    group = CompetenceFactory(name="Laine", parent=field)
    NeedFactory(competence=CompetenceFactory(name="Cardage", parent=group))
    CompetenceFactory(name="Soudure")

    html = read(client, "/competences/", cherchees="1")

    assert "Textile" in html
    assert "Cardage" in html
    assert "Soudure" not in html


def test_a_merged_actor_leads_to_the_one_that_was_kept(client):
    kept = ActorFactory()
    absorbed = ActorFactory(merged_into=kept, archived=True)

    response = client.get(absorbed.get_absolute_url())

    assert (response.status_code, response.url) == (301, kept.get_absolute_url())


def test_a_merged_competence_leads_to_what_it_became(client):
    kept = CompetenceFactory()
    CompetenceFactory(slug="ancienne", merged_into=kept, status="rejected")

    response = client.get("/competences/ancienne/")

    assert (response.status_code, response.url) == (301, kept.get_absolute_url())


def test_a_proposed_competence_shows_to_who_proposed_it_only(client):
    user = UserFactory()
    proposed = CompetenceFactory(status="proposed", created_by=user)

    assert client.get(proposed.get_absolute_url()).status_code == 404
    client.force_login(user)
    assert client.get(proposed.get_absolute_url()).status_code == 200


def test_odd_words_break_nothing(client):
    for words in ("", "'", "\x00", "%", "((", "a" * 500, "🦆"):
        for address in ("/", "/recherche/", "/territoires/", "/territoires/recherche/", "/competences/"):
            assert client.get(address, {"q": words, "lieu": words}).status_code in (200, 302, 400)
    read(client, "/", le="pas-un-jour")


def test_robots_leave_members_pages_alone(client):
    assert "Disallow: /mon-espace/" in read(client, "/robots.txt")


class TestMySpace:
    def test_needs_an_account(self, client):
        assert client.get("/mon-espace/").url.startswith("/connexion/")

    def test_a_new_account_is_told_where_to_begin(self, client):
        client.force_login(UserFactory())

        assert client.get("/mon-espace/").context["space"].is_new

    def test_shows_what_waits_and_what_changed(self, client):
        user = UserFactory()
        project = ProjectFactory(holder=user)
        request = JoinRequestFactory(project=project)
        other = MembershipFactory(user=user, team=ProjectFactory().team, role=Role.READER)
        JoinRequestFactory(project=other.team.project)
        client.force_login(user)

        space = client.get("/mon-espace/").context["space"]

        assert space.to_decide == [request]
        assert {mine.card.project for mine in space.projects} == {project, other.team.project}
        assert any(str(request.actor) in change.subject for change in space.changes)

    def test_tells_nothing_of_an_actor_that_one_may_not_see(self, client):
        user = UserFactory()
        involvement = InvolvementFactory(
            project=ProjectFactory(contributor=user), actor__person=True, actor__name="Zénobie"
        )
        client.force_login(user)

        assert str(involvement.actor) not in read(client, "/mon-espace/")

    def test_asks_no_more_for_more_records(self, client):
        user = UserFactory()
        client.force_login(user)
        place = TerritoryFactory()
        busy(place, 1, holder=user)
        ActorFactory(created_by=user, archived=True)
        JoinRequestFactory(created_by=user)
        few = count_queries(client, "/mon-espace/")

        busy(place, 6, holder=user)
        JoinRequestFactory.create_batch(3, created_by=user)
        ActorFactory.create_batch(3, created_by=user, archived=True)

        assert count_queries(client, "/mon-espace/") <= few

    def test_facilitators_moderate_competences(self, client):
        proposed = CompetenceFactory(status="proposed", slug="nouvelle-chose")
        user = UserFactory()
        client.force_login(user)
        # Who did not propose it, and moderates nothing, does not even see that it is there.
        assert (
            client.post("/mon-espace/competences/nouvelle-chose/", {"decision": "approve"}).status_code == 404
        )

        FacilitationFactory(user=user)
        assert client.get("/mon-espace/").context["space"].proposed == [proposed]
        client.post("/mon-espace/competences/nouvelle-chose/", {"decision": "approve"})

        proposed.refresh_from_db()
        assert proposed.status == "approved"

    def test_name_is_changed(self, client):
        user = UserFactory()
        client.force_login(user)

        client.post("/mon-espace/profil/", {"name": "Camille"})

        user.refresh_from_db()
        assert user.name == "Camille"
