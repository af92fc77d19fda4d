"""A training closes a gap: who teaches on a laptop, who learns on a phone."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from cocreation.models import TrainingSession
from tests.browser.conftest import PHONE
from tests.browser.gestures import choose, follow, press_card, send
from tests.factories.actors import ActorFactory, ClaimFactory, MasteryFactory
from tests.factories.projects import InvolvementFactory
from tests.factories.territoire import TerritoryFactory
from tests.projects.worlds import a_project

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(browser, live_server, axe):
    """Open a second window, a phone's, for another account: `phone(user)` gives its page."""
    opened = []

    def open_for(user):
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": PHONE, "height": 844},
            locale="fr-FR",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        opened.append(context)
        return context.new_page()

    yield open_for
    for context in opened:
        context.close()


def test_from_a_wish_to_a_gap_that_is_closed(page, phone, axe, sign_in):
    world = a_project(name="Pôle de la laine")
    TerritoryFactory(name="Saugues")
    mill = ActorFactory(name="Filature du Pré")
    MasteryFactory(actor=mill, competence=world.need.competence, level=3)
    learner = ActorFactory(name="Atelier des toisons")
    InvolvementFactory(project=world.project, actor=learner)
    sign_in(ClaimFactory(actor=mill, accepted=True).user)
    mobile = phone(ClaimFactory(actor=learner, accepted=True).user)
    gap = f"/projets/{world.project.slug}/manques/"

    mobile.goto(gap)
    expect(mobile.locator(f"#besoin-{world.need.uid}")).to_contain_text("Manquant")
    mobile.goto(f"/formations/demander/?competence={world.need.competence.slug}")
    mobile.get_by_label("Qui veut apprendre").select_option(label="Atelier des toisons")
    send(mobile, "Demander")
    axe(mobile)

    page.goto("/formations/proposer/")
    page.get_by_label("Quoi, et par qui").select_option(index=1)
    page.get_by_label("Oui, nous voulons bien").check()
    send(page, "Proposer")
    expect(page.locator("main")).to_contain_text("Pourraient la transmettre : Filature du Pré")
    follow(page, "^Annoncer une séance Filature$")
    page.get_by_label("Jour").fill(f"{timezone.localdate() + timedelta(days=3):%Y-%m-%d}")
    page.get_by_label("De (heure)").fill("09:00")
    page.get_by_label("À (heure)").fill("12:00")
    choose(page, "Commune", "saug", "Saugues")
    press_card(page, "Pratique")
    axe(page)
    send(page, "Annoncer")
    expect(page.locator("main")).to_contain_text("8 places libres sur 8")

    mobile.goto(gap)
    follow(mobile, "Une formation est annoncée")
    follow(mobile, "^Filature$")
    mobile.get_by_label("Qui vient").select_option(label="Atelier des toisons")
    send(mobile, "Prendre une place")
    expect(mobile.locator("main")).to_contain_text("A une place")

    # Three days go by.
    TrainingSession.objects.update(
        starts_at=timezone.now() - timedelta(hours=5), ends_at=timezone.now() - timedelta(hours=2)
    )
    page.reload()
    send(page, "Le dire")
    mobile.reload()
    send(mobile, "Le dire")

    expect(mobile.locator("main")).to_contain_text("Comble")
    axe(mobile)
    follow(mobile, "^Filature$")
    # Covered, by one actor alone so far.
    expect(mobile.locator("main")).to_contain_text("Fragile")
    expect(mobile.locator("main")).to_contain_text("Atelier des toisons")
