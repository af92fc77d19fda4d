"""Signing in at a provider, in a real browser: its page is another host, that no form may be sent to."""

import re

import pytest
from playwright.sync_api import expect

from territoire.accounts.oidc.configuration import providers
from tests.browser.conftest import LAPTOP, PHONE
from tests.openid_provider import running
from tests.territoire.test_door_provider import environment


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_one_goes_there_comes_back_and_leaves_both(page, context, watch, axe, settings):
    watch.allow("401")  # what is no answer is said by a page
    with running() as provider:
        settings.SOCIALACCOUNT_PROVIDERS = providers(environment(provider.issuer))
        context.route(re.compile(f"^{provider.issuer}/"), lambda route: route.continue_())
        page.goto("/connexion/")
        axe(page)
        page.get_by_role("button", name="Se connecter avec ProConnect").click()
        expect(page).to_have_url(re.compile("/mon-espace/"))

        page.goto("/compte/fournisseur/")
        expect(page.get_by_role("main")).to_contain_text("C’est votre seul moyen d’entrer")
        axe(page)

        page.goto("/deconnexion/")
        page.get_by_role("main").get_by_role("button", name="Se déconnecter").click()
        expect(page).to_have_url(re.compile(r"/\?state="))
        assert provider.asked[-1][0] == "session/end"

        page.goto("/connexion/fournisseur/retour/?state=forged")
        expect(page.get_by_role("heading", level=1)).to_contain_text("ne vous a pas laissé entrer")
        axe(page)
