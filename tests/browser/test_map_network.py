"""The network in a real browser: explored, walked, searched, pointed at, filtered, taken away."""

import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import LAPTOP, PHONE, launch
from tests.browser.test_map_places import WEBGL
from tests.factories.actors import (
    ActorFactory,
    ActorFamilyFactory,
    PartnershipAxisFactory,
    PartnershipFactory,
)
from tests.factories.projects import InvolvementFactory, ProjectFactory

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ("Ateliers", "Bénévoles", "Éleveurs", "مجلس سكان الحي", "N" * 120, "Seul")


@pytest.fixture(scope="module")
def browser(playwright: Playwright):
    """Run a Chromium that draws WebGL without a graphics card."""
    yield from launch(playwright, *WEBGL)


@pytest.fixture
def project():
    project = ProjectFactory(name="Pôle laine", slug="pole-laine")
    families = [ActorFamilyFactory(code=code, name=code) for code in ("asso", "coll")]
    actors = [
        ActorFactory(name=name, slug=f"acteur-{i}", family=families[i % 2]) for i, name in enumerate(NAMES)
    ]
    for i, actor in enumerate(actors):
        InvolvementFactory(project=project, actor=actor, degree=5 - i % 5)
    for one, two in ((0, 1), (0, 2), (2, 3), (3, 4)):
        PartnershipAxisFactory(partnership=PartnershipFactory(between=(actors[one], actors[two])))
    return project


@pytest.mark.parametrize(("width", "theme"), [(LAPTOP, "light"), (PHONE, "dark")])
def test_the_network_is_explored(page: Page, project, axe, width, theme):
    page.emulate_media(color_scheme=theme)
    page.goto(reverse("projects:map", args=[project.slug]))
    page.get_by_role("button", name="Explorer").click()
    stage = page.get_by_role("application", name="Réseau de 6 acteurs")
    expect(stage).to_be_visible(timeout=40_000)
    expect(page.locator(".network[aria-busy]")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)

    # Found by its name, brought to the middle; another chosen in the table; the first again, pointed at; by keyboard.
    finder = page.get_by_role("combobox", name="Nom de l’acteur")
    finder.fill("eleveurs")
    finder.press("Enter")
    panel = page.locator("#panel h2")
    expect(panel).to_have_text("Éleveurs")
    if width == LAPTOP:
        page.locator("tr[data-row-actor='acteur-0'] a").first.click()
        expect(panel).to_have_text("Ateliers")
        stage.click()
        expect(panel).to_have_text("Éleveurs")
        expect(page).to_have_url(re.compile("acteur=acteur-2"))
    stage.focus()
    for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
        if page.locator("[data-network-said]").inner_text().split(",")[0] != "Éleveurs":
            break
    page.keyboard.press("Enter")
    expect(panel).not_to_have_text("Éleveurs")
    expect(page).to_have_url(re.compile("acteur=acteur-"))

    if width == LAPTOP:
        page.get_by_role("checkbox", name="coll").check()
        expect(page.get_by_role("application", name="Réseau de 3 acteurs")).to_be_visible(timeout=40_000)
        expect(page.locator("tr[data-row-actor]")).to_have_count(3)
        taken = page.request.get(page.get_by_role("link", name="GEXF").evaluate("link => link.href"))
        nodes = ElementTree.fromstring(taken.body()).iter("{http://gexf.net/1.3}node")
        assert {node.get("id") for node in nodes} == {"acteur-1", "acteur-3", "acteur-5"}
        page.get_by_role("button", name="Explorer").click()
        expect(page.locator("a[data-actor]:visible")).to_have_count(3)
