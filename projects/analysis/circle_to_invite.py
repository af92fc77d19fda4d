"""The circle to invite: the fewest candidates whose joining covers every need that can be covered.

Exact: a search (`covers.py`) within the bounds that linear programmes give (`programme.py`, HiGHS), after leaving out
the candidates that others replace in any best answer. Among the smallest circles, one with the highest sum of scores.
Plain values in, plain values out.
"""

import math
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from projects.analysis.covers import MARGIN, Cover, Table, best_covers
from projects.analysis.programme import Programme
from projects.analysis.replaceable import Replaceable

SECONDS = 2.0
LEAST = 0.02  # seconds for one of several circles, however many there are

#: A need, or a kind of resource that several needs may ask for.
type Row = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Lack:
    """What one uncovered need still lacks: distinct bearers or, with a kind of `resource`, a quantity of it."""

    need: int
    lacking: Fraction
    importance: int = 2
    resource: int | None = None

    @property
    def row(self) -> Row:
        """Return where it counts."""
        return ("need", self.need) if self.resource is None else ("stock", self.resource)


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


class CirclesToInvite:
    """The smallest circles that cover every need of `lacks` that `offers` can cover, the best ones first.

    `pinned` actors are in each of them whatever they bring, `excluded` ones in none. Where several needs ask for one
    kind of resource and there is not enough for all, the most important come first, then those that lack least.
    `spare`: how many other circles, or whether replacements, may be asked for.
    """

    def __init__(
        self,
        lacks: Iterable[Lack],
        offers: Iterable[Offer],
        *,
        pinned: frozenset[int] = frozenset(),
        excluded: frozenset[int] = frozenset(),
        spare: int = 0,
    ) -> None:
        """Find what can be covered, and who is of use to that."""
        self.all_lacks = list(lacks)
        self.all_offers = [offer for offer in offers if offer.actor not in excluded]
        self.pinned = [offer for offer in self.all_offers if offer.actor in pinned]
        self.lacks = _coverable(self.all_lacks, self.all_offers)
        demand = _left(self.lacks, self.pinned)
        offers = [offer for offer in self.all_offers if offer.actor not in pinned]
        table = _table(demand, offers, self.pinned)
        replaceable = Replaceable.of(table, spare)
        kept = np.flatnonzero(replaceable.kept(spare))
        self.offers = [offers[place] for place in kept]
        self.table, self.replaceable = table.at(kept), replaceable.at(kept)
        self.fewest = Programme(self.table.amounts, self.table.demand, np.ones(len(self.offers)))
        self.dearest: dict[int, Programme] = {}
        self.known: list[Cover] = []

    def smallest(self, seconds: float = SECONDS) -> CircleToInvite:
        """Return the smallest circle; of several, one with the highest sum of scores."""
        return self._circles(self.replaceable.kept(), time.monotonic() + seconds)[0]

    def others(self, circle: CircleToInvite, number: int, seconds: float = SECONDS) -> list[CircleToInvite]:
        """Return up to `number` other circles as small as `circle`, best scores first."""
        if not (number and circle.proven and circle.members):
            return []
        among = self.replaceable.kept(number)
        found = self._circles(among, time.monotonic() + seconds, number + 1)
        known = frozenset(circle.members)
        return [one for one in found if frozenset(one.members) != known][:number]

    def replacements(self, circle: CircleToInvite, seconds: float = SECONDS) -> dict[int, CircleToInvite]:
        """Return, for each member that is not pinned, the circle to invite if this one declines.

        `seconds` are shared by all: what one does not take, the next ones have.
        """
        pinned = {offer.actor for offer in self.pinned}
        members, found = [member for member in circle.members if member not in pinned], {}
        end = time.monotonic() + seconds
        for left, member in zip(range(len(members), 0, -1), members, strict=True):
            until = time.monotonic() + max(LEAST, (end - time.monotonic()) / left)
            found[member] = self._without(member, until)
        return found

    def greedy(self) -> tuple[int, ...]:
        """Return the circle that one gets by always adding who brings most: what the exact one is compared with."""
        return self._circle(self.table.greedy(self.replaceable.kept())).members

    def _without(self, member: int, until: float) -> CircleToInvite:
        place = next(place for place, offer in enumerate(self.offers) if offer.actor == member)
        among = self.replaceable.kept(without=place)
        if self.table.enough(among):
            return self._circles(among, until)[0]
        # Some of what can be covered no longer is.
        left = [offer for offer in self.all_offers if offer.actor != member]
        pinned = frozenset(offer.actor for offer in self.pinned)
        return CirclesToInvite(self.all_lacks, left, pinned=pinned).smallest(until - time.monotonic())

    def _circles(self, among: np.ndarray, until: float, number: int = 1) -> list[CircleToInvite]:
        """Return the `number` best of the smallest circles `among` some; one at least, be it not proven."""
        covers, at_least, proven = self._covers(among, until, number)
        return [self._circle(chosen, at_least, proven=proven) for _sum, chosen in covers]

    def _covers(self, among: np.ndarray, until: float, number: int) -> tuple[list[Cover], int, bool]:
        """Return covers, how many candidates it takes at least, and whether they are proven to be the best."""
        if not len(self.table.demand):
            return [(0.0, ())], 0, True
        fewest = self.fewest.bound(among, _time_left(until))
        size = math.ceil(fewest.cost - MARGIN) if fewest else 1
        while fewest and time.monotonic() < until:
            dearest = self._dearest(size).bound(among, _time_left(until))
            if dearest:
                covers, proven = best_covers(
                    self.table, among, size, (fewest, dearest), self._known(among, size), number, until
                )
                self.known += covers
                if covers:
                    return covers, size, proven
            size += dearest is None or proven
        return [(0.0, tuple(self.table.greedy(among)))], size, False

    def _known(self, among: np.ndarray, size: int) -> list[Cover]:
        """Return the answers of that size found so far, `among` some."""
        return [one for one in self.known if len(one[1]) == size and among[list(one[1])].all()]

    def _dearest(self, size: int) -> Programme:
        """Return the programme of the highest sum of scores in so many candidates."""
        if size not in self.dearest:
            table = self.table
            self.dearest[size] = Programme(table.amounts, table.demand, -table.scores, size)
        return self.dearest[size]

    def _circle(self, chosen: Iterable[int], at_least: int = 0, *, proven: bool = True) -> CircleToInvite:
        members = [*self.pinned, *(self.offers[place] for place in chosen)]
        members.sort(key=lambda offer: (-offer.score, offer.actor))
        met = frozenset(lack.need for lack in self.lacks)
        return CircleToInvite(
            members=tuple(offer.actor for offer in members),
            met=met,
            unmet=frozenset(lack.need for lack in self.all_lacks) - met,
            proven=proven,
            at_least=at_least + len(self.pinned),
        )


def _coverable(lacks: list[Lack], offers: Iterable[Offer]) -> list[Lack]:
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


def _left(lacks: Iterable[Lack], pinned: Iterable[Offer]) -> dict[Row, Fraction]:
    """Return what is still lacking, by row, once some have joined."""
    demand: dict[Row, Fraction] = defaultdict(Fraction)
    for lack in lacks:
        demand[lack.row] += lack.lacking
    for sort, key in demand:
        if sort == "need":
            given = Fraction(len(_given(key, pinned)))
        else:
            given = sum((offer.stocks.get(key, Fraction(0)) for offer in pinned), Fraction(0))
        demand[sort, key] -= given
    return {row: amount for row, amount in demand.items() if amount > 0}


def _given(need: int, pinned: Iterable[Offer]) -> frozenset[int]:
    return frozenset().union(*(offer.bearers.get(need, ()) for offer in pinned))


def _table(demand: Mapping[Row, Fraction], offers: list[Offer], pinned: list[Offer]) -> Table:
    """Return what candidates bring to what is lacking, as the search takes it."""
    rows = {row: number for number, row in enumerate(demand)}
    given = {key: _given(key, pinned) for sort, key in rows if sort == "need"}
    stocks = {key: number for (sort, key), number in rows.items() if sort == "stock"}
    alone = np.zeros((len(offers), len(rows)))
    bringers: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, offer in enumerate(offers):
        for need, bearers in offer.bearers.items():
            if need in given:
                for bearer in bearers - given[need] if given[need] else bearers:
                    bringers[rows["need", need], bearer].append(place)
        for kind, free in offer.stocks.items():
            if kind in stocks:
                alone[place, stocks[kind]] = float(free / demand["stock", kind])
    shared = []
    for (row, _bearer), places in bringers.items():
        if len(places) == 1:
            alone[places[0], row] += 1
        else:
            shared.append((row, places))
    who, amounts = np.zeros((len(offers), len(shared)), dtype=bool), alone.copy()
    for number, (row, places) in enumerate(shared):
        who[places, number] = True
        amounts[places, row] += 1
    where = np.array([row for row, _places in shared], dtype=np.int64)
    # Quantities are shares of what is lacking, bearers are counted.
    most = np.array([float(amount) if sort == "need" else 1.0 for (sort, _key), amount in demand.items()])
    scores = np.array([float(offer.score) for offer in offers])
    return Table(most, scores, np.minimum(amounts, most), alone, who, where)


def _time_left(until: float) -> float:
    """Return the seconds that are left, some in any case: what is quickly found is."""
    return max(LEAST, until - time.monotonic())
