"""Accounts at the door: an address counts once confirmed, and links that are bad change nothing."""

import logging
import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.test import Client
from django.urls import reverse

from territoire.models import User
from tests.factories.territoire import UserFactory

PASSWORD = "une longue phrase"
NEW = "anne@exemple.fr"


@pytest.fixture
def account(db) -> User:
    return UserFactory(email=NEW, password=PASSWORD)


@pytest.fixture
def log(caplog):
    """Give what the door wrote in the log."""
    caplog.set_level(logging.WARNING, logger="territoire.door")
    return lambda: [record.getMessage() for record in caplog.records if record.name == "territoire.door"]


def sign_up(client, email=NEW, **more):
    return client.post(reverse("account_signup"), {"email": email, "password1": PASSWORD, **more})


def sign_in(client, email=NEW, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def link(message) -> str:
    found = re.search(r"http://testserver(\S+)", message.body)
    assert found
    return found[1]


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_one_signs_up_and_is_in_once_the_link_is_followed(client, db, mailoutbox):
    answer = sign_up(client, next="/projets/nouveau/")

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert not signed_in(client)
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == ([NEW], "Territoire\xa0: confirmez votre adresse")

    page = client.get(link(mail))
    assert "Oui, c’est la mienne" in page.text or "confirmer" in page.text
    assert not EmailAddress.objects.get().verified, "opening a link is not following it: mail scanners do"

    answer = client.post(link(mail))
    assert answer["Location"] == "/projets/nouveau/"
    assert EmailAddress.objects.get().verified
    assert signed_in(client)


def test_without_the_link_one_does_not_come_in(client, db, mailoutbox):
    sign_up(client)
    mailoutbox.clear()

    assert sign_in(client)["Location"] == reverse("account_email_verification_sent")

    assert not signed_in(client)


def test_the_link_read_on_another_device_confirms_and_leads_to_sign_in(client, db, mailoutbox):
    sign_up(client)
    other = Client()

    answer = other.post(link(mailoutbox[0]))

    assert reverse("account_login") in answer["Location"]
    assert not signed_in(other)
    assert sign_in(other)["Location"] == reverse("site:my-space")


def test_signing_up_with_an_address_that_has_an_account_says_nothing_of_it(client, account, mailoutbox):
    known, unknown = sign_up(client), sign_up(Client(), "autre@exemple.fr")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert "vous avez déjà un compte" in mailoutbox[0].subject
    assert User.objects.filter(email=NEW).count() == 1


def test_a_forgotten_password_of_nobody_says_and_sends_nothing(client, account, mailoutbox):
    address = reverse("account_reset_password")
    known = client.post(address, {"email": NEW})
    unknown = client.post(address, {"email": "personne@exemple.fr"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [mail.to for mail in mailoutbox] == [[NEW]]


@pytest.mark.parametrize("key", ["x", "MTIz:1abc:forged", "MQ:1tq0:aaaa", "9" * 500])
def test_a_forged_confirmation_changes_nothing(client, db, key, log, mailoutbox):
    sign_up(client)
    address = reverse("account_confirm_email", args=[key])

    page = client.get(address)

    assert "trop ancien" in page.text
    assert client.post(address).status_code in (302, 404)
    assert not EmailAddress.objects.get().verified
    assert log()[0] == "link refused: account_confirm_email, from 127.0.0.1"


def test_a_confirmation_that_is_too_old_changes_nothing(client, db, mailoutbox, monkeypatch):
    sign_up(client)
    monkeypatch.setattr(signing.time, "time", lambda: 9_999_999_999)

    assert "trop ancien" in client.get(link(mailoutbox[0])).text
    client.post(link(mailoutbox[0]))

    assert not EmailAddress.objects.get().verified


def test_a_confirmation_used_twice_changes_nothing_more(client, db, mailoutbox):
    sign_up(client)
    client.post(link(mailoutbox[0]))
    other = Client()

    answer = other.post(link(mailoutbox[0]))

    assert answer.status_code in (302, 404)
    assert not signed_in(other)


def reset_link(client, mailoutbox) -> str:
    client.post(reverse("account_reset_password"), {"email": NEW})
    return link(mailoutbox[-1])


def choose(client, address: str, password: str):
    page = client.get(address, follow=True)
    form = page.redirect_chain[-1][0] if page.redirect_chain else address
    return client.post(form, {"password1": password, "password2": password})


def test_a_reset_link_works_once(client, account, mailoutbox, log):
    address = reset_link(client, mailoutbox)
    choose(client, address, "une autre phrase")

    page = Client().get(address, follow=True)

    assert "Ce lien ne fonctionne plus" in page.text
    choose(Client(), address, "une troisième phrase")
    account.refresh_from_db()
    assert account.check_password("une autre phrase")
    assert log()[0] == "link refused: account_reset_password_from_key, from 127.0.0.1"


def test_a_reset_link_ends_after_an_hour(client, account, mailoutbox, monkeypatch):
    address = reset_link(client, mailoutbox)
    later = default_token_generator._now().replace(year=2099)
    monkeypatch.setattr("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda self: later)

    assert "Ce lien ne fonctionne plus" in client.get(address, follow=True).text


def test_a_reset_link_of_another_account_is_forged(client, account, mailoutbox):
    address = reset_link(client, mailoutbox)
    other = UserFactory(email="autre@exemple.fr", password=PASSWORD)
    forged = re.sub(r"nouveau/\w+-", f"nouveau/{other.pk}-", address)

    choose(client, forged, "une autre phrase")

    other.refresh_from_db()
    assert other.check_password(PASSWORD)


def test_a_new_password_ends_the_other_sessions(client, account):
    other = Client()
    sign_in(client)
    sign_in(other)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "une autre phrase", "password2": "une autre phrase"},
    )

    assert client.get(reverse("site:my-space")).status_code == 200
    assert other.get(reverse("site:my-space")).status_code == 302


def test_a_password_forgotten_and_chosen_anew_ends_all_sessions(client, account, mailoutbox):
    sign_in(client)

    choose(Client(), reset_link(Client(), mailoutbox), "une autre phrase")

    assert client.get(reverse("site:my-space")).status_code == 302


def test_a_change_of_password_is_told_to_its_owner(client, account, mailoutbox):
    sign_in(client)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "une autre phrase", "password2": "une autre phrase"},
    )

    [mail] = mailoutbox
    assert "votre mot de passe a changé" in mail.subject
    assert "127.0.0.1" in mail.body


def test_the_session_changes_its_name_at_sign_in(client, account):
    client.get(reverse("account_login"))
    client.session.save()
    before = client.session.session_key

    sign_in(client)

    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("court", "12"),
        ("anne@exemple.fr", "trop semblable"),
        ("anne.exemple.fr", "trop semblable"),
        ("839201748362", "entièrement numérique"),
        ("aaaaaaaaaaaaaa", "les premiers"),
        ("q1w2e3r4t5y6", "trop courant"),
        ("motdepasse123", "les premiers"),
        ("Azertyuiop123", "les premiers"),
        ("Démo-démo-démo-!", "les premiers"),
        ("territoire2026", "les premiers"),
        ("sunshine2024!!", "les premiers"),
        ("S0leil2024!!!", "les premiers"),
        ("dragondragondragon1", "les premiers"),
        ("GraineBrume-2031", "les premiers"),
    ],
)
def test_passwords_that_others_would_guess_are_refused(client, db, settings, password, why):
    settings.DATA_CONTROLLER = "Collectif Graine de Brume"
    page = client.post(reverse("account_signup"), {"email": NEW, "password1": password})

    assert page.status_code == 200
    assert why in page.text
    assert not User.objects.exists()


TARGETS = [
    "https://mal.example/",
    "//mal.example/",
    "/\\mal.example",
    "\\\\mal.example",
    "javascript:alert(1)",
    "https:mal.example",
    "///mal.example",
    "http://testserver@mal.example/",
    " //mal.example",
    "/%5cmal.example",
    "data:text/html,x",
    "\x01//mal.example",
]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    "name", ["account_login", "account_logout", "account_signup", "account_reauthenticate"]
)
def test_no_page_of_accounts_leads_elsewhere(client, account, name, target, mailoutbox):
    address = reverse(name, query={"next": target})
    if name in ("account_logout", "account_reauthenticate"):
        sign_in(client)
    sent = {"login": NEW, "password": PASSWORD, "email": "n@exemple.fr", "password1": PASSWORD}

    answers = [client.post(address, {**sent, "next": target})]
    if name == "account_signup":
        answers.append(client.post(link(mailoutbox[-1])))

    for answer in answers:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/")
        assert not answer["Location"].startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "host", ["mal.example", "testserver.mal.example", "testserver:80@mal.example", "a b"]
)
def test_a_mail_does_not_follow_the_host_that_somebody_wrote(client, account, settings, host, mailoutbox):
    settings.ALLOWED_HOSTS = ["testserver"]

    answer = client.post(reverse("account_reset_password"), {"email": NEW}, headers={"Host": host})
    client.post(reverse("account_reset_password"), {"email": NEW}, headers={"X-Forwarded-Host": host})

    assert answer.status_code == 400
    assert [link(mail).startswith("/") for mail in mailoutbox] == [True]


def test_a_refused_sign_in_leaves_a_line_without_what_was_typed(client, account, log):
    sign_in(client, password="pas celui-là")

    assert log() == ["sign-in refused, from 127.0.0.1"]
