"""A workshop in two windows: a laptop that projects and a phone that writes, until there are three new actors."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from actors.models import Actor
from projects.models import Assessment
from tests.browser.conftest import PHONE
from tests.browser.gestures import press_card, send
from tests.browser.world import a_territory_with_a_project
from tests.factories.workshops import RatingFactory
from workshops.actions import boards, rounds

pytestmark = pytest.mark.django_db(transaction=True)
WRITTEN = ["La filature de Saugues", "Les tondeurs du plateau"]
OFFLINE = "Le lycée agricole de Brioude"


@pytest.fixture
def phone(browser, live_server):
    """Open a phone, that is nobody."""
    opened = browser.new_context(
        base_url=live_server.url,
        viewport={"width": PHONE, "height": 844},
        locale="fr-FR",
        reduced_motion="reduce",
    )
    yield opened.new_page()
    opened.close()


def write(phone: Page, text: str) -> None:
    phone.get_by_label("Une idée par post-it").fill(text)
    phone.get_by_role("button", name="Mettre au mur").click()
    expect(phone.locator("[data-own]").get_by_text(text)).to_be_visible()


def test_from_a_code_to_three_new_actors_on_the_map(page, phone, axe, sign_in, live_server):
    world = a_territory_with_a_project()
    workshop = world.workshop
    workshop.questions.get().notes.all().delete()
    boards.ask(workshop, world.asked, by=world.holder)
    sign_in(world.holder)
    page.goto(reverse("workshops:screen", args=[workshop.slug]))
    expect(page.locator(".board-qr")).to_be_visible()

    # What the QR code holds is the address of the code.
    phone.goto(reverse("workshops:enter", args=[workshop.code]))
    axe(phone)
    send(phone, "Entrer dans l’atelier")
    for text in WRITTEN:
        write(phone, text)
    phone.context.set_offline(True)
    write(phone, OFFLINE)
    expect(phone.get_by_text("Gardé sur ce téléphone").first).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("Gardé sur ce téléphone")).to_have_count(0, timeout=20_000)
    axe(phone)

    # The screen shows the three, each once; they are put together with the keyboard.
    cards = page.locator(".board-card")
    expect(cards).to_have_count(3)
    axe(page)
    cards.first.press("Enter")
    page.locator("[data-target]").select_option("new")
    page.get_by_role("button", name="Déplacer", exact=True).press("Enter")
    page.get_by_label("Nom du groupe").fill("La filière")
    page.get_by_label("Nom du groupe").press("Enter")
    cards.first.press("ArrowRight")
    expect(page.locator(".board-group").nth(1).locator(".board-card")).to_have_count(2)

    page.goto(reverse("workshops:harvest", args=[workshop.slug]))
    page.get_by_role("link", name=re.compile("Faire entrer")).first.click()
    for _turn in range(3):
        name = page.locator("p.board-note").inner_text()
        press_card(page, "Associations")
        page.get_by_label("Monte à bord du projet").select_option(index=3)
        page.get_by_role("button", name="Mettre sur la carte").click()
        expect(page.get_by_text("Noté")).to_be_visible()
        assert Actor.objects.get(name=name).involvements.get().project == world.project

    page.goto(workshop.get_absolute_url())
    gained = page.get_by_role("region", name="Ce que la carte a gagné")
    for name in (*WRITTEN, OFFLINE):
        expect(gained.get_by_role("link", name=name)).to_be_visible()
    page.goto(reverse("projects:map", args=[world.project.slug]))
    expect(page.locator("body")).to_contain_text(OFFLINE)


def test_a_phone_rates_the_screen_shows_and_the_project_keeps_it(page, phone, axe, sign_in):
    world = a_territory_with_a_project()
    workshop, actor = world.workshop, world.project.involvements.first().actor
    workshop.rounds.all().delete()
    sign_in(world.holder)
    rounds.begin(workshop, [actor], salience=True, by=world.holder)
    for influence in (2, 5):
        RatingFactory(about=workshop.rounds.get().actors.get(), influence=influence)
    page.goto(reverse("workshops:screen", args=[workshop.slug]))

    phone.goto(reverse("workshops:enter", args=[workshop.code]))
    send(phone, "Entrer dans l’atelier")
    card = phone.locator("[data-about]")
    for scale, figure in (("influence", "4"), ("interest", "5")):
        card.locator(f"[data-scale={scale}]").get_by_text(figure, exact=True).click()
    expect(card.get_by_text("✓")).to_be_visible()
    axe(phone)

    expect(page.get_by_text("3 / 3 ont donné leur avis")).to_be_visible()
    expect(page.locator(".round-mark")).to_have_count(0)
    page.get_by_role("button", name="Montrer ce qui a été dit").click()
    expect(page.locator(".round-mark")).to_have_count(1)
    expect(phone.get_by_role("heading", name="Regardez l’écran ensemble")).to_be_visible()
    page.get_by_role("button", name=actor.name).press("Enter")
    expect(page.locator(".round-dot")).to_have_count(3)
    axe(page)
    page.get_by_role("button", name="Noter ce que nous retenons").click()
    expect(page.get_by_text("◆ 4")).to_be_visible()

    page.goto(reverse("workshops:round", args=[workshop.slug, workshop.rounds.get().uid]))
    page.get_by_role("button", name="en faire l’évaluation du projet").click()
    expect(page.get_by_text("est désormais celle du projet")).to_be_visible()
    assert Assessment.objects.get(agreed=True).influence == 4
