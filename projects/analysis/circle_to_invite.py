"""The circle to invite: the fewest candidates whose joining covers every need that can be covered.

Exact: an integer programme solved by HiGHS, after leaving out the candidates that others replace in any best answer.
Among the smallest circles, one with the highest sum of scores. Plain values in, plain values out.
"""

import math
import time
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from projects.analysis.programme import Programme, Relaxed

SECONDS = 2.0
LEAST = 0.02  # seconds for one of several circles, however many there are
INTEGRAL = 0.5  # what a solver calls 0 or 1 lies on either side of it
MARGIN = 1e-6  # what a relaxed programme is exact to
# How many candidates are tried first for the best sum of scores.
FIRST = 40

#: What a candidate brings: (row, amount) of each row.
type Column = tuple[tuple[int, float], ...]


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
    """Return, for each member that is not pinned, the circle to invite if this one declines.

    `seconds` are shared by all: what one does not take, the next ones have.
    """
    lacks, found = list(lacks), {}
    offers = _enough(lacks, offers, pinned, spare=1)
    members = [member for member in circle.members if member not in pinned]
    end = time.monotonic() + seconds
    for left, member in zip(range(len(members), 0, -1), members, strict=True):
        share = max(LEAST, (end - time.monotonic()) / left)
        found[member] = smallest_circle(
            lacks, offers, pinned=pinned, excluded=excluded | {member}, seconds=share
        )
    return found


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
    lacks, found = list(lacks), [circle]
    offers = _enough(lacks, offers, pinned | excluded, spare=number + len(excluded))
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


def _enough(lacks: list[Lack], offers: Iterable[Offer], always: frozenset[int], spare: int) -> list[Offer]:
    """Leave out whom others replace in any best answer, even where `spare` of these others are refused."""
    offers = list(offers)
    return _Task(_coverable(lacks, offers), offers, always, spare=spare).offers


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
        spare: int = 0,
    ) -> None:
        self.lacks = lacks
        self.pinned = pinned
        self.other_than = other_than
        self.spare = spare + len(other_than)
        self.demand: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
        for lack in lacks:
            key = ("need", lack.need) if lack.resource is None else ("stock", lack.resource)
            self.demand[key] += lack.lacking
        self.rows = {key: number for number, key in enumerate(self.demand)}
        self.most = [float(amount) for amount in self.demand.values()]
        self.bringers = self._bringers(offers)
        self.columns = {offer.actor: self._column(offer) for offer in offers}
        self.offers = self._useful(offers)
        self.bringers = self._bringers(self.offers)

    def solve(self, seconds: float) -> tuple[list[Offer], int, bool]:
        """Return the members, how many it takes at least, and whether both are proven."""
        if not self.offers:
            return [], 0, True
        until = time.monotonic() + seconds
        relaxed = self._relaxed([1.0] * len(self.offers), until)
        at_least = _whole(relaxed.cost) if relaxed else 1
        if relaxed and (best := self._best(at_least, relaxed, None, until)):
            return best[0], at_least, best[1]
        fewest = self._minimise([1.0] * len(self.offers), until)
        if fewest is None:
            return self.greedy(), at_least, False
        chosen, bound, proven = fewest
        at_least = max(at_least, _whole(bound))
        if not proven:
            return chosen, at_least, False
        best = self._best(len(chosen), relaxed, chosen, until)
        return (chosen, at_least, False) if best is None else (best[0], at_least, best[1])

    def _best(
        self, size: int, fewest: Relaxed | None, known: list[Offer] | None, until: float
    ) -> tuple[list[Offer], bool] | None:
        """Return the circle of that size with the highest sum of scores, and whether that is proven.

        Candidates who cost the least of the relaxed programme are tried first. What the best of their circles costs
        more than the relaxed one says who may be in a better one: whoever costs no more than that. `known` is a
        circle of that size, if any is. Nothing when none is found.
        """
        scores = [-float(offer.score) for offer in self.offers]
        relaxed = self._relaxed(scores, until, size)
        if relaxed is None:
            return None
        open_to = np.array([offer.actor in self.pinned for offer in self.offers])
        if fewest:
            # In a circle of that size, nobody is who costs more than what it takes above the relaxed size.
            open_to |= fewest.reduced <= size - fewest.cost + MARGIN
        else:
            open_to[:] = True
        order = [place for place in np.argsort(relaxed.reduced, kind="stable") if open_to[place]]
        order.sort(key=self._kept, reverse=True)
        first = self._among(order[:FIRST])
        found = first._minimise([scores[place] for place in sorted(order[:FIRST])], until, size=size)
        known = found[0] if found else known
        if known is None:
            return None
        gap = -sum(float(offer.score) for offer in known) - relaxed.cost
        left = [place for place in order if relaxed.reduced[place] <= gap + MARGIN or self._kept(place)]
        if set(left) <= set(order[:FIRST]) and found and found[2]:
            return known, True
        among = self._among(left)
        found = among._minimise([scores[place] for place in sorted(left)], until, size=size, known=known)
        return (known, False) if found is None else (found[0], found[2])

    def _kept(self, place: int) -> bool:
        return self.offers[place].actor in self.pinned

    def _among(self, places: Iterable[int]) -> "_Task":
        """Return the same task for some of the candidates only, in their order."""
        task = copy(self)
        task.offers = [self.offers[place] for place in sorted(places)]
        task.bringers = task._bringers(task.offers)
        return task

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

    def _sharing(self) -> set[int]:
        """Return who brings a bearer that somebody else brings too."""
        return {actor for actors in self.bringers.values() for actor in actors}

    def _column(self, offer: Offer, shared: Container = ()) -> Column:
        """Return what the candidate brings to each row, no more than the row asks for, without bearers `shared`."""
        column = []
        for need, bearers in offer.bearers.items():
            row = self.rows.get(("need", need))
            if row is not None:
                count = len(bearers) - (sum((need, one) in shared for one in bearers) if shared else 0)
                if count:
                    column.append((row, min(float(count), self.most[row])))
        for kind, free in offer.stocks.items():
            row = self.rows.get(("stock", kind))
            if row is not None and free:
                column.append((row, min(float(free), self.most[row])))
        return tuple(sorted(column))

    def _useful(self, offers: list[Offer]) -> list[Offer]:
        """Leave out whom others replace in any best answer.

        Who brings to each row no more than some others do, who share their bearers with nobody, each with as good a
        score, and these others alone would fill all the rows concerned: either one of them is not in the circle and
        takes the place, or all are and nobody else is needed. Each circle that the answer must not be, or refusal to
        come, may bar one of those who would take the place: as many more are kept.
        """
        sharing = self._sharing()
        ordered = [(float(offer.score), self.columns[offer.actor], offer) for offer in offers]
        ordered.sort(key=lambda one: (-one[0], one[2].actor in sharing, -len(one[1])))
        seen = np.zeros((len(self.rows), len(ordered)))
        kept, number, replaced = [], 0, set()
        for _score, column, offer in ordered:
            if offer.actor in self.pinned:
                kept.append(offer)
                continue
            if not column or column in replaced:
                continue
            as_much = seen[column[0][0], :number] >= column[0][1]
            for row, amount in column[1:]:
                as_much &= seen[row, :number] >= amount
            if np.count_nonzero(as_much) >= self._most(column) + self.spare:
                replaced.add(column)
                continue
            kept.append(offer)
            if offer.actor not in sharing:
                for row, amount in column:
                    seen[row, number] = amount
                number += 1
        return kept

    def _most(self, column: tuple[tuple[int, float], ...]) -> int:
        """Return how many candidates with this column fill all its rows."""
        return max(math.ceil(self.most[row] / amount) for row, amount in column)

    def _minimise(
        self,
        costs: list[float],
        until: float,
        size: int | None = None,
        known: Iterable[Offer] = (),
    ) -> tuple[list[Offer], float, bool] | None:
        """Return the cheapest circle, the bound, whether it is proven; `None` when none was found in time.

        `known`: a circle to begin with.
        """
        begun = {offer.actor for offer in known}
        start = [float(offer.actor in begun) for offer in self.offers] if begun else []
        solved = self._programme(costs, size).minimised(_left(until), start)
        if solved is None:
            return None
        chosen = [offer for offer, value in zip(self.offers, solved.values, strict=False) if value > INTEGRAL]
        return chosen, solved.bound, solved.proven

    def _relaxed(self, costs: list[float], until: float, size: int | None = None) -> Relaxed | None:
        """Return what the circle would cost if one could invite a part of somebody; nothing where there is none."""
        return self._programme(costs, size).relaxed(_left(until))

    def _programme(self, costs: list[float], size: int | None = None) -> Programme:
        """Write what a circle must be: a variable for each candidate, then one for each bearer whom several bring."""
        lowest = [float(offer.actor in self.pinned) for offer in self.offers]
        programme = Programme(costs, lowest)
        place = {offer.actor: number for number, offer in enumerate(self.offers)}
        terms: list[dict[int, float]] = [{} for _ in self.rows]
        for (need, _bearer), actors in self.bringers.items():
            once = programme.counted()
            terms[self.rows["need", need]][once] = 1.0
            # At most one, and none when none of those who bring this bearer joins.
            programme.add(
                [once, *(place[actor] for actor in actors)], [1.0] + [-1.0] * len(actors), at_most=0
            )
        sharing = self._sharing()
        for number, offer in enumerate(self.offers):
            alone = (
                self._column(offer, self.bringers) if offer.actor in sharing else self.columns[offer.actor]
            )
            for row, amount in alone:
                terms[row][number] = amount
        for row, found in enumerate(terms):
            programme.add(found, found.values(), at_least=self.most[row])
        for circle in self.other_than:
            # One of its members at least stays out.
            if circle <= place.keys():
                programme.add([place[actor] for actor in circle], at_most=len(circle) - 1)
        if size is not None:
            programme.add(range(len(self.offers)), at_least=size, at_most=size)
        return programme


def _left(until: float) -> float:
    """Return the seconds that are left, some in any case: what is quickly found is."""
    return max(LEAST, until - time.monotonic())


def _whole(cost: float) -> int:
    """Return the first whole number that is not below a cost, as exactly as the solver tells it."""
    return math.ceil(cost - MARGIN)
