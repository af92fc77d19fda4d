"""What is hidden stays hidden in the answers to gestures too, and in the mails that they send."""

import re
from http.cookies import SimpleCookie

import pytest
from django.core import mail
from django.test import TestCase

from territoire.moderation import moderates
from territoire.site import moderation
from tests.hidden_world import CANARY, to_read
from tests.test_canary import VARYING, reading_as, search, the_world, told, undone

__all__ = ["the_world"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "reader", ["visitor", "elsewhere", "contributor", pytest.param("holder", marks=pytest.mark.soak)]
)
def test_no_gesture_and_no_mail_tells_what_is_hidden(the_world, reader, settings):
    settings.TERRITOIRE_THROTTLING = settings.ACCOUNT_RATE_LIMITS = False
    leaks, client = [], reading_as(the_world, reader)
    cookies = client.cookies.output(header="", sep=";")
    user = the_world.readers[reader]
    for address in to_read(the_world, queries=False):
        if user is not None and moderates(user):
            # Kept for a minute, but not by what is undone: it would be counted anew for every page.
            moderation.counted(user)
        client.cookies = SimpleCookie(cookies)
        with undone(), TestCase.captureOnCommitCallbacks(execute=True):
            # What one may do empties or removes things: each gesture is made in the whole world.
            # All that a visitor is led to is the page to sign in.
            response = client.post(address, follow=reader != "visitor")
            if response.status_code >= 500:
                leaks.append((address, response.status_code))
            leaks += found(address, VARYING.sub("", told(response)), reader)
    for letter in mail.outbox:
        leaks += found(letter.subject, f"{letter.subject}\n{letter.body}", reader)

    assert not leaks, "\n".join(map(str, leaks))


def found(asked: str, text: str, reader: str) -> list[tuple[str, str]]:
    """Return where a text tells too much."""
    leak = search(text, asked, reader)
    return [(asked, leak)] if leak else []


def test_the_canary_is_a_word_of_no_page():
    assert re.fullmatch(r"[a-z]+", CANARY)
