"""Signing in, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LAPTOP, PHONE
from tests.factories.territoire import UserFactory


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_one_signs_in_with_an_address_and_a_password(page, axe):
    UserFactory(email="anne@exemple.fr", password="une longue phrase")
    page.goto("/connexion/")
    axe(page)

    page.locator("input[name=login]").fill("anne@exemple.fr")
    page.locator("input[name=password]").fill("une longue phrase")
    page.locator("form:has(input[name=password])").get_by_role("button", name="Se connecter").click()

    expect(page).not_to_have_url(re.compile("/connexion/"))
