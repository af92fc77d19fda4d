"""Anyone reports what they see; the sender alone learns what becomes of it, and it betrays nothing."""

import uuid

import pytest
from django.urls import reverse

from actors.models import ActorReport
from projects.models import ProjectReport
from territoire.enums import ReportState, Visibility
from tests.factories.actors import ActorFactory, ActorReportFactory
from tests.factories.projects import ProjectFactory
from tests.factories.territoire import FacilitationFactory, UserFactory

pytestmark = pytest.mark.django_db

SENT = {"reason": "wrong", "message": "Le lieu a changé."}


@pytest.fixture(params=["actor", "project"])
def record(request):
    return ActorFactory() if request.param == "actor" else ProjectFactory()


def form_address(record):
    space = "actors" if hasattr(record, "family") else "projects"
    return reverse(f"{space}:report", args=[record.slug])


def reports():
    return [*ActorReport.objects.all(), *ProjectReport.objects.all()]


def token(client, address):
    return str(client.get(address).context["form"]["submission"].value())


def test_a_visitor_reports_and_reads_what_becomes_of_it(client, record):
    address = form_address(record)
    assert address in client.get(record.get_absolute_url()).content.decode()

    answer = client.post(address, SENT | {"submission": token(client, address)})

    [report] = reports()
    assert (report.subject, report.reason, report.message) == (record, "wrong", "Le lieu a changé.")
    assert report.created_by is None
    assert answer.url == f"/signalements/{report.uid}/"
    page = client.get(answer.url)
    assert page["X-Robots-Tag"] == "noindex"
    assert "Le lieu a changé." in page.content.decode()
    assert "l’administration du site" in page.content.decode()


def test_the_nearest_facilitators_are_named(client):
    actor = ActorFactory(seat__name="Saugues")
    FacilitationFactory(territory=actor.seat)
    report = ActorReportFactory(actor=actor)

    assert "la facilitation (Saugues)" in client.get(f"/signalements/{report.uid}/").content.decode()


def test_a_double_click_reports_once(client, record):
    address = form_address(record)
    sent = SENT | {"submission": token(client, address)}

    first, second = client.post(address, sent), client.post(address, sent)

    assert len(reports()) == 1
    assert first.url == second.url
    assert sent["submission"] not in first.url, "the address does not stand in the form"


def test_a_member_is_remembered(client, record):
    user = UserFactory()
    client.force_login(user)

    client.post(form_address(record), SENT)

    assert [report.created_by for report in reports()] == [user]
    assert "Mes signalements" in client.get("/mon-espace/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"reason": ""}, {"reason": "x"}, {"message": "x" * 2001}, {"website": "http://robot.example"}],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, record, wrong):
    answer = client.post(form_address(record), SENT | wrong)

    assert answer.status_code == 200
    assert (wrong.get("message") or "Le lieu a changé.") in answer.content.decode()
    assert reports() == []


@pytest.mark.parametrize("visibility", [Visibility.MEMBERS, Visibility.TEAM])
def test_what_one_may_not_see_cannot_be_reported(client, record, visibility):
    type(record).objects.update(visibility=visibility)

    assert client.get(form_address(record)).status_code == 404
    assert client.post(form_address(record), SENT).status_code == 404


def test_the_page_of_a_report_names_nothing_that_was_hidden_since(client):
    report = ActorReportFactory(actor__name="Zqx secret", actor__seat__name="Zqx lieu")
    FacilitationFactory(territory=report.actor.seat)
    type(report.actor).objects.update(visibility=Visibility.TEAM)

    page = client.get(f"/signalements/{report.uid}/").content.decode()

    assert "Zqx" not in page


def test_its_answer_is_read(client):
    report = ActorReportFactory(state=ReportState.DISMISSED, answer="L’adresse est la bonne.")

    assert "L’adresse est la bonne." in client.get(f"/signalements/{report.uid}/").content.decode()


def test_an_address_that_does_not_exist(client):
    assert client.get(f"/signalements/{uuid.uuid4()}/").status_code == 404


def test_the_keepers_do_not_learn_of_it(client):
    report = ActorReportFactory(message="Zqx mots")
    client.force_login(report.actor.created_by)

    assert "Zqx" not in client.get(report.actor.get_absolute_url()).content.decode()
    assert "Zqx" not in client.get("/mon-espace/").content.decode()


def test_sending_is_limited(client, record, throttled):
    answers = [client.post(form_address(record), SENT).status_code for _ in range(12)]

    assert answers[0] == 302
    assert answers[-1] == 429
