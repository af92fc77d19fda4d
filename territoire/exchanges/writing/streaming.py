"""Answers that are sent while they are written, by a server that speaks WSGI as by one that speaks ASGI."""

from collections.abc import AsyncIterator, Generator, Iterable, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import get_language, override

#: Pieces are gathered up to this many bytes: to send a line at a time would cost more than to write it.
PIECE = 64 * 1024


def streamed(request: HttpRequest, pieces: Iterable[str | bytes], content_type: str) -> StreamingHttpResponse:
    """Answer `pieces` as they come; nothing of them is kept."""
    # What is written after the view returned is in the language of who asked all the same.
    gathered = _gathered(pieces, get_language())
    content = _awaited(gathered) if isinstance(request, ASGIRequest) else gathered
    return StreamingHttpResponse(content, content_type=content_type)


def _gathered(pieces: Iterable[str | bytes], language: str | None) -> Iterator[bytes]:
    coming = iter(pieces)
    try:
        while True:
            with override(language):
                piece = _next(coming)
            if not piece:
                return
            yield piece
    finally:
        if isinstance(coming, Generator):
            coming.close()


def _next(coming: Iterator[str | bytes]) -> bytes:
    held: list[bytes] = []
    size = 0
    for piece in coming:
        held.append(piece.encode() if isinstance(piece, str) else piece)
        size += len(held[-1])
        if size >= PIECE:
            break
    return b"".join(held)


async def _awaited(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Ask for each piece in the thread of the request, where its database connection is.

    Django would otherwise read all of them before it sends the first.
    """
    ask = sync_to_async(lambda: next(pieces, None), thread_sensitive=True)
    try:
        while (piece := await ask()) is not None:
            yield piece
    finally:
        # Who left before the end: the cursor of the database is closed there too.
        await sync_to_async(pieces.close, thread_sensitive=True)()  # type: ignore[attr-defined]
