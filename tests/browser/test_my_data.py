"""Contact details on request, one's own data, and the end of one's account, as people do it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from actors.models import ContactAccess
from territoire.models import User
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.gestures import follow, send
from tests.factories.actors import ActorFactory, ClaimFactory, ContactPointFactory, MasteryFactory
from tests.factories.projects import ProjectFactory
from tests.factories.territoire import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = pytest.mark.parametrize("width", [LAPTOP, PHONE])
ADDRESS = "contact@bruyere.example"


@pytest.fixture
def actor(live_server):
    actor = ActorFactory(name="La Bruyère")
    ContactPointFactory(actor=actor, value=ADDRESS, visibility="public")
    ContactPointFactory(actor=actor, kind="phone", value="04 71 00 00 00", visibility="members")
    return actor


@pytest.fixture
def user(live_server):
    user = UserFactory(name="Zénobie", email="zenobie@exemple.example")
    person = ActorFactory(person=True, name="Zénobie Durand")
    ClaimFactory(user=user, actor=person, accepted=True)
    ContactPointFactory(actor=person, value="zenobie@ailleurs.example")
    for _ in range(5):
        MasteryFactory(actor=person)
    ProjectFactory(holder=user, name="Pôle laine")
    return user


@WIDTHS
def test_contact_details_come_when_one_presses(page: Page, axe, actor, width):
    page.goto(actor.get_absolute_url())
    expect(page.get_by_text("1 coordonnée")).to_be_visible()
    assert ADDRESS not in page.content()
    axe(page)

    page.get_by_role("button", name="Voir les coordonnées").click()

    link = page.get_by_role("link", name=ADDRESS)
    expect(link).to_be_visible()
    expect(page.get_by_role("list", name="Coordonnées")).to_be_focused()
    assert page.url.endswith(actor.get_absolute_url())
    assert ContactAccess.objects.get().count == 1
    axe(page)


def test_contact_details_come_without_scripts(browser: Browser, live_server, actor):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto(actor.get_absolute_url())

    page.get_by_role("button", name="Voir les coordonnées").click()

    expect(page.get_by_role("heading", name="Coordonnées")).to_be_visible()
    expect(page.get_by_role("link", name=ADDRESS)).to_be_visible()
    context.close()


@WIDTHS
def test_see_and_download_my_data(page: Page, axe, sign_in, user, width):
    sign_in(user)
    page.goto("/mon-espace/")
    follow(page, "Mes données")

    expect(page.get_by_role("heading", name="Zénobie Durand")).to_be_visible()
    assert "zenobie@ailleurs.example" not in page.content()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger").click()
    data = json.loads(Path(download.value.path()).read_text())
    assert data["persons"][0]["contact_points"][0]["value"] == "zenobie@ailleurs.example"

    send(page, "Montrer aussi les coordonnées")
    expect(page.get_by_text("zenobie@ailleurs.example")).to_be_visible()
    for closed in page.locator("details:not([open]) > summary").all()[::-1]:
        closed.click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@WIDTHS
def test_erase_my_account(page: Page, axe, sign_in, user, width):
    sign_in(user)
    page.goto("/mon-espace/mes-donnees/")
    follow(page, "Effacer mon compte")
    page.get_by_role("textbox", name="Mot de passe").fill("mot-de-passe-de-test")
    send(page, "Confirmer")

    expect(page.get_by_role("heading", name="Effacer mon compte")).to_be_visible()
    axe(page)
    page.get_by_label("Zénobie Durand").check()
    send(page, "Effacer mon compte pour de bon")
    expect(page.get_by_text("Passez la main sur ces projets").first).to_be_visible()
    axe(page)
    page.get_by_label("Je laisse ces projets").check()
    send(page, "Effacer mon compte pour de bon")

    expect(page.get_by_role("heading", name="Votre compte est effacé")).to_be_visible()
    axe(page)
    assert not User.objects.get(pk=user.pk).is_active
    page.goto("/mon-espace/")
    expect(page.get_by_role("heading", name="Se connecter")).to_be_visible()


@WIDTHS
def test_everyone_reads_what_is_done_with_data(page: Page, axe, live_server, width):
    page.goto("/donnees-personnelles/")
    page.get_by_text("Coordonnées, et qui les a consultées").click()

    expect(page.get_by_text("Le journal : l’administration").first).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_admins_read_the_register(page: Page, axe, sign_in, live_server):
    sign_in(UserFactory(admin=True))
    page.goto("/mon-espace/registre/")

    expect(page.get_by_role("heading", name="Registre des traitements")).to_be_visible()
    axe(page)
