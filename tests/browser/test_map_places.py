"""Places in a real browser: drawn, moved, opened, chosen from, without another host; and without WebGL."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE, launch
from tests.factories.actors import (
    ActorFactory,
    ActorFamilyFactory,
    PartnershipAxisFactory,
    PartnershipFactory,
)
from tests.factories.projects import InvolvementFactory, ProjectFactory
from tests.factories.territoire import TerritoryFactory

pytestmark = pytest.mark.django_db(transaction=True)

#: Communes that are shipped with their contours, and Lyon, beyond the frame.
AT = {"43234": (44.96, 3.55), "43112": (45.1, 3.5), "48080": (44.73, 3.62), "69123": (45.76, 4.84)}
WEBGL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@pytest.fixture(scope="module")
def browser(playwright):
    """Run a Chromium that draws WebGL without a graphics card."""
    yield from launch(playwright, *WEBGL)


@pytest.fixture
def project():
    pays = TerritoryFactory(kind="custom", code="pays", name="Le Pays", latitude=44.9, longitude=3.5)
    seats = [
        TerritoryFactory(
            official_code=code, name=f"C{code}", latitude=at[0], longitude=at[1],
            within=[pays] if code != "69123" else [],
        )
        for code, at in AT.items()
    ]  # fmt: skip
    project = ProjectFactory(name="Pôle laine", slug="pole-laine", territory=pays)
    families = [ActorFamilyFactory(code=code, name=code) for code in ("asso", "coll")]
    # Three in the first commune, one in the second, one far, one nowhere.
    where = [seats[0], seats[0], seats[0], seats[1], seats[3], None]
    actors = [
        ActorFactory(name=f"Acteur {i}", slug=f"acteur-{i}", family=families[i % 2], seat=seat)
        for i, seat in enumerate(where)
    ]
    for i, actor in enumerate(actors):
        InvolvementFactory(project=project, actor=actor, degree=5 - i % 5)
    PartnershipAxisFactory(partnership=PartnershipFactory(between=(actors[0], actors[3])))
    return project


def address(project, **query) -> str:
    return reverse("projects:map", args=[project.slug], query={"vue": "territoire"} | query)


def live(page: Page) -> None:
    expect(page.locator("[data-places][data-live]")).to_be_attached(timeout=40_000)
    expect(page.locator(".map-pin").first).to_be_visible(timeout=20_000)


@pytest.mark.parametrize(("width", "theme"), [(LAPTOP, "light"), (PHONE, "dark")])
def test_the_moving_map_opens_chooses_filters_and_gives_way(page, project, axe, width, theme):
    page.emulate_media(color_scheme=theme)
    page.goto(address(project))
    live(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)

    # Several in one place: their list, by keyboard; Escape gives the focus back.
    many = page.get_by_role("button", name="C43234, 3 acteurs")
    many.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".map-popup a")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(many).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".map-popup a").first.click()
    expect(page).to_have_url(re.compile("acteur=acteur-0"))
    expect(page.locator("#panel")).to_contain_text("Acteur 0")

    # Who is beyond the frame is found; the drawn picture is a button away, and says the same.
    page.get_by_role("button", name="Voir tous les lieux").click()
    expect(page.locator(".map-pin[aria-label='C69123, Acteur 4']")).to_be_visible()
    page.get_by_role("button", name="Carte à zoomer").click()
    expect(page.locator("[data-places-canvas]")).to_be_hidden()
    drawn = page.locator("a[data-actor]:visible")
    assert set(drawn.evaluate_all("all => all.map(a => a.dataset.actor)")) <= {
        f"acteur-{i}" for i in range(6)
    }
    if width == LAPTOP:
        expect(drawn).to_have_count(6)
        page.get_by_role("checkbox", name="coll").check()
        expect(page.locator("tr[data-row-actor]")).to_have_count(3)
        live(page)
        expect(page.locator(".map-pin[aria-label='C43234, Acteur 1']")).to_be_visible()


def test_without_webgl_the_drawn_picture_stays(context, project):
    page = context.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(address(project))

    expect(page.locator("a[data-actor]:visible")).to_have_count(6)
    expect(page.get_by_role("button", name="Carte à zoomer")).to_be_hidden()
    expect(page.locator("#lieu-commune-43234")).to_contain_text("Acteur 2")
