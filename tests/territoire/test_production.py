"""A public instance starts with all that it needs, or says in one line what is missing."""

import os
import subprocess
import sys
from importlib import import_module
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.db import connection
from django.http import HttpResponse
from django.test import override_settings

from tests.factories.territoire import UserFactory

KEY = "une-cle-de-test-qui-ne-sert-qu-ici-0123456789-abcdefghij-KLMNOP"
WHOLE = {
    "TERRITOIRE_SECRET_KEY": KEY,
    "TERRITOIRE_HOSTS": "territoire.example",
    "TERRITOIRE_OBJECTION_KEY": "kept for ever",
    "TERRITOIRE_SMTP_HOST": "smtp.territoire.example",
    "DATABASE_URL": "postgresql://territoire:territoire@127.0.0.1:1/nulle-part",
}


def manage(*command: str, **environment: str) -> subprocess.CompletedProcess:
    """Run manage.py as a public instance would."""
    own = {"DJANGO_SETTINGS_MODULE": "territoire.settings.production", "PATH": os.environ["PATH"]}
    if "TERRITOIRE_TEST_VAR" in os.environ:
        own["TERRITOIRE_VAR"] = os.environ["TERRITOIRE_TEST_VAR"]
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=own | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_check_of_deployment_is_silent(db, monkeypatch):
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE")
    monkeypatch.delitem(sys.modules, "territoire.settings.production", raising=False)
    production = import_module("territoire.settings.production")
    monkeypatch.delitem(sys.modules, "territoire.settings.production")
    chosen = {name: getattr(production, name) for name in dir(production) if name.isupper()}

    with override_settings(**{name: value for name, value in chosen.items() if name != "DATABASES"}):
        assert run_checks(include_deployment_checks=True, databases=["default"]) == []
    assert chosen["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert chosen["SECURE_HSTS_INCLUDE_SUBDOMAINS"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"TERRITOIRE_SECRET_KEY": ""}, "TERRITOIRE_SECRET_KEY"),
        ({"TERRITOIRE_SECRET_KEY": "courte"}, "50 characters"),
        ({"TERRITOIRE_HOSTS": ""}, "TERRITOIRE_HOSTS"),
        ({"TERRITOIRE_HOSTS": "*"}, "TERRITOIRE_HOSTS"),
        ({"TERRITOIRE_SMTP_HOST": ""}, "TERRITOIRE_SMTP_HOST"),
        ({"TERRITOIRE_TRUSTED_PROXIES": "x"}, "TERRITOIRE_TRUSTED_PROXIES"),
        ({"TERRITOIRE_OBJECTION_KEY": ""}, "TERRITOIRE_OBJECTION_KEY"),
        ({"TERRITOIRE_OIDC_SECRET": "alone"}, "TERRITOIRE_OIDC_URL"),
    ],
)
def test_what_is_missing_stops_the_start_with_one_line(changed, said):
    done = manage("check", **WHOLE | changed)

    assert done.returncode != 0
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_headers_let_nothing_in(client, db):
    headers = client.get("/").headers

    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Cache-Control" not in headers


def test_pages_are_led_to_tls_and_programs_refused_without(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/acteurs/").headers["Location"] == "https://testserver/acteurs/"
    assert client.get("/api/v1/actors/").status_code == 403
    assert client.get("/api/v1/actors/", secure=True).status_code == 200


def test_errors_and_refusals_reach_the_log_of_a_public_instance():
    """Django's own settings write them nowhere once DEBUG is off."""
    code = "import django; django.setup(); import logging; logging.getLogger('django.request').warning('refused')"
    done = manage("shell", "--no-imports", "-c", code, **WHOLE)

    assert "WARNING django.request account=- refused" in done.stderr


def test_no_shared_cache_keeps_what_is_shown_to_somebody_signed_in(client, db):
    client.force_login(UserFactory())

    for address in ("/", "/mon-espace/", "/acteurs/", "/api/v1/actors/"):
        assert "private" in client.get(address).headers["Cache-Control"], address


def test_cookies_are_of_this_host_alone_and_no_script_reads_them(client, db, settings):
    production = {
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
    }
    for name, value in production.items():
        setattr(settings, name, value)
    UserFactory(email="anne@exemple.fr", password="une longue phrase")
    client.get("/connexion/")

    client.post("/connexion/", {"login": "anne@exemple.fr", "password": "une longue phrase"})

    assert set(client.cookies) == {"__Host-session", "__Host-csrf"}
    for cookie in client.cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_the_whole_starts_as_a_public_instance_would(db):
    where = connection.get_connection_params()
    server = urlencode({name: where[name] for name in ("host", "port") if where.get(name)})
    address = f"postgresql://{where['user']}:{where.get('password', '')}@/{where['dbname']}?{server}"

    done = manage("check", "--deploy", **WHOLE | {"DATABASE_URL": address})

    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize("name", ["TERRITOIRE_HOSTS", "TERRITOIRE_SMTP_HOST", "TERRITOIRE_TRUSTED_PROXIES"])
def test_the_demonstration_is_not_put_on_a_network(name):
    done = manage("check", DJANGO_SETTINGS_MODULE="territoire.settings.demo", **{name: "1"})

    assert done.returncode != 0
    assert name in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 200),
        ({"REMOTE_ADDR": "192.0.2.1"}, 404),
        ({"REMOTE_ADDR": ""}, 404),
        ({"headers": {"X-Forwarded-For": "127.0.0.1"}}, 404),
        ({"headers": {"Forwarded": "for=127.0.0.1"}}, 404),
    ],
)
def test_the_demonstration_answers_its_own_machine_alone(client, db, settings, asked, status):
    settings.MIDDLEWARE = ["territoire.middleware.ThisMachineAlone", *settings.MIDDLEWARE]

    assert client.get("/sante/", **asked).status_code == status


@pytest.mark.parametrize("address", ["/nulle-part/", "/acteurs/nulle-part/", "/admin/nulle-part/"])
def test_an_error_page_is_a_page_of_the_site(client, db, address):
    response: HttpResponse = client.get(address, follow=True)

    assert "Content-Security-Policy" in response.headers
    assert "Traceback" not in response.content.decode()
