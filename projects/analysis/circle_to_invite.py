"""The circle to invite: the fewest candidates whose joining covers every need that can be covered.

Exact: an integer programme solved by HiGHS, after leaving out the candidates that others replace in any best answer.
Among the smallest circles, one with the highest sum of scores. Plain values in, plain values out.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import highspy
import numpy as np

SECONDS = 2.0
EXACT = {"mip_rel_gap": 0.0, "mip_abs_gap": 1e-9, "mip_feasibility_tolerance": 1e-9}
INTEGRAL = 0.5  # what a solver calls 0 or 1 lies on either side of it


@dataclass(frozen=True, slots=True)
class Lack:
    """What one uncovered need still lacks: distinct bearers or, with a kind of `resource`, a quantity of it."""

    need: int
    lacking: Fraction
    importance: int = 2
    resource: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What one candidate would bring by joining: its distinct bearers by need, its stocks by kind of resource."""

    actor: int
    score: Fraction
    bearers: Mapping[int, frozenset[int]] = field(default_factory=dict)
    stocks: Mapping[int, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CircleToInvite:
    """Whom to invite (best scores first), which needs that covers, and which nobody known can cover.

    `proven`: no smaller circle exists, nor one of this size with a higher sum of scores; else `at_least` is how many
    it takes in any case.
    """

    members: tuple[int, ...]
    met: frozenset[int]
    unmet: frozenset[int]
    proven: bool = True
    at_least: int = 0


def smallest_circle(
    lacks: Iterable[Lack],
    offers: Iterable[Offer],
    *,
    pinned: frozenset[int] = frozenset(),
    excluded: frozenset[int] = frozenset(),
    other_than: tuple[frozenset[int], ...] = (),
    seconds: float = SECONDS,
) -> CircleToInvite:
    """Return the smallest circle that covers every need of `lacks` that `offers` can cover.

    `pinned` actors are in it whatever they bring, `excluded` ones are not, and it is none of `other_than`. Where
    several needs ask for one kind of resource and there is not enough for all, the most important come first, then
    those that lack least.
    """
    lacks = list(lacks)
    offers = [offer for offer in offers if offer.actor not in excluded]
    task = _Task(_coverable(lacks, offers), offers, pinned, other_than)
    met = frozenset(lack.need for lack in task.lacks)
    unmet = frozenset(lack.need for lack in lacks) - met
    chosen, at_least, proven = task.solve(seconds)
    members = sorted(chosen, key=lambda offer: (-offer.score, offer.actor))
    return CircleToInvite(tuple(one.actor for one in members), met, unmet, proven, at_least)


def replacements(
    circle: CircleToInvite,
    lacks: Iterable[Lack],
    offers: Iterable[Offer],
    *,
    pinned: frozenset[int] = frozenset(),
    excluded: frozenset[int] = frozenset(),
    seconds: float = SECONDS,
) -> dict[int, CircleToInvite]:
    """Return, for each member that is not pinned, the circle to invite if this one declines."""
    lacks, offers = list(lacks), list(offers)
    return {
        member: smallest_circle(lacks, offers, pinned=pinned, excluded=excluded | {member}, seconds=seconds)
        for member in circle.members
        if member not in pinned
    }


def alternatives(
    circle: CircleToInvite,
    lacks: Iterable[Lack],
    offers: Iterable[Offer],
    *,
    number: int,
    pinned: frozenset[int] = frozenset(),
    excluded: frozenset[int] = frozenset(),
    seconds: float = SECONDS,
) -> list[CircleToInvite]:
    """Return up to `number` other circles as small as `circle`, best scores first; fewer where there are no more."""
    lacks, offers, found = list(lacks), list(offers), [circle]
    while circle.proven and circle.members and len(found) <= number:
        known = tuple(frozenset(one.members) for one in found)
        other = smallest_circle(
            lacks, offers, pinned=pinned, excluded=excluded, other_than=known, seconds=seconds
        )
        if len(other.members) != len(circle.members) or frozenset(other.members) in known:
            break
        found.append(other)
    return found[1:]


def greedy_circle(lacks: Iterable[Lack], offers: Iterable[Offer]) -> tuple[int, ...]:
    """Return the circle that one gets by always adding who brings most: what the exact one is compared with."""
    offers = list(offers)
    task = _Task(_coverable(list(lacks), offers), offers, frozenset())
    return tuple(offer.actor for offer in task.greedy())


def _coverable(lacks: list[Lack], offers: list[Offer]) -> list[Lack]:
    """Return the needs that can be covered, all together."""
    bearers, stocks = defaultdict(set), defaultdict(Fraction)
    for offer in offers:
        for need, found in offer.bearers.items():
            bearers[need] |= found
        for kind, free in offer.stocks.items():
            stocks[kind] += free
    kept = []
    for lack in sorted(lacks, key=lambda one: (-one.importance, one.lacking, one.need)):
        if lack.resource is None:
            enough = len(bearers[lack.need]) >= lack.lacking
        else:
            enough = stocks[lack.resource] >= lack.lacking
            stocks[lack.resource] -= lack.lacking if enough else 0
        if enough:
            kept.append(lack)
    return kept


class _Task:
    """The needs to cover as a table: a row for each need, or kind of resource, a column for each candidate.

    A bearer whom several candidates bring (one person of two organisations) counts once: such bearers have
    variables of their own; the table holds those whom one candidate alone brings.
    """

    def __init__(
        self,
        lacks: list[Lack],
        offers: list[Offer],
        pinned: frozenset[int],
        other_than: tuple[frozenset[int], ...] = (),
    ) -> None:
        self.lacks = lacks
        self.pinned = pinned
        self.other_than = other_than
        self.demand: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
        for lack in lacks:
            key = ("need", lack.need) if lack.resource is None else ("stock", lack.resource)
            self.demand[key] += lack.lacking
        self.rows = {key: number for number, key in enumerate(self.demand)}
        self.needed = np.array([float(amount) for amount in self.demand.values()])
        self.bringers = self._bringers(offers)
        self.offers = self._useful(offers)
        self.table = self._table()

    def solve(self, seconds: float) -> tuple[list[Offer], int, bool]:
        """Return the members, how many it takes at least, and whether both are proven."""
        if not self.offers:
            return [], 0, True
        fewest = self._minimise([1.0] * len(self.offers), seconds)
        if fewest is None:
            return self.greedy(), 1, False
        chosen, bound, proven = fewest
        at_least = math.ceil(bound - EXACT["mip_feasibility_tolerance"])
        if not proven:
            return chosen, at_least, False
        scores = [-float(offer.score) for offer in self.offers]
        best = self._minimise(scores, seconds, size=len(chosen))
        return (chosen, at_least, False) if best is None else (best[0], at_least, best[2])

    def greedy(self) -> list[Offer]:
        """Return a circle found by always adding who brings most of what is left."""
        chosen = [offer for offer in self.offers if offer.actor in self.pinned]
        left = [offer for offer in self.offers if offer.actor not in self.pinned]
        lacking = self._lacking(chosen)
        while sum(lacking.values()) > 0 and left:
            most = max(left, key=lambda offer: (self._gain(chosen, offer, lacking), offer.score))
            left.remove(most)
            chosen.append(most)
            lacking = self._lacking(chosen)
        return chosen

    def _gain(self, chosen: list[Offer], offer: Offer, lacking: Mapping) -> Fraction:
        return sum(
            (
                (before - after) / self.demand[key]
                for (key, before), after in zip(
                    lacking.items(), self._lacking([*chosen, offer]).values(), strict=True
                )
            ),
            Fraction(0),
        )

    def _lacking(self, chosen: list[Offer]) -> dict[tuple[str, int], Fraction]:
        """Return what the needs still lack once `chosen` have joined."""
        lacking = {}
        for (sort, key), demand in self.demand.items():
            if sort == "need":
                brought = Fraction(
                    len(frozenset().union(*(one.bearers.get(key, frozenset()) for one in chosen)))
                )
            else:
                brought = sum((one.stocks.get(key, Fraction(0)) for one in chosen), Fraction(0))
            lacking[sort, key] = max(Fraction(0), demand - brought)
        return lacking

    def _bringers(self, offers: list[Offer]) -> dict[tuple[int, int], list[int]]:
        """Return, by need and bearer, who brings this bearer, where that is more than one."""
        found = defaultdict(list)
        for offer in offers:
            for need, bearers in offer.bearers.items():
                if ("need", need) in self.rows:
                    for bearer in bearers:
                        found[need, bearer].append(offer.actor)
        return {key: actors for key, actors in found.items() if len(actors) > 1}

    def _column(self, offer: Offer) -> dict[int, float]:
        """Return what the candidate alone brings to each row, no more than the row asks for."""
        column = {}
        for need, bearers in offer.bearers.items():
            row = self.rows.get(("need", need))
            own = sum((need, bearer) not in self.bringers for bearer in bearers)
            if row is not None and own:
                column[row] = min(float(own), self.needed[row])
        for kind, free in offer.stocks.items():
            row = self.rows.get(("stock", kind))
            if row is not None and free > 0:
                column[row] = min(float(free), self.needed[row])
        return column

    def _useful(self, offers: list[Offer]) -> list[Offer]:
        """Leave out whom others replace in any best answer.

        Who brings to each row no more than some others do, each with as good a score, and these others alone would
        fill all the rows concerned: either one of them is not in the circle and takes the place, or all are and
        nobody else is needed. Each circle that the answer must not be may bar one of those who would take the place:
        as many more are kept.
        """
        shared = {actor for actors in self.bringers.values() for actor in actors} | self.pinned
        kept = [offer for offer in offers if offer.actor in shared]
        alike = defaultdict(list)
        for offer in sorted(offers, key=lambda one: -one.score):
            if offer.actor not in shared and (column := self._column(offer)):
                alike[tuple(sorted(column.items()))].append(offer)
        # Of candidates who bring the same, the best that it could take.
        best = [
            (offer, dict(column))
            for column, those in alike.items()
            for offer in those[: self._most(column) + len(self.other_than)]
        ]
        best.sort(key=lambda pair: (-pair[0].score, -len(pair[1])))
        seen = np.zeros((len(best), len(self.rows)))
        number = 0
        for offer, column in best:
            rows, amounts = list(column), np.array(list(column.values()))
            above = (seen[:number, rows] >= amounts).all(axis=1).sum()
            if above < self._most(tuple(column.items())) + len(self.other_than):
                seen[number, rows] = amounts
                number += 1
                kept.append(offer)
        return kept

    def _most(self, column: tuple[tuple[int, float], ...]) -> int:
        """Return how many candidates with this column fill all its rows."""
        return max(math.ceil(self.needed[row] / amount) for row, amount in column)

    def _table(self) -> np.ndarray:
        table = np.zeros((len(self.rows), len(self.offers)))
        for place, offer in enumerate(self.offers):
            for row, amount in self._column(offer).items():
                table[row, place] = amount
        return table

    def _minimise(
        self, costs: list[float], seconds: float, size: int | None = None
    ) -> tuple[list[Offer], float, bool] | None:
        """Return the cheapest circle, the bound, whether it is proven; `None` when none was found in time."""
        solver = highspy.Highs()
        solver.silent()
        for option, value in {**EXACT, "time_limit": seconds, "threads": 1}.items():
            solver.setOptionValue(option, value)
        joins = [
            solver.addBinary(obj=cost) if offer.actor not in self.pinned else solver.addVariable(1, 1, cost)
            for offer, cost in zip(self.offers, costs, strict=True)
        ]
        counted = self._counted_once(solver, joins)
        for key, row in self.rows.items():
            terms = [float(amount) * joins[place] for place, amount in _entries(self.table[row])]
            solver.addConstr(solver.qsum([*terms, *counted.get(key, [])]) >= float(self.needed[row]))
        if size is not None:
            solver.addConstr(solver.qsum(joins) == size)
        self._bar(solver, joins)
        solver.run()
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        values = solver.getSolution().col_value
        chosen = [
            offer for offer, join in zip(self.offers, joins, strict=True) if values[join.index] > INTEGRAL
        ]
        proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return chosen, solver.getInfo().mip_dual_bound, proven

    def _bar(self, solver: highspy.Highs, joins: list) -> None:
        """Refuse each of the circles that the answer must not be: one of its members at least stays out."""
        for circle in self.other_than:
            those = [join for offer, join in zip(self.offers, joins, strict=True) if offer.actor in circle]
            if len(those) == len(circle):
                solver.addConstr(solver.qsum(those) <= len(circle) - 1)

    def _counted_once(self, solver: highspy.Highs, joins: list) -> dict[tuple[str, int], list]:
        """Add a variable for each bearer whom several bring: at most one, and none when none of them joins."""
        place = {offer.actor: number for number, offer in enumerate(self.offers)}
        counted = defaultdict(list)
        for (need, _bearer), actors in self.bringers.items():
            once = solver.addVariable(0, 1)
            solver.addConstr(once <= solver.qsum([joins[place[actor]] for actor in actors]))
            counted["need", need].append(once)
        return counted


def _entries(row: np.ndarray) -> Iterable[tuple[int, float]]:
    return ((int(place), row[place]) for place in np.flatnonzero(row))
