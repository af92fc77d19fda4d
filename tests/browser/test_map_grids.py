"""The pictures that are grids, in a real browser: folded, sorted, chosen from; judged by keyboard, by drag, by form."""

import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect

from projects.models import Assessment
from tests.browser.conftest import LAPTOP, PHONE
from tests.factories.actors import ActorFactory, ActorFamilyFactory, CompetenceFactory, MasteryFactory
from tests.factories.projects import AssessmentFactory, InvolvementFactory, NeedFactory, ProjectFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ("Ateliers", "Bénévoles", "مجلس سكان الحي", "N" * 120)


@pytest.fixture
def member():
    return UserFactory()


@pytest.fixture
def project(member):
    project = ProjectFactory(name="Pôle laine", slug="pole-laine", contributor=member)
    families = [ActorFamilyFactory(code=code, name=code) for code in ("asso", "coll")]
    wool, law = (CompetenceFactory(name=name, slug=name.lower()) for name in ("Laine", "Droit"))
    skills = [CompetenceFactory(name=n, slug=n.lower(), parent=wool) for n in ("Tonte", "Tri", "Feutrage")]
    for i, name in enumerate(NAMES):
        actor = ActorFactory(name=name, slug=f"acteur-{i}", family=families[i % 2])
        InvolvementFactory(project=project, actor=actor, degree=5 - i)
        MasteryFactory(actor=actor, competence=skills[i % 2], level=1 + i % 3)
    NeedFactory(project=project, competence=skills[2])
    NeedFactory(project=project, competence=law)
    return project


def address(project, **query):
    return reverse("projects:map", args=[project.slug], query=query)


@pytest.mark.parametrize(("width", "theme"), [(LAPTOP, "light"), (PHONE, "dark")])
def test_the_table_of_competences(page: Page, project, axe, width, theme):
    page.emulate_media(color_scheme=theme)
    page.goto(address(project, vue="competences", plis="tout"))
    table = page.locator(".map-matrix")
    rows = table.locator("tbody tr")

    expect(rows).to_have_count(4)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("window.here = true")
    table.get_by_role("link", name="Déplier Laine").click()
    expect(table.get_by_role("columnheader", name="Feutrage")).to_be_visible()
    table.get_by_role("columnheader", name="Tri", exact=True).get_by_role("link").click()
    expect(rows.first).to_have_attribute("data-row-actor", "acteur-1")
    expect(page).to_have_url(re.compile(r"sauf=laine.*rang=tri"))
    rows.last.get_by_role("link").click()
    expect(page.locator("#panel h2")).to_be_visible()
    assert page.evaluate("window.here") is True
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="SVG").click()
    text = download.value.path().read_text()
    ElementTree.fromstring(text)
    assert all(f"<title>{name}, " in text for name in NAMES)


@pytest.mark.parametrize(("width", "theme"), [(LAPTOP, "dark"), (PHONE, "light")])
def test_the_grid_of_influence(page: Page, project, member, sign_in, axe, width, theme):
    actor = project.involvements.get(actor__slug="acteur-0").actor
    AssessmentFactory(project=project, actor=actor, influence=1, interest=1)
    sign_in(member)
    page.emulate_media(color_scheme=theme)
    page.goto(address(project, vue="influence", saillance="oui"))
    expect(page.locator("a[data-actor]:visible")).to_have_count(4)

    page.locator("a[data-actor='acteur-0']:visible").click()
    handle = page.locator(".map-handle")
    handle.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-assess-status]")).to_have_text("Gardé\xa0: influence 4, intérêt 4.")
    expect(handle).to_be_focused()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    box = handle.locator("circle").first.bounding_box()
    ground = page.locator(".map-half:visible").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(ground["x"] + ground["width"] * 0.1, ground["y"] + ground["height"] * 0.1, steps=5)
    page.mouse.up()
    expect(page.locator("[data-assess-status]")).to_have_text("Gardé\xa0: influence 5, intérêt 1.")

    said = Assessment.objects.get(assessor=member)
    assert (said.influence, said.interest) == (5, 1)


def test_influence_and_places_are_taken_away(page: Page, project, member, sign_in):
    AssessmentFactory(project=project, actor=project.involvements.get(actor__slug="acteur-0").actor)
    sign_in(member)
    for picture in ("influence", "territoire"):
        page.goto(address(project, vue=picture))
        with page.expect_download() as download:
            page.get_by_role("link", name="SVG").click()
        text = download.value.path().read_text()
        ElementTree.fromstring(text)
        assert [name for name in NAMES if f"<title>{name}, " not in text] == []
        with page.expect_download() as download:
            page.get_by_role("link", name="Image (A3)").click()
        with Image.open(download.value.path()) as image:
            assert image.size == (3307, 2339)
            assert len(image.convert("RGB").resize((160, 113)).getcolors(18_080)) > 50


def test_the_form_of_a_judgement_and_the_comparison(page: Page, project, member, sign_in, axe):
    sign_in(member)
    page.goto(reverse("projects:assess", args=[project.slug], query={"acteur": "acteur-1"}))
    axe(page)
    page.get_by_role("group", name="Influence").get_by_text("4", exact=True).click()
    page.get_by_role("group", name="Intérêt").get_by_text("2", exact=True).click()
    page.get_by_role("button", name="Garder mon appréciation").click()
    expect(page.get_by_text("1 acteurs appréciés sur 4")).to_be_visible()

    page.get_by_role("link", name="Comparer", exact=True).click()
    expect(page.get_by_role("heading", name="Comparer")).to_be_visible()
    axe(page)
