"""Candidates whom others replace in any best circle, so that no search looks at them.

Who brings to each row no more than some others do, who share nothing with anybody, each with as good a score, and these
others alone would fill all the rows concerned: either one of them is not in the circle and takes the place, or all are
and nobody else is needed. Each circle that the answer must not be, or refusal to come, may bar one of those who would
take the place: as many more must be there.
"""

from typing import NamedTuple, Self

import numpy as np

from projects.analysis.covers import MARGIN, Table

# How many candidates are compared with others at once.
AT_ONCE = 256
WORD = 64


class Replaceable(NamedTuple):
    """By candidate: what they bring as bits, their rank, by how many they can be replaced, and by how many at least.

    `apart` tells who may take nobody's place, for what they share.
    """

    bits: np.ndarray
    rank: np.ndarray
    apart: np.ndarray
    others: np.ndarray
    enough: np.ndarray

    @classmethod
    def of(cls, table: Table, spare: int) -> Self:
        """Compare all candidates, up to as many others as matter when `spare` of them are barred."""
        bits, apart = _bits(table), table.shared.any(axis=1)
        order = np.lexsort((-(table.amounts > 0).sum(axis=1), apart, -table.scores))
        enough = _enough(table)
        others = np.zeros(len(order), np.int64)
        known = np.zeros(0, np.int64)
        for start in range(0, len(order), AT_ONCE):
            here = order[start : start + AT_ONCE]
            with_these = np.concatenate([known, here[~apart[here]]])
            holding = _holds(bits[with_these][None], bits[here][:, None])
            # Those of the same lot who come later, and oneself, do not count.
            place = np.argsort(order)
            holding &= place[with_these][None] < place[here][:, None]
            others[here] = holding.sum(axis=1)
            kept = others[here] < enough[here] + spare
            known = np.concatenate([known, here[kept & ~apart[here]]])
        return cls(bits, np.argsort(order), apart, others, enough)

    def kept(self, spare: int = 0, without: int | None = None) -> np.ndarray:
        """Tell who is of use when `spare` circles or refusals may bar somebody, or `without` one candidate."""
        others = self.others
        if without is not None:
            mine = _holds(self.bits[without][None], self.bits) & (self.rank > self.rank[without])
            others = others - (mine & ~self.apart[without])
        found = (others < self.enough + spare) & (self.enough > 0)
        if without is not None:
            found[without] = False
        return found

    def at(self, candidates: np.ndarray) -> Self:
        """Return the same of some candidates."""
        return type(self)(*(column[candidates] for column in self))


def _bits(table: Table) -> np.ndarray:
    """Return what each candidate brings as words of bits: one for each amount of each row that they reach."""
    reached = [
        table.amounts[:, row, None] >= np.unique(amounts[amounts > 0])
        for row, amounts in enumerate(table.amounts.T)
    ]
    bits = np.concatenate([np.zeros((len(table.scores), 1), dtype=bool), *reached], axis=1)
    words = np.zeros((len(bits), -(-bits.shape[1] // WORD) * WORD), dtype=bool)
    words[:, : bits.shape[1]] = bits
    return np.packbits(words, axis=1).view(np.uint64)


def _holds(ones: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Tell of each pair whether the first one's bits hold all of the second's."""
    found = ones[..., 0] & others[..., 0] == others[..., 0]
    for word in range(1, ones.shape[-1]):
        found &= ones[..., word] & others[..., word] == others[..., word]
    return found


def _enough(table: Table) -> np.ndarray:
    """Return how many who bring as much would fill all rows concerned; 0 for who brings nothing."""
    brought = table.amounts > 0
    times = np.divide(table.demand, table.amounts, out=np.zeros_like(table.amounts), where=brought)
    return np.ceil(times.max(axis=1, initial=0) - MARGIN).astype(np.int64)
