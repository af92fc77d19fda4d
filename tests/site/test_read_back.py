"""What leaves the site can come back: each file that we write is read as any other, and says the same."""

from datetime import date

import pytest
from django.urls import reverse

from territoire.exchanges.columns import match_columns
from territoire.periods import since
from tests.factories.actors import ActorFactory, CompetenceFactory, MasteryFactory, PartnershipAxisFactory
from tests.factories.projects import InvolvementFactory, ProjectFactory
from tests.factories.territoire import TerritoryFactory
from tests.reading import KINDS, guess_kind, read, told

pytestmark = pytest.mark.django_db
NAMES = {"CRESNA", "=La Doume", "Zoé & fils"}


@pytest.fixture
def project():
    place = TerritoryFactory(name="Saugues", latitude=44.96, longitude=3.55)
    project = ProjectFactory(name="Pôle laine", territory=place)
    actors = [ActorFactory(name=name, seat=place) for name in sorted(NAMES)]
    MasteryFactory(actor=actors[0], competence=CompetenceFactory(name="Filature"))
    for actor in actors:
        InvolvementFactory(project=project, actor=actor, degree=4, period=since(date(2020, 1, 1)))
    PartnershipAxisFactory(partnership__between=(actors[0], actors[1]), amount=1200)
    return project


def sheets(client, project, ending):
    """Return the records of the file that the map of `project` gives, by kind of lines."""
    response = client.get(reverse("projects:map-export", args=[project.slug, ending]))
    content = b"".join(response) if response.streaming else response.content
    found = {}
    for sheet in read(content, f"carte.{ending}").sheets:
        if kind := KINDS.get(guess_kind(sheet)):
            columns = match_columns(kind, sheet.headings)
            found.setdefault(kind.code, []).extend(told(kind, columns, row) for row in sheet.rows())
    return found


@pytest.mark.parametrize("ending", ["csv", "xlsx", "geojson", "gexf", "graphml", "kumu.json"])
def test_actors_of_a_file_that_we_wrote_are_read_back(client, project, ending):
    found = sheets(client, project, ending)
    actors = [actor for actor in found["actors"] if actor["name"] in NAMES]
    assert {actor["name"] for actor in actors} == NAMES
    assert all(actor.get("external_id") for actor in actors)
    assert all(actor.get("seat", "").startswith("Saugues") or actor.get("latitude") for actor in actors)


def test_lists_of_a_network_are_written_as_gephi_reads_them_and_come_back(client, project):
    skill = CompetenceFactory(name='Laver, "à façon"')
    MasteryFactory(actor=project.involvements.get(actor__name="CRESNA").actor, competence=skill, level=3)

    [actor] = [one for one in sheets(client, project, "gexf")["actors"] if one["name"] == "CRESNA"]

    assert 'Laver, "à façon" (3)' in actor["competences"].split(" | ")


@pytest.mark.parametrize("ending", ["gexf", "graphml", "kumu.json"])
def test_ties_of_a_file_that_we_wrote_are_read_back(client, project, ending):
    ties = sheets(client, project, ending)["partnerships"]
    assert {"CRESNA", "=La Doume"} in [{tie["first"], tie["second"]} for tie in ties]
