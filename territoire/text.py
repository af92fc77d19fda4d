"""Text without case nor accents, the same in Python and in the database, for searching and sorting."""

import re
import unicodedata
from functools import lru_cache

from django.db import models
from django.db.models.functions import Concat

SPELT_OUT = str.maketrans(
    {"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss", "ẞ": "ss", "’": "'", "‘": "'"}
)
# What accents come down to once parted from their letters, in the languages that we meet.
_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")


# Large pages sort the same thousands of names several times.
@lru_cache(maxsize=20_000)
def normalise(text: str) -> str:
    """Return `text` in lower case, without accents, ligatures and apostrophes plain, spaces single."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.translate(SPELT_OUT))
    bare = _ACCENTS.sub("", decomposed)
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
