"""What a viewer is shown of a project's gaps: records and words, nothing hidden among them."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from actors.models import Actor, ActorFamily
from projects.analysis import words
from projects.analysis.candidates import WEIGHTS, Parts
from projects.analysis.experiences import Told
from projects.analysis.gaps import UNCOVERED, Coverage
from projects.enums import NeedState
from projects.models import Need, Project


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

    @property
    def breakdown(self) -> list[dict]:
        """Return, for each part of the score, its name, its value, its weight and what it adds."""
        return [
            {"name": words.PARTS[name], "value": value, "weight": weight, "adds": value * weight}
            for (name, value), (_name, weight) in zip(self.parts.each(), self.weights.each(), strict=True)
        ]


@dataclass(frozen=True, slots=True)
class NeedReport:
    """One need: its state, who bears it, why it is fragile, who could meet it."""

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

    @property
    def uncovered(self) -> bool:
        """Tell whether somebody is sought."""
        return self.state in UNCOVERED


@dataclass(frozen=True, slots=True)
class GapReport:
    """All that one viewer may know of a project's gaps on a day; `needs` are the worst and most important first."""

    project: Project
    day: date
    coverage: Coverage
    needs: tuple[NeedReport, ...]
    waived: tuple[NeedReport, ...]
    absent_families: tuple[ActorFamily, ...]
    families: int
    experiences: tuple[Told, ...]
    weights: Parts = WEIGHTS

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
