"""The map in a real browser: seen, walked by keyboard, filtered and chosen from, at both widths and in both themes."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from territoire.periods import since
from tests.browser.conftest import LAPTOP, PHONE
from tests.factories.actors import (
    ActorFactory,
    ActorFamilyFactory,
    PartnershipAxisFactory,
    PartnershipFactory,
)
from tests.factories.projects import InvolvementFactory, MilestoneFactory, ProjectFactory

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ("Ateliers", "Bénévoles", "Communauté de communes", "Éleveurs", "Région", "<Ardelaine> & cie")


@pytest.fixture
def project():
    project = ProjectFactory(name="Pôle laine", slug="pole-laine")
    families = [ActorFamilyFactory(code=code, name=code) for code in ("asso", "coll", "hab")]
    actors = []
    for i, name in enumerate(NAMES):
        actor = ActorFactory(name=name, slug=f"acteur-{i}", family=families[i % 2])
        InvolvementFactory(
            project=project, actor=actor, degree=5 - i % 5, wanted_degree=3, brings="Un apport"
        )
        actors.append(actor)
    for one, two in ((0, 1), (0, 2), (0, 3), (2, 4)):
        PartnershipAxisFactory(partnership=PartnershipFactory(between=(actors[one], actors[two])))
    MilestoneFactory(project=project, name="Premier atelier", day="2013-04-01")
    return project


def marks(page: Page):
    return page.locator("a[data-actor]:visible")


@pytest.mark.parametrize(("width", "theme"), [(LAPTOP, "light"), (PHONE, "dark")])
@pytest.mark.parametrize("vue", ["reseau", "cercles"])
def test_each_picture_is_accessible_fits_and_is_taken_away(page, project, axe, width, theme, vue):
    page.emulate_media(color_scheme=theme)
    page.goto(reverse("projects:map", args=[project.slug], query={"vue": vue, "acteur": "acteur-0"}))

    expect(marks(page)).to_have_count(6)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    with page.expect_download() as download:
        page.get_by_role("link", name="SVG").click()
    said = "".join(ElementTree.fromstring(download.value.path().read_bytes()).itertext())
    assert all(name in said for name in NAMES)


def test_arrows_walk_and_enter_chooses(page, project):
    page.goto(reverse("projects:map", args=[project.slug]))

    stop = page.locator("a[data-actor][tabindex='0']:visible")
    expect(stop).to_have_count(1)
    stop.focus()
    visited = []
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        visited.append(page.evaluate("document.activeElement.dataset.actor"))
    page.keyboard.press("Enter")

    assert len(set(visited)) > 1
    chosen = visited[-1]
    expect(page).to_have_url(re.compile(f"acteur={chosen}"))
    expect(page.locator("#panel h2")).to_have_text(NAMES[int(chosen[-1])])
    expect(page.locator("a.map-mark[aria-current='true']:visible")).to_have_attribute("data-actor", chosen)


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_a_click_tells_who_it_is_without_leaving_the_page(page, project, width):
    page.goto(reverse("projects:map", args=[project.slug], query={"vue": "cercles"}))

    page.locator("a[data-actor='acteur-5']:visible use").click()

    panel = page.locator("#panel")
    expect(panel.get_by_role("heading")).to_have_text("<Ardelaine> & cie")
    expect(panel).to_contain_text("Un apport")
    expect(panel).to_be_in_viewport()
    expect(panel.get_by_role("link", name="Voir la fiche")).to_have_attribute("href", re.compile("acteur-5"))


def test_filters_change_picture_and_table_together(page, project):
    page.goto(reverse("projects:map", args=[project.slug]))

    page.get_by_role("checkbox", name="coll").check()

    expect(marks(page)).to_have_count(3)
    expect(page.locator("tr[data-row-actor]")).to_have_count(3)
    expect(page).to_have_url(re.compile("famille=coll"))
    page.get_by_role("link", name="Retirer tous les filtres").click()
    expect(marks(page)).to_have_count(6)


def test_the_picture_grows_shrinks_and_fills_the_screen(page, project):
    page.goto(reverse("projects:map", args=[project.slug]))
    scroll = page.locator("[data-map-scroll]")

    page.get_by_role("button", name="Agrandir").click()
    expect(scroll).to_have_attribute("data-zoom", "2")
    page.get_by_role("button", name="Réduire").click()

    expect(scroll).not_to_have_attribute("data-zoom", "2")
    page.get_by_role("button", name="Plein écran").click()
    page.wait_for_function("document.fullscreenElement")
    expect(page.locator("svg.map-picture:visible").first).to_be_in_viewport(ratio=1)
    # Letters for the back of the room; names are where they were once back on the page.
    name = page.locator("a[data-actor='acteur-0']:visible text")
    large = "name => name.getScreenCTM().a * 13 >= 24"
    page.wait_for_function(large, arg=name.element_handle())
    page.evaluate("document.exitFullscreen()")
    expect(name).not_to_have_attribute("transform", re.compile("scale"))


def test_time_is_walked_and_played_and_keeps_who_is_chosen(page, project, axe):
    for year, slug in ((2012, "acteur-1"), (2013, "acteur-2")):
        project.involvements.filter(actor__slug=slug).update(period=since(date(year, 5, 1)))
    page.emulate_media(reduced_motion="no-preference")
    page.goto(reverse("projects:map", args=[project.slug], query={"vue": "cercles", "acteur": "acteur-0"}))

    month = page.get_by_role("slider", name="Mois")
    month.press("Home")
    expect(marks(page)).to_have_count(5)
    expect(page).to_have_url(re.compile("acteur=acteur-0.*le=2012-05-31"))
    expect(page.locator("#panel h2")).to_have_text(NAMES[0])
    axe(page)
    page.get_by_role("button", name="Lire").click()
    expect(marks(page)).to_have_count(6)
    expect(page).to_have_url(re.compile("le=2013-05-31"))
    page.get_by_role("button", name="Arrêter").click()
    page.get_by_role("link", name="Réseau").click()
    expect(page).to_have_url(re.compile("le=2013-05-31"))
    expect(page.locator("#panel h2")).to_have_text(NAMES[0])
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    page.get_by_role("slider", name="Mois").press("Home")
    page.get_by_role("button", name="Changement suivant").click()
    expect(page).to_have_url(re.compile("le=2013-05-31"))
