"""The board of trainings turns its pages, and finds who could teach beyond the page."""

import pytest
from django.urls import reverse

from cocreation.analysis import exchange
from tests.factories.actors import CompetenceFactory
from tests.factories.cocreation import TrainingOfferFactory, TrainingRequestFactory

pytestmark = pytest.mark.django_db


def test_wishes_and_offers_turn_their_pages_and_meet_beyond_them(client, monkeypatch):
    monkeypatch.setattr(exchange, "ON_A_PAGE", 2)
    wool = CompetenceFactory(name="Filature")
    first = TrainingOfferFactory(competence=wool)
    TrainingOfferFactory.create_batch(4)
    wish = TrainingRequestFactory(competence=wool)

    board = client.get(reverse("cocreation:trainings")).context["board"]
    assert [one.request for one in board.wishes] == [wish]
    assert board.wishes[0].offers == [first]  # it stands on the last page
    assert (len(board.offers), board.page.paginator.num_pages) == (2, 3)

    last = client.get(reverse("cocreation:trainings"), {"page": "3"}).context["board"]
    assert (last.offers, last.wishes) == ([first], [])
    told = client.get("/api/v1/trainings/", {"page": "3"}).json()
    assert [one["uid"] for one in told["offers"]] == [str(first.uid)]
    assert (told["page"], told["pages"]) == (3, 3)
    file = b"".join(client.get("/formations/export.csv")).decode()
    assert first.actor.name in file, "a file holds all the pages"
