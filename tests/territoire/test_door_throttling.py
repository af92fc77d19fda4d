"""How often one may ask: beyond it, a page that says so, a line in the log, and nothing more done."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings as of_site
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.urls import reverse

from territoire.models import ThrottleWindow, User
from territoire.throttling import Limit, throttle
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.usefixtures("throttled")

PASSWORD = "une longue phrase"


@pytest.fixture
def twice(settings) -> None:
    """Let anybody ask twice a minute for anything."""
    settings.TERRITOIRE_THROTTLES = {
        scope: dict.fromkeys(("token", "account", "address"), "2/m") for scope in of_site.TERRITOIRE_THROTTLES
    }


def asked(client, address: str, times: int, **options) -> list[int]:
    return [client.get(address, **options).status_code for _ in range(times)]


@pytest.mark.parametrize(
    "name",
    [
        "site:search",
        "site:territories",
        "site:territory-search",
        "actors:list",
        "actors:actor-search",
        "actors:competence-search",
        "actors:occupation-search",
        "projects:list",
        "actor-list",
    ],
)
@pytest.mark.usefixtures("twice")
def test_beyond_the_limit_one_waits(client, name):
    assert asked(client, reverse(name), 3) == [200, 200, 429]


@pytest.mark.usefixtures("twice")
def test_the_page_is_in_french_and_says_how_long(client, caplog):
    with caplog.at_level(logging.WARNING, logger="territoire.door"):
        for _ in range(4):
            page = client.get("/recherche/?q=laine")

    assert page.status_code == 429
    assert 0 < int(page["Retry-After"]) <= 60
    assert "Attendez une minute" in page.text
    assert page["Cache-Control"] == "no-store"
    assert [record.getMessage() for record in caplog.records if record.name == "territoire.door"] == [
        "throttled: search, by address 127.0.0.1, beyond Limit(count=2, seconds=60)"
    ]


@pytest.mark.usefixtures("twice")
def test_htmx_gets_a_line_and_scripts_get_json(client):
    asked(client, "/recherche/", 2)
    asked(client, "/api/v1/actors/", 2)

    line = client.get("/recherche/", headers={"HX-Request": "true"})
    assert (line.status_code, "<" in line.text) == (429, False)
    assert client.get("/recherche/", headers={"Accept": "application/json"}).json().keys() == {"detail"}
    api = client.get("/api/v1/actors/")
    assert (api.status_code, api.headers["Content-Type"]) == (429, "application/problem+json")
    assert 0 < int(api.headers["Retry-After"]) <= 60


@pytest.mark.usefixtures("twice")
def test_accounts_count_for_themselves_and_not_for_their_address(client):
    asked(client, "/recherche/", 3)

    for _ in range(2):
        client.force_login(UserFactory())
        assert asked(client, "/recherche/", 3) == [200, 200, 429]


@pytest.mark.usefixtures("twice")
def test_a_window_ends(client):
    assert asked(client, "/recherche/", 3) == [200, 200, 429]

    ThrottleWindow.objects.update(ends_at="2020-01-01T00:00:00Z")

    assert asked(client, "/recherche/", 3) == [200, 200, 429]


@pytest.mark.usefixtures("twice")
def test_nobody_changes_address_by_writing_another(client):
    codes = [
        client.get("/recherche/", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(3)
    ]

    assert codes == [200, 200, 429]


@pytest.mark.usefixtures("twice")
def test_behind_a_proxy_of_ours_its_last_word_counts(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    asked(client, "/recherche/", 3, headers={"X-Forwarded-For": "192.0.2.9, 192.0.2.1"})

    forged = client.get("/recherche/", headers={"X-Forwarded-For": "198.51.100.1, 192.0.2.1"})
    other = client.get("/recherche/", headers={"X-Forwarded-For": "192.0.2.2"})

    assert (forged.status_code, other.status_code) == (429, 200)


@pytest.mark.usefixtures("twice")
def test_one_subscriber_of_ipv6_has_one_address(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    codes = [
        client.get("/recherche/", headers={"X-Forwarded-For": f"2001:db8::{n}"}).status_code for n in range(3)
    ]

    assert codes == [200, 200, 429]


def test_no_address_is_kept_in_clear(client):
    client.get("/recherche/")

    assert "127.0.0.1" not in ThrottleWindow.objects.get().key


def test_a_scope_without_limits_stops_the_start():
    with pytest.raises(ImproperlyConfigured, match="nowhere"):
        throttle("nowhere")


@pytest.mark.parametrize("scope", of_site.TERRITOIRE_THROTTLES)
def test_each_limit_can_be_read(scope):
    for text in of_site.TERRITOIRE_THROTTLES[scope].values():
        assert Limit.read(text).count > 0


def test_a_password_is_not_guessed(client):
    User.objects.create_user("anne@exemple.fr", PASSWORD)
    for _ in range(5):
        client.post(reverse("account_login"), {"login": "anne@exemple.fr", "password": "deviné"})

    page = client.post(reverse("account_login"), {"login": "anne@exemple.fr", "password": PASSWORD})

    assert "_auth_user_id" not in client.session
    assert "Trop d’essais" in page.text


def test_an_address_signs_up_so_many_times(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/h/ip"}
    answers = [
        client.post(reverse("account_signup"), {"email": f"n{n}@exemple.fr", "password1": PASSWORD})
        for n in range(3)
    ]

    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"] == "60"
    assert not User.objects.filter(email="n2@exemple.fr").exists()


def test_a_mailbox_is_not_filled_with_links(client, mailoutbox):
    User.objects.create_user("anne@exemple.fr", PASSWORD)
    codes = [
        client.post(reverse("account_reset_password"), {"email": "anne@exemple.fr"}).status_code
        for _ in range(4)
    ]

    assert codes == [302, 302, 302, 429]
    assert len(mailoutbox) == 3


@pytest.mark.django_db(transaction=True)
def test_processes_count_together(settings):
    """Each thread has a connection of its own, as each process of the site has."""
    settings.TERRITOIRE_THROTTLES = {"search": {"account": "7/m", "address": "7/m"}}

    def ask(_number: int) -> int:
        try:
            return Client().get("/recherche/").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        codes = list(threads.map(ask, range(12)))

    assert sorted(codes) == [200] * 7 + [429] * 5
    assert ThrottleWindow.objects.get().count == 12
