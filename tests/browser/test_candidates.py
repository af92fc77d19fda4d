"""A holder looks for who could meet a need: weighs, compares, leaves out, invites, and the gap closes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.gestures import follow, press_card, send
from tests.factories.actors import ActorFactory, CompetenceFactory, MasteryFactory
from tests.factories.projects import DegreeFactory, NeedFactory, ProjectFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def project():
    """Make a project that lacks a spinner, with three candidates: one near, one who can teach, one of no use."""
    for value in range(1, 6):
        DegreeFactory(value=value)
    project = ProjectFactory(name="Laine du pays", holder=UserFactory())
    spinning = CompetenceFactory(name="Filature")
    NeedFactory(project=project, competence=spinning)
    seats = {"La voisine": project.territory, "La maîtresse": None, "La lointaine": None}
    for number, (name, seat) in enumerate(seats.items()):
        actor = ActorFactory(name=name, seat=seat)
        MasteryFactory(actor=actor, competence=spinning, level=3 if number == 1 else 2)
    return project


def need(page: Page):
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name="Filature"))


def candidates(page: Page) -> list[str]:
    return need(page).locator("li p a.t-lien").all_inner_texts()


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_a_holder_finds_and_invites_a_candidate(page, project, sign_in, axe, width):
    sign_in(project.team.memberships.get().user)
    page.goto(f"{project.get_absolute_url()}manques/")
    expect(need(page)).to_contain_text("Manquant")
    assert candidates(page) == ["La voisine", "La maîtresse", "La lointaine"]

    weigh_the_level_by_keyboard(page)
    assert candidates(page) == ["La maîtresse", "La lointaine", "La voisine"]
    compare(page, axe)
    leave_out(page, axe, "La lointaine")
    invite(page, "La maîtresse")

    page.goto(f"{project.get_absolute_url()}manques/")
    expect(need(page)).to_contain_text("Fragile")
    page.get_by_role("navigation", name="Pages sur les manques").get_by_role("link", name="Apports").click()
    expect(page.get_by_role("listitem").filter(has_text="La maîtresse")).to_contain_text("100 % → 0 %")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def weigh_the_level_by_keyboard(page: Page) -> None:
    page.get_by_text("Ce qui compte dans l’ordre").click()
    for label in ("Proximité", "Liens"):
        page.get_by_role("slider", name=re.compile(label)).press("Home")
    page.get_by_role("slider", name=re.compile("Niveau")).press("End")
    expect(page.locator("output[for=poids-niveau]")).to_have_text("83\u00a0%")
    send(page, "Recalculer l’ordre")
    expect(page).to_have_url(re.compile("niveau=100"))


def compare(page: Page, axe) -> None:
    for name in ("La voisine", "La maîtresse"):
        need(page).get_by_role("checkbox", name=f"Comparer {name}").check()
    need(page).get_by_role("button", name="Comparer les candidats cochés").click()
    expect(page.get_by_role("columnheader").nth(0)).to_contain_text("La maîtresse")
    axe(page)
    follow(page, "Revenir aux candidats")
    expect(page).to_have_url(re.compile("niveau=100"))


def leave_out(page: Page, axe, name: str) -> None:
    need(page).get_by_role("link", name=f"Pas pour nous {name}").click()
    page.get_by_label("Pourquoi").fill("Trop loin pour nous")
    press_card(page, "Ce besoin seulement")
    axe(page)
    page.get_by_role("button", name="Écarter").click()
    expect(need(page)).to_contain_text("1 écarté")
    assert name not in candidates(page)
    axe(page)


def invite(page: Page, name: str) -> None:
    need(page).get_by_role("link", name=f"Inviter, impliquer {name}").click()
    press_card(page, "Contribue")
    send(page, "Faire monter à bord")
    expect(page.get_by_role("main")).to_contain_text(name)
