"""The door, as its people use it: an account, a second factor, a passkey, sessions."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.gestures import follow, follow_the_link_received, send
from tests.factories.territoire import FacilitationFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

EMAIL, PASSWORD = "camille@exemple.fr", "une longue phrase à moi"


def code_of(secret: str) -> str:
    cache.clear()  # a code works once: here no half-minute passes between two
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(page: Page) -> None:
    page.goto("/connexion/")
    page.get_by_label("Adresse électronique").fill(EMAIL)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    send(page, "Se connecter")


def sign_out(page: Page) -> None:
    page.goto("/deconnexion/")
    send(page, "Se déconnecter")


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_an_account_then_an_app_then_a_recovery_code(page, axe, width):
    page.goto("/inscription/")
    page.get_by_label("Adresse électronique").fill(EMAIL)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    send(page, "Créer mon compte")
    axe(page)
    follow_the_link_received(page)
    expect(page).to_have_url(re.compile("/mon-espace/"))

    secret = set_app(page, axe)
    code = page.locator(".t-codes code").first.inner_text()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    sign_out(page)
    sign_in(page)
    expect(page.get_by_role("heading", name="Seconde étape")).to_be_visible()
    axe(page)
    page.get_by_label("Code").fill(code_of(secret))
    send(page, "Se connecter")
    expect(page).to_have_url(re.compile("/mon-espace/"))

    sign_out(page)
    sign_in(page)
    page.get_by_label("Code").fill(code)
    send(page, "Se connecter")
    expect(page).to_have_url(re.compile("/mon-espace/"))


def set_app(page: Page, axe) -> str:
    page.goto("/compte/securite/")
    axe(page)
    follow(page, "Régler une application")
    axe(page)  # the account was opened by a link: its password is asked for before it is guarded
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    send(page, "Confirmer")
    axe(page)
    assert page.locator("img.t-qr").evaluate("image => image.naturalWidth") > 0
    secret = page.locator("[data-secret]").inner_text()
    page.get_by_label("Code").fill(code_of(secret))
    send(page, "Utiliser cette application")
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    return secret


def test_a_facilitator_is_led_to_the_second_factor(page, settings):
    settings.TERRITOIRE_MFA_REQUIRED = True
    FacilitationFactory(user=UserFactory(email=EMAIL, password=PASSWORD))

    sign_in(page)

    expect(page.get_by_text("Une étape avant de continuer")).to_be_visible()


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_a_passkey_opens_the_account_alone(page, context, axe, width):
    has_passkeys(context, page)
    UserFactory(email=EMAIL, password=PASSWORD)
    sign_in(page)
    page.goto("/compte/securite/")
    follow(page, "Ajouter une clé d’accès")
    axe(page)
    page.get_by_label("Nom de cette clé").fill("Mon téléphone")
    send(page, "Créer la clé d’accès")
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    page.goto("/compte/securite/cles/")
    expect(page.get_by_text("Mon téléphone").first).to_be_visible()
    axe(page)

    sign_out(page)
    page.goto("/connexion/")
    send(page, "Utiliser une clé d’accès")
    expect(page).to_have_url(re.compile("/mon-espace/"))

    sign_out(page)
    sign_in(page)
    send(page, "Utiliser une clé d’accès")
    expect(page).to_have_url(re.compile("/mon-espace/"))


def has_passkeys(context, page: Page) -> None:
    """Give the browser an authenticator that always says yes."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_a_session_left_elsewhere_is_ended(page, context, browser, live_server, axe, width):
    UserFactory(email=EMAIL, password=PASSWORD)
    elsewhere = browser.new_context(base_url=live_server.url, locale="fr-FR")
    other = elsewhere.new_page()
    sign_in(other)
    sign_in(page)
    page.goto("/compte/sessions/")
    axe(page)

    page.get_by_role("button", name="Terminer Chrome").click()

    expect(page.get_by_text("Cette session est terminée")).to_be_visible()
    other.goto("/mon-espace/")
    expect(other.get_by_role("heading", name="Se connecter")).to_be_visible()
    elsewhere.close()
