"""Answers are sent while they are written, by both sorts of servers, in the language of who asked."""

import pytest
from django.test import AsyncRequestFactory, RequestFactory
from django.utils.translation import gettext, override

from territoire.exchanges.writing.streaming import PIECE, streamed
from tests import apart


class Written:
    """Three long pieces, and how many were asked for."""

    def __init__(self):
        self.asked = 0
        self.closed = False

    def pieces(self):
        try:
            for _ in range(3):
                self.asked += 1
                yield gettext("Actors") + "x" * PIECE
        finally:
            self.closed = True


@pytest.mark.django_db
def test_pieces_are_written_when_they_are_asked_for():
    written = Written()
    with override("fr"):
        response = streamed(RequestFactory().get("/"), written.pieces(), "text/plain")

    with override("en"):
        first = next(iter(response))

    assert first.startswith(b"Acteurs")
    assert written.asked == 1
    response.close()
    assert written.closed


def test_an_asynchronous_server_gets_them_one_by_one_too():
    written = Written()

    async def first_of_three():
        response = streamed(AsyncRequestFactory().get("/"), written.pieces(), "text/plain")
        coming = aiter(response)
        first = await anext(coming)
        asked = written.asked
        await coming.aclose()
        return first, asked

    first, asked = apart.run(first_of_three())

    assert len(first) > PIECE
    assert asked == 1
    assert written.closed
