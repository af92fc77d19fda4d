"""Running the site's web server as a child that stops when we do."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from django.conf import settings

from territoire.children import stopped_with_parent

_START_PATIENCE = 60  # seconds
_STOP_PATIENCE = 10


class DidNotStart(Exception):
    """The web server stopped, or did not answer in time."""


@contextlib.contextmanager
def web_server(host: str, port: int, workers: int = 2) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the site for the time of the block, which begins once it answers."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "territoire.asgi:application"),
            *("--interface", "asginl", "--no-ws", "--log-level", "error"),
            *("--host", host, "--port", str(port), "--workers", str(workers)),
            *("--workers-kill-timeout", "5"),
        ],
        # Ctrl-C is for us: we stop the server in our own order.
        start_new_session=True,
        preexec_fn=stopped_with_parent(signal.SIGTERM),
    )
    try:
        _wait_until_it_answers(process, f"http://{host}:{port}/sante/")
        yield process
    finally:
        _stop(process)


@contextlib.contextmanager
def worker() -> Iterator[None]:
    """Do the imports that wait for the time of the block; a worker that stops by itself is started again."""
    over = threading.Event()
    keeper = threading.Thread(target=_keep_working, args=(over,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join(_STOP_PATIENCE)


def _keep_working(over: threading.Event) -> None:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_imports", "--watch", "1"]
    while not over.is_set():
        # Killed with us, if we are killed: the thread that starts it lives as long as we do.
        process = subprocess.Popen(
            command, start_new_session=True, preexec_fn=stopped_with_parent(signal.SIGTERM)
        )
        while process.poll() is None and not over.wait(0.2):
            pass
        _stop(process)
        over.wait(1)


@contextlib.contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Turn the first SIGTERM, SIGHUP or Ctrl-C into a `KeyboardInterrupt`; ignore those that come while stopping."""
    watched = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, frame: object) -> None:
        for each in watched:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {each: signal.signal(each, stop) for each in watched}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _wait_until_it_answers(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + _START_PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise DidNotStart("The web server stopped at once; its reason is above.")
        if _answers(address):
            return
        time.sleep(0.1)
    raise DidNotStart(f"The web server does not answer after {_START_PATIENCE} s.")


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=10).close()  # noqa: S310  (our own http address)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_STOP_PATIENCE)
    # Workers that outlived their parent.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
