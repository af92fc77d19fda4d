"""What each candidate would bring to all the uncovered needs of a project together: what a circle is chosen from.

Of those whom enough others replace in any circle, few are looked at. Plain values in, plain values out.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import numpy as np

from projects.analysis.brought import Brought, Supply
from projects.analysis.candidates import NO_CHOICES, WEIGHTS, Choices, Parts, Scorer
from projects.analysis.circle_to_invite import Lack, Offer
from projects.analysis.ties import Surroundings
from projects.analysis.values import Facts, Need
from projects.enums import NeedKind

WORD = 64


def offers_of(
    facts: Facts,
    needs: Iterable[Need],
    supply: Supply,
    around: Surroundings,
    weights: Parts = WEIGHTS,
    choices: Choices = NO_CHOICES,
    *,
    spare: int = 0,
    always: frozenset[int] = frozenset(),
) -> tuple[list[Lack], list[Offer]]:
    """Return what each of `needs`, all the uncovered ones, lacks, and what each candidate would bring by joining.

    A candidate joins with those of its persons who help any of the needs; its score is its best. Who is left out for
    a need brings nothing to it. Candidates whom enough others replace in any circle are left out, but for those in
    `always`; `spare`: how many of these others may be refused afterwards.
    """
    scorer = Scorer(facts, tuple(needs), supply, around, weights, choices)
    lacks = [brought.lack for brought in scorer.brings.values()]
    return lacks, list(_Few(scorer, supply.members, spare, always).offers())


class _Few:
    """Goes through the candidates by groups that help the same needs and score the same, best scores first.

    Sets of needs are bits, in the order of the needs. Who brings one bearer to each of the needs that it helps, a
    bearer shared with nobody, *replaces* whoever brings one bearer to some of these needs and scores no better; as
    many as the most demanding of these needs asks for make them useless to any circle.
    """

    def __init__(
        self, scorer: Scorer, members: Mapping[int, frozenset[int]], spare: int, always: frozenset[int]
    ) -> None:
        self.scorer, self.members, self.spare = scorer, members, spare
        self.brought = list(scorer.brings.values())
        self.apart = always.union(*(one.stock for one in self.brought))
        self.shared = frozenset(members).union(*members.values())
        # Some needs ask for more than one: who brings several bearers is looked at apart.
        self.several = any(one.most > 1 for one in self.brought)
        self.scores: dict[tuple, Fraction] = {}
        self.replacing = _Sets(len(self.brought))
        self.useless: set[int] = set()

    def offers(self) -> Iterator[Offer]:
        """Give what each candidate would bring who may be of use."""
        alike = self._alike()
        scored = [(self._score(parts), places, actors) for (places, *parts), actors in alike.items()]
        # Fractions are slow to compare, and there are few of them.
        order = {score: rank for rank, score in enumerate(sorted(set(self.scores.values()), reverse=True))}
        scored.sort(key=lambda one: (order[one[0]], -one[1].bit_count(), one[1]))
        for score, places, actors in scored:
            if places in self.useless and self.apart.isdisjoint(actors) and not self.several:
                continue
            helped = [brought for place, brought in enumerate(self.brought) if places >> place & 1]
            for actor in self._of_use(places, helped, actors):
                yield _offer(actor, score, helped)

    def _of_use(self, places: int, helped: list[Brought], actors: list[int]) -> list[int]:
        """Return those of a group whom nobody replaces."""
        more = [brought for brought in helped if brought.most > 1]
        kept = [actor for actor in actors if actor in self.apart or self._brings_several(actor, more)]
        room = self._room(places, self.spare + max(brought.most for brought in helped))
        if room:
            taken = set(kept)
            rest = [actor for actor in actors if actor not in taken]
            alone = heapq.nsmallest(room, (actor for actor in rest if actor not in self.shared))
            self.replacing.add(places, len(alone))
            kept += alone
            if len(alone) < room:
                kept += [actor for actor in rest if actor in self.shared]
        return kept

    def _brings_several(self, actor: int, helped: list[Brought]) -> bool:
        """Tell whether the actor brings more than one bearer to one of the needs that ask for more than one."""
        return actor in self.members and any(len(brought.helpers(actor)) > 1 for brought in helped)

    def _room(self, places: int, enough: int) -> int:
        """Return how many lack until there are enough to replace who helps these needs and scores no better."""
        if places in self.useless:
            return 0
        room = max(0, enough - self.replacing.holding(places))
        if not room:
            self.useless.add(places)
        return room

    def _alike(self) -> dict[tuple, list[int]]:
        """Group the candidates by the needs that they would help and the parts of their best score."""
        helped: dict[int, int] = {}
        by_level: dict[int | Fraction, list[int]] = defaultdict(list)
        for place, brought in enumerate(self.brought):
            out, bit = self.scorer.excluded(brought), 1 << place
            for actor, level in brought.levels.items():
                if actor not in out:
                    helped[actor] = helped.get(actor, 0) | bit
                    by_level[level].append(actor)
        best: dict[int, int | Fraction] = {}
        for level in sorted(by_level):
            best.update(dict.fromkeys(by_level[level], level))
        alike = defaultdict(list)
        quarters, tied, lifted = self.scorer.proximity.get, self.scorer.tied.get, self.scorer.lifted
        for actor, places in helped.items():
            alike[places, quarters(actor, 0), tied(actor, 0), best[actor], lifted[actor]].append(actor)
        return alike

    def _score(self, parts: list) -> Fraction:
        key = tuple(parts)
        if key not in self.scores:
            self.scores[key] = self.scorer.parts(*parts).weighed(self.scorer.weights)
        return self.scores[key]


class _Sets:
    """Sets of needs, as bits: how many of them hold another. In words of 64 bits, for all to be looked at at once."""

    def __init__(self, needs: int) -> None:
        self.words = [np.zeros(256, dtype=np.uint64) for _ in range(needs // WORD + 1)]
        self.number = 0

    def add(self, places: int, times: int) -> None:
        """Take a set, so many times."""
        after = self.number + times
        while after > len(self.words[0]):
            self.words = [np.concatenate([word, np.zeros_like(word)]) for word in self.words]
        for word, part in zip(self.words, self._parts(places), strict=True):
            word[self.number : after] = part
        self.number = after

    def holding(self, places: int) -> int:
        """Count the sets that hold all of `places`."""
        held = np.ones(self.number, dtype=bool)
        for word, part in zip(self.words, self._parts(places), strict=True):
            if part:
                held &= word[: self.number] & part == part
        return int(np.count_nonzero(held))

    def _parts(self, places: int) -> list[np.uint64]:
        return [np.uint64(places >> WORD * n & (1 << WORD) - 1) for n in range(len(self.words))]


def _offer(actor: int, score: Fraction, helped: list[Brought]) -> Offer:
    """Return what an actor would bring to the needs that it would help, which are all those of `helped`."""
    engaged = frozenset(person for brought in helped for person in brought.helpers(actor))
    bearers, stocks = {}, {}
    for brought in helped:
        if brought.need.kind == NeedKind.RESOURCE:
            if actor in brought.stock:
                stocks[brought.need.asked] = Fraction(brought.stock[actor])
        elif found := brought.bearers(actor, engaged):
            bearers[brought.need.id] = found
    return Offer(actor, score, bearers, stocks)
