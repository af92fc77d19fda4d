"""Ranks the candidates for each need: scores of thousands at once, as whole numbers, then who is shown one by one.

All parts of a score have a common denominator, so that whole numbers say exactly which scores are equal.
"""

import math
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import numpy as np

from projects.analysis.brought import TOP_LEVEL, Brought, Supply
from projects.analysis.candidates import (
    NO_CHOICES,
    SHOWN,
    WEIGHTS,
    Candidate,
    Choices,
    Parts,
    Ranking,
    Scorer,
)
from projects.analysis.ties import Names, Surroundings
from projects.analysis.values import Facts, Need

# Beyond that, sums are worked out with Python's own whole numbers.
LARGEST = 2**62


def rank(
    facts: Facts,
    needs: Iterable[Need],
    supply: Supply,
    around: Surroundings,
    names: Names,
    weights: Parts = WEIGHTS,
    choices: Choices = NO_CHOICES,
    most: int = SHOWN,
    told_of: Container[int] | None = None,
) -> dict[int, Ranking]:
    """Rank the candidates for each of `needs`, which are all the uncovered needs of the project.

    `most`: how many of the first are told of; all that are shown where some were chosen by hand. `told_of`: the needs
    whose candidates are told of, all by default; how many there are is told of the others.
    """
    ranker = Ranker(facts, tuple(needs), supply, around, weights, choices)
    ranker.most = SHOWN if choices.any else most
    return ranked(ranker, names, ranker.brings.keys() if told_of is None else told_of)


def ranked(ranker: "Ranker", names: Names, told_of: Container[int]) -> dict[int, Ranking]:
    """Tell of the candidates for the needs in `told_of`, and of how many there are for the others."""
    lists = {
        need_id: ranker.shortlist(brought) if need_id in told_of else []
        for need_id, brought in ranker.brings.items()
    }
    told = {actor for found in lists.values() for group in found for actor in group}
    out = {actor for brought in ranker.brings.values() for actor in ranker.excluded(brought)}
    named = names(frozenset(told | out))
    return {
        need_id: ranker.ranking(brought, lists[need_id], named) for need_id, brought in ranker.brings.items()
    }


@dataclass(frozen=True, slots=True)
class _Everybody:
    """What is the same of each candidate for all needs, in the order of their identifiers."""

    actors: np.ndarray
    quarters: np.ndarray
    twentieths: np.ndarray
    counts: np.ndarray

    def places(self, actors: np.ndarray) -> np.ndarray:
        """Return where some of these candidates stand."""
        return np.searchsorted(self.actors, actors)


class _Units(NamedTuple):
    """What one quarter, one twentieth, one level and one other need are worth, over the denominator of a need."""

    proximity: int
    ties: int
    level: int
    complementarity: int


class Ranker(Scorer):
    """Scores all who would bring something to a need, and tells of the first."""

    most = SHOWN

    @cached_property
    def asked(self) -> dict[int, np.ndarray]:
        """Return who would bring something to each need."""
        return {need: _whole(brought.levels) for need, brought in self.brings.items()}

    @cached_property
    def everybody(self) -> _Everybody:
        """Return what is the same of each candidate for all needs: proximity, ties, how many needs it would help."""
        actors, counts = np.unique(np.concatenate(list(self.asked.values())), return_counts=True)
        return _Everybody(
            actors, _spread(actors, self.proximity), _spread(actors, self.tied), counts.astype(np.int64)
        )

    def shortlist(self, brought: Brought) -> list[list[int]]:
        """Return the best groups of equal score, enough of them for what is shown.

        Beyond what is shown, only who was kept by hand is told of.
        """
        actors = self.asked[brought.need.id]
        scores = self._scores(brought, actors)
        if out := self.excluded(brought):
            left = ~np.isin(actors, _whole(out))
            actors, scores = actors[left], scores[left]
        if len(actors) > self.most:
            least = np.partition(scores, len(scores) - self.most)[len(scores) - self.most]
            chosen = scores >= least
            if kept := self.choices.kept(brought.need.id):
                chosen |= np.isin(actors, _whole(kept))
            actors, scores = actors[chosen], scores[chosen]
        groups: dict[int, list[int]] = {}
        order = np.argsort(-scores, kind="stable")
        for actor, score in zip(actors[order].tolist(), scores[order].tolist(), strict=True):
            groups.setdefault(score, []).append(actor)
        return list(groups.values())

    def contenders(self, brought: Brought, unread: int, known: Iterable[int], further: int) -> list[int]:
        """Return those who may be among the first for a need, whatever is still to be read of them; maybe others.

        `unread`: how many needs it is not known of each whether they would help; `known`: those whose proximity is
        known, that of the others being `further` quarters at most.
        """
        actors = self.asked[brought.need.id]
        least = self._scores(brought, actors)
        if out := self.excluded(brought):
            left = ~np.isin(actors, _whole(out))
            actors, least = actors[left], least[left]
        if len(actors) <= self.most:
            return actors.tolist()
        units = self._units(brought)[0]
        nearer = np.where(np.isin(actors, _whole(known)), 0, units.proximity * further)
        enough = np.partition(least, len(least) - self.most)[len(least) - self.most]
        chosen = least + nearer + units.complementarity * unread >= enough
        if kept := self.choices.kept(brought.need.id):
            chosen |= np.isin(actors, _whole(kept))
        return actors[chosen].tolist()

    def ranking(self, brought: Brought, shortlist: list[list[int]], names: Mapping[int, str]) -> Ranking:
        """Return the first candidates for one need: equals by name, then identifier."""
        ranked = [
            actor for group in shortlist for actor in sorted(group, key=lambda actor: (names[actor], actor))
        ]
        kept, out = self.choices.kept(brought.need.id), self.excluded(brought)
        told = ranked[: self.most] + [actor for actor in ranked[self.most :] if actor in kept]
        total = len(brought.levels) - len(out)
        return Ranking(
            candidates=tuple(self._candidate(brought, actor) for actor in told),
            total=total,
            listed=max(len(told), min(total, SHOWN)),
            pinned=kept & frozenset(told),
            excluded=tuple(sorted(out, key=lambda actor: (names[actor], actor))),
        )

    def _units(self, brought: Brought) -> tuple[_Units, np.ndarray]:
        """Return what a unit of each part is worth, and the levels counted in such units."""
        levels, unit = _levels(brought)
        weights = self.weights
        by_unit = (
            weights.proximity / 4,
            weights.ties / 20,
            weights.level * unit,
            weights.complementarity / self.others,
        )
        denominator = math.lcm(*(one.denominator for one in by_unit))
        units = _Units(*(int(one * denominator) for one in by_unit))
        large = max(denominator * 4, max(levels, default=0), units.level) >= LARGEST
        return units, np.array(levels, dtype=object if large else np.int64)

    def _scores(self, brought: Brought, actors: np.ndarray) -> np.ndarray:
        """Return the scores for a need of those who would bring something to it, over one denominator."""
        units, levels = self._units(brought)
        everybody, sort = self.everybody, levels.dtype
        places = everybody.places(actors)
        return (
            everybody.quarters[places].astype(sort) * units.proximity
            + everybody.twentieths[places].astype(sort) * units.ties
            + levels * units.level
            + (everybody.counts[places] - 1).astype(sort) * units.complementarity
        )

    def _candidate(self, brought: Brought, actor: int) -> Candidate:
        place = int(self.everybody.places(np.array([actor]))[0])
        everybody = self.everybody
        parts = self.parts(
            int(everybody.quarters[place]),
            int(everybody.twentieths[place]),
            brought.levels[actor],
            int(everybody.counts[place]),
        )
        others = (other for other in self.brings.values() if other is not brought)
        return Candidate(
            actor=actor,
            score=parts.weighed(self.weights),
            parts=parts,
            level=brought.added(actor),
            available=brought.stock.get(actor),
            helpers=brought.helpers(actor),
            also=tuple(other.need.id for other in others if actor in other.levels),
            chain=self.around.chain(actor),
        )


def _whole(actors: Iterable[int]) -> np.ndarray:
    return np.fromiter(actors, np.int64)


def _spread(actors: np.ndarray, known: Mapping[int, int]) -> np.ndarray:
    """Return what is known of each of `actors`, which are in order; 0 of those of whom nothing is."""
    found = np.zeros(len(actors), np.int64)
    if known and len(actors):
        who, what = _whole(known), _whole(known.values())
        places = np.minimum(np.searchsorted(actors, who), len(actors) - 1)
        there = actors[places] == who
        found[places[there]] = what[there]
    return found


def _levels(brought: Brought) -> tuple[list[int], Fraction]:
    """Return the part "level" of each who would bring something, as whole numbers, and what one of them is worth."""
    different = {id(level): level for level in brought.levels.values()}
    denominator = math.lcm(*{Fraction(level).denominator for level in different.values()}, 1)
    whole = {key: int(level * denominator) for key, level in different.items()}
    return [whole[id(level)] for level in brought.levels.values()], Fraction(1, TOP_LEVEL * denominator)
