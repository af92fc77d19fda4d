"""A project's gaps as days went by, over HTTP."""

import re
from datetime import date

import pytest

from projects.models import Need
from territoire.enums import Visibility
from territoire.periods import since
from tests.factories.actors import ActorFactory, CompetenceFactory, MasteryFactory
from tests.factories.projects import InvolvementFactory, NeedFactory, ProjectFactory
from tests.markup import on_one_line

pytestmark = pytest.mark.django_db
OPENED, CAME, LEFT = date(2020, 1, 1), date(2021, 3, 1), date(2022, 6, 1)


@pytest.fixture
def project():
    return ProjectFactory(started_on=OPENED)


def comes_and_goes(project, competence, **actor):
    known = ActorFactory(**actor)
    MasteryFactory(actor=known, competence=competence)
    InvolvementFactory(project=project, actor=known, degree=3, period=since(CAME, LEFT))


def page(client, project, query=""):
    response = client.get(f"/projets/{project.slug}/manques/evolution/{query}")
    assert response.status_code == 200
    return response


def told(response) -> list[tuple]:
    """Return day, rate before and after, and what happened, the first day first."""
    turns = reversed(response.context["told"].turns)
    return [(turn.day, turn.before, turn.after, turn.events) for turn in turns]


def test_each_turn_tells_the_rate_and_what_moved_it(client, project):
    sorting = CompetenceFactory(name="Tri")
    NeedFactory(project=project, competence=sorting, opened_on=OPENED)
    comes_and_goes(project, sorting, name="Moulin")
    comes_and_goes(project, CompetenceFactory(), name="Sans rapport")

    response = page(client, project)

    assert told(response) == [
        (OPENED, None, 0, ("Un besoin est énoncé",)),
        (CAME, 0, 100, ("Moulin monte à bord",)),
        (LEFT, 100, 0, ("Moulin n’est plus à bord",)),
    ]
    beads = dict(
        re.findall(
            r'class="map-mark" href="[^"]*\?le=([\d-]+)" aria-label="([^"]*)"', on_one_line(response.text)
        )
    )
    assert beads["2021-03-01"] == "1er mars 2021\u00a0: 100 %"
    assert "De 0\u00a0% le 1er janvier 2020 à 0\u00a0% le" in response.text


def test_somebody_hidden_has_neither_name_nor_number(client, project):
    sorting = CompetenceFactory()
    NeedFactory(project=project, competence=sorting, quantity=2, opened_on=OPENED)
    for name in ("Camille", "Dominique"):
        comes_and_goes(project, sorting, name=name, visibility=Visibility.TEAM)

    response = page(client, project)

    assert told(response)[1:] == [
        (CAME, 0, 100, ("Quelqu’un du cercle",)),
        (LEFT, 100, 0, ("Quelqu’un du cercle",)),
    ]
    assert "Camille" not in response.text


def test_what_somebody_hidden_adds_to_enough_moves_nothing(client, project):
    sorting = CompetenceFactory()
    NeedFactory(project=project, competence=sorting, opened_on=OPENED)
    known = ActorFactory()
    MasteryFactory(actor=known, competence=sorting)
    InvolvementFactory(project=project, actor=known, degree=3, period=since(OPENED))
    before = page(client, project).context["told"].turns

    comes_and_goes(project, sorting, name="Camille", visibility=Visibility.TEAM)

    assert page(client, project).context["told"].turns == before


@pytest.mark.parametrize("query", ["", "?le=0001-01-01", "?le=9999-12-31&sur=1-an", "?sur=x&page=99&le=hier"])
def test_any_day_can_be_asked_for(client, project, query):
    assert "Les manques n" not in page(client, project, query).text
    NeedFactory(project=project, opened_on=date.min, closed_on=date(9999, 12, 31))
    NeedFactory(
        project=project, competence=CompetenceFactory(), waived_on=OPENED, waiver_reason="Fait ailleurs"
    )
    comes_and_goes(project, Need.objects.first().competence)

    assert page(client, project, query).context["told"].needs


def test_a_hidden_project_is_not_found(client):
    project = ProjectFactory(visibility=Visibility.TEAM)

    assert client.get(f"/projets/{project.slug}/manques/evolution/").status_code == 404
