"""Headings of a file matched to the fields of a kind of lines: accents, case, plurals and punctuation aside."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from territoire.exchanges.values import Field, Kind
from territoire.text import normalise

WORD = re.compile(r"[a-z0-9]+")
ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[*:?]")
# "Compétence 1", "Compétence 2": columns of one field.
NUMBERED = re.compile(r" \d{1,2}$")
SMALL_WORDS = frozenset(
    ["a", "au", "aux", "d", "de", "des", "du", "en", "l", "la", "le", "les", "n", "of", "the"]
)
# What a heading that says by itself the kind of its lines weighs, beside one that many kinds have.
TELLING = 10


def match_columns(kind: Kind, headings: Sequence[str]) -> dict[int, str]:
    """Return the code of the field that each heading stands for, by the index of the heading.

    A field goes to one heading, the one whose words are highest in its list (then the first); a field of several
    values goes to all the headings that stand for it.
    """
    words = [key(heading) for heading in headings]
    found: dict[int, str] = {}
    for field in kind.fields:
        ranks = _ranks(field)
        known = [(ranks[word], index) for index, word in enumerate(words) if word in ranks]
        if field.several:
            known += [
                (len(ranks), index) for index, word in enumerate(words) if NUMBERED.sub("", word) in ranks
            ]
        for _rank, index in sorted(known)[: None if field.several else 1]:
            found.setdefault(index, field.code)
    return dict(sorted(found.items()))


def guess_kind(headings: Sequence[str], kinds: Iterable[Kind], name: str = "") -> str:
    """Return the code of the kind whose lines have such headings, "" when none fits; `name` is that of the sheet.

    Every field that a kind requires must be there, or a telling one where it requires none; then telling headings
    count most, then the number of headings.
    """
    scores = [(_score(kind, headings, name), kind.code) for kind in kinds]
    best = max(scores, key=lambda scored: scored[0], default=(0, ""))
    return best[1] if best[0] > 0 else ""


@lru_cache(maxsize=4096)
def key(heading: str) -> str:
    """Return the words of a heading as they are compared: "Numéros de téléphone *" is "numero telephone"."""
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z][a-z])", " ", heading)
    plain = normalise(spaced)
    words = WORD.findall(ASIDE.sub(" ", plain)) or WORD.findall(plain)
    kept = [word for word in words if word not in SMALL_WORDS] or words
    return " ".join(_singular(word) for word in kept)


@cache
def _ranks(field: Field) -> dict[str, int]:
    names = [key(name) for name in (field.label, field.english, field.code, *field.synonyms)]
    return {name: rank for rank, name in reversed(list(enumerate(names)))}


def _score(kind: Kind, headings: Sequence[str], name: str) -> int:
    matched = match_columns(kind, headings)
    fields = {kind.field(code) for code in matched.values()}
    named = key(name) in {key(kind.label), key(kind.english), key(kind.code)}
    known = all(field in fields for field in kind.required)
    telling = kind.required or named or any(field.telling for field in fields)
    if not (matched and known and telling):
        return 0
    return len(matched) + TELLING * sum(field.telling for field in fields) + 2 * TELLING * named


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
