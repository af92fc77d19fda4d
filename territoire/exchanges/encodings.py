"""Which characters the bytes of a text file stand for.

UTF-8, 16 and 32 are known for sure. Otherwise the four encodings in which French is found are compared by what they
make of the bytes: é between two small letters is likely, Ž or ‚ there are not. General detectors know a hundred
encodings, and so take short French texts for Czech or Baltic ones (figures in docs/exchanges.md).
"""

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from territoire.exchanges.values import Unreadable

CHUNK = 1 << 20
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins alike
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In order of preference when nothing tells them apart.
OF_FRENCH = ("cp1252", "iso8859-15", "mac-roman", "cp850")
AROUND = re.compile(rb"(?s)(?<=(.))([\x80-\xff])(?=(.))")
MOST_CONTEXTS = 200_000
FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ")
TYPOGRAPHY = frozenset("’‘«»“”–—…€°²³½•·\u00a0ñãõáíóúøåßÁÓÖ")
WELL_FORMED = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Of the bytes beyond ASCII, the share that makes whole characters of UTF-8 above which a file is broken UTF-8
# (two files put end to end) and not another encoding.
MOSTLY = 0.6
# What each byte that is not UTF-8 becomes in such a file.
PATCHED = "territoire-patched"


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a text file is decoded; `patched` when some of its bytes are not of its encoding."""

    name: str
    patched: bool = False

    @property
    def errors(self) -> str:
        """Return the name of what codecs do with bytes that cannot be."""
        return PATCHED if self.patched else "replace"


def detect(file: BinaryIO) -> Encoding:
    """Return how the text of `file` is encoded, read to its end; refuse what is not text."""
    head = file.read(4096)
    for mark, name in MARKS:
        if head.startswith(mark):
            file.seek(len(mark))
            return Encoding(name, patched=name == "utf-8-sig" and not _is_utf8(file))
    if wide := _wide(head):
        return Encoding(wide)
    if b"\x00" in head:
        raise Unreadable(
            _(
                "This file is not text nor a known workbook. Save it as CSV (UTF-8) or XLSX, then send it again."
            )
        )
    file.seek(0)
    if _is_utf8(file):
        return Encoding("utf-8")
    file.seek(0)
    contexts, well_formed = _beyond_ascii(file)
    if well_formed > MOSTLY:
        return Encoding("utf-8", patched=True)
    return Encoding(max(OF_FRENCH, key=lambda name: _likeness(name, contexts)))


def _wide(head: bytes) -> str:
    """Return UTF-16 when every other byte is nearly always nil, whichever end comes first."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.6 * len(head) / 2 and even < 0.1 * odd:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * len(head) / 2 and odd < 0.1 * even else ""


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _beyond_ascii(file: BinaryIO) -> tuple[Counter[tuple[bytes, bytes, bytes]], float]:
    """Count the bytes beyond ASCII with those around them; say which share of them is whole UTF-8."""
    contexts: Counter[tuple[bytes, bytes, bytes]] = Counter()
    beyond = whole = 0
    while chunk := file.read(CHUNK):
        contexts.update(AROUND.findall(b"\n" + chunk + b"\n"))
        beyond += sum(byte > 127 for byte in chunk)
        whole += sum(len(found) for found in WELL_FORMED.findall(chunk))
        if contexts.total() > MOST_CONTEXTS:
            break
    return contexts, whole / beyond if beyond else 0.0


def _likeness(name: str, contexts: Counter[tuple[bytes, bytes, bytes]]) -> float:
    """Return how much the bytes look like French in the encoding `name`."""
    total = 0.0
    for around, count in contexts.items():
        before, middle, after = (byte.decode(name, "replace") for byte in around)
        total += count * _weight(before, middle, after)
    return total


def _weight(before: str, middle: str, after: str) -> float:
    """Return how likely a character is in French between two others."""
    if middle == "\ufffd" or unicodedata.category(middle) in ("Cc", "Cn"):
        return -5
    within = before.isalpha() and after.isalpha()
    if middle in FRENCH:
        capital_within_small = middle.isupper() and (before.islower() or (within and after.islower()))
        return -1 if capital_within_small else 3
    if middle in TYPOGRAPHY:
        return -1 if within and not middle.isalpha() and middle not in "’‘" else 1.5
    return -1.5 if middle.isalpha() else -2


def _patch(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(PATCHED, _patch)
