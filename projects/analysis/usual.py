"""What projects of the same theme ask for, and this one does not: competences that it may have forgotten.

Plain values in, plain values out: needs of projects that one viewer may see.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

# Usual: asked for by two of the neighbouring projects at least, and by a quarter of them.
AT_LEAST, ONE_IN = 2, 4


@dataclass(frozen=True, slots=True)
class Usual:
    """A competence, and how many of the neighbouring projects ask for it, or for something under it."""

    competence: int
    asked_by: int


def usual_competences(
    own: frozenset[int],
    neighbours: Mapping[int, frozenset[int]],
    above: Mapping[int, frozenset[int]],
    *,
    expected: frozenset[int] = frozenset(),
) -> tuple[Usual, ...]:
    """Return what is usual and that nothing in `own` asks for, what most ask for first.

    `own`: what the project asks for; `neighbours`: what each of the others does; `above`: each competence with all
    that stands above it; `expected`: what the theme itself is known to need, usual whoever asks. Of two of the same
    branch that as many ask for, the more precise stays.
    """
    asking = Counter(
        competence
        for asked in neighbours.values()
        for competence in frozenset().union(*(_line(one, above) for one in asked))
    )
    named = frozenset(expected).union(*neighbours.values())
    enough = max(AT_LEAST, -(-len(neighbours) // ONE_IN))
    found = {
        one: asking[one]
        for one in named
        if (asking[one] >= enough or one in expected) and not _listed(one, own, above)
    }
    implied = {
        higher
        for one, number in found.items()
        for higher in _line(one, above) - {one}
        if found.get(higher) == number
    }
    kept = (Usual(one, number) for one, number in found.items() if one not in implied)
    return tuple(sorted(kept, key=lambda one: (-one.asked_by, one.competence)))


def _line(competence: int, above: Mapping[int, frozenset[int]]) -> frozenset[int]:
    return above.get(competence, frozenset()) | {competence}


def _listed(competence: int, own: frozenset[int], above: Mapping[int, frozenset[int]]) -> bool:
    """Tell whether the project asks for the competence, for something under it or for something above it."""
    return not own.isdisjoint(_line(competence, above)) or any(competence in _line(one, above) for one in own)
