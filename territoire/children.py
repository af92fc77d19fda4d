"""Child processes that do not outlive us."""

import contextlib
import ctypes
import signal
import sys
from collections.abc import Callable


def stopped_with_parent(how: signal.Signals) -> Callable[[], None]:
    """Return what a child runs first, so that Linux stops it when its parent disappears, even killed."""
    # Found before the fork: between fork and exec as little as possible may happen.
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    set_parent_death_signal = 1

    def ask() -> None:
        if library is not None:
            with contextlib.suppress(AttributeError):
                library.prctl(set_parent_death_signal, how)

    return ask
