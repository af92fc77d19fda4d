"""A facilitator follows an introduction until somebody is aboard and the gap closes; the candidate answers."""

import re

import pytest
from playwright.sync_api import expect

from projects.actions import digests
from projects.models import Introduction
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.gestures import follow, send
from tests.factories.actors import ActorFactory, AffiliationFactory, ClaimFactory, MasteryFactory
from tests.factories.projects import DigestFactory
from tests.projects.worlds import a_project

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("width", [LAPTOP, PHONE], ids=["laptop", "phone"]),
]


def fits(page) -> bool:
    """Tell whether nothing is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_from_a_gap_to_somebody_aboard(page, axe, sign_in):
    world = a_project(name="Pôle de la laine")
    mill = ActorFactory(name="Filature du Pré", seat=world.project.territory)
    spinner = ActorFactory(consenting=True, name="Odile Fuseau")
    AffiliationFactory(member=spinner, organisation=mill)
    MasteryFactory(actor=mill, competence=world.need.competence, level=3)
    voice = ClaimFactory(actor=mill, accepted=True).user
    sign_in(world.facilitator)

    page.goto(f"/projets/{world.project.slug}/manques/")
    expect(page.locator(f"#besoin-{world.need.uid}")).to_contain_text("Manquant")
    follow(page, "Mettre en relation Filature du Pré")
    axe(page)
    assert fits(page)
    page.get_by_label("Notes").fill("Préfère le téléphone.")
    send(page, "Ouvrir la mise en relation")
    card = page.get_by_role("article").filter(has_text="Filature du Pré")
    expect(card).to_contain_text("Préfère le téléphone.")
    axe(page)
    assert fits(page)

    follow(page, "^Filature du Pré$")
    axe(page)
    assert fits(page)
    follow(page, "Écrire un message")
    axe(page)
    page.get_by_label("Votre message").fill("Venez voir nos toisons.")
    send(page, "Envoyer le message")

    sign_in(voice)
    page.goto("/mon-espace/")
    follow(page, "^Répondre")
    axe(page)
    assert fits(page)
    send(page, "Oui, rencontrons-nous")
    expect(page.get_by_text("Votre réponse est notée")).to_be_visible()

    sign_in(world.facilitator)
    page.goto(f"/territoires/{world.project.territory.code}/mises-en-relation/")
    agreed = page.get_by_role("region", name=re.compile("^D’accord"))
    expect(agreed).to_contain_text("Filature du Pré")
    axe(page)
    assert fits(page)
    follow(page, "Faire monter à bord")
    axe(page)
    page.get_by_label("Odile Fuseau").check()
    send(page, "Faire monter à bord")
    expect(page.get_by_text("1 mise en relation passée")).to_be_visible()
    page.goto(f"/projets/{world.project.slug}/manques/")
    expect(page.locator(f"#besoin-{world.need.uid}")).to_contain_text("Repose sur Filature du Pré")

    page.goto(Introduction.objects.get().get_absolute_url())
    axe(page)
    send(page, "Revenir à l’étape précédente")
    page.goto(f"/projets/{world.project.slug}/manques/")
    expect(page.locator(f"#besoin-{world.need.uid}")).to_contain_text("Manquant")


def test_a_view_is_kept_with_its_filters_as_they_stand_and_alerts_are_stopped(page, context, axe, sign_in):
    world = a_project(name="Pôle de la laine")
    sign_in(world.holder)

    page.goto("/projets/")
    page.get_by_label("Mots").fill("laine")
    page.wait_for_url("**q=laine**")
    page.get_by_text("Garder cette vue").click()
    axe(page)
    page.get_by_label("Nom de la vue").fill("Autour de la laine")
    page.get_by_role("button", name="Garder", exact=True).click()
    page.goto("/mon-espace/vues/")
    axe(page)
    assert fits(page)
    follow(page, "Autour de la laine")
    assert "q=laine" in page.url

    page.goto("/mon-espace/alertes/")
    page.get_by_label("Pôle de la laine").check()
    axe(page)
    send(page, "Enregistrer")
    expect(page.get_by_label("Pôle de la laine")).to_be_checked()

    context.clear_cookies()
    page.goto(f"/alertes/arreter/{digests.token_of(DigestFactory())}/")
    axe(page)
    send(page, "Arrêter ces courriels")
    expect(page.get_by_role("heading", name="sont arrêtés")).to_be_visible()
    axe(page)
