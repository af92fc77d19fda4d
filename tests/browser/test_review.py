"""Who facilitates a département reviews it, opens a cell, and comes to the facts behind it."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from projects.actions import coverage, network
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.gestures import follow
from tests.browser.world import a_territory_with_a_project
from tests.factories.projects import NeedFactory, ProjectFactory
from tests.factories.territoire import FacilitationFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("width", [LAPTOP, PHONE], ids=["laptop", "phone"]),
]


def fits(page) -> bool:
    """Tell whether nothing is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_who_facilitates_reviews_a_departement_and_opens_a_cell(page, axe, sign_in):
    world = a_territory_with_a_project()
    for number in range(11):
        name = f"Un projet au très long nom qui ne tient sur aucune ligne, le n° {number}"
        NeedFactory(project=ProjectFactory(name=name, territory=world.territory), competence=world.competence)
    coverage.settle_all()
    network.measure(timezone.localdate())
    sign_in(FacilitationFactory(territory=world.departement).user)

    page.goto(world.departement.get_absolute_url())
    follow(page, "^Manques")
    axe(page)
    assert fits(page)
    for part in ("Demande et offre", "Acteurs", "Tableau"):
        page.get_by_role("navigation", name="Pages de la revue").get_by_role("link", name=part).click()
        expect(page.get_by_role("heading", name="Revue des manques")).to_be_visible()
        axe(page)
        assert fits(page)

    page.locator("td.missing a").first.click()
    expect(page).to_have_url(re.compile(r"/manques/\?le=.*#besoin-"))
    expect(page.locator("article:target")).to_be_visible()
