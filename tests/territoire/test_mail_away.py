"""What people see while the server of mails refuses, or says nothing."""

from smtplib import SMTPServerDisconnected
from unittest import mock

import pytest
from django.core.mail import EmailMessage

from territoire import mail
from territoire.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_silence(monkeypatch):
    """Each begins with a server that answered."""
    monkeypatch.setitem(mail._silence, "until", 0.0)


def test_signing_up_says_that_the_mail_did_not_leave(client):
    """The account is there; the page says what to do, and breaks nothing."""
    typed = {"email": "ana@exemple.example", "password1": "une longue phrase de passe", "name": "Ana"}
    with mock.patch.object(EmailMessage, "send", side_effect=SMTPServerDisconnected("no")):
        answer = client.post("/inscription/", typed, follow=True)
    assert answer.status_code == 200
    assert "n’a pas pu partir" in answer.text
    assert User.objects.filter(email="ana@exemple.example").exists()


def test_a_silent_server_is_waited_for_once():
    """The first mail of a page waits; the others are not tried."""
    with mock.patch.object(EmailMessage, "send", side_effect=TimeoutError) as send:
        for _mail in range(3):
            mail._deliver("invitation", EmailMessage(to=["a@exemple.example"]))
    assert send.call_count == 1
