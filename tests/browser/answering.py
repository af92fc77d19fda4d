"""Knowing when the server of a test has answered everything: what it still reads would lock tables that are emptied."""

from collections.abc import Callable, Iterable, Iterator
from threading import Condition


class Answering:
    """A WSGI application that counts what it is answering: `Answering(application)`."""

    def __init__(self, application: Callable) -> None:
        self.application = application
        self.running = 0
        self.changed = Condition()

    def __call__(self, environ: dict, start_response: Callable) -> Iterator[bytes]:
        """Answer as the application does; an answer counts until it was sent whole, or given up."""
        self.count(1)
        answer: Iterable[bytes] = ()
        try:
            answer = self.application(environ, start_response)
            yield from answer
        finally:
            if hasattr(answer, "close"):
                answer.close()
            self.count(-1)

    def count(self, more: int) -> None:
        """Note that an answer begins (1) or ends (-1)."""
        with self.changed:
            self.running += more
            self.changed.notify_all()

    def rest(self, seconds: float = 20) -> bool:
        """Wait until nothing is being answered; false after so many seconds."""
        with self.changed:
            return self.changed.wait_for(lambda: not self.running, seconds)
