"""What is hidden stays hidden: nothing of it, not even that it is there, in anything that a reader can ask for.

The one exception is the state of a need: hidden facts count, and are told as "somebody in the circle".
"""

import re

import pytest
from django.test import Client

from tests.hidden_world import ASKED, CANARY, HIDDEN_WORDS, NOBODY, addresses, build, may_read, to_read

pytestmark = pytest.mark.django_db

READERS = ("visitor", "elsewhere", "contributor", "holder")
# What differs from one answer to the next by itself.
VARYING = re.compile(r'(name="(csrfmiddlewaretoken|submission)" value|data-csrf)="[\w-]+"')


def reading_as(world, reader: str) -> Client:
    client = Client(raise_request_exception=False)
    if world.readers[reader] is not None:
        client.force_login(world.readers[reader])
    return client


def told(response) -> str:
    """Return all that an answer tells: its headers and its body, in which a canary is said in one way."""
    heads = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    body = b"".join(response) if response.streaming else response.content
    return f"{response.status_code}\n{heads}\n{body.decode()}"


@pytest.mark.parametrize("reader", READERS)
def test_no_address_tells_what_is_hidden(reader):
    world = build()
    client = reading_as(world, reader)
    allowed, leaks = may_read(reader), []

    for address in to_read(world):
        response = client.get(address)
        text = VARYING.sub("", told(response))
        # The words of the address itself come back in links and in the address of the sign-in page.
        for word in re.findall(rf"{CANARY}\w+", address):
            text = text.replace(word, "")
        for word in allowed:
            text = text.replace(word, "")
        if response.status_code >= 500 or CANARY in text.lower():
            leaks.append((address, around(text, text.lower().find(CANARY))))

    assert not leaks, "\n".join(map(str, leaks))


@pytest.mark.parametrize("reader", ["visitor", "contributor"])
def test_asking_for_what_is_hidden_is_asking_for_what_is_not(reader):
    world = build()
    client = reading_as(world, reader)

    leaks = []
    for address in ASKED:
        nothing = plain(told(client.get(address % NOBODY)), NOBODY)
        for word in HIDDEN_WORDS:
            found = plain(told(client.get(address % word)), word)
            if found != nothing:
                leaks.append((address % word, difference(nothing, found)))

    assert not leaks, "\n".join(map(str, leaks))


@pytest.mark.parametrize("reader", ["visitor", "contributor"])
def test_the_site_is_the_same_without_what_is_hidden(reader):
    world = build(bearing=False)
    client = reading_as(world, reader)
    # One's own space tells what was removed; and what is hidden has no page of its own to compare.
    read = [one for one in to_read(world) if CANARY not in one and not one.startswith("/mon-espace/")]
    before = {address: plain(told(client.get(address))) for address in read}

    for one in world.hidden:
        one.delete()

    leaks = []
    for address in read:
        found = plain(told(client.get(address)))
        if found != before[address]:
            leaks.append((address, difference(found, before[address])))

    assert not leaks, "\n".join(map(str, leaks))


def difference(without: str, found: str) -> str:
    """Return where two answers part."""
    at = next((i for i, (a, b) in enumerate(zip(without, found, strict=False)) if a != b), 0)
    return f"{around(without, at)} /// {around(found, at)}"


def around(text: str, at: int) -> str:
    return text[max(0, at - 100) : at + 150]


def plain(text: str, word: str = "") -> str:
    text = VARYING.sub("", text)
    # The lengths of words differ, nothing else does.
    text = re.sub(r"Content-Length: \d+|Expires: .*", "", text)
    return text.replace(word, "…") if word else text


def test_every_address_is_read():
    world = build()
    reached = "\n".join(to_read(world))

    assert len(list(addresses())) > 100
    assert "/api/v1/projects/ouvert/gaps/" in reached
