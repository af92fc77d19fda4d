"""The picture of places over HTTP: what each part tells, for whom, and that no place is finer than a commune."""

import re

import pytest
from django.apps import apps
from django.urls import reverse

from projects.actions import coverage
from tests.factories.actors import ActorFactory, MasteryFactory
from tests.factories.projects import InvolvementFactory, NeedFactory, ProjectFactory
from tests.factories.territoire import TerritoryFactory
from tests.markup import on_one_line

#: Communes of Haute-Loire and Lozère that are shipped, in a pays of our own.
AT = {"43234": (44.96, 3.55), "43112": (45.1, 3.5), "48080": (44.73, 3.62)}


@pytest.fixture
def pays(db):
    return TerritoryFactory(kind="custom", code="pays", name="Le Pays", latitude=44.9, longitude=3.5)


@pytest.fixture
def communes(pays):
    return [
        TerritoryFactory(official_code=code, name=f"C{code}", latitude=at[0], longitude=at[1], within=[pays])
        for code, at in AT.items()
    ]


def project_map(client, project, **query):
    return client.get(reverse("projects:map", args=[project.slug], query={"vue": "territoire"} | query))


def parts_of(page: str) -> dict[str, tuple[str, ...]]:
    """Return the cells of the table of parts, by part."""
    table = re.search(r"map-parts-table.*?<tbody>(.*?)</tbody>", on_one_line(page))[1]
    rows = re.findall(r'<th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', table)
    return {name: tuple(re.findall(r"<td[^>]*>(.*?)</td>", cells)) for name, cells in rows}


def test_the_map_of_a_project_tells_which_needs_are_filled_from_each_part(client, pays, communes):
    project = ProjectFactory(territory=pays)
    bearer = InvolvementFactory(project=project, actor__seat=communes[0], degree=4).actor
    InvolvementFactory(project=project, actor__seat=communes[1], degree=2)
    mastery = MasteryFactory(actor=bearer, level=3)
    NeedFactory(project=project, competence=mastery.competence)
    NeedFactory(project=project)

    page = project_map(client, project).text

    assert parts_of(page) == {
        "C43112": ("1", "0", "2"), "C43234": ("1", "1", "2"), "C48080": ("personne", "0", "2"),
    }  # fmt: skip
    assert "Personne n’a son siège dans 1 partie sur 3" in page


def test_the_map_of_a_territory_tells_how_the_needs_of_visible_projects_stand_in_each_part(
    client, pays, communes
):
    InvolvementFactory(project__territory=communes[0], actor__seat=communes[0])
    NeedFactory(project=ProjectFactory(territory=communes[0]))
    NeedFactory(project=ProjectFactory(territory=communes[1], hidden=True))
    coverage.settle_all()

    page = client.get(reverse("site:territory-map", args=["pays"], query={"vue": "territoire"})).text

    assert parts_of(page) == {
        "C43112": ("personne", "–", "–"), "C43234": ("1", "0", "1"), "C48080": ("personne", "–", "–"),
    }  # fmt: skip


def test_contours_of_a_territory_of_ones_own_are_those_of_its_communes(client, pays, communes):
    answer = client.get(reverse("site:territory-contours", args=["pays"]))

    features = {
        feature["properties"]["code"]: feature["geometry"]["type"] for feature in answer.json()["features"]
    }
    assert features == {f"commune-{code}": "MultiPolygon" for code in AT} | {"": "MultiLineString"}
    assert "public" in answer["Cache-Control"]
    assert client.get("/territoires/rien/contours/").status_code == 404


def test_no_place_is_finer_than_the_territory_of_a_seat(client, pays, communes):
    """A resident stands in the middle of the commune (or of the wider territory) that they named."""
    project = ProjectFactory(territory=pays)
    InvolvementFactory(
        project=project, actor=ActorFactory(consenting=True, slug="habitante", seat=communes[0])
    )
    InvolvementFactory(project=project, actor=ActorFactory(consenting=True, slug="habitant", seat=pays))

    nodes = project_map(client, project, format="json").json()["nodes"]

    told = dict(zip(nodes["key"], zip(nodes["latitude"], nodes["longitude"], strict=True), strict=True))
    assert told == {"habitante": AT["43234"], "habitant": (44.9, 3.5)}
    placed = {
        model.__name__
        for model in apps.get_models()
        if {"latitude", "longitude"} & {field.name for field in model._meta.get_fields()}
    }
    assert placed == {"Territory", "TerritoryEvent"}


def test_a_project_with_nobody_placed_and_one_without_contours_are_drawn(client, db):
    elsewhere = TerritoryFactory(official_code="99999", name="Ailleurs")
    project = ProjectFactory(territory=elsewhere)
    InvolvementFactory(project=project, actor__seat=None, actor__name="Sans lieu")

    page = project_map(client, project, mailles="n'importe").text
    drawn = project_map(client, project, format="svg")

    assert "Lieu non renseigné" in page
    assert "Sans lieu" in drawn.text
    assert drawn.status_code == 200
