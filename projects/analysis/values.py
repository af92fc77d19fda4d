"""The plain facts that the analysis of gaps reads: no database, no HTTP.

All facts hold on one day; `until` is the first day on which a fact no longer holds (`None`: no end is known).
Actors, competences, needs… are named by their identifiers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from projects.enums import WORKING_DEGREE, NeedKind


def lasts(until: date | None, day: date) -> bool:
    """Tell whether a fact that ends on `until` still holds on `day`."""
    return until is None or until > day


def first_end(*ends: date | None) -> date | None:
    """Return the earliest of several ends, `None` being no end."""
    return min((end for end in ends if end is not None), default=None)


def last_end(ends: Iterable[date | None]) -> date | None:
    """Return the latest of several ends, `None` being no end."""
    latest = date.min
    for end in ends:
        if end is None:
            return None
        latest = max(latest, end)
    return latest


@dataclass(frozen=True, slots=True)
class Need:
    """What a project needs: `asked` identifies a competence, occupation, kind of resource or family."""

    id: int
    kind: NeedKind
    asked: int
    level: int | None = None
    quantity: Decimal = Decimal(1)
    importance: int = 2
    wanted_by: date | None = None
    waived: bool = False


@dataclass(frozen=True, slots=True)
class Involvement:
    """An actor takes part to a degree; `engaged` are the persons who take part through it."""

    id: int
    actor: int
    degree: int
    family: int
    is_person: bool = False
    engaged: frozenset[int] = frozenset()
    until: date | None = None

    @property
    def works(self) -> bool:
        """Tell whether it belongs to the working circle."""
        return self.degree >= WORKING_DEGREE


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A person belongs to an actor of the circle."""

    person: int
    organisation: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Mastery:
    """An actor masters a competence."""

    actor: int
    competence: int
    level: int
    mobilisable: bool = True
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """An actor practises an occupation."""

    actor: int
    occupation: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Stock:
    """What an actor of the circle could still give of a kind of resource: what is pledged nowhere."""

    actor: int
    resource_kind: int
    free: Decimal


@dataclass(frozen=True, slots=True)
class Pledge:
    """What an actor gives to a need for a resource, confirmed or only offered."""

    need: int
    actor: int
    quantity: Decimal
    confirmed: bool
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the states of one project's needs depend on, on one day.

    `under` gives, for each competence asked for, itself and all that stands under it in the tree.
    """

    day: date
    needs: tuple[Need, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    masteries: tuple[Mastery, ...] = ()
    practices: tuple[Practice, ...] = ()
    stocks: tuple[Stock, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    under: Mapping[int, frozenset[int]] = field(default_factory=dict)

    @property
    def working_circle(self) -> frozenset[int]:
        """Return the actors involved at degree 3 or more."""
        return frozenset(one.actor for one in self.involvements if one.works)

    @property
    def lower_circle(self) -> frozenset[int]:
        """Return the actors involved at degree 1 or 2."""
        return frozenset(one.actor for one in self.involvements if not one.works)

    @property
    def actors(self) -> frozenset[int]:
        """Return every actor that the facts name."""
        return frozenset(
            {actor for one in self.involvements for actor in (one.actor, *one.engaged)}
            | {one.person for one in self.affiliations}
            | {one.actor for one in self.pledges}
        )

    def known_to(self, visible: frozenset[int]) -> "Facts":
        """Return the same facts without those about actors out of `visible`."""
        return replace(
            self,
            involvements=tuple(
                replace(one, engaged=one.engaged & visible)
                for one in self.involvements
                if one.actor in visible
            ),
            affiliations=tuple(
                one for one in self.affiliations if one.person in visible and one.organisation in visible
            ),
            masteries=tuple(one for one in self.masteries if one.actor in visible),
            practices=tuple(one for one in self.practices if one.actor in visible),
            stocks=tuple(one for one in self.stocks if one.actor in visible),
            pledges=tuple(one for one in self.pledges if one.actor in visible),
        )
