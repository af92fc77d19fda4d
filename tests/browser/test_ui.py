"""The visual ground in a real browser: both themes, both widths, and what the small scripts promise."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


# Makes a choice of the gallery one that is searched for on the server.
SEARCHED_FOR = """() => {
    document.getElementById("id_stage").dataset.autocompleteUrl = "/chercher/";
    document.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
}"""


@pytest.fixture
def gallery(page: Page, sign_in) -> Page:
    """Open the gallery of components."""
    sign_in(UserFactory(is_staff=True))
    page.goto("/composants/")
    return page


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_component_is_accessible(gallery, axe, width, theme):
    gallery.emulate_media(color_scheme=theme)

    expect(gallery.locator("html")).to_have_attribute("data-bs-theme", theme)
    axe(gallery)
    assert gallery.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
@pytest.mark.parametrize("path", ["/connexion/", "/inscription/", "/mot-de-passe/oublie/"])
def test_account_pages_are_accessible(page, axe, path, width):
    page.goto(path)

    axe(page)


def test_the_theme_chosen_is_kept(gallery):
    gallery.get_by_role("button", name="Thème").click()
    gallery.get_by_role("button", name="Sombre").click()

    gallery.reload()

    expect(gallery.locator("html")).to_have_attribute("data-bs-theme", "dark")
    gallery.get_by_role("button", name="Thème").click()
    expect(gallery.get_by_role("button", name="Sombre")).to_have_attribute("aria-pressed", "true")


def test_a_choice_is_found_by_typing(gallery):
    field = gallery.get_by_role("combobox", name=re.compile("^Commune")).first

    field.press_sequentially("aubi")
    field.press("Enter")

    expect(gallery.locator("#id_place")).to_have_value("3")


def test_the_focus_goes_to_what_is_to_be_revised(gallery):
    expect(gallery.locator("[data-error-summary]")).to_be_focused()

    gallery.locator("[data-error-summary]").get_by_role("link", name="Thèmes").click()

    expect(gallery.locator("#id_refused-themes-ts-control")).to_be_focused()


def test_a_form_is_sent_once(page):
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    page.goto("/connexion/")
    page.route("**/connexion/", lambda route: route.fulfill(status=204))
    page.get_by_label("Adresse électronique").fill("porteur@demo.example")
    page.get_by_label("Mot de passe", exact=True).fill("une longue phrase")
    button = page.locator("main").get_by_role("button", name="Se connecter")

    button.evaluate("button => { button.click(); button.click(); }")

    expect(button).to_be_disabled()
    assert len(sent) == 1


def test_the_password_can_be_read(page):
    page.goto("/connexion/")
    field = page.get_by_label("Mot de passe", exact=True)

    page.get_by_role("button", name="Afficher le mot de passe").click()

    expect(field).to_have_attribute("type", "text")


def test_leaving_a_changed_form_asks_first(gallery):
    asked = []
    gallery.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    gallery.locator("#id_name").press_sequentially("Pôle")

    gallery.goto("/connexion/")

    assert asked == ["beforeunload"]


def test_a_lost_network_is_told(gallery, watch):
    watch.allow("ERR_FAILED|htmx:")
    gallery.route("**/sante/", lambda route: route.abort())

    gallery.evaluate("htmx.ajax('GET', '/sante/', '#messages').catch(() => null)")

    expect(gallery.get_by_role("alert").filter(has_text="Le réseau ne répond pas")).to_be_visible()


def test_choices_searched_for_on_the_server_follow_the_letters(gallery):
    found = {"sau": [{"id": "43", "text": "Saugues", "detail": "Haute-Loire"}], "val": []}
    gallery.route(
        "**/chercher/?q=*", lambda route: route.fulfill(json={"results": found[route.request.url[-3:]]})
    )
    gallery.evaluate(SEARCHED_FOR)
    field = gallery.get_by_role("combobox", name="Avancement").first

    field.press_sequentially("sau")
    expect(gallery.get_by_role("option", name="Saugues Haute-Loire")).to_be_visible()
    field.fill("")
    field.press_sequentially("val")

    expect(gallery.get_by_text("Rien ne correspond à ces lettres")).to_be_visible()
    expect(gallery.get_by_role("option", name="Saugues Haute-Loire")).to_have_count(0)


def test_a_search_that_fails_says_so(gallery, watch):
    watch.allow("ERR_FAILED")
    gallery.route("**/chercher/?q=*", lambda route: route.abort())
    gallery.evaluate(SEARCHED_FOR)

    gallery.get_by_role("combobox", name="Avancement").first.press_sequentially("sau")

    expect(gallery.get_by_role("status").filter(has_text="Le réseau ne répond pas")).to_be_visible()
