"""A contributor supposes that somebody comes and somebody leaves, saves it, and sees it over time."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from territoire.periods import since
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.gestures import choose, follow, send
from tests.factories.actors import ActorFactory, CompetenceFactory, MasteryFactory
from tests.factories.projects import DegreeFactory, InvolvementFactory, NeedFactory, ProjectFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def project():
    """Make a project that a mill sorts for, and that lacks a spinner."""
    for value in range(1, 6):
        DegreeFactory(value=value)
    began = timezone.localdate() - timedelta(days=400)
    project = ProjectFactory(name="Laine du pays", contributor=UserFactory(), started_on=began)
    sorting, spinning = CompetenceFactory(name="Tri"), CompetenceFactory(name="Filature")
    for competence in (sorting, spinning):
        NeedFactory(project=project, competence=competence, opened_on=began)
    mill, spinner = ActorFactory(name="Moulin"), ActorFactory(name="Filature du Velay")
    MasteryFactory(actor=mill, competence=sorting)
    MasteryFactory(actor=spinner, competence=spinning)
    InvolvementFactory(project=project, actor=mill, period=since(began + timedelta(days=90)))
    return project


def tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Pages sur les manques").get_by_role("link", name=name).click()
    page.wait_for_load_state()


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_supposing_saving_and_following(page, project, sign_in, axe, width):
    sign_in(project.team.memberships.get().user)
    page.goto(f"{project.get_absolute_url()}manques/")
    tab(page, "Et si…")

    page.get_by_label("Moulin part").check()
    choose(page, "Quelqu’un monte à bord", "velay", "Filature du Velay")
    send(page, "Voir ce qui bouge")
    moves = page.get_by_role("region", name="Ce qui bougerait")
    expect(moves).to_contain_text("Tri : n’est plus couvert. Il perd Moulin.")
    expect(moves).to_contain_text("Filature : couvert. Apporté par Filature du Velay.")
    axe(page)

    follow(page, "Enregistrer ces changements")
    axe(page)
    page.get_by_label("Moulin").uncheck()
    send(page, "Enregistrer")
    expect(page.get_by_text("1 changement enregistré.")).to_be_visible()

    tab(page, "Dans le temps")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dans le temps")
    row = page.get_by_role("row").filter(has_text="Filature du Velay monte à bord")
    expect(row).to_contain_text("50 % → 100 %")
    axe(page)
    bead = page.locator("svg a.map-mark:visible").first
    bead.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?le="))
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
