"""What if some came and some left, over HTTP."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from projects.models import Engagement, Involvement
from territoire.enums import Visibility
from territoire.periods import since
from tests.factories.actors import ActorFactory, AffiliationFactory, CompetenceFactory, MasteryFactory
from tests.factories.projects import DegreeFactory, InvolvementFactory, NeedFactory, ProjectFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


class Circle:
    """A mill does the sorting; nobody spins; a laundry's Camille, and a spinner, could."""

    def __init__(self):
        for value in range(1, 6):
            DegreeFactory(value=value)
        self.contributor = UserFactory()
        self.project = ProjectFactory(contributor=self.contributor)
        self.sorting, self.spinning = CompetenceFactory(name="Tri"), CompetenceFactory(name="Filature")
        self.need = NeedFactory(project=self.project, competence=self.sorting)
        NeedFactory(project=self.project, competence=self.spinning)
        self.mill = ActorFactory(name="Moulin", slug="moulin")
        MasteryFactory(actor=self.mill, competence=self.sorting)
        self.aboard = InvolvementFactory(project=self.project, actor=self.mill, degree=4)
        self.spinner = ActorFactory(name="Fileuse", slug="fileuse")
        MasteryFactory(actor=self.spinner, competence=self.spinning)
        self.laundry = ActorFactory(name="Laverie", slug="laverie")
        self.camille = ActorFactory(name="Camille", slug="camille", consenting=True)
        AffiliationFactory(member=self.camille, organisation=self.laundry)
        MasteryFactory(actor=self.camille, competence=self.spinning)

    def address(self, query="", name="what-if") -> str:
        return reverse(f"projects:{name}", args=[self.project.slug]) + query


@pytest.fixture
def circle():
    return Circle()


def states(response) -> dict[str, str]:
    return {str(one.need): one.after.state.value for one in response.context["supposed"].moves}


def test_departures_and_arrivals_move_states_and_rate(client, circle):
    response = client.get(circle.address(f"?part={circle.aboard.uid}&arrive=laverie:3"))

    supposed = response.context["supposed"]
    assert states(response) == {"Tri": "missing", "Filature": "covered"}
    assert [(one.actor.name, [who.name for who in one.helpers]) for one in supposed.arrivals] == [
        ("Laverie", ["Camille"])
    ]
    assert (supposed.percent_before, supposed.percent_after) == (50, 50)
    assert "Tri\u00a0: n’est plus couvert. Il perd Moulin." in response.text
    assert "Filature\u00a0: couvert. Apporté par Camille." in response.text
    assert Involvement.objects.count() == 1


def test_the_address_of_the_form_becomes_one_to_share(client, circle):
    uid = circle.aboard.uid

    response = client.get(
        circle.address(
            f"?suppose=1&degre=&arrive=&ajoute=fileuse&part={uid}&combien-{circle.need.uid}=2&jour=hier&le=2026-11-23"
        )
    )

    assert response.status_code == 302
    assert response.url.endswith(f"?le=2026-11-23&part={uid}&arrive=fileuse:3&combien={circle.need.uid}:2")


@pytest.mark.parametrize(
    "query",
    ["?part=x&degre=a:9&arrive=:::&combien=1:NaN", "?arrive=moulin:3", "?jour=0000-00-00&combien-x=1e99"],
)
def test_what_cannot_be_read_supposes_nothing(client, circle, query):
    response = client.get(circle.address(query))

    assert response.status_code == 200
    assert not response.context["supposed"].tidy


def test_arrivals_teach_nothing_of_whom_one_may_not_see(client, circle):
    hidden = ActorFactory(name="Dominique", person=True)
    empty = ActorFactory(name="Coquille", slug="coquille")
    AffiliationFactory(member=hidden, organisation=empty)
    MasteryFactory(actor=hidden, competence=circle.spinning)

    shown = [client.get(circle.address(f"?arrive=coquille:{degree}")) for degree in (1, 3)]
    asked = client.get(circle.address("?arrive=" + hidden.slug + ":3"))

    assert [states(one)["Filature"] for one in shown] == ["missing", "missing"]
    assert all("Dominique" not in one.text for one in (*shown, asked))
    assert asked.context["supposed"].arrivals == ()


def test_nobody_counts_the_hidden_bearers_of_a_need(client, circle):
    hidden = ActorFactory(visibility=Visibility.TEAM)
    MasteryFactory(actor=hidden, competence=circle.sorting)
    InvolvementFactory(project=circle.project, actor=hidden, degree=4)

    three, two = (client.get(circle.address(f"?combien={circle.need.uid}:{number}")) for number in (3, 2))

    assert states(three) == states(two) == {"Tri": "covered", "Filature": "missing"}
    assert not three.context["supposed"].moves[0].may_count


def test_saving_asks_first_then_does_all_at_once(client, circle):
    client.force_login(circle.contributor)
    query = f"?part={circle.aboard.uid}&arrive=laverie:3&arrive=fileuse:4"
    asked = client.get(circle.address(query, "what-if-save"))
    kept = [str(circle.aboard.uid), "laverie", "laverie/camille"]

    done = client.post(circle.address(query, "what-if-save"), {"garde": kept}, follow=True)
    client.post(circle.address(query, "what-if-save"), {"garde": kept})

    assert asked.text.count('name="garde"') == 4
    assert "2 changements" in done.text
    circle.aboard.refresh_from_db()
    assert circle.aboard.period.upper is not None
    joined = Involvement.objects.exclude(pk=circle.aboard.pk).get()
    assert (joined.actor, joined.degree_id, joined.state) == (circle.laundry, 3, "declared")
    assert Engagement.objects.get().person == circle.camille


def test_when_one_change_cannot_be_made_none_is(client, circle):
    client.force_login(circle.contributor)
    Involvement.objects.filter(pk=circle.aboard.pk).update(period=since(timezone.localdate()))

    response = client.post(
        circle.address(f"?part={circle.aboard.uid}&arrive=fileuse:4", "what-if-save"),
        {"garde": [str(circle.aboard.uid), "fileuse"]},
    )

    assert response.status_code == 200
    assert "Moulin\u00a0:" in response.text
    assert Involvement.objects.count() == 1


def test_only_who_contributes_saves(client, circle):
    client.force_login(UserFactory())

    assert client.get(circle.address("?arrive=fileuse:3", "what-if-save")).status_code == 403
    assert (
        client.post(circle.address("?arrive=fileuse:3", "what-if-save"), {"garde": "fileuse"}).status_code
        == 403
    )


def test_many_members_take_no_more_queries(client, circle):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(circle.address(f"?part={circle.aboard.uid}&arrive=laverie:3&arrive=fileuse:3"))
        return len(captured)

    queries()
    few = queries()
    for _ in range(12):
        InvolvementFactory(project=circle.project)
        NeedFactory(project=circle.project, competence=CompetenceFactory())

    assert queries() <= few
