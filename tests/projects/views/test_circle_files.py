"""The circle to invite as files: what the page shows at that address, to that reader."""

import csv
import io
import json
import zipfile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from projects.analysis.to_invite import whom_to_invite
from projects.enums import Choice
from projects.exchanges import circle_document
from projects.exchanges.gap_words import About
from projects.models import CandidateChoice
from territoire.enums import Visibility
from tests.factories.actors import ActorFactory, CompetenceFactory, MasteryFactory
from tests.factories.projects import InvolvementFactory, NeedFactory, ProjectFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db
UGLY = '=HYPERLINK("http://x";"#set page(width: 1cm)") ' + "M" * 60


@pytest.fixture
def holder():
    return UserFactory()


@pytest.fixture
def project(holder):
    """Lack spinning, which two and somebody hidden could bring, and sorting, of which somebody aboard has notions."""
    spinning, sorting = CompetenceFactory(name="Filature"), CompetenceFactory(name=UGLY[:100])
    project = ProjectFactory(name=UGLY[:100], holder=holder)
    for competence in (spinning, sorting):
        NeedFactory(project=project, competence=competence, minimum_level=2)
    near = ActorFactory(name="Ardelaine", slug="pres", seat=project.territory)
    aboard = ActorFactory(name="La Cardeuse")
    hidden = ActorFactory(name="Camille Cachée", visibility=Visibility.TEAM)
    for actor in (near, ActorFactory(name="Longo Maï", slug="loin"), hidden):
        MasteryFactory(actor=actor, competence=spinning, level=2)
    for actor in (aboard, hidden):
        MasteryFactory(actor=actor, competence=sorting, level=1)
    InvolvementFactory(project=project, actor=aboard, degree=4)
    return project


def _file(client, project, ending, query=""):
    response = client.get(f"/projets/{project.slug}/inviter.{ending}{query}")
    assert response.status_code == 200
    today = timezone.localdate()
    assert f'filename="inviter-{project.slug}-{today:%Y-%m-%d}' in response["Content-Disposition"]
    return response.getvalue()


def _rows(client, project, query="") -> list[dict]:
    text = _file(client, project, "csv", query).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_csv_tells_what_the_page_shows_with_who_is_kept_and_left_out(client, project):
    [best], [kept] = _rows(client, project), _rows(client, project, "?avec=loin")
    [beyond] = _rows(client, project, "?sans=pres&sans=loin&table=hors-de-portee")[:1]

    assert (best["Acteur"], best["Aiderait à couvrir"], best["Gardé à la main"]) == (
        "Ardelaine",
        "Filature",
        "non",
    )
    assert best["En cas de refus"].endswith("Longo Maï")
    assert (kept["Acteur"], kept["Gardé à la main"]) == ("Longo Maï", "oui")
    assert _rows(client, project, "?sans=pres&sans=loin") == []
    assert "Filature" in str(_rows(client, project, "?sans=pres&sans=loin&table=hors-de-portee"))
    assert "La Cardeuse" in str(_rows(client, project, "?table=hors-de-portee"))
    assert beyond["Besoin"]


def test_json_is_the_api(client, project):
    said = json.loads(_file(client, project, "json", "?avec=loin"))

    assert said == client.get(f"/api/v1/projects/{project.slug}/circle-to-invite/?avec=loin").json()


def test_workbook_and_document_hold_whatever_people_typed_and_nothing_hidden(client, project):
    with zipfile.ZipFile(io.BytesIO(_file(client, project, "xlsx", "?sans=loin"))) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    document = circle_document.data(
        whom_to_invite(project, AnonymousUser(), timezone.localdate()),
        About("https://x.example/", "Territoire"),
    )

    assert f"http://testserver/projets/{project.slug}/manques/inviter/?sans=loin&amp;le=" in strings
    assert "Longo Maï" in strings
    assert "Ardelaine" in json.dumps(document, default=str)
    assert "Camille" not in strings + json.dumps(document, default=str, ensure_ascii=False)
    assert _file(client, project, "pdf").startswith(b"%PDF-1.7")


def test_who_is_left_out_for_good_is_told_to_who_may_read_it_and_never_why(client, project, holder):
    actor = MasteryFactory._meta.model.objects.get(actor__slug="pres").actor
    CandidateChoice.objects.create(project=project, actor=actor, choice=Choice.EXCLUDED, reason="zqxraison")
    client.force_login(holder)

    assert [one["Acteur"] for one in _rows(client, project)] == ["Longo Maï"]
    with zipfile.ZipFile(io.BytesIO(_file(client, project, "xlsx"))) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "Ardelaine" in strings
    assert "zqxraison" not in strings
    client.logout()
    assert [one["Acteur"] for one in _rows(client, project)] == ["Ardelaine"]


def test_the_files_of_a_hidden_project_are_not_found(client):
    project = ProjectFactory(visibility=Visibility.TEAM)
    client.force_login(UserFactory())

    found = [client.get(f"/projets/{project.slug}/inviter.{e}") for e in ("csv", "xlsx", "json", "pdf")]

    assert {response.status_code for response in found} == {404}
