"""Text without case nor accents, the same in Python and in the database, for searching and sorting."""

import re
import unicodedata
from functools import lru_cache

from django.db import models
from django.db.models.functions import Concat

# What the database spells out (the rules of `unaccent`), of what is written here and around: characters, what for.
_RULES = """
œŒ oe|æÆ ae|ßẞ ss|øØ o|đĐðÐ d|łŁŀĿ l|ħĦ h|ŧŦ t|ŋŊ n|ı i|ĸ q|þÞ th|ŉ 'n|‘’‛′ '|“”‟″ "|„ ,,|‚ ,|« <<|» >>|‹ <|› >
ƒ f|ˆ ^|˜ ~|‐‑‒–—―− -|⁄∕÷ /|×⁎ *|± +/-|© (c)|® (r)|¡ !|¿ ?
"""
_SPELT_OUT = {
    character: spelt
    for rule in _RULES.strip().replace("\n", "|").split("|")
    for character in rule.split(" ")[0]
    for spelt in [rule.split(" ")[1]]
} | {"\u00ad": "-", "¼": " 1/4", "½": " 1/2", "¾": " 3/4"}
_SPELLING = str.maketrans(_SPELT_OUT)
_SPELT = re.compile(f"[{''.join(_SPELT_OUT)}]")
# What it leaves as it is, and what would come apart.
_KEPT = re.compile("([²³¹⁰⁴⁵⁶⁷⁸⁹´¨¯¸™]+)")
# What accents come down to once parted from their letters, in the languages that we meet.
_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")


# Large pages sort the same thousands of names several times.
@lru_cache(maxsize=20_000)
def normalise(text: str) -> str:
    """Return `text` in lower case, without accents, ligatures and apostrophes plain, spaces single."""
    if text.isascii():
        return " ".join(text.lower().split())
    spelt = text.translate(_SPELLING) if _SPELT.search(text) else text
    parts = _KEPT.split(spelt)
    parts[::2] = [unicodedata.normalize("NFKD", part) for part in parts[::2]]
    bare = _ACCENTS.sub("", "".join(parts))
    if not bare.isascii():
        bare = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(bare.lower().split())


class Normalised(models.Func):
    """SQL: lower case without accents. `territoire_normalise` is made by the first migration."""

    function = "territoire_normalise"
    output_field = models.TextField()


def searchable(*fields: str) -> Normalised:
    """Return the SQL expression of several text columns in one, normalised."""
    spaced = [part for field in fields for part in (field, models.Value(" "))][:-1]
    return Normalised(Concat(*spaced, output_field=models.TextField()) if len(fields) > 1 else fields[0])
