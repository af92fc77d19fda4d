"""How long a session lasts, what the log keeps of it, and what one request asks of the database about it."""

import logging
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from territoire.logs import Line
from territoire.models import User
from tests.factories.territoire import FacilitationFactory, UserFactory

PASSWORD = "une longue phrase"
HOUR, DAY = 3600, 86_400


@pytest.fixture
def account(db) -> User:
    return UserFactory(email="anne@exemple.fr", password=PASSWORD)


def sign_in(client, **more):
    return client.post(reverse("account_login"), {"login": "anne@exemple.fr", "password": PASSWORD, **more})


def wait(seconds: float) -> None:
    """Make as if nobody had come for so long."""
    for session in Session.objects.all():
        Session.objects.filter(pk=session.pk).update(
            expire_date=session.expire_date - timedelta(seconds=seconds)
        )


def is_in(client) -> bool:
    return client.get("/mon-espace/").status_code == 200


@pytest.mark.parametrize("remember", ["", "on"])
def test_a_session_ends_without_a_visit_and_each_visit_begins_anew(client, account, remember):
    sign_in(client, remember=remember)
    for _ in range(3):
        wait(13 * DAY)
        assert is_in(client)
    wait(15 * DAY)

    assert not is_in(client)


def test_the_session_of_who_has_power_ends_sooner(client, account):
    sign_in(client)
    wait(2 * DAY)
    assert is_in(client)
    FacilitationFactory(user=account)
    wait(DAY - HOUR)
    assert is_in(client)
    wait(DAY + HOUR)

    assert not is_in(client)
    assert not Session.objects.filter(session_key=client.session.session_key).exists()


def test_a_session_ends_whatever_its_visits(client, account):
    sign_in(client)
    session = client.session
    session["account_authentication_methods"][0]["at"] = time.time() - 31 * DAY
    session.save()

    assert not is_in(client)


def test_visits_are_written_once_an_hour_at_most(client, account):
    sign_in(client)
    is_in(client)

    def written() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/compte/securite/")
        return sum(query["sql"].startswith("UPDATE") for query in asked)

    assert written() == 0
    wait(2 * HOUR)
    assert written() == 1
    assert written() == 0


def test_the_second_factor_is_looked_for_with_the_account(client, account, settings):
    sign_in(client)
    FacilitationFactory(user=account)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert is_in(client)
        return len(queries)

    asked()  # fills caches
    without = asked()
    settings.TERRITOIRE_MFA_REQUIRED = True
    assert asked() == without

    Authenticator.objects.all().delete()
    assert client.get("/mon-espace/")["Location"] == reverse("mfa_index"), "at once"


def test_signing_in_and_out_are_in_the_log_with_the_account_alone(client, account, caplog):
    caplog.set_level(logging.INFO, logger="territoire.door")
    sign_in(client)
    client.post(reverse("account_logout"))

    assert [record.getMessage() for record in caplog.records if record.name == "territoire.door"] == [
        f"signed in: account {account.pk}, by password",
        f"signed out: account {account.pk}",
    ]


def test_signing_out_empties_the_browser(client, account):
    sign_in(client)

    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/")


def line_of(path: str, **more) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None)
    vars(record).update(more)
    return Line().format(record)


def test_a_line_says_when_and_by_whom(account):
    request = RequestFactory().get("/")
    assert line_of("/x/", request=request).endswith("Z WARNING django.request account=- Not Found: /x/")

    request._cached_user = account

    assert f"account={account.pk} " in line_of("/x/", request=request)


@pytest.mark.parametrize(
    "path",
    [
        "/mes-droits/SECRET/accord/",
        "/invitations/SECRET/",
        "/compte/adresse/confirmer/SECRET/",
        "/mot-de-passe/nouveau/1-SECRET/",
    ],
)
def test_a_line_holds_no_link_that_opens(path):
    assert "SECRET" not in line_of(path)
    assert "…" in line_of(path)
