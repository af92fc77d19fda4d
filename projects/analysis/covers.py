"""The best ways to cover what is lacking with so many candidates: a search that goes only where bounds leave hope.

Some candidate must help the first row that is not filled: each is tried, without those tried before. Partial answers
are taken further by hundreds at once, the most promising first, unless they cost more than an answer may.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from projects.analysis.programme import Bound

# How many partial answers are taken further at once.
AT_ONCE = 200
# Answers are first looked for whose sum of scores lies so near the bound, then twice as far, and so on.
FIRST = 0.02
# Sums that differ by less are equal.
MARGIN = 1e-9

#: An answer: its sum of scores, and its candidates.
type Cover = tuple[float, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """What is lacking (`demand`, by row), and what each candidate brings: a line for each.

    `amounts`: of each row, no more than is lacking. Of what several candidates bring but counts once, `shared` tells
    who brings it and `rows` where it counts; `alone` are the amounts without that.
    """

    demand: np.ndarray
    scores: np.ndarray
    amounts: np.ndarray
    alone: np.ndarray
    shared: np.ndarray
    rows: np.ndarray

    def at(self, candidates: np.ndarray) -> "Table":
        """Return the same of some candidates."""
        shared = self.shared[candidates]
        left = shared.any(axis=0)
        parts = (self.scores[candidates], self.amounts[candidates], self.alone[candidates])
        return Table(self.demand, *parts, shared[:, left], self.rows[left])

    def brought(self, candidates: np.ndarray, there: np.ndarray) -> np.ndarray:
        """Return what candidates bring, each to where (a line for each) some of what is shared is there already."""
        found = self.alone[candidates]
        sharing = np.flatnonzero(self.shared[candidates].any(axis=1))
        if len(sharing):
            line, what = np.nonzero(self.shared[candidates[sharing]] & ~there[sharing])
            np.add.at(found, (sharing[line], self.rows[what]), 1)
        return found

    def enough(self, among: np.ndarray) -> bool:
        """Tell whether all `among` some (true or false for each) cover everything together."""
        found = self.alone[among].sum(axis=0)
        np.add.at(found, self.rows[self.shared[among].any(axis=0)], 1)
        return bool((found >= self.demand - MARGIN).all())

    def greedy(self, among: np.ndarray) -> list[int]:
        """Return an answer found by always adding who brings most, by the share of what each row lacks."""
        chosen: list[int] = []
        lacking, there = self.demand, np.zeros(self.shared.shape[1], dtype=bool)
        left = np.flatnonzero(among)
        while (lacking > MARGIN).any() and len(left):
            brought = self.brought(left, np.broadcast_to(there, (len(left), len(there))))
            gains = (np.minimum(brought, lacking) / self.demand).sum(axis=1)
            best = np.flatnonzero(gains >= gains.max() - MARGIN)
            place = best[self.scores[left[best]].argmax()]
            one = int(left[place])
            chosen.append(one)
            lacking, there = np.maximum(lacking - brought[place], 0), there | self.shared[one]
            left = np.delete(left, place)
        return chosen


def best_covers(
    table: Table,
    among: np.ndarray,
    size: int,
    bounds: tuple[Bound, Bound],
    known: Iterable[Cover] = (),
    number: int = 1,
    until: float = float("inf"),
) -> tuple[list[Cover], bool]:
    """Return the `number` best answers of `size` candidates `among` some, best first, and whether they are proven so.

    Fewer where there are no more; none may be smaller. The bounds are about the size of answers, and about the sum of
    the scores of those of this size, times -1. `known` are answers already.
    """
    best, proven, most = sorted(known, reverse=True), False, abs(bounds[1].cost)
    # As far as the last of those that are known, else not far at first.
    more = -best[number - 1][0] - bounds[1].cost if len(best) >= number else FIRST * most
    while not proven:
        search = _Search(table, among, size, bounds, number, best, more)
        stack = [search.nobody()]
        while stack:
            if time.monotonic() > until:
                return search.best, False
            stack += search.further(stack.pop())
        best, proven = search.best, search.allowed()[1] < more or more >= most
        more *= 2
    return best, True


class _Partial(NamedTuple):
    """Partial answers of as many candidates, a line for each.

    What is still `lacking`, what is `there` of what is shared, who was `chosen` and for which rows, what they cost
    more than the bounds.
    """

    lacking: np.ndarray
    there: np.ndarray
    chosen: np.ndarray
    rows: np.ndarray
    cost: np.ndarray

    def at(self, lines) -> "_Partial":
        return _Partial(*(part[lines] for part in self))


class _Search:
    def __init__(
        self,
        table: Table,
        among: np.ndarray,
        size: int,
        bounds: tuple[Bound, Bound],
        number: int,
        known: Iterable[Cover],
        more: float,
    ) -> None:
        self.table, self.size, self.number, self.more = table, size, number, more
        self.best = sorted(known, reverse=True)[:number]
        self.prices = np.stack([bound.rows for bound in bounds], axis=1)
        self.costs = np.stack([bound.candidates for bound in bounds], axis=1)
        self.bounds = [bound.cost for bound in bounds]
        open_to = np.flatnonzero(among & (self.costs <= self.allowed()).all(axis=1))
        # By row, who helps it, in the order in which they are tried.
        order = open_to[np.argsort(self.costs[open_to, 1], kind="stable")]
        self.place = np.zeros(len(among), np.int64)
        self.place[order] = np.arange(len(order))
        self.helping = [order[table.amounts[order, row] > 0] for row in range(len(table.demand))]
        self.rows = np.argsort([len(helping) for helping in self.helping], kind="stable")

    def nobody(self) -> _Partial:
        """Return the empty answer."""
        nobody = np.zeros((1, 0), np.int64)
        there = np.zeros((1, self.table.shared.shape[1]), dtype=bool)
        return _Partial(self.table.demand[None], there, nobody, nobody, np.zeros((1, 2)))

    def further(self, partial: _Partial) -> list[_Partial]:
        """Add a candidate to each partial answer in all useful ways; the most promising ones come last."""
        partial = partial.at((partial.cost <= self.allowed()).all(axis=1))
        if not len(partial.cost):
            return []
        row = self.rows[(partial.lacking[:, self.rows] > MARGIN).argmax(axis=1)]
        lines, added = self._pairs(partial, row)
        before = partial.at(lines)
        brought = np.minimum(self.table.brought(added, before.there), before.lacking)
        lacking = before.lacking - brought
        cost = before.cost + self.costs[added] + (self.table.amounts[added] - brought) @ self.prices
        after = _Partial(
            lacking,
            before.there | self.table.shared[added],
            np.column_stack([before.chosen, added]),
            np.column_stack([before.rows, row[lines]]),
            cost,
        ).at((cost <= self.allowed()).all(axis=1))
        if after.chosen.shape[1] == self.size:
            self._take(after.chosen[(after.lacking <= MARGIN).all(axis=1)])
            return []
        after = after.at(np.argsort(-after.cost[:, 1], kind="stable"))
        starts = range(len(after.cost) % AT_ONCE - AT_ONCE, len(after.cost), AT_ONCE)
        return [after.at(slice(max(0, start), start + AT_ONCE)) for start in starts]

    def _pairs(self, partial: _Partial, row: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which candidates may be added to which lines: those who help the row, and were not tried before."""
        lines, added = [], []
        allowed = self.allowed()
        for one in np.unique(row):
            here, helping = np.flatnonzero(row == one), self.helping[one]
            left = allowed - partial.cost[here]
            # They stand in the order of what they cost.
            few = np.searchsorted(self.costs[helping, 1], left[:, 1].max(), side="right")
            helping = helping[:few]
            costs = self.costs[helping]
            within = (costs[:, 0] <= left[:, :1]) & (costs[:, 1] <= left[:, 1:])
            line, candidate = np.nonzero(within)
            lines.append(here[line])
            added.append(helping[candidate])
        line, candidate = np.concatenate(lines), np.concatenate(added)
        new = np.ones(len(line), dtype=bool)
        for chosen, filled in zip(partial.chosen.T, partial.rows.T, strict=True):
            tried = self.place[candidate] <= self.place[chosen[line]]
            new &= ~(tried & (self.table.amounts[candidate, filled[line]] > 0))
        return line[new], candidate[new]

    def _take(self, covers: np.ndarray) -> None:
        """Keep the best of these answers."""
        covers = np.sort(covers, axis=1)
        sums = self.table.scores[covers].sum(axis=1)
        found = zip(sums.tolist(), map(tuple, covers.tolist()), strict=True)
        # One that was known may be found again.
        self.best = sorted({*self.best, *found}, reverse=True)[: self.number]

    def allowed(self) -> np.ndarray:
        """Return how much more than each bound an answer may cost: one that is worth keeping."""
        fewest, least = self.bounds
        worst = -np.inf if len(self.best) < self.number else self.best[-1][0]
        return np.array([self.size - fewest + MARGIN, min(self.more + MARGIN, -worst - least - MARGIN)])
