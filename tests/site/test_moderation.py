"""The queue shows what one decides on, says until when, and each gesture does what it says."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actors.enums import CompetenceStatus
from territoire.enums import ReportReason, ReportState, Visibility
from tests.factories.actors import (
    ActorFactory,
    ActorReportFactory,
    ClaimFactory,
    CompetenceFactory,
    MasteryFactory,
)
from tests.factories.projects import ProjectFactory, ProjectReportFactory
from tests.factories.territoire import FacilitationFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=400)


@pytest.fixture
def place():
    return TerritoryFactory(name="Saugues", within=[TerritoryFactory(kind="region", name="Auvergne")])


@pytest.fixture
def facilitator(place):
    return FacilitationFactory(territory__kind="departement", territory=place).user


def names(client, **query):
    response = client.get("/moderation/", query)
    assert response.status_code == 200
    return [str(item.subject) for item in response.context["items"]]


@pytest.fixture(params=["actor", "project"])
def record(request, place):
    """Have a new public record, registered by a member."""
    if request.param == "actor":
        return ActorFactory(seat=place)
    return ProjectFactory(territory=place, holder=UserFactory())


def address(gesture, record):
    return reverse(
        f"site:{gesture}-{'actor' if hasattr(record, 'family') else 'project'}", args=[record.slug]
    )


def again(record):
    return type(record).objects.get(pk=record.pk)


def test_others_have_no_queue(client, record):
    assert client.get("/moderation/").status_code == 302
    client.force_login(UserFactory())

    assert client.get("/moderation/").status_code == 403
    assert client.post(address("review", record)).status_code == 403
    assert client.post(address("hide", record), {"reason": "x"}).status_code == 403
    assert client.post(address("show", record)).status_code == 403
    assert "/moderation/" not in client.get("/mon-espace/").content.decode()


def test_the_queue_holds_what_lies_in_my_territories(client, facilitator, place, record):
    ActorFactory(name="Ailleurs")
    ActorFactory(name="Cachée", hidden=True, seat=place)
    ActorFactory(name="Archivée", archived=True, seat=place)
    ActorFactory(name="La mienne", seat=place, created_by=facilitator)
    ActorFactory(name="Celle de l’admin", seat=place, created_by__admin=True)
    ActorFactory(name="Relue", seat=place, reviewed_at=timezone.now())
    ClaimFactory(actor__seat=place, actor__name="Revendiquée", actor__reviewed_at=timezone.now())
    ClaimFactory(actor__name="Revendiquée ailleurs")
    ActorReportFactory(actor__seat=place, actor__name="Signalée", actor__reviewed_at=timezone.now())
    ActorReportFactory(actor__name="Signalée ailleurs")
    CompetenceFactory(name="Proposée", status=CompetenceStatus.PROPOSED)
    client.force_login(facilitator)

    assert set(names(client)) == {record.name, "Revendiquée", "Signalée", "Proposée"}
    assert names(client, quoi="revendication") == ["Revendiquée"]
    assert set(names(client, territoire=place.code)) == {record.name, "Revendiquée", "Signalée"}
    assert names(client, quoi="competence", territoire=place.code) == []
    assert names(client, quoi="x") == []


def test_admins_see_everything(client, record):
    ActorReportFactory(actor__name="Signalée", actor__reviewed_at=timezone.now())
    client.force_login(UserFactory(admin=True))

    assert set(names(client)) == {record.name, "Signalée"}


def test_the_nearest_deadline_comes_first_and_what_is_late_is_said(client, facilitator, place):
    old = ActorFactory(name="Ancienne", seat=place, created_at=timezone.now() - timedelta(days=15))
    seen = timezone.now()
    ActorReportFactory(actor__seat=place, actor__name="Hier", actor__reviewed_at=seen)
    ActorReportFactory(
        actor__seat=place, actor__name="Personne", actor__reviewed_at=seen, reason=ReportReason.PERSONAL
    )
    client.force_login(facilitator)

    page = client.get("/moderation/")

    assert [str(item.subject) for item in page.context["items"]] == [old.name, "Personne", "Hier"]
    assert page.content.decode().count("En retard") == 1
    assert "la facilitation (Saugues)" in page.content.decode()


def test_looked_at_it_leaves_the_queue(client, facilitator, record):
    client.force_login(facilitator)

    answer = client.post(address("review", record), {"next": "/moderation/?quoi=acteur"})

    assert answer.url == "/moderation/?quoi=acteur"
    assert again(record).reviewed_by == facilitator
    assert names(client) == []


@pytest.mark.parametrize(
    "elsewhere", ["https://ailleurs.example/moderation/", "//ailleurs.example", "/projets/"]
)
def test_next_leads_nowhere_else(client, facilitator, record, elsewhere):
    client.force_login(facilitator)

    assert client.post(address("review", record), {"next": elsewhere}).url == record.get_absolute_url()


def test_hidden_with_a_reason_and_shown_again(client, facilitator, record):
    client.force_login(facilitator)
    before = record.get_absolute_url()
    assert client.post(address("hide", record), {"reason": ""}).status_code == 200
    assert again(record).visibility == Visibility.PUBLIC

    client.post(address("hide", record), {"reason": "Une adresse privée y figure."})

    hidden = again(record)
    assert (hidden.visibility, hidden.hidden_from) == (Visibility.TEAM, Visibility.PUBLIC)
    page = client.get(hidden.get_absolute_url()).content.decode()
    assert "Une adresse privée y figure." in page
    client.logout()
    assert client.get(before).status_code == 404
    assert client.get(hidden.get_absolute_url()).status_code == 404
    client.force_login(facilitator)
    client.post(address("show", hidden))
    assert again(record).visibility == Visibility.PUBLIC
    assert not again(record).hidden_reason


def test_its_keepers_read_why_and_what_they_show_again_is_new(client, facilitator, place):
    keeper = UserFactory()
    actor = ActorFactory(seat=place, created_by=keeper, created_at=LONG_AGO)
    client.force_login(facilitator)
    client.post(address("hide", actor), {"reason": "Trop de détails."})
    client.force_login(keeper)
    actor = again(actor)
    page = client.get(actor.get_absolute_url()).content.decode()
    assert "Trop de détails." in page
    assert address("show", actor) not in page

    type(actor).objects.filter(pk=actor.pk).update(visibility=Visibility.PUBLIC)

    client.force_login(facilitator)
    [item] = client.get("/moderation/").context["items"]
    assert (item.record, item.is_late) == (actor, False)
    assert "Trop de détails." in client.get("/moderation/").content.decode()


def test_a_person_who_agreed_no_more_is_not_shown_again(client, facilitator, place):
    person = ActorFactory(consenting=True, seat=place)
    client.force_login(facilitator)
    client.post(address("hide", person), {"reason": "x"})
    type(person).objects.update(consented_at=None)

    client.post(address("show", again(person)))

    assert again(person).visibility == Visibility.TEAM


def test_who_registered_it_reads_that_it_waits(client, facilitator, record):
    keeper = record.created_by if hasattr(record, "family") else record.team.users.get()
    client.force_login(keeper)

    page = client.get(record.get_absolute_url()).content.decode()

    assert "elle reste à relire par la facilitation (Saugues)" in page
    client.logout()
    assert "à relire" not in client.get(record.get_absolute_url()).content.decode()


def report_on(record, **more):
    if hasattr(record, "family"):
        return ActorReportFactory(actor=record, **more)
    return ProjectReportFactory(project=record, **more)


def test_a_report_is_answered_once(client, facilitator, record):
    report = report_on(record)
    client.force_login(facilitator)
    there = reverse("site:answer-report", args=[report.uid])
    assert client.get(there).status_code == 200

    assert client.post(there, {"state": "mended", "answer": ""}).status_code == 200
    assert client.post(there, {"state": "open", "answer": "x"}).status_code == 200
    done = client.post(there, {"state": "mended", "answer": "L’adresse est corrigée."})
    client.post(there, {"state": "dismissed", "answer": "Non."})

    report.refresh_from_db()
    assert done.url == "/moderation/"
    assert (report.state, report.answer, report.decided_by) == (
        ReportState.MENDED,
        "L’adresse est corrigée.",
        facilitator,
    )
    client.logout()
    assert "L’adresse est corrigée." in client.get(report.get_absolute_url()).content.decode()


def test_who_sent_a_report_cannot_answer_it(client, record):
    report = report_on(record)
    client.force_login(UserFactory())

    assert client.get(reverse("site:answer-report", args=[report.uid])).status_code == 404


def test_the_queue_does_not_say_who_reported(client, facilitator, place):
    report = ActorReportFactory(actor__seat=place, created_by__name="Zqx", created_by=UserFactory(name="Zqx"))
    client.force_login(facilitator)

    assert "Zqx" not in client.get("/moderation/").content.decode()
    assert "Zqx" not in client.get(reverse("site:answer-report", args=[report.uid])).content.decode()


def test_a_proposed_competence_is_merged(client, facilitator):
    kept = CompetenceFactory(name="Tissage")
    proposed = CompetenceFactory(name="Tisser", status=CompetenceStatus.PROPOSED)
    mastery = MasteryFactory(competence=proposed)
    client.force_login(facilitator)
    there = reverse("site:same-competence", args=[proposed.slug])
    assert client.get(there).status_code == 200

    client.post(there, {"kept": kept.slug})

    mastery.refresh_from_db()
    assert mastery.competence == kept
    assert names(client) == []


def test_who_proposed_a_competence_does_not_merge_it(client):
    proposed = CompetenceFactory(status=CompetenceStatus.PROPOSED, created_by=UserFactory())
    there = reverse("site:same-competence", args=[proposed.slug])
    client.force_login(UserFactory())
    assert client.get(there).status_code == 404
    client.force_login(proposed.created_by)

    assert client.get(there).status_code == 403
    assert "Attend" in client.get("/mon-espace/").content.decode()


def test_the_count_is_in_the_menu(client, facilitator, place):
    ActorFactory.create_batch(3, seat=place)
    client.force_login(facilitator)

    page = client.get("/")

    assert page.context["moderation"].waiting == "3"


def test_counting_is_done_once_a_minute_and_anew_after_a_gesture(client, facilitator, place):
    first, _second = ActorFactory.create_batch(2, seat=place)
    client.force_login(facilitator)
    assert client.get("/").context["moderation"].waiting == "2"

    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").context["moderation"].waiting == "2"
    assert not any("actorreport" in query["sql"] for query in asked)

    client.post(address("review", first))
    assert client.get("/").context["moderation"].waiting == "1"


def test_thirty_take_no_more_queries_than_three(client, facilitator, place):
    client.force_login(facilitator)

    def grow(size):
        for _ in range(size):
            ActorFactory(seat=place)
            ProjectFactory(territory=place)
            ClaimFactory(actor__seat=place)
            ActorReportFactory(actor__seat=place)
            ProjectReportFactory(project__territory=place)
            CompetenceFactory(status=CompetenceStatus.PROPOSED, parent=CompetenceFactory())

    def count():
        client.get("/moderation/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/moderation/").status_code == 200
        return len(captured)

    grow(3)
    few = count()
    grow(30)

    # One page may hold another mix of kinds than the other: one query by kind, whatever their number.
    assert max(few, count()) <= 20
