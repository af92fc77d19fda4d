"""From a phone without an account to the newcomer's page, then from their proposal to its adoption on a laptop."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.test import Client
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.gestures import follow, send
from tests.factories.territoire import UserFactory
from tests.projects.worlds import a_project

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "zoe@exemple.example"


@pytest.fixture
def phone(browser, live_server, watch):
    """Open a second window, on a phone, signed in nowhere."""
    opened = browser.new_context(
        base_url=live_server.url,
        viewport={"width": PHONE, "height": 844},
        locale="fr-FR",
        reduced_motion="reduce",
    )
    opened.set_default_timeout(15_000)
    page = opened.new_page()
    page.on("pageerror", lambda error: watch.problems.append(f"script: {error}"))
    yield page
    opened.close()


def fits(page) -> bool:
    """Tell whether nothing is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_from_an_anonymous_phone_to_a_proposal_adopted(page, phone, axe, sign_in, live_server):
    world = a_project(name="Pôle de la laine", objective="Filer la laine.")
    path = world.project.get_absolute_url()

    phone.goto(path)
    follow(phone, "^Je sais faire : Filature")
    axe(phone)
    assert fits(phone)
    phone.get_by_label("Avec vos mots").fill("Je file depuis vingt ans.")
    phone.get_by_label("Votre nom").fill("Zoé Vidal")
    phone.get_by_label("Votre adresse e-mail").fill(ADDRESS)
    send(phone, "Envoyer ma demande")
    expect(phone.get_by_text("Presque fini")).to_be_visible()
    link = re.search(r"/projets/\S+", mail.outbox[-1].body)
    assert link
    phone.goto(link[0])
    axe(phone)
    send(phone, "Confirmer ma demande")
    expect(phone.get_by_text("En attente de réponse")).to_be_visible()

    sign_in(world.holder)
    page.goto(path + "demandes/")
    follow(page, "Répondre Zoé Vidal")
    axe(page)
    page.get_by_label("Qu’est-ce qui change dans le projet ?").fill("On file ici.")
    page.locator("input[name=accept-family]").first.check(force=True)
    send(page, "Faire monter à bord")
    expect(page.get_by_text("Zoé Vidal est à bord")).to_be_visible()

    newcomer = UserFactory(email=ADDRESS)
    EmailAddress.objects.update_or_create(
        user=newcomer, email=ADDRESS, defaults={"verified": True, "primary": True}
    )
    client = Client()
    client.force_login(newcomer)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    phone.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )
    phone.goto(link[0])
    send(phone, "Cette demande est la mienne")
    follow(phone, "Bienvenue à bord")
    expect(phone.get_by_role("heading", name="Bienvenue à bord")).to_be_visible()
    axe(phone)
    assert fits(phone)
    follow(phone, "Proposer un changement")
    follow(phone, "Proposer un changement")
    axe(phone)
    follow(phone, "Son objectif")
    phone.get_by_label("Objectif").fill("Filer et tisser la laine.")
    phone.get_by_label("Pourquoi").fill("Nous avons un métier.")
    send(phone, "Proposer")
    axe(phone)
    assert fits(phone)

    page.goto(path + "evolutions/")
    axe(page)
    follow(page, "Changer l’objectif")
    expect(page.locator("ins")).to_contain_text("tisser")
    axe(page)
    send(page, "Adopter")
    expect(page.get_by_text("Adoptée le")).to_be_visible()

    phone.goto(path + "histoire/")
    expect(phone.get_by_text("Le cercle décide")).to_be_visible()
    phone.goto(path)
    expect(phone.get_by_text("Filer et tisser la laine.")).to_be_visible()
