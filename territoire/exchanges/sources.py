"""Where a file is read from: a path, or bytes in memory; always from its beginning, as often as needed."""

import io
from pathlib import Path
from typing import BinaryIO

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from territoire.exchanges.limits import MOST_BYTES
from territoire.exchanges.values import Unreadable


class Source:
    """The bytes of one file and the name that its sender gave it."""

    def __init__(self, content: Path | str | bytes, name: str = "") -> None:
        self.content = Path(content) if isinstance(content, str) else content
        self.name = name or (self.content.name if isinstance(self.content, Path) else "")
        self.refuse_beyond(MOST_BYTES)
        if not self.size:
            raise Unreadable(_("This file is empty. Check that it was saved, then send it again."))

    @property
    def size(self) -> int:
        """Return how many bytes the file holds."""
        return self.content.stat().st_size if isinstance(self.content, Path) else len(self.content)

    @property
    def suffix(self) -> str:
        """Return the end of its name in lower case, with its dot (".csv"), which may lie."""
        return Path(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """Return its name without its end."""
        return Path(self.name).stem

    def open(self) -> BinaryIO:
        """Open the file at its beginning."""
        return self.content.open("rb") if isinstance(self.content, Path) else io.BytesIO(self.content)

    def head(self, length: int = 4096) -> bytes:
        """Return the first bytes of the file."""
        with self.open() as file:
            return file.read(length)

    def read(self, most: int) -> bytes:
        """Return the whole file; refuse it beyond `most` bytes."""
        self.refuse_beyond(most)
        with self.open() as file:
            return file.read()

    def refuse_beyond(self, most: int) -> None:
        """Refuse a file of more than `most` bytes."""
        if self.size > most:
            sizes = {"size": filesizeformat(self.size), "most": filesizeformat(most)}
            raise Unreadable(
                _("This file weighs %(size)s; at most %(most)s are read. Cut it into several files.") % sizes
            )
