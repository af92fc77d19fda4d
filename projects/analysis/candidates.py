"""Who could meet what a project's circle lacks: ranked candidates, with the four parts of their score.

Parts and scores are exact fractions, so that equal scores are equal. Plain values in, plain values out: all that is
given here is what one viewer may see.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from projects.analysis.brought import TOP_LEVEL, Brought, Supply
from projects.analysis.ties import Chain, Names, Surroundings
from projects.analysis.values import Facts, Need

SHOWN = 20

# Proximity, in quarters; 0 elsewhere.
SAME_TERRITORY, SAME_EPCI, SAME_DEPARTEMENT, SAME_REGION = 4, 3, 2, 1
# Ties, in twentieths; 0 when nobody of the working circle leads there in two ties.
IN_CIRCLE, ONE_TIE, TWO_TIES = 20, 15, 8


@dataclass(frozen=True, slots=True)
class Parts:
    """The four parts of a score, each from 0 to 1; of weights, how much each counts."""

    proximity: Fraction
    ties: Fraction
    level: Fraction
    complementarity: Fraction

    def each(self) -> tuple[tuple[str, Fraction], ...]:
        """Return the parts, each with its name."""
        names = ("proximity", "ties", "level", "complementarity")
        return tuple((name, getattr(self, name)) for name in names)

    def weighed(self, weights: "Parts") -> Fraction:
        """Return the sum of the parts, each times its weight."""
        return (
            self.proximity * weights.proximity
            + self.ties * weights.ties
            + self.level * weights.level
            + self.complementarity * weights.complementarity
        )


WEIGHTS = Parts(Fraction(3, 10), Fraction(3, 10), Fraction(2, 10), Fraction(2, 10))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor who would bring a project nearer to what it needs.

    `level`: the highest that it would add (for competences); `available`: what it has left (for resources);
    `helpers`: those of its persons who would help; `also`: the other needs that it would help to meet.
    """

    actor: int
    score: Fraction
    parts: Parts
    level: int | None = None
    available: Decimal | None = None
    helpers: tuple[int, ...] = ()
    also: tuple[int, ...] = ()
    chain: Chain = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """Actors kept and left out by hand: for the whole project (`None`), or by need."""

    pinned: Mapping[int | None, frozenset[int]] = field(default_factory=dict)
    excluded: Mapping[int | None, frozenset[int]] = field(default_factory=dict)

    def kept(self, need: int) -> frozenset[int]:
        """Return whom to tell of for a need, however far they come in the order."""
        return self._among(self.pinned, need) - self.out(need)

    def out(self, need: int) -> frozenset[int]:
        """Return whom not to propose for a need: what is said of the need itself comes first."""
        apart = self.excluded.get(need, frozenset())
        return apart | (self.excluded.get(None, frozenset()) - self.pinned.get(need, frozenset()))

    @property
    def any(self) -> bool:
        """Tell whether anybody was kept or left out."""
        return bool(self.pinned or self.excluded)

    @staticmethod
    def _among(chosen: Mapping[int | None, frozenset[int]], need: int) -> frozenset[int]:
        return chosen.get(None, frozenset()) | chosen.get(need, frozenset())


NO_CHOICES = Choices()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best candidates for one need, and how many there are in all.

    `pinned` are among the candidates, which are the first ones and them; `excluded` would be candidates too, by name:
    neither `candidates` nor `total` count them. `listed`: how many are told of in a full list, be it not asked for.
    """

    candidates: tuple[Candidate, ...] = ()
    total: int = 0
    pinned: frozenset[int] = frozenset()
    excluded: tuple[int, ...] = ()
    listed: int = 0


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
    ranker = _Ranker(facts, tuple(needs), supply, around, weights, choices)
    ranker.most = SHOWN if choices.any else most
    lists = {
        need_id: ranker.shortlist(brought) if told_of is None or need_id in told_of else []
        for need_id, brought in ranker.brings.items()
    }
    told = {actor for found in lists.values() for _, group in found for actor in group}
    out = {actor for brought in ranker.brings.values() for actor in ranker.excluded(brought)}
    named = names(frozenset(told | out))
    return {
        need_id: ranker.ranking(brought, lists[need_id], named) for need_id, brought in ranker.brings.items()
    }


class Scorer:
    """What all candidates would bring to the uncovered needs of a project, and the parts of their scores."""

    def __init__(
        self,
        facts: Facts,
        needs: tuple[Need, ...],
        supply: Supply,
        around: Surroundings,
        weights: Parts,
        choices: Choices,
    ) -> None:
        self.brings = {need.id: Brought(need, facts, supply) for need in needs}
        lower = facts.lower_circle - facts.working_circle
        self.tied = {
            **dict.fromkeys(around.far, TWO_TIES),
            **dict.fromkeys(around.near, ONE_TIE),
            **dict.fromkeys(lower, IN_CIRCLE),
        }
        self.proximity = supply.proximity
        self.around = around
        self.weights = weights
        self.choices = choices

    @cached_property
    def lifted(self) -> Counter[int]:
        """Return, by candidate, how many of the needs it would help."""
        found: Counter[int] = Counter()
        for brought in self.brings.values():
            found.update(brought.levels.keys())
        return found

    def excluded(self, brought: Brought) -> frozenset[int]:
        """Return those who would be candidates for a need, had they not been left out."""
        return self.choices.out(brought.need.id) & brought.levels.keys()

    def parts(self, quarters: int, twentieths: int, level: int | Fraction, count: int) -> Parts:
        """Return the parts of a score, of what they are counted in."""
        return Parts(
            proximity=Fraction(quarters, 4),
            ties=Fraction(twentieths, 20),
            level=Fraction(level) / TOP_LEVEL,
            complementarity=Fraction(count - 1, max(1, len(self.brings) - 1)),
        )

    def ties(self, actor: int) -> int:
        """Return the part "ties" in twentieths."""
        return self.tied.get(actor, 0)


class _Ranker(Scorer):
    """Scores by groups of candidates that have the same four parts: there are few such groups."""

    most = SHOWN

    @cached_property
    def common(self) -> dict[int, tuple[int, int, int]]:
        """Return what is the same of an actor for all needs: proximity, ties, how many needs it would help."""
        quarters, twentieths = self.proximity.get, self.tied.get
        return {actor: (quarters(actor, 0), twentieths(actor, 0), n) for actor, n in self.lifted.items()}

    def shortlist(self, brought: Brought) -> list[tuple[Fraction, dict[int, Parts]]]:
        """Return the best groups of equal score, enough of them for what is shown: (score, parts by actor).

        Beyond what is shown, only who was kept by hand is told of.
        """
        scored, groups, number = self._by_score(brought), [], 0
        kept, out = self.choices.kept(brought.need.id), self.excluded(brought)
        for score in sorted(scored, reverse=True):
            wanted = kept if number >= self.most else None
            if wanted is not None and not wanted:
                break
            group = {
                actor: parts
                for parts, actors in scored[score]
                for actor in actors
                if actor not in out and (wanted is None or actor in wanted)
            }
            if group:
                groups.append((score, group))
                number += len(group)
        return groups

    def ranking(
        self,
        brought: Brought,
        shortlist: list[tuple[Fraction, dict[int, Parts]]],
        names: Mapping[int, str],
    ) -> Ranking:
        """Return the first candidates for one need: equals by name, then identifier."""
        ranked = [
            (actor, score, group[actor])
            for score, group in shortlist
            for actor in sorted(group, key=lambda actor: (names[actor], actor))
        ]
        kept, out = self.choices.kept(brought.need.id), self.excluded(brought)
        told = ranked[: self.most] + [one for one in ranked[self.most :] if one[0] in kept]
        total = len(brought.levels) - len(out)
        return Ranking(
            candidates=tuple(self._candidate(brought, *one) for one in told),
            total=total,
            listed=max(len(told), min(total, SHOWN)),
            pinned=kept & {actor for actor, _score, _parts in told},
            excluded=tuple(sorted(out, key=lambda actor: (names[actor], actor))),
        )

    def _by_score(self, brought: Brought) -> dict[Fraction, list[tuple[Parts, list[int]]]]:
        alike = defaultdict(list)
        common = self.common
        for actor, level in brought.levels.items():
            alike[common[actor], level].append(actor)
        scored = defaultdict(list)
        for ((quarters, twentieths, count), level), actors in alike.items():
            parts = self.parts(quarters, twentieths, level, count)
            scored[parts.weighed(self.weights)].append((parts, actors))
        return scored

    def _candidate(self, brought: Brought, actor: int, score: Fraction, parts: Parts) -> Candidate:
        others = (other for other in self.brings.values() if other is not brought)
        return Candidate(
            actor=actor,
            score=score,
            parts=parts,
            level=brought.added(actor),
            available=brought.stock.get(actor),
            helpers=brought.helpers(actor),
            also=tuple(other.need.id for other in others if actor in other.levels),
            chain=self.around.chain(actor),
        )
