"""Words of a reference table, found by name, code or synonym: a dictionary in memory for each table."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from territoire.exchanges.cells import short
from territoire.exchanges.columns import key
from territoire.exchanges.values import Problem

# How alike the words must be that a problem proposes.
NEAR = 0.8


class Words[Value]:
    """What each word stands for; the first to claim a word has it."""

    def __init__(self, pairs: Iterable[tuple[str, Value]], what: str) -> None:
        self.known: dict[str, Value] = {}
        # Lines of a file say the same few words again and again.
        self.find: Callable[[str], Value | None] = lru_cache(20_000)(self._find)
        self.written: dict[str, str] = {}
        self.what = what
        for word, value in pairs:
            if found := key(word):
                self.known.setdefault(found, value)
                self.written.setdefault(found, word)

    def _find(self, text: str) -> Value | None:
        """Return what `text` stands for, whole or before a colon, a dash or brackets."""
        value = self.known.get(key(text))
        if value is None:
            parts = (text.split(mark)[0] for mark in (":", " - ", "(") if mark in text)
            value = next((self.known[key(part)] for part in parts if key(part) in self.known), None)
        return value

    def read(self, text: str) -> Any:
        """Return what `text` stands for, or a problem that names words like it."""
        value = self.find(text)
        if value is not None:
            return value
        near = [self.written[found] for found in get_close_matches(key(text), self.known, 3, NEAR)]
        return Problem(
            _("“%(text)s” is not known among %(what)s.") % {"text": short(text), "what": self.what},
            _("Did you mean %(words)s?") % {"words": ", ".join(near)}
            if near
            else _("Choose one of the list, or leave the cell empty."),
        )
