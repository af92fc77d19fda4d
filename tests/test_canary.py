"""What is hidden stays hidden: nothing of it, not even that it is there, in anything that a reader can ask for.

The one exception is the state of a need: hidden facts count, and are told as "somebody in the circle".
"""

import io
import json
import logging
import re
import zipfile
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client

from territoire import documents
from tests.hidden_world import ASKED, CANARY, HIDDEN_WORDS, NOBODY, addresses, build, may_read, to_read

pytestmark = pytest.mark.django_db

#: Who reads, and whether with all the filters of lists and maps: those who see alike need not all ask for each.
READERS = {"visitor": True, "elsewhere": False, "reader": False, "contributor": True, "holder": False}
# What differs from one answer to the next by itself.
VARYING = re.compile(r'(name="(csrfmiddlewaretoken|submission)" value|data-csrf)="[\w-]+"')


@contextmanager
def undone():
    """Forget what is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def documents_in_clear(monkeypatch):
    """Answer the data of a document rather than its drawing, in which words cannot be found."""
    for drawn in ("pdf", "card"):
        monkeypatch.setattr(documents, drawn, lambda *data, **_paper: json.dumps(data, default=str).encode())


@pytest.fixture(scope="module")
def the_world(django_db_setup, django_db_blocker):
    """Build the world once for all readers."""
    with django_db_blocker.unblock(), undone():
        yield build()


def reading_as(world, reader: str) -> Client:
    client = Client(raise_request_exception=False)
    if world.readers[reader] is not None:
        client.force_login(world.readers[reader])
    return client


def told(response) -> str:
    """Return all that an answer tells: its headers and its body, in which a canary is said in one way."""
    heads = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    body = b"".join(response) if response.streaming else response.content
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as workbook:
            body = b"\n".join(workbook.read(name) for name in workbook.namelist())
    return f"{response.status_code}\n{heads}\n{body.decode()}"


def search(text: str, asked: str, reader: str) -> str:
    """Return where a text tells what is hidden from `reader`, who asked for `asked`; nothing when it does not."""
    # The words of the address itself come back in links and in the address of the sign-in page.
    for word in (*re.findall(rf"{CANARY}\w+", asked), *may_read(reader)):
        text = text.replace(word, "")
    at = text.lower().find(CANARY)
    return "" if at < 0 else around(text, at)


@pytest.mark.parametrize(
    "reader",
    # What a reader and a holder may see is much what a contributor does: they are for long runs.
    [pytest.param(one, marks=pytest.mark.soak if one in ("reader", "holder") else ()) for one in READERS],
)
def test_no_address_and_no_log_tells_what_is_hidden(the_world, reader, caplog):
    caplog.set_level(logging.INFO)
    client, leaks = reading_as(the_world, reader), []

    for address in to_read(the_world, queries=READERS[reader]):
        caplog.clear()
        response = client.get(address)
        found = search(VARYING.sub("", told(response)), address, reader)
        if response.status_code >= 500 or found:
            leaks.append((address, response.status_code, found))
        logged = search("\n".join(record.getMessage() for record in caplog.records), address, "")
        if logged:
            leaks.append((address, "in the log", logged))

    assert not leaks, "\n".join(map(str, leaks))


@pytest.mark.parametrize("reader", ["visitor", "contributor"])
def test_asking_for_what_is_hidden_is_asking_for_what_is_not(the_world, reader):
    client = reading_as(the_world, reader)

    leaks = []
    for address in ASKED:
        nothing = plain(told(client.get(address % NOBODY)), NOBODY)
        for word in HIDDEN_WORDS:
            found = plain(told(client.get(address % word)), word)
            if found != nothing:
                leaks.append((address % word, difference(nothing, found)))

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


def test_every_address_is_read(the_world):
    reached = "\n".join(to_read(the_world))

    assert len(list(addresses())) > 100
    assert "/api/v1/projects/ouvert/gaps/" in reached
