"""What each candidate would bring to all the uncovered needs of a project together: what a circle is chosen from.

Of those whom enough others replace in any circle, few are looked at. Plain values in, plain values out.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import reduce
from itertools import repeat
from operator import and_

import numpy as np

from projects.analysis.brought import Brought, Supply
from projects.analysis.candidates import NO_CHOICES, WEIGHTS, Choices, Parts, Scorer
from projects.analysis.circle_to_invite import Lack, Offer
from projects.analysis.ties import Surroundings
from projects.analysis.values import Facts, Need
from projects.enums import NeedKind

WORD = 64
NOBODY = np.zeros(0, np.int64)


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
        self.several = self._several()
        self.special = self.apart | self.several.keys()
        # How many each need asks for, the most demanding first, with the needs that ask for as many.
        self.most = self._most()
        self.scores: dict[tuple, Fraction] = {}
        self.replacing = _Sets(len(self.brought))
        self.useless: set[int] = set()

    def offers(self) -> Iterator[Offer]:
        """Give what each candidate would bring who may be of use."""
        for score, places, actors in self._by_score():
            if places in self.useless and self.special.isdisjoint(actors):
                continue
            helped = [brought for place, brought in enumerate(self.brought) if places >> place & 1]
            for actor in self._of_use(places, actors):
                yield self._offer(actor, score, helped)

    def _of_use(self, places: int, actors: list[int]) -> list[int]:
        """Return those of a group whom nobody replaces."""
        kept = []
        if not self.special.isdisjoint(actors):
            kept = [one for one in actors if one in self.apart or self.several.get(one, 0) & places]
        room = self._room(places)
        if room:
            taken = set(kept)
            rest = [actor for actor in actors if actor not in taken]
            alone = heapq.nsmallest(room, (actor for actor in rest if actor not in self.shared))
            self.replacing.add(places, len(alone))
            kept += alone
            if len(alone) < room:
                kept += [actor for actor in rest if actor in self.shared]
        return kept

    def _several(self) -> dict[int, int]:
        """Return, by actor, the needs that ask for more than one to which it brings more than one bearer."""
        found: dict[int, int] = {}
        for place, brought in enumerate(self.brought):
            if brought.most > 1:
                for actor, persons in brought.through.items():
                    if len(persons) > 1:
                        found[actor] = found.get(actor, 0) | 1 << place
        return found

    def _most(self) -> list[tuple[int, int]]:
        masks: dict[int, int] = defaultdict(int)
        for place, brought in enumerate(self.brought):
            masks[brought.most] |= 1 << place
        return sorted(masks.items(), reverse=True)

    def _room(self, places: int) -> int:
        """Return how many lack until there are enough to replace who helps these needs and scores no better."""
        if places in self.useless:
            return 0
        enough = self.spare + next(most for most, mask in self.most if places & mask)
        room = max(0, enough - self.replacing.holding(places))
        if not room:
            self.useless.add(places)
        return room

    def _by_score(self) -> list[tuple[Fraction, int, list[int]]]:
        """Return the groups of candidates that help the same needs and score the same, best scores first."""
        groups = [(self._score(parts), places, actors) for places, parts, actors in self._alike()]
        # Fractions are slow to compare, and there are few of them.
        order = {score: rank for rank, score in enumerate(sorted({one[0] for one in groups}, reverse=True))}
        return sorted(groups, key=lambda one: (order[one[0]], -one[1].bit_count(), one[1]))

    def _alike(self) -> Iterator[tuple[int, tuple, list[int]]]:
        """Give (needs helped, parts of the best score, candidates) for those of whom both are the same.

        In columns: what is done with each of tens of thousands of candidates is done with all at once.
        """
        levels = sorted(set().union(*(one.levels.values() for one in self.brought)))
        ranks = {level: rank for rank, level in enumerate(levels)}
        lists = [np.fromiter(one.levels, np.int64, len(one.levels)) for one in self.brought]
        actors, places = np.unique(np.concatenate([NOBODY, *lists]), return_inverse=True)
        words = [np.zeros(len(actors), np.uint64) for _ in range(len(self.brought) // WORD + 1)]
        best, count = np.full(len(actors), -1), np.zeros(len(actors), np.int64)
        start = 0
        for number, brought in enumerate(self.brought):
            here = places[start : start + len(brought.levels)]
            start += len(here)
            count[here] += 1
            rank = np.fromiter(map(ranks.__getitem__, brought.levels.values()), np.int64, len(here))
            if out := self.scorer.excluded(brought):
                stays = ~np.isin(actors[here], list(out))
                here, rank = here[stays], rank[stays]
            best[here] = np.maximum(best[here], rank)
            words[number // WORD][here] |= np.uint64(1 << number % WORD)
        known = [self.scorer.proximity.get, self.scorer.tied.get]
        near, tied = (np.fromiter(map(get, actors.tolist(), repeat(0)), np.int64) for get in known)
        order, starts = _same([*words, near, tied, best, count])
        firsts, ordered = order[starts], actors[order].tolist()
        ends = [*starts[1:].tolist(), len(ordered)][: len(starts)]
        bits, parts = (
            [column[firsts].tolist() for column in some] for some in (words, (near, tied, best, count))
        )
        for start, end, helped, (*others, rank, number) in zip(
            starts.tolist(), ends, zip(*bits, strict=True), zip(*parts, strict=True), strict=True
        ):
            if rank >= 0:
                yield _joined(helped), (*others, levels[rank], number), ordered[start:end]

    def _score(self, parts: tuple) -> Fraction:
        if parts not in self.scores:
            self.scores[parts] = self.scorer.parts(*parts).weighed(self.scorer.weights)
        return self.scores[parts]

    def _offer(self, actor: int, score: Fraction, helped: list[Brought]) -> Offer:
        """Return what an actor would bring to the needs that it would help, which are all those of `helped`."""
        if actor not in self.special and actor not in self.members:
            return Offer(actor, score, dict.fromkeys((one.need.id for one in helped), frozenset({actor})))
        engaged = frozenset(person for brought in helped for person in brought.helpers(actor))
        bearers, stocks = {}, {}
        for brought in helped:
            if brought.need.kind == NeedKind.RESOURCE:
                if actor in brought.stock:
                    stocks[brought.need.asked] = Fraction(brought.stock[actor])
            elif found := brought.bearers(actor, engaged):
                bearers[brought.need.id] = found
        return Offer(actor, score, bearers, stocks)


def _same(columns: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return an order of the rows that brings together those with the same values, and where each lot starts."""
    order = np.lexsort(columns)
    differs = np.zeros(len(order), dtype=bool)
    differs[:1] = True
    for column in columns:
        differs[1:] |= column[order[1:]] != column[order[:-1]]
    return order, np.flatnonzero(differs)


def _joined(words: tuple[int, ...]) -> int:
    """Return a set of needs from its words of 64 bits."""
    return sum(word << WORD * place for place, word in enumerate(words))


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
        parts = ((word, part) for word, part in zip(self.words, self._parts(places), strict=True) if part)
        held = reduce(and_, (word[: self.number] & part == part for word, part in parts))
        return int(np.count_nonzero(held))

    def _parts(self, places: int) -> list[np.uint64]:
        return [np.uint64(places >> WORD * n & (1 << WORD) - 1) for n in range(len(self.words))]
