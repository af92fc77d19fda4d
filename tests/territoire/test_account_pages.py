"""The pages of accounts: signing up and in, a forgotten password, in French and with our fields."""

import re

import pytest
from django.urls import reverse

from territoire.models import User
from tests.factories.territoire import UserFactory

PASSWORD = "une longue phrase"


@pytest.fixture
def account(db) -> User:
    return UserFactory(email="porteur@demo.example", password=PASSWORD)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("account_login", "Se connecter"),
        ("account_signup", "Créer un compte"),
        ("account_reset_password", "Mot de passe oublié"),
        ("account_reset_password_done", "Regardez vos messages"),
        ("account_inactive", "Ce compte est fermé"),
        ("account_email_verification_sent", "Regardez vos messages"),
    ],
)
def test_page_for_anybody(client, name, title):
    page = client.get(reverse(name))

    assert re.search(rf"<h1[^>]*>{title}</h1>", page.text)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("account_email", "Adresses électroniques"),
        ("account_change_password", "Changer le mot de passe"),
        ("account_logout", "Se déconnecter\xa0?"),
    ],
)
def test_page_of_an_account(client, account, name, title):
    client.force_login(account)

    page = client.get(reverse(name))

    assert re.search(rf"<h1[^>]*>{re.escape(title)}</h1>", page.text)


def test_sign_in_with_the_address(client, account):
    answer = client.post(reverse("account_login"), {"login": account.email.upper(), "password": PASSWORD})

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(account.pk)


def test_a_wrong_password_is_told_above_the_form(client, account):
    page = client.post(reverse("account_login"), {"login": account.email, "password": "autre chose"})

    assert "data-error-summary" in page.text
    assert f'value="{account.email}"' in page.text


def test_sign_up(client, db):
    answer = client.post(reverse("account_signup"), {"email": "neuve@demo.example", "password1": PASSWORD})

    assert answer.status_code == 302
    assert User.objects.filter(email="neuve@demo.example").exists()


def test_a_short_password_is_refused_beside_the_field(client, db):
    page = client.post(reverse("account_signup"), {"email": "neuve@demo.example", "password1": "court"})

    assert 'id="id_password1_error"' in page.text
    assert not User.objects.exists()


def test_a_forgotten_password_is_chosen_anew(client, account, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": account.email})
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)
    assert link
    page = client.get(link[1], follow=True)
    address = page.redirect_chain[-1][0]

    client.post(address, {"password1": "une autre phrase", "password2": "une autre phrase"})

    account.refresh_from_db()
    assert account.check_password("une autre phrase")


def test_a_link_used_twice_says_what_to_do(client, db):
    page = client.get(reverse("account_reset_password_from_key", args=["1", "abc"]), follow=True)

    assert "Demander un nouveau lien" in page.text


def test_staff_see_the_administration(client, db):
    client.force_login(UserFactory(is_staff=True))

    assert reverse("admin:index") in client.get(reverse("account_change_password")).text
