"""Who could meet what a project's circle lacks: ranked candidates, with the four parts of their score.

Parts and scores are exact fractions, so that equal scores are equal. Plain values in, plain values out: all that is
given here is what one viewer may see.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from projects.analysis.brought import TOP_LEVEL, Brought, Supply
from projects.analysis.gaps import bearers_by_need
from projects.analysis.ties import Chain, Surroundings
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
    `more`: there are more than `total`, who were not counted.
    """

    candidates: tuple[Candidate, ...] = ()
    total: int = 0
    pinned: frozenset[int] = frozenset()
    excluded: tuple[int, ...] = ()
    listed: int = 0
    more: bool = False


#: More than a full list tells, and not counted.
PLENTY = Ranking(total=SHOWN, listed=SHOWN, more=True)


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
        *,
        known: Mapping[int, Brought] = MappingProxyType({}),
        unread: int = 0,
    ) -> None:
        """Work out what would be brought to each of `needs`, but for what is `known`; `unread` others are not there."""
        bearers = bearers_by_need(facts, (need for need in needs if need.id not in known))
        self.brings = {
            need.id: known.get(need.id) or Brought(need, facts, supply, bearers.get(need.id))
            for need in needs
        }
        self.others = max(1, len(needs) + unread - 1)
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
            complementarity=Fraction(count - 1, self.others),
        )

    def ties(self, actor: int) -> int:
        """Return the part "ties" in twentieths."""
        return self.tied.get(actor, 0)
