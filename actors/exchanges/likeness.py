"""Lines of a file that may be an actor that is there, or one another: by name, commune by commune.

Both sides are read in the order of their communes, so that memory holds one commune at a time, however long the file
and however many actors. Two names are compared when they share one of their rarest words there. Rather miss than
take one for another: what is found is shown with its reasons, and somebody decides.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from rapidfuzz import fuzz

#: Likeness (0 to 100) from which two names are worth a look, at which they are nearly the same, and the same.
WORTH_A_LOOK, NEARLY_THE_SAME, SAME = 82, 93, 100
RAREST = 3
NUMBER = re.compile(r"\d+")
#: A word that more names than that share in one commune tells nothing.
TOO_COMMON = 200
MOST = 3
SMALL = frozenset("a au aux d de des du en et l la le les un une pour par sur the of".split())  # noqa: SIM905


@dataclass(slots=True)
class Named:
    """Something that has a name somewhere: an actor (`actor`) or a line of the file (`line`)."""

    place: int
    name: str
    acronym: str = ""
    actor: int = 0
    line: int = 0
    words: frozenset[str] = field(default=frozenset())
    short: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Likeness:
    """A line, what it looks like, and how much."""

    line: int
    actor: int
    other: int
    likeness: int
    acronym: bool


def alike(lines: Iterable[Named], known: Iterable[Named]) -> Iterator[list[Likeness]]:
    """Yield, for each line that looks like something, what it looks like; both are in the order of their places."""
    actors = _by_place(known)
    place, there = next(actors, (None, []))
    for here, named in _by_place(lines):
        while place is not None and place < here:
            place, there = next(actors, (None, []))
        yield from _within(named, there if place == here else [])


def _by_place(things: Iterable[Named]) -> Iterator[tuple[int, list[Named]]]:
    for place, group in groupby(things, key=attrgetter("place")):
        yield place, list(group)


def _within(lines: list[Named], known: list[Named]) -> Iterator[list[Likeness]]:
    """Compare the lines of one commune with its actors, and with the lines before them."""
    everything = [*known, *lines]
    counts: defaultdict[str, int] = defaultdict(int)
    for named in everything:
        named.words, named.short = words_of(named), _short(named)
        for word in named.words:
            counts[word] += 1
    shelves: defaultdict[str, list[Named]] = defaultdict(list)
    wanted = frozenset().union(*(named.words for named in lines))
    for named in known:
        if not wanted.isdisjoint(named.words):
            _shelve(named, shelves, counts)
    for named in lines:
        if found := _likest(named, shelves, counts):
            yield found
        _shelve(named, shelves, counts)


def words_of(named: Named) -> frozenset[str]:
    """Return the words by which names are brought together: those that say something, and the acronym."""
    words = {w for w in named.name.replace("-", " ").replace("'", " ").split() if w not in SMALL}
    plain = named.acronym.replace(".", "").replace(" ", "")
    return frozenset({*words, *([plain] if len(plain) > 2 else [])})


def _rarest(named: Named, counts: dict[str, int]) -> list[str]:
    told = [word for word in named.words if counts[word] <= TOO_COMMON]
    return sorted(told, key=lambda word: (counts[word], word))[:RAREST]


def _shelve(named: Named, shelves: dict[str, list[Named]], counts: dict[str, int]) -> None:
    for word in _rarest(named, counts):
        shelves[word].append(named)


def _likest(line: Named, shelves: dict[str, list[Named]], counts: dict[str, int]) -> list[Likeness]:
    near = {
        id(other): other
        for word in line.words
        if counts[word] <= TOO_COMMON
        for other in shelves.get(word, ())
    }
    found = []
    for other in near.values():
        acronym = not line.short.isdisjoint(other.short)
        likeness = fuzz.ratio(line.name, other.name, score_cutoff=0 if acronym else WORTH_A_LOOK)
        # Two schools of a city that numbers them are two.
        if (acronym or likeness) and NUMBER.findall(line.name) == NUMBER.findall(other.name):
            found.append(Likeness(line.line, other.actor, other.line, int(likeness), acronym))
    return sorted(found, key=lambda one: (-one.acronym, -one.likeness))[:MOST]


def _short(named: Named) -> frozenset[str]:
    """Return what may be an acronym: the one given, and a name of a single short word."""
    plain = named.acronym.replace(".", "").replace(" ", "")
    name = named.name.replace(".", "")
    return frozenset(word for word in (plain, name if " " not in name else "") if 2 < len(word) < 9)
