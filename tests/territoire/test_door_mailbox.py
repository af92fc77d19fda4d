"""The mailbox of the demonstration: what does not leave the machine can be read there, and nowhere else."""

from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.urls import reverse

from territoire import mailbox


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.TERRITOIRE_MAILBOX = tmp_path / "mails"
    settings.MAILERS = {"default": {"BACKEND": "territoire.mailbox.MailboxBackend"}}
    return settings.TERRITOIRE_MAILBOX


def test_mails_are_shown_newest_first_with_their_links(client, folder):
    send_mail("Première", "Bonjour", None, ["anne@exemple.fr"])
    send_mail("Seconde à lire", "Suivez http://testserver/compte/?a=1&b=2 donc", None, ["zoé@exemple.fr"])

    page = client.get(reverse("site:mailbox"))

    assert page.text.index("Seconde à lire") < page.text.index("Première")
    assert 'href="http://testserver/compte/?a=1&amp;b=2"' in page.text
    assert "zoé@exemple.fr" in page.text


def test_what_a_mail_says_is_text(client, folder):
    message = EmailMultiAlternatives("<b>Sujet</b>", "<script>alert(1)</script> javascript:alert(2)")
    message.attach_alternative("<p>Autre</p>", "text/html")
    message.to = ["anne@exemple.fr"]
    message.send()

    page = client.get(reverse("site:mailbox"))

    assert "<script>alert" not in page.text
    assert "<b>Sujet" not in page.text
    assert 'href="javascript' not in page.text


def test_only_the_last_ones_are_read(folder, monkeypatch):
    monkeypatch.setattr(mailbox, "MOST_SHOWN", 2)
    for number in range(3):
        send_mail(f"n{number}", "x", None, ["anne@exemple.fr"])

    assert [mail.subject for mail in mailbox.newest()] == ["n2", "n1"]


def test_an_empty_mailbox_says_what_will_come(client, folder):
    assert "Pas encore de message" in client.get(reverse("site:mailbox")).text


def test_every_page_leads_to_it(client, folder):
    assert reverse("site:mailbox") in client.get(reverse("account_email_verification_sent")).text


def test_elsewhere_it_does_not_exist(client):
    assert client.get(reverse("site:mailbox")).status_code == 404
    assert reverse("site:mailbox") not in client.get("/").text


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "", "x"])
def test_another_machine_gets_nothing(client, folder, address):
    asked = client.get(reverse("site:mailbox"), REMOTE_ADDR=address, headers={"X-Forwarded-For": "127.0.0.1"})

    assert asked.status_code == 404
