"""What a viewer is shown of a project's gaps: records and words, nothing hidden among them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from actors.enums import Unit
from actors.models import Actor, ActorFamily
from projects.analysis import words
from projects.analysis.candidates import WEIGHTS, Parts
from projects.analysis.gaps import UNCOVERED, Coverage
from projects.enums import NeedState
from projects.models import CandidateChoice, Need, Project


@dataclass(frozen=True, slots=True)
class ShownBearer:
    """Who has what is needed; `through` are the other actors by whom a person is reached."""

    actor: Actor
    level: int | None
    amount: str
    through: tuple[Actor, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ShownCandidate:
    """Somebody who could meet a need, and why; `chain` goes from somebody aboard to them.

    `involvement` identifies that of an actor who is in the circle already, at a lower degree.
    """

    actor: Actor
    score: Fraction
    parts: Parts
    level: int | None
    helpers: tuple[Actor, ...]
    chain: tuple[Actor, ...]
    reasons: tuple[str, ...]
    reserve: str
    involvement: UUID | None
    km: int | None
    illustrative: bool
    weights: Parts
    pin: CandidateChoice | None = None

    @property
    def score_words(self) -> str:
        """Return the score with two decimals."""
        return words.share(self.score)

    @property
    def breakdown(self) -> list[dict]:
        """Return, for each part of the score, its name, its value and its weight, in words."""
        return [
            {"name": words.PARTS[name], "value": words.share(value), "weight": words.share(weight)}
            for (name, value), (_name, weight) in zip(self.parts.each(), self.weights.each(), strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Sums:
    """How much of a resource is asked for, confirmed, and offered on top, as far as the viewer sees; in words too."""

    asked: Decimal
    confirmed: Decimal
    offered: Decimal
    unit: str

    @property
    def shares(self) -> tuple[int, int]:
        """Return what is confirmed, then what is offered, in percents of what is asked; 100 together at most."""
        confirmed = min(100, int(100 * self.confirmed / self.asked))
        return confirmed, min(100 - confirmed, int(100 * self.offered / self.asked))

    @property
    def counted(self) -> bool:
        """Tell whether there is anything to count: more than one, or in some unit."""
        return self.unit != Unit.NONE or self.asked > 1

    @property
    def lacking(self) -> Decimal:
        """Return what is asked for and not confirmed yet."""
        return max(Decimal(0), self.asked - self.confirmed)

    @property
    def words(self) -> dict[str, str]:
        """Return the sums with their unit."""
        names = ("asked", "confirmed", "offered", "lacking")
        sums = {name: getattr(self, name) for name in names}
        return {name: words.amount(quantity, self.unit) for name, quantity in sums.items()}


@dataclass(frozen=True, slots=True)
class NeedReport:
    """One need: its state and since when, who bears it, why it is fragile, who could meet it.

    `since` is unknown where it stood so as far back as is known. `candidates` come in the order of their scores: as
    many of the first as were asked for, of the `listed` that a full list tells, and those kept by hand. `excluded` were
    left out by hand, and would be candidates. `more`: there are more candidates than `total`, who were not counted.
    """

    need: Need
    state: NeedState
    fragile: bool
    asked: str
    bearers: tuple[ShownBearer, ...]
    somebody: bool
    why_fragile: tuple[str, ...]
    within_reach: tuple[str, ...]
    candidates: tuple[ShownCandidate, ...]
    total: int
    more: bool = False
    listed: int = 0
    since: date | None = None
    sums: Sums | None = None
    excluded: tuple[CandidateChoice, ...] = ()

    @property
    def uncovered(self) -> bool:
        """Tell whether somebody is sought."""
        return self.state in UNCOVERED

    @property
    def left_for_later(self) -> bool:
        """Tell whether there are candidates, of whom none was asked for."""
        return bool(self.listed) and not self.candidates

    @property
    def one_candidate(self) -> bool:
        """Tell whether there is nobody to compare a candidate with."""
        return self.listed == 1

    @property
    def pinned_first(self) -> tuple[ShownCandidate, ...]:
        """Return the candidates, those kept by hand first."""
        return tuple(sorted(self.candidates, key=lambda one: one.pin is None))


@dataclass(frozen=True, slots=True)
class GapReport:
    """All that one viewer may know of a project's gaps on a day; `needs` are the worst and most important first.

    `convenes`: somebody in the circle has the power to bring people round a table, or the project asks for it.
    `choices`: who was kept or left out for the whole project, for who may read it.
    """

    project: Project
    day: date
    coverage: Coverage
    needs: tuple[NeedReport, ...]
    waived: tuple[NeedReport, ...]
    absent_families: tuple[ActorFamily, ...]
    families: int
    weights: Parts = WEIGHTS
    convenes: bool = True
    choices: tuple[CandidateChoice, ...] = ()

    @property
    def lacking(self) -> bool:
        """Tell whether somebody is sought for any need."""
        return any(need.uncovered for need in self.needs)

    @property
    def aboard_families(self) -> int:
        """Return how many families of actors are in the circle."""
        return self.families - len(self.absent_families)

    @property
    def percent(self) -> int | None:
        """Return the rate of coverage in percents, rounded down: 100 means all."""
        return None if self.coverage.rate is None else int(self.coverage.rate * 100)
