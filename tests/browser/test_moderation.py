"""A visitor reports, who facilitates mends and answers, the visitor reads it; a keeper confirms in one gesture."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actors.enums import CompetenceStatus
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.gestures import follow, press_card, send
from tests.factories.actors import ActorFactory, ClaimFactory, CompetenceFactory
from tests.factories.projects import ProjectFactory
from tests.factories.territoire import FacilitationFactory, TerritoryFactory, UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("width", [LAPTOP, PHONE], ids=["laptop", "phone"]),
]


@pytest.fixture
def place():
    """Have a place that somebody facilitates."""
    return TerritoryFactory(name="Saugues", within=[TerritoryFactory(kind="departement", name="Haute-Loire")])


@pytest.fixture
def facilitator(place):
    """Have who facilitates it."""
    return FacilitationFactory(territory=place).user


def fits(page) -> bool:
    """Tell whether nothing is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_report_goes_to_who_facilitates_and_its_answer_comes_back(
    page, context, axe, sign_in, place, facilitator
):
    actor = ActorFactory(name="Atelier des toisons", seat=place)
    page.goto(actor.get_absolute_url())
    follow(page, "Signaler un problème")
    axe(page)
    assert fits(page)
    press_card(page, "Quelque chose est faux")
    page.locator("textarea[name=message]").fill("L’atelier a déménagé.")
    send(page, "Envoyer le signalement")
    expect(page.get_by_role("heading", name="Il attend une réponse")).to_be_visible()
    address = page.url
    axe(page)

    sign_in(facilitator)
    page.goto("/moderation/")
    expect(page.get_by_text("L’atelier a déménagé.")).to_be_visible()
    axe(page)
    assert fits(page)
    follow(page, "^Répondre")
    axe(page)
    page.locator("label.t-choix").filter(has_text="Corrigé").click()
    page.locator("textarea[name=answer]").fill("L’adresse est mise à jour.")
    send(page, "Envoyer la réponse")
    expect(page.get_by_text("L’atelier a déménagé.")).to_have_count(0)

    context.clear_cookies()
    page.goto(address)
    expect(page.get_by_text("L’adresse est mise à jour.")).to_be_visible()
    axe(page)


def test_the_queue_of_every_kind_and_its_gestures(page, axe, sign_in, place, facilitator):
    actor = ActorFactory(name="Atelier neuf", seat=place, created_at=timezone.now() - timedelta(days=20))
    ProjectFactory(name="Projet neuf", territory=place)
    ClaimFactory(actor__seat=place, actor__reviewed_at=timezone.now())
    CompetenceFactory(name="Feutrage à l’aiguille", status=CompetenceStatus.PROPOSED)
    sign_in(facilitator)

    page.goto("/moderation/")
    expect(page.get_by_text("En retard")).to_have_count(1)
    axe(page)
    assert fits(page)
    page.get_by_role("button", name="Relue, rien à redire – Atelier neuf").click()
    expect(page.get_by_role("link", name="Atelier neuf")).to_have_count(0)

    page.goto(f"{actor.get_absolute_url()}")
    follow(page, "Masquer")
    axe(page)
    page.locator("textarea[name=reason]").fill("Une adresse privée y figure.")
    send(page, "Masquer")
    expect(page.get_by_text("Une adresse privée y figure.")).to_be_visible()
    axe(page)
    send(page, "Montrer de nouveau")
    expect(page.get_by_text("Une adresse privée y figure.")).to_have_count(0)


def test_a_keeper_confirms_in_one_gesture(page, axe, sign_in, place):
    keeper = UserFactory()
    ago = timezone.now() - timedelta(days=430)
    actor = ActorFactory(name="Atelier des toisons", seat=place, created_by=keeper, confirmed_at=ago)
    other = ActorFactory(name="Jardin des couleurs", seat=place, created_by=keeper, confirmed_at=ago)
    sign_in(keeper)

    page.goto("/mon-espace/")
    axe(page)
    page.get_by_role("button", name=f"C’est toujours exact – {actor}").click()
    expect(page.get_by_role("status").filter(has_text="confirmé aujourd’hui")).to_be_visible()
    assert page.url.endswith("/mon-espace/")

    follow(page, "Répondre pour plusieurs")
    axe(page)
    page.get_by_label(other.name).check()
    send(page, "Tout ce qui est coché est toujours exact")
    axe(page)
    send(page, "Oui, tout est toujours exact")
    expect(page.get_by_text("1 page est confirmée aujourd’hui.")).to_be_visible()
