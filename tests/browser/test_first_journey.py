"""The main job, as its people do it: from no account to a map and gaps that change, with what the page shows alone."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.gestures import choose, follow, follow_the_link_received, press_card, send
from tests.factories.actors import ActorFactory, ActorFamilyFactory, CompetenceFactory, MasteryFactory
from tests.factories.projects import DegreeFactory, InvolvementFactory, NeedFactory, ProjectFactory
from tests.factories.territoire import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PROJECT, ACTOR = "Laine du pays", "Ateliers de la laine"


@pytest.fixture
def vocabulary():
    """Have what an instance has before its first person comes."""
    call_command("load_competences", verbosity=0)
    call_command("load_vocabulary", verbosity=0)
    TerritoryFactory(name="Saugues")
    TerritoryFactory(name="Saugnac-et-Cambran")


def need(page: Page, name: str):
    """Return the card of a need on the page of gaps."""
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=name))


def open_tab(page: Page, name: str) -> None:
    """Go to another page of the project."""
    tabs = page.get_by_role("navigation", name="Pages du projet")
    tabs.get_by_role("link", name=name, exact=True).click()
    expect(tabs.get_by_role("link", name=name, exact=True)).to_have_attribute("aria-current", "page")


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_from_no_account_to_a_first_map_and_its_gaps(page, vocabulary, width):
    sign_up_on_the_way_to_a_project(page)
    describe_the_project(page)
    nothing_is_there_yet(page)

    involve_an_actor_registered_on_the_spot(page)
    state_two_needs(page)

    the_map_shows_the_actor(page)
    open_tab(page, "Manques")
    expect(need(page, "Filature")).to_contain_text("Manquant")
    expect(need(page, "Financement")).to_contain_text("Manquant")

    say_that_the_actor_knows_how_to_spin(page)

    open_tab(page, "Manques")
    expect(need(page, "Filature")).to_contain_text("Fragile")  # covered, by one alone
    expect(need(page, "Filature").get_by_role("link", name=ACTOR)).to_be_visible()
    expect(need(page, "Financement")).to_contain_text("Manquant")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def sign_up_on_the_way_to_a_project(page: Page) -> None:
    page.goto("/projets/")
    follow(page, "Présenter un projet")
    follow(page, "Créer un compte")
    page.get_by_label("Adresse électronique").fill("camille@exemple.fr")
    page.get_by_label("Mot de passe", exact=True).fill("une longue phrase à moi")
    send(page, "Créer mon compte")
    expect(page.get_by_role("heading", name="Regardez vos messages")).to_be_visible()
    follow_the_link_received(page)


def describe_the_project(page: Page) -> None:
    expect(page).to_have_url(re.compile("/projets/nouveau/"))
    page.get_by_label("Nom", exact=True).fill(PROJECT)
    choose(page, "Territoire", "saug", "Saugues")
    page.get_by_label("Laine et savoir-faire").check()
    send(page, "Créer la page du projet")
    expect(page.get_by_role("heading", level=1, name=PROJECT)).to_be_visible()


def nothing_is_there_yet(page: Page) -> None:
    open_tab(page, "Carte")
    expect(page.get_by_role("link", name="Impliquer un acteur").first).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)
    open_tab(page, "Manques")
    expect(page.get_by_text("n’a pas encore décrit ses besoins")).to_be_visible()
    open_tab(page, "Présentation")


def involve_an_actor_registered_on_the_spot(page: Page) -> None:
    follow(page, "Impliquer un acteur")
    page.get_by_text("Pas dans la liste").click()
    page.get_by_label("Nom", exact=True).fill(ACTOR)
    expect(page.get_by_label("Comment vous connaissez")).to_be_hidden()
    press_card(page, "Associations")
    choose(page, "Commune", "saugu", "Saugues")
    press_card(page, "Porte")
    page.get_by_label("Ce qu’il apporte").fill("Un atelier et des machines")
    send(page, "Faire monter à bord")
    expect(page.get_by_role("main")).to_contain_text(ACTOR)


def state_two_needs(page: Page) -> None:
    follow(page, "Ajouter un besoin")
    follow(page, "compétence")
    choose(page, "Compétence", "filat", "Filature")
    send(page, "Ajouter ce besoin")
    follow(page, "Ajouter un besoin")
    follow(page, "ressource")
    page.get_by_label("Sorte de ressource").select_option(label="Financement (euros)")
    page.get_by_label("Combien").fill("5000")
    send(page, "Ajouter ce besoin")
    expect(page.get_by_role("listitem").filter(has_text="Financement")).to_contain_text("euros")


def the_map_shows_the_actor(page: Page) -> None:
    open_tab(page, "Carte")
    table = page.get_by_role("region", name="Tableau des acteurs")
    for picture in ("Réseau", "Cercles"):
        page.get_by_role("link", name=picture).click()
        mark = page.get_by_role("link", name=re.compile(f"^{ACTOR}"))
        expect(mark.locator("visible=true").first).to_be_visible()
        expect(table.get_by_role("row", name=re.compile(ACTOR))).to_contain_text("Porte")


def say_that_the_actor_knows_how_to_spin(page: Page) -> None:
    open_tab(page, "Présentation")
    follow(page, ACTOR)
    follow(page, "Ajouter une compétence")
    choose(page, "Compétence", "filat", "Filature")
    press_card(page, "Pratique")
    send(page, "Ajouter")
    expect(page.get_by_role("main")).to_contain_text("Filature")
    follow(page, PROJECT)


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_somebody_boards_for_an_open_need_and_the_gap_closes(page, sign_in, width):
    project, newcomer = a_project_that_lacks_a_spinner()
    sign_in(newcomer)
    offer_to_spin(page, project)

    sign_in(project.team.memberships.get().user)
    accept_from_my_space(page)

    page.goto(project.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("La filature du bourg")
    open_tab(page, "Manques")
    expect(need(page, "Filature")).to_contain_text("Fragile")  # covered, by one alone
    expect(need(page, "Filature").get_by_role("link", name="La filature du bourg")).to_be_visible()


def a_project_that_lacks_a_spinner():
    for value in range(1, 6):
        DegreeFactory(value=value)
    project = ProjectFactory(name=PROJECT, holder=UserFactory())
    spinning = CompetenceFactory(name="Filature")
    NeedFactory(project=project, competence=spinning)
    newcomer = UserFactory()
    MasteryFactory(actor=ActorFactory(name="La filature du bourg", created_by=newcomer), competence=spinning)
    return project, newcomer


def offer_to_spin(page: Page, project) -> None:
    page.goto(project.get_absolute_url())
    open_tab(page, "Manques")
    expect(need(page, "Filature")).to_contain_text("Manquant")
    need(page, "Filature").get_by_role("link", name="Je peux l’apporter").click()
    page.get_by_label("Avec vos mots").fill("Nous filons depuis dix ans.")
    press_card(page, "Contribue")
    page.get_by_label("Pour qui").select_option(label="La filature du bourg")
    send(page, "Envoyer ma demande")
    expect(page.get_by_role("heading", name="En attente de réponse")).to_be_visible()


def accept_from_my_space(page: Page) -> None:
    page.goto("/mon-espace/")
    follow(page, "Répondre")
    expect(page.get_by_role("main")).to_contain_text("Nous filons depuis dix ans.")
    send(page, "Faire monter à bord")
    expect(page.get_by_role("main")).to_contain_text("à bord")


def test_everything_is_within_reach_of_the_keyboard(page):
    families = [ActorFamilyFactory(), ActorFamilyFactory(code="ess", name="Économie sociale")]
    project = ProjectFactory(name=PROJECT)
    for number in range(4):
        actor = ActorFactory(name=f"Atelier {number}", family=families[number % 2])
        InvolvementFactory(project=project, actor=actor, degree=2 + number)

    filter_the_actors(page)
    walk_on_the_map(page, project)
    change_the_theme(page)


def press_until(page: Page, key: str, wanted: Locator, most: int = 60) -> None:
    """Press a key until the focus is on what is wanted."""
    for _ in range(most):
        page.keyboard.press(key)
        if wanted.evaluate_all("all => all.includes(document.activeElement)"):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def filter_the_actors(page: Page) -> None:
    page.goto("/acteurs/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    press_until(page, "Tab", page.get_by_role("checkbox", name=re.compile("Économie sociale")))
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("famille=ess"))
    expect(page.get_by_role("link", name="Atelier 1", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Atelier 0", exact=True)).to_have_count(0)


def walk_on_the_map(page: Page, project) -> None:
    page.goto(f"{project.get_absolute_url()}carte/?vue=cercles")
    marks = page.locator(".map-wide a[data-actor]")
    press_until(page, "Tab", marks)
    first = page.evaluate("document.activeElement.dataset.actor")
    for arrow in ("ArrowLeft", "ArrowRight", "ArrowDown", "ArrowUp"):
        page.keyboard.press(arrow)
        if page.evaluate("document.activeElement.dataset.actor") != first:
            break
    chosen = page.evaluate("document.activeElement.dataset.actor")
    assert chosen != first
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"acteur={chosen}"))
    expect(page.get_by_role("complementary").get_by_role("link", name="Voir la fiche")).to_be_visible()


def change_the_theme(page: Page) -> None:
    button = page.get_by_role("button", name="Thème")
    press_until(page, "Tab", button)
    page.keyboard.press("Enter")
    dark = page.get_by_role("button", name="Sombre")
    press_until(page, "ArrowDown", dark)
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
