"""The list of projects: what it finds, what it hides, how many queries it asks."""

import pytest
from django.urls import reverse

from projects.enums import Stage
from tests.factories.actors import ActorFactory, CompetenceFactory, MasteryFactory
from tests.factories.projects import (
    InvolvementFactory,
    MilestoneFactory,
    NeedFactory,
    PledgeFactory,
    ProjectFactory,
    ThemeFactory,
)
from tests.factories.territoire import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("projects:list")


def found(client, **asked):
    return [card.project.name for card in client.get(LIST, asked).context["cards"]]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("laine", ["Pôle Laine"]),
        ("POLE LAI", ["Pôle Laine"]),
        ("laihe", ["Pôle Laine"]),
        ("jardin", ["Jardins nourriciers"]),
        ("zzzzzz", []),
        ("' OR 1=1 --", []),
        ("& | ! :*", ["Jardins nourriciers", "Pôle Laine"]),
    ],
)
def test_words(client, words, names):
    ProjectFactory(name="Pôle Laine")
    ProjectFactory(name="Jardins nourriciers")

    assert found(client, q=words) == names


def test_a_territory_and_all_within(client):
    whole = TerritoryFactory(kind="departement")
    ProjectFactory(name="Dedans", territory=TerritoryFactory(within=[whole]))
    ProjectFactory(name="Dehors")

    assert found(client, territoire=whole.code) == ["Dedans"]
    assert found(client, territoire="nulle-part") == []


def test_other_filters(client):
    theme, wool = ThemeFactory(), CompetenceFactory()
    spinning = CompetenceFactory(parent=wool)
    ProjectFactory(name="Thème").themes.add(theme)
    ProjectFactory(name="Fini", stage=Stage.DONE, open_to_newcomers=False)
    NeedFactory(project=ProjectFactory(name="Cherche"), competence=spinning)

    assert found(client, theme=theme.slug) == ["Thème"]
    assert found(client, etape="done") == ["Fini"]
    assert found(client, ouvert="1") == ["Cherche", "Thème"]
    assert found(client, competence=wool.slug) == ["Cherche"]


def test_counts_follow_the_other_filters(client):
    theme = ThemeFactory()
    ProjectFactory(stage=Stage.DONE).themes.add(theme)
    ProjectFactory(stage=Stage.IDEA)

    context = client.get(LIST, {"theme": theme.slug}).context

    assert {one["value"]: one["count"] for one in context["stages"]} == {"done": 1}
    assert {one["value"]: one["count"] for one in context["themes"]} == {theme.slug: 1}


@pytest.mark.parametrize(
    "asked",
    [
        {"page": "-3"},
        {"page": "beaucoup"},
        {"page": "9999999999999999999999"},
        {"competence": "x" * 5000},
        {"etape": "ailleurs"},
        {"le": "2026-99-99"},
        {"le": "0001-01-01"},
        {"le": "9999-12-31"},
        {"q": "é" * 3000},
        {"ouvert": "peut-être"},
    ],
)
def test_what_nobody_asks_breaks_nothing(client, asked):
    project = ProjectFactory()
    NeedFactory(project=project)

    assert client.get(LIST, asked).status_code == 200
    assert client.get(project.get_absolute_url(), asked).status_code == 200


def test_what_is_hidden_or_archived_is_not_listed(client):
    ProjectFactory(name="Public")
    ProjectFactory(name="Membres", members_only=True)
    ProjectFactory(name="Archivé", archived=True)
    mine = UserFactory()
    ProjectFactory(name="Équipe", hidden=True, reader=mine)

    assert found(client) == ["Public"]
    client.force_login(UserFactory())
    assert found(client) == ["Membres", "Public"]
    client.force_login(mine)
    assert found(client) == ["Équipe", "Membres", "Public"]


def test_hidden_actors_are_counted_as_nothing(client):
    project = ProjectFactory()
    InvolvementFactory(project=project, actor=ActorFactory(person=True, name="Camille Martin"))

    response = client.get(LIST)
    assert response.context["cards"][0].aboard == 0
    assert "Camille Martin" not in client.get(project.get_absolute_url()).text


def test_htmx_gets_the_results_alone(client):
    ProjectFactory()

    response = client.get(LIST, headers={"HX-Request": "true"})

    assert b"<html" not in response.content
    assert "HX-Request" in response["Vary"]


def furnished_project():
    project = ProjectFactory()
    MilestoneFactory(project=project)
    involvement = InvolvementFactory(project=project)
    need = NeedFactory(project=project)
    MasteryFactory(actor=involvement.actor, competence=need.competence)
    PledgeFactory(need=NeedFactory(project=project, for_resource=True), actor=involvement.actor)
    NeedFactory(project=project, for_family=True)
    NeedFactory(project=project, for_occupation=True)
    return project


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_the_list(client, count, django_assert_max_num_queries):
    for _ in range(count):
        furnished_project()

    with django_assert_max_num_queries(22):
        client.get(LIST)


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_the_page(client, count, django_assert_max_num_queries):
    project = furnished_project()
    for _ in range(count):
        InvolvementFactory(project=project)
        NeedFactory(project=project)
        MilestoneFactory(project=project)

    with django_assert_max_num_queries(32):
        client.get(project.get_absolute_url())


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_the_api(client, count, django_assert_max_num_queries):
    projects = [furnished_project() for _ in range(count)]

    with django_assert_max_num_queries(6):
        assert len(client.get("/api/v1/projects/").json()["results"]) == count
    with django_assert_max_num_queries(12):
        body = client.get(f"/api/v1/projects/{projects[0].slug}/").json()

    assert len(body["needs"]) == 4
    assert len(body["involvements"]) == 1
