"""Files that leave are read back by programs that we did not write: the same actors, the same ties, nothing hidden."""

import csv
import io
import json
from datetime import date
from xml.etree import ElementTree

import icalendar
import igraph
import networkx
import openpyxl
import pytest
import rdflib
from django.contrib.auth.models import AnonymousUser
from django.test import override_settings
from django.urls import reverse
from django.utils.timezone import localdate
from geojson_pydantic import FeatureCollection

from actors.models import Competence, ContactAccess
from projects.maps.loading.project import load_map
from territoire.enums import Visibility
from territoire.periods import since
from tests.factories.actors import (
    ActorFactory,
    AffiliationFactory,
    CompetenceFactory,
    ContactPointFactory,
    MasteryFactory,
    PartnershipAxisFactory,
)
from tests.factories.projects import (
    ExperienceFactory,
    InvolvementFactory,
    MilestoneFactory,
    NeedFactory,
    ProjectFactory,
)
from tests.factories.territoire import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db
UGLY = '=HYPERLINK("http://x.example";"Gagné") <b>&"\x0b| ; ,'
PAIR = rdflib.Namespace("http://virtual-assembly.org/ontologies/pair#")


@pytest.fixture
def world():
    """Three who work together, one alone, one without a place, one hidden."""
    place = TerritoryFactory(name="Saugues", latitude=44.96, longitude=3.55)
    project = ProjectFactory(name="Pôle laine", territory=place, started_on=date(2014, 1, 1))
    wool = CompetenceFactory(name="Filature")
    one, two, alone = (ActorFactory(name=name, seat=place) for name in (UGLY, "Ardelaine", "Zoé et fils"))
    nowhere = ActorFactory(name="Sans lieu", seat=None)
    hidden = ActorFactory(name="Cachée", seat=place, visibility=Visibility.TEAM)
    MasteryFactory(actor=two, competence=wool, level=3)
    for actor, degree in ((one, 5), (two, 3), (alone, 1), (nowhere, 2), (hidden, 4)):
        InvolvementFactory(project=project, actor=actor, degree=degree, period=since(date(2020, 1, 1)))
    for pair in ((one, two), (two, hidden)):
        PartnershipAxisFactory(partnership__between=pair, amount=1200)
    AffiliationFactory(member=nowhere, organisation=two, role="Atelier")
    return project


def told(client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response) if response.streaming else response.content


def the_map(project):
    return load_map(project, AnonymousUser(), localdate())


def of_map(project, ending: str) -> str:
    return reverse("projects:map-export", args=[project.slug, ending])


def test_networkx_and_igraph_read_the_network_of_the_map(client, world, tmp_path):
    shown = the_map(world)
    keys = {actor.slug for actor in shown.stakeholders}
    pairs = sorted(tie.pair for tie in shown.ties)
    gexf, graphml = tmp_path / "carte.gexf", tmp_path / "carte.graphml"
    # networkx knows 1.2 alone: of what we write, 1.3 changed nothing but its own name.
    gexf.write_bytes(told(client, of_map(world, "gexf")).replace(b"gexf.net/1.3", b"www.gexf.net/1.2draft"))
    graphml.write_bytes(told(client, of_map(world, "graphml")))

    read = networkx.read_gexf(gexf, version="1.2draft")
    second = networkx.read_graphml(graphml)
    third = igraph.Graph.Read_GraphML(str(graphml))

    assert len(keys) == 4
    assert set(read.nodes) == set(second.nodes) == set(third.vs["id"]) == keys
    # Of a tie that goes both ways in GEXF, networkx makes two.
    assert {tuple(sorted(edge[:2])) for edge in read.edges} == set(pairs)
    assert sorted(tuple(sorted(edge[:2])) for edge in second.edges) == pairs
    ends = (tuple(sorted((third.vs[e.source]["id"], third.vs[e.target]["id"]))) for e in third.es)
    assert sorted(ends) == pairs
    assert networkx.number_of_isolates(read) == 1
    label = next(a.name for a in shown.stakeholders if a.degree == 5).replace("\x0b", "")
    assert label in {data["label"] for _key, data in read.nodes(data=True)}
    assert label in third.vs["label"]


def test_gexf_says_days_places_and_what_it_is_about(client, world):
    text = told(client, f"{of_map(world, 'gexf')}?famille=asso").decode()

    assert 'version="1.3"' in text
    assert 'timeformat="date"' in text
    assert "Licence Ouverte 2.0" in text
    assert "Familles" in text
    full = told(client, of_map(world, "gexf")).decode()
    assert "<viz:position" in full
    assert ' start="' in full


def test_kumu_reads_elements_and_connections(client, world):
    read = json.loads(told(client, of_map(world, "kumu.json")))

    ids = {element["id"] for element in read["elements"]}
    assert len(ids) == 4
    assert len(read["connections"]) == len(the_map(world).ties)
    assert all({one["from"], one["to"]} <= ids for one in read["connections"])
    assert not any("_" in one or "." in one for one in ids)


def test_geojson_is_valid_and_holds_who_has_no_place(client, world):
    read = FeatureCollection.model_validate_json(told(client, "/acteurs/export.geojson"))

    names = {one.properties["name"]: one.geometry and one.geometry.coordinates for one in read.features}
    assert "Cachée" not in names
    assert names["Sans lieu"] is None
    assert tuple(names["Ardelaine"]) == (3.55, 44.96)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")
def test_rdflib_reads_skills_and_partners(client, world):
    graph = rdflib.Graph().parse(data=told(client, "/acteurs/export.jsonld"), format="json-ld")

    skilled = {str(graph.value(who, PAIR.label)) for who in graph.subjects(PAIR.hasSkill)}
    assert skilled == {"Ardelaine"}
    assert len(set(graph.subject_objects(PAIR.partnerOf))) == 1
    assert len(set(graph.subjects(rdflib.RDF.type, PAIR.Organization))) == 4
    hosted = json.loads(told(client, "/contexte.jsonld"))["@context"]
    written = json.loads(told(client, "/acteurs/export.jsonld"))["@context"]
    assert written.items() <= hosted.items()


def test_tables_are_read_back_and_compute_nothing(client, world):
    text = told(client, "/acteurs/export.csv").decode()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    book = openpyxl.load_workbook(io.BytesIO(told(client, "/acteurs/export.xlsx")))
    map_book = openpyxl.load_workbook(io.BytesIO(told(client, of_map(world, "xlsx"))))

    assert text.startswith("\ufeff")
    assert {"Nom", "Famille", "Commune", "Compétences"} <= set(rows[0])
    assert rows[0]["Nom"].startswith("'=HYPERLINK")
    assert {row["Nom"]: row["Compétences"] for row in rows}["Ardelaine"] == "Filature (3)"
    assert "Licence Ouverte" in list(rows[0])[-1]
    assert [sheet.title for sheet in book] == ["Acteurs", "À propos"]
    assert book["Acteurs"].max_row - 1 == len(rows) == 4
    assert all(cell.data_type != "f" for row in book["Acteurs"] for cell in row)
    assert map_book["Liens"].max_row - 1 == len(the_map(world).ties)


def test_files_hold_what_the_page_holds_filters_and_rights_included(client, world):
    def count(query: str) -> int:
        return told(client, f"/acteurs/export.csv{query}").count(b"\r\n") - 1

    member = world.involvements.get(degree=4).actor
    assert count(f"?competence={Competence.objects.get(name='Filature').slug}") == 1
    assert count("?q=ardelaine") == 1
    assert count("?bbox=3,44,4,45") == 3
    assert client.get("/acteurs/export.csv?famille=rien").status_code == 400
    assert client.get("/acteurs/export.csv?bbox=x").status_code == 400
    assert client.get("/acteurs/export.exe").status_code == 404
    client.force_login(UserFactory(is_superuser=True))
    assert member.name in told(client, "/acteurs/export.csv").decode()
    assert "ne le diffusez pas" in told(client, "/acteurs/export.csv").decode()


def test_what_others_read_live_is_what_everybody_may_see(client, world):
    client.force_login(UserFactory(is_superuser=True))

    response = client.get("/acteurs/direct.geojson?bbox=3,44,4,45")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "public" in response["Cache-Control"]
    body = b"".join(response).decode()
    assert "Ardelaine" in body
    assert "Cachée" not in body
    assert client.get("/acteurs/direct.csv").status_code == 404
    hidden = ProjectFactory(visibility=Visibility.TEAM)
    assert client.get(reverse("projects:map-live", args=[hidden.slug, "kumu.json"])).status_code == 404


def test_calendar_holds_steps_ends_and_what_is_wanted(client, world):
    MilestoneFactory(project=world, name="Filature, ouverte", day=date(2015, 3, 1), precision="month")
    NeedFactory(project=world, wanted_by=date(2027, 1, 31))

    calendar = icalendar.Calendar.from_ical(told(client, f"/projets/{world.slug}/calendrier.ics"))

    events = {str(one["SUMMARY"]): (one["DTSTART"].dt, one["DTEND"].dt) for one in calendar.events}
    assert events["Pôle laine · Filature, ouverte"] == (date(2015, 3, 1), date(2015, 4, 1))
    assert len(events) == 3
    assert "Licence Ouverte" in calendar["DESCRIPTION"]
    assert len(icalendar.Calendar.from_ical(told(client, "/projets/calendrier.ics")).events) == 3


def test_cards_hold_the_contact_details_that_are_for_who_asks_and_it_is_written(client, world):
    actor = world.involvements.get(degree=3).actor
    for value, seen in (("a@x.example", "public"), ("b@x.example", "team")):
        ContactPointFactory(actor=actor, kind="email", value=value, visibility=seen)

    response = client.post(f"/acteurs/{actor.slug}/carte-de-visite/")

    (card,) = icalendar.Component.from_ical(b"".join(response), multiple=True)
    assert card.name == "VCARD"
    assert str(card["EMAIL"]) == "a@x.example"
    assert str(card["FN"]) == "Ardelaine"
    assert ContactAccess.objects.filter(actor=actor, way="exported", count=1, user=None).exists()
    assert client.get(f"/acteurs/{actor.slug}/carte-de-visite/").status_code == 405
    client.force_login(UserFactory())
    assert b"".join(client.post("/acteurs/cartes-de-visite/?q=ardelaine")).count(b"BEGIN:VCARD") == 1


def test_news_are_public_dated_and_of_the_place(client, world):
    ExperienceFactory(project=world, title="Comment on a fait")
    person = ActorFactory(consenting=True, name="Camille", visibility=Visibility.PUBLIC)
    elsewhere = ActorFactory(name="Ailleurs")

    of_all = told(client, "/nouveautes.atom").decode()
    here = told(client, f"/territoires/{world.territory.code}/nouveautes.atom").decode()

    ElementTree.fromstring(here)
    assert "Comment on a fait" in here
    assert "Ailleurs" in of_all
    assert elsewhere.name not in here
    assert not any(person.name in feed or "Cachée" in feed for feed in (of_all, here))


@override_settings(
    TERRITOIRE_THROTTLING=True, TERRITOIRE_THROTTLES={"live": {"account": "1/h", "address": "1/h"}}
)
def test_too_many_live_readings_are_refused(client):
    client.get("/nouveautes.atom")

    assert client.get("/nouveautes.atom").status_code == 429
