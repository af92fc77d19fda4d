"""One's own data over HTTP: the page, the file, and the end of an account; and what is said of data to everyone."""

import json

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse

from actors.models import Actor, ContactAccess
from projects.models import Project
from territoire.models import User
from territoire.site import processing
from tests.factories.actors import ActorFactory, ClaimFactory, ContactPointFactory
from tests.factories.projects import AssessmentFactory, ProjectFactory
from tests.factories.territoire import MembershipFactory, UserFactory
from tests.worlds import our_models

pytestmark = pytest.mark.django_db

PASSWORD = "mot-de-passe-de-test"
ERASE = "/mon-espace/effacer/"


@pytest.fixture
def user():
    return UserFactory(name="Zénobie", email="zenobie@exemple.example")


@pytest.fixture
def mine(client, user):
    """Sign in, and give one's password once more as some pages ask."""
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def person(user):
    actor = ActorFactory(person=True, name="Zénobie Durand")
    ClaimFactory(user=user, actor=actor, accepted=True)
    ContactPointFactory(actor=actor, value="zenobie@ailleurs.example")
    return actor


def test_the_page_tells_all_but_contact_details(mine, person):
    AssessmentFactory(actor=person, influence=5)

    response = mine.get("/mon-espace/mes-donnees/")

    for words in ("zenobie@exemple.example", "Zénobie Durand", "Influence", "Coordonnées"):
        assert words in response.text
    assert "zenobie@ailleurs.example" not in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert not ContactAccess.objects.exists()


def test_contact_details_come_on_request_and_it_is_written(mine, person, user):
    response = mine.post("/mon-espace/mes-donnees/")

    assert "zenobie@ailleurs.example" in response.text
    access = ContactAccess.objects.get()
    assert (access.actor, access.user, access.way, access.count) == (person, user, "shown", 1)


def test_the_file_holds_all_and_it_is_written(mine, person):
    response = mine.post("/mon-espace/mes-donnees/fichier/")

    data = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/json"
    assert 'attachment; filename="mes-donnees-' in response.headers["Content-Disposition"]
    assert data["account"]["account"][0]["email"] == "zenobie@exemple.example"
    assert data["persons"][0]["contact_points"][0]["value"] == "zenobie@ailleurs.example"
    assert ContactAccess.objects.get().way == "exported"


def test_the_file_is_no_address(mine):
    assert mine.get("/mon-espace/mes-donnees/fichier/").status_code == 405


def test_an_organisation_that_one_speaks_for_is_not_oneself(mine, user):
    organisation = ActorFactory(name="La Bruyère")
    ClaimFactory(user=user, actor=organisation, accepted=True)
    ContactPointFactory(actor=organisation, value="contact@bruyere.example")

    assert json.loads(mine.post("/mon-espace/mes-donnees/fichier/").content)["persons"] == []


def test_a_claim_that_waits_opens_nothing(mine, user):
    other = ActorFactory(person=True, name="Ursule Cachée")
    ClaimFactory(user=user, actor=other)

    assert "Ursule" not in mine.get("/mon-espace/mes-donnees/").text


def test_each_has_their_own(client, person):
    client.force_login(UserFactory())

    assert "Zénobie" not in client.get("/mon-espace/mes-donnees/").text
    assert "Zénobie" not in client.post("/mon-espace/mes-donnees/fichier/").content.decode()


@override_settings(TERRITOIRE_THROTTLING=True)
def test_the_file_is_asked_for_so_many_times(mine):
    statuses = [mine.post("/mon-espace/mes-donnees/fichier/").status_code for _ in range(31)]

    assert (statuses[0], statuses[-1]) == (200, 429)


def test_erase_says_what_goes_then_does_it(mine, user, person):
    page = mine.get(ERASE)
    assert "Ce qui part" in page.text
    assert "Zénobie Durand" in page.text

    response = mine.post(ERASE, follow=True)

    assert response.redirect_chain == [("/compte/efface/", 302)]
    assert "Votre compte est effacé" in response.text
    assert mine.get("/mon-espace/").status_code == 302
    user.refresh_from_db()
    person.refresh_from_db()
    assert user.email == f"efface-{user.pk}@invalid"
    assert person.name == "Zénobie Durand"


def test_the_person_goes_too_when_one_asks(mine, person):
    mine.post(ERASE, {"persons": [person.pk]})

    person.refresh_from_db()
    assert person.name == "Personne effacée"


def test_nobody_erases_a_person_for_whom_they_do_not_speak(mine, user, person):
    other = ActorFactory(person=True, name="Ursule")

    response = mine.post(ERASE, {"persons": [other.pk]})

    assert "persons" in response.context["form"].errors
    assert Actor.objects.get(pk=other.pk).name == "Ursule"
    assert User.objects.get(pk=user.pk).is_active


def test_who_did_not_give_their_password_lately_gives_it_first(client, user):
    client.force_login(user)

    for response in (client.get(ERASE), client.post(ERASE)):
        assert response.status_code == 302
        assert response.url.startswith("/connexion/confirmer/")
    assert User.objects.get(pk=user.pk).is_active

    done = client.post("/connexion/confirmer/?next=" + ERASE, {"password": PASSWORD}, follow=True)

    assert "Votre compte est effacé" in done.text
    assert not User.objects.get(pk=user.pk).is_active
    assert client.get("/mon-espace/").status_code == 302


def test_who_alone_holds_a_project_hands_over_or_lets_go(mine, user):
    project = ProjectFactory(holder=user, name="Pôle laine")

    response = mine.post(ERASE)

    assert "let_go" in response.context["form"].errors
    assert reverse("projects:team", args=[project.slug]) in response.text
    assert User.objects.get(pk=user.pk).is_active

    mine.post(ERASE, {"let_go": "on"})

    assert not User.objects.get(pk=user.pk).is_active
    assert Project.objects.filter(pk=project.pk).exists()


def test_who_holds_with_somebody_else_is_asked_nothing(mine, user):
    MembershipFactory(team=ProjectFactory(holder=user).team)

    assert mine.post(ERASE).status_code == 302


def test_the_last_admin_stays(mine, user):
    User.objects.filter(pk=user.pk).update(is_superuser=True, is_staff=True)

    assert "la seule personne à administrer" in mine.post(ERASE).text
    assert User.objects.get(pk=user.pk).is_active
    UserFactory(admin=True)
    assert mine.post(ERASE).status_code == 302


def test_everyone_reads_what_is_done_with_data(client):
    with override_settings(DATA_CONTROLLER="Syndicat mixte", DATA_CONTACT="dpo@exemple.example"):
        page = client.get("/donnees-personnelles/").text

    for words in ("Syndicat mixte", "dpo@exemple.example", "CNIL", "24 mois"):
        assert words in page
    assert "/donnees-personnelles/" in client.get("/").text


def test_admins_read_the_register(client):
    client.force_login(UserFactory(admin=True))
    page = client.get("/mon-espace/registre/").text

    assert all(str(one.name) in page for one in processing.PROCESSINGS)
    client.force_login(UserFactory())
    assert client.get("/mon-espace/registre/").status_code == 403


def test_each_table_is_in_the_register_or_holds_nothing_of_anybody():
    named = [label for one in processing.PROCESSINGS for label in one.models]
    ours = {model._meta.label for model in our_models()}

    assert len(named) == len(set(named))
    assert ours == set(named) | processing.IMPERSONAL
    assert not set(named) & processing.IMPERSONAL


def test_the_document_is_what_the_register_says():
    call_command("personal_data", check=True)
