"""What people are told while the database or the disk cannot serve."""

import errno
from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client

pytestmark = pytest.mark.django_db
PLACE = "territoire.site.views.health.connection.cursor"


@pytest.mark.parametrize("error", [OperationalError("gone"), OSError(errno.ENOSPC, "full")])
def test_a_page_says_when_to_come_back(error):
    """503 and not 500: proxies, crawlers and people know that it passes."""
    with mock.patch(PLACE, side_effect=error):
        answer = Client(raise_request_exception=False).get("/sante/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "indisponible" in answer.text
    assert 'href="/sante/"' in answer.text


def test_another_fault_is_one_of_ours():
    """A mistake of the program stays 500."""
    with mock.patch(PLACE, side_effect=ValueError):
        assert Client(raise_request_exception=False).get("/sante/").status_code == 500


@pytest.mark.parametrize(
    ("typed", "kept"), [({"name": "L\u2019atelier <1>"}, True), ({"name": "A", "password": "secret"}, False)]
)
def test_what_was_typed_is_kept_but_secrets(typed, kept):
    """One button sends it again, with the token that makes it count once; a password is never written in a page."""
    with mock.patch(
        "territoire.accounts.sessions.EndIdleSessions.process_request", side_effect=OperationalError
    ):
        answer = Client(raise_request_exception=False).post("/acteurs/nouveau/?a=1", typed)
    assert answer.status_code == 503
    assert ('action="/acteurs/nouveau/?a=1"' in answer.text) is kept
    assert ("&lt;1&gt;" in answer.text) is kept
    assert "secret" not in answer.text


def test_programs_are_told_too():
    """As a problem, with the same wait."""
    with mock.patch(
        "territoire.accounts.sessions.EndIdleSessions.process_request", side_effect=OperationalError
    ):
        answer = Client(raise_request_exception=False).get("/api/v1/actors/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer.json()["type"].endswith("#unavailable")
