"""What is done once, before the first request is answered."""

import gc

from django.urls import get_resolver


def warm_up() -> None:
    """Load every view, and keep what is loaded out of the rounds of the garbage collector.

    A page that makes many objects sets off a round over all of them, ours and those of the whole program: a tenth of a
    second for the latter, which never go.
    """
    _loaded = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
