"""A messy file in a browser: imported, two lines mended, confirmed, undone; no fault of accessibility on the way."""

import pytest
from playwright.sync_api import expect

from actors.models import Actor
from territoire.site.imports import registry
from tests.browser.conftest import PHONE
from tests.browser.gestures import follow, send
from tests.factories.actors import ActorFactory, ActorFamilyFactory
from tests.factories.territoire import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
MESSY = "Structure;Sorte d'acteur;Ville\nAtelier de la Bruyere;asso;Saugues\n;asso;Saugues\nLe Cercle;asso;Nulle-Part\n"


def fits(page) -> bool:
    """Tell whether nothing is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", [PHONE], ids=["phone"])
def test_a_messy_file_is_mended_imported_and_undone(page, sign_in, axe):
    user = UserFactory()
    place = TerritoryFactory(name="Saugues", kind="commune", official_code="43234", code="commune-43234")
    known = ActorFactory(
        name="Ateliers de la Bruyère", seat=place, family=ActorFamilyFactory(), created_by=user
    )
    sign_in(user)

    page.goto("/importer/")
    axe(page)
    file = {"name": "acteurs.csv", "mimeType": "text/csv", "buffer": MESSY.encode()}
    page.get_by_label("Un fichier").set_input_files(file)
    send(page, "Voir les colonnes")
    axe(page)
    assert fits(page)
    page.get_by_label("Sorte d'acteur").select_option(label="Famille")
    send(page, "Comparer avec ce qui est enregistré")

    expect(page.locator("#progress")).to_be_visible()
    registry.worker().work()
    expect(page.get_by_role("heading", name="Vérifier l’import")).to_be_visible()
    axe(page)
    assert fits(page)
    follow(page, "Oublier ce fichier")
    axe(page)
    follow(page, "Annuler")
    page.locator("#m3-0").fill("Les Amis du lavoir")
    page.locator("#m4-2").fill("Saugues")
    send(page, "Corriger ces lignes")
    page.get_by_label("Que faire de la ligne 2").select_option(label="C’est Ateliers de la Bruyère")
    send(page, "Enregistrer ces choix")
    axe(page)

    send(page, "Importer les 3 lignes prêtes")
    registry.worker().work()
    expect(page.get_by_role("heading", name="C’est importé")).to_be_visible()
    axe(page)
    assert set(Actor.objects.exclude(pk=known.pk).values_list("name", flat=True)) == {
        "Les Amis du lavoir", "Le Cercle",
    }  # fmt: skip

    follow(page, "Annuler l’import")
    send(page, "Annuler l’import")
    registry.worker().work()
    expect(page.get_by_role("heading", name="L’import est annulé")).to_be_visible()
    assert Actor.objects.get() == known
