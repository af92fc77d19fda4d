"""A person registered by somebody else reads the mail and answers: agrees and is seen, or objects and is erased."""

import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Page, expect

from actors.models import Actor
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.gestures import choose, follow, press_card, send
from tests.factories.actors import ActorFactory, ClaimFactory
from tests.factories.territoire import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS, NAME = "odile@exemple.example", "Odile Vigne"


@pytest.fixture
def place(settings, live_server):
    """Have what an instance has, at the address of the test."""
    settings.SITE_URL = live_server.url
    call_command("load_vocabulary", verbosity=0)
    departement = TerritoryFactory(kind="departement", name="Haute-Loire")
    return TerritoryFactory(name="Saugues", within=[departement])


def register(page: Page) -> None:
    """Register the person, from what the page shows."""
    page.goto("/acteurs/nouveau/")
    press_card(page, "Personne")
    page.get_by_label("Nom", exact=True).fill(NAME)
    choose(page, "Commune", "saug", "Saugues")
    press_card(page, "Habitants")
    page.get_by_label("D’où vient l’information").or_(page.get_by_label(re.compile("D.où vien"))).first.fill(
        "Rencontre au marché"
    )
    page.get_by_label("Son adresse électronique").fill(ADDRESS)
    send(page, "Ajouter cet acteur")


def link_received() -> str:
    [letter] = mail.outbox
    assert letter.to == [ADDRESS]
    [link] = re.findall(r"https?://\S+/mes-droits/\S+", letter.body)
    return link


def fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_agreeing_by_the_link_shows_the_person(page, context, place, sign_in, axe, width):
    sign_in(UserFactory())
    register(page)
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    follow(page, "Accord")
    axe(page)
    fits(page, width)
    follow(page, "Notice à imprimer")
    axe(page)
    fits(page, width)
    person = Actor.objects.get()
    context.clear_cookies()
    assert Client().get(person.get_absolute_url()).status_code == 404

    page.goto(link_received())
    expect(page.get_by_role("heading", name=re.compile("Ce que Territoire garde sur vous"))).to_be_visible()
    axe(page)
    fits(page, width)
    expect(page.locator("main")).not_to_contain_text(ADDRESS)
    send(page, "Montrer aussi les coordonnées")
    expect(page.get_by_text(ADDRESS).first).to_be_visible()
    page.get_by_label("Tout le monde, sur le web").check()
    page.get_by_label(re.compile("^Haute-Loire")).check()
    send(page, "J’accepte d’être montré")
    expect(page.get_by_text("Merci. Vous êtes maintenant montré")).to_be_visible()

    page.goto(person.get_absolute_url())
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Saugues")


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_objecting_by_the_link_erases_the_person_for_good(page, context, place, sign_in, axe, watch, width):
    watch.allow("410|404")
    keeper = UserFactory()
    sign_in(keeper)
    register(page)
    context.clear_cookies()
    link = link_received()
    for _scanner in range(2):
        assert (
            Client().get(link.partition("/mes-droits/")[1] + link.partition("/mes-droits/")[2]).status_code
            == 200
        )

    page.goto(link)
    follow(page, "Rectifier")
    axe(page)
    fits(page, width)
    page.goto(link)
    follow(page, "Je m’oppose")
    axe(page)
    fits(page, width)
    assert Actor.objects.get().name == NAME
    send(page, "Tout effacer")
    expect(page.get_by_role("heading", name="Tout est effacé")).to_be_visible()
    axe(page)
    page.goto(link)
    expect(page.get_by_role("heading", name="Tout est effacé")).to_be_visible()
    page.goto(link[:-2])
    expect(
        page.get_by_role("heading", name="Ce lien n’est pas de ceux que nous avons donnés")
    ).to_be_visible()
    axe(page)

    sign_in(keeper)
    register(page)
    expect(page.get_by_text("Personne ne peut être inscrit avec cette adresse").first).to_be_visible()
    assert [actor.name for actor in Actor.objects.all()] == ["Personne effacée"]


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_who_has_an_account_chooses_there_then_objects(page, place, sign_in, axe, width):
    person = ActorFactory(person=True, name=NAME, seat=place)
    sign_in(ClaimFactory(actor=person, accepted=True).user)

    page.goto(person.get_absolute_url())
    follow(page, "Accord")
    expect(page.get_by_role("heading", name=re.compile("c’est vous"))).to_be_visible()
    axe(page)
    fits(page, width)
    page.get_by_label("Tout le monde, sur le web").check()
    page.get_by_label(re.compile("^Haute-Loire")).check()
    send(page, "J’accepte d’être montré")
    expect(page.get_by_text("tout le monde peut voir votre fiche")).to_be_visible()
    person.refresh_from_db()
    assert (person.visibility, person.seat.name) == ("public", "Haute-Loire")

    follow(page, "Je m’oppose")
    axe(page)
    send(page, "Tout effacer")
    expect(page.get_by_text("Tout est effacé. Votre compte reste")).to_be_visible()
    person.refresh_from_db()
    assert person.name == "Personne effacée"
