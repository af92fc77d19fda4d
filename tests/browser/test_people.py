"""An invitation from its mail to the project, claims answered by people and by domain, a private note."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from territoire.enums import Visibility
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.gestures import follow, send
from tests.factories.actors import ActorFactory, ContactPointFactory
from tests.factories.projects import ProjectFactory
from tests.factories.territoire import FacilitationFactory, TerritoryFactory, UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", [LAPTOP, PHONE])]

ADDRESS = "camille@exemple.example"


def change_account(page: Page, sign_in, user) -> None:
    page.context.clear_cookies()
    sign_in(user)


def fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_invitation_leads_from_the_mail_to_the_project(page, sign_in, axe, width):
    holder = UserFactory(name="Dominique")
    project = ProjectFactory(holder=holder, hidden=True, name="Laine du pays")
    sign_in(holder)
    page.goto(f"{project.get_absolute_url()}equipe/")
    page.get_by_label("Adresse électronique", exact=True).fill(ADDRESS)
    page.get_by_label("Rôle", exact=True).select_option(label="Contribue")
    send(page, "Envoyer l’invitation")
    expect(page.get_by_role("region", name="Invitations en attente")).to_contain_text(ADDRESS)
    axe(page)
    fits(page, width)

    page.context.clear_cookies()
    [letter] = mail.outbox
    page.goto(re.search(r"https?://\S+/invitations/\S+", letter.body)[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Laine du pays")
    axe(page)
    fits(page, width)
    send(page, "Créer mon compte et rejoindre")
    expect(page.get_by_label("Adresse électronique")).to_have_value(ADDRESS)
    page.get_by_label("Mot de passe", exact=True).fill("une longue phrase à moi")
    send(page, "Créer mon compte")

    expect(page).to_have_url(re.compile("/invitations/"))
    send(page, "Rejoindre l’équipe")

    expect(page.get_by_role("heading", level=1, name="Laine du pays")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Vous êtes dans l’équipe")


def test_a_link_that_is_none_says_so(page, axe, watch, width):
    watch.allow("404 .Not Found")

    page.goto("/invitations/rien:du-tout/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Ce lien n’est pas une invitation")
    axe(page)
    fits(page, width)


def test_a_claim_is_accepted_by_who_facilitates_and_its_author_edits(page, sign_in, axe, width):
    actor = ActorFactory(name="Filature du Pré", seat=TerritoryFactory(name="Saugues"))
    claimant, facilitator = UserFactory(name="Marie"), FacilitationFactory(territory=actor.seat).user
    sign_in(claimant)
    page.goto(actor.get_absolute_url())
    follow(page, "C’est ma structure")
    axe(page)
    fits(page, width)
    page.get_by_label("Qui vous y êtes").fill("J’en suis la secrétaire.")
    send(page, "Demander à parler en son nom")
    expect(page.get_by_role("main")).to_contain_text("En attente")

    change_account(page, sign_in, facilitator)
    page.goto(actor.get_absolute_url())
    follow(page, "1 revendication")
    axe(page)
    follow(page, "Voir")
    expect(page.get_by_role("main")).to_contain_text("J’en suis la secrétaire.")
    axe(page)
    fits(page, width)
    send(page, "Laisser ce compte parler en son nom")

    change_account(page, sign_in, claimant)
    page.goto(actor.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("Vous parlez pour cet acteur")
    axe(page)
    page.get_by_role("link", name="Modifier", exact=True).first.click()
    page.get_by_label("Nom", exact=True).fill("Filature du Grand Pré")
    send(page, "Enregistrer")
    expect(page.get_by_role("heading", level=1, name="Filature du Grand Pré")).to_be_visible()


def test_an_address_of_the_organisation_is_accepted_at_once(page, sign_in, width):
    actor = ActorFactory(name="Filature du Pré")
    ContactPointFactory(
        actor=actor,
        kind="website",
        value="https://www.filature-du-pre.fr/",
        visibility=Visibility.PUBLIC,
        created_by=actor.created_by,
    )
    sign_in(UserFactory(email="marie@filature-du-pre.fr"))
    page.goto(actor.get_absolute_url())
    follow(page, "C’est ma structure")
    page.get_by_label("Qui vous y êtes").fill("J’en suis la secrétaire.")

    send(page, "Demander à parler en son nom")

    expect(page.get_by_role("main")).to_contain_text("Votre adresse est sur son domaine")
    expect(page.get_by_role("main")).to_contain_text("Acceptée")
    fits(page, width)


def test_a_team_writes_a_private_note(page, sign_in, axe, width):
    holder = UserFactory()
    project = ProjectFactory(holder=holder)
    actor = ActorFactory(name="Filature du Pré", team=project.team)
    sign_in(holder)
    page.goto(actor.get_absolute_url())
    follow(page, "Écrire une note")
    axe(page)
    fits(page, width)
    page.get_by_label("Note").fill("Préfère qu’on l’appelle le soir.")
    send(page, "Enregistrer")

    expect(page.get_by_role("region", name="Notes privées")).to_contain_text("appelle le soir")
    axe(page)
    change_account(page, sign_in, UserFactory(admin=True))
    page.goto(actor.get_absolute_url())
    expect(page.get_by_role("main")).not_to_contain_text("appelle le soir")
