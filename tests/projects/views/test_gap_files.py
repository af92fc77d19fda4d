"""The gaps of a project as files: what the page shows on that day, to that reader."""

import csv
import io
import json
import re
import zipfile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import override_settings
from django.utils import timezone

from projects.analysis.report import gap_report
from projects.exchanges import gap_document
from projects.exchanges.gap_words import About
from territoire.enums import Visibility
from tests.factories.actors import ActorFactory, CompetenceFactory, MasteryFactory
from tests.factories.projects import InvolvementFactory, NeedFactory, ProjectFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db
UGLY = '=HYPERLINK("http://x";"#set page(width: 1cm)") ' + "M" * 180


@pytest.fixture
def project():
    """Lack spinning, which a hidden person and somebody known could bring; have sorting, borne by somebody hidden."""
    spinning, sorting = CompetenceFactory(name="Filature"), CompetenceFactory(name="Tri")
    project = ProjectFactory(name=UGLY[:150])
    NeedFactory(project=project, competence=spinning, description=UGLY[:400])
    NeedFactory(project=project, competence=sorting)
    known = ActorFactory(name="Ardelaine", seat=project.territory)
    hidden = ActorFactory(name="Camille Cachée", visibility=Visibility.TEAM)
    MasteryFactory(actor=known, competence=spinning)
    MasteryFactory(actor=hidden, competence=spinning, level=1)
    MasteryFactory(actor=hidden, competence=sorting)
    InvolvementFactory(project=project, actor=hidden, degree=4)
    return project


def _file(client, project, ending, query=""):
    response = client.get(f"/projets/{project.slug}/manques.{ending}{query}")
    assert response.status_code == 200
    today = timezone.localdate()
    assert f'filename="manques-{project.slug}-{today:%Y-%m-%d}' in response["Content-Disposition"]
    return response


def test_csv_tells_each_need_then_each_candidate(client, project):
    text = _file(client, project, "csv").content.decode("utf-8-sig")
    needs = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    text = _file(client, project, "csv", "?table=candidats").content.decode("utf-8-sig")
    (candidate,) = csv.DictReader(io.StringIO(text), delimiter=";")

    assert {one["Besoin"]: (one["État"], one["Apporté par"]) for one in needs} == {
        "Filature": ("À portée", ""),
        "Tri": ("Fragile", "Quelqu’un du cercle"),
    }
    assert needs[0]["En quelques mots"].startswith("'=HYPERLINK")
    assert (candidate["Besoin"], candidate["Candidat"]) == ("Filature", "Ardelaine")


def test_json_is_the_api(client, project):
    assert (
        json.loads(_file(client, project, "json").content)
        == client.get(f"/api/v1/projects/{project.slug}/gaps/").json()
    )


def test_workbook_has_a_sheet_for_each_table_and_its_source(client, project):
    with zipfile.ZipFile(io.BytesIO(_file(client, project, "xlsx").content)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()

    assert "Ardelaine" in strings
    assert f"http://testserver/projets/{project.slug}/manques/?le=" in strings
    assert "Camille" not in strings


def test_pdf_is_drawn_whatever_people_typed(client, project):
    content = _file(client, project, "pdf").content

    assert content.startswith(b"%PDF-1.7")
    assert len(re.findall(rb"/Type ?/Page\b", content)) <= 3 or b"/ObjStm" in content
    assert b"AtkinsonHyperlegibleNext" in content


def test_document_says_what_its_reader_may_know(project):
    report = gap_report(project, AnonymousUser(), timezone.localdate())

    said = json.dumps(gap_document.data(report, (), About("https://x.example/", "Territoire")), default=str)

    assert "Ardelaine" in said
    assert "Quelqu\\u2019un du cercle" in said
    assert "Camille" not in said


def test_the_files_of_a_hidden_project_are_not_found(client):
    project = ProjectFactory(visibility=Visibility.TEAM)
    client.force_login(UserFactory())

    codes = {
        client.get(f"/projets/{project.slug}/manques.{e}").status_code for e in ("csv", "xlsx", "json", "pdf")
    }

    assert codes == {404}


@override_settings(
    TERRITOIRE_THROTTLING=True, TERRITOIRE_THROTTLES={"export": {"account": "1/h", "address": "1/h"}}
)
def test_too_many_files_are_refused(client, project):
    _file(client, project, "csv")

    assert client.get(f"/projets/{project.slug}/manques.json").status_code == 429
