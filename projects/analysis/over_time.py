"""A project's needs as days go by: how each stood, since when, and how the rate of coverage moved.

Facts that have a period come once, whatever their day; what holds on a day is the same as what `facts` reads for that
day. A state can only change on a day on which a fact starts or ends, or comes within the horizon of fragility: these
days alone are looked at, and each need looks only at the facts that concern it. Plain values in, plain values out.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Protocol

from projects.analysis import values
from projects.analysis.gaps import HORIZON, Coverage, Gap, analyse
from projects.enums import NeedKind, NeedState

ONE_DAY = timedelta(days=1)


class Ending(Protocol):
    """A plain fact that holds until a day."""

    @property
    def until(self) -> date | None:
        """Return the first day on which it no longer holds."""
        ...


@dataclass(frozen=True, slots=True)
class Span[T: Ending]:
    """A fact, and the first day on which it holds (`None`: since always)."""

    fact: T
    since: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the fact is true on `day`."""
        return (self.since is None or self.since <= day) and values.lasts(self.fact.until, day)


@dataclass(frozen=True, slots=True)
class DatedNeed:
    """A need, from the day it was stated to the day it was closed; waived from a day on."""

    need: values.Need
    opened: date | None = None
    closed: date | None = None
    waived: date | None = None

    def open_on(self, day: date) -> bool:
        """Tell whether the need is there on `day`, waived or not."""
        return (self.opened is None or self.opened <= day) and (self.closed is None or self.closed > day)

    def on(self, day: date) -> values.Need:
        """Return the need as it is on `day`."""
        return replace(self.need, waived=self.waived is not None and self.waived <= day)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a pledge takes out of a resource, while it holds."""

    quantity: Decimal
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """What an actor has to give of a kind of resource while it lasts, and what is taken out of it."""

    actor: int
    resource_kind: int
    quantity: Decimal
    taken: tuple[Span[Taken], ...] = ()
    until: date | None = None

    def free(self, day: date) -> Decimal:
        """Return what is pledged nowhere on `day`."""
        gone = sum((one.fact.quantity for one in self.taken if one.holds(day)), Decimal(0))
        return max(Decimal(0), self.quantity - gone)


@dataclass(frozen=True, slots=True)
class History:
    """All that the states of a project's needs depended on, or are known to depend on one day."""

    needs: tuple[DatedNeed, ...] = ()
    involvements: tuple[Span[values.Involvement], ...] = ()
    affiliations: tuple[Span[values.Affiliation], ...] = ()
    masteries: tuple[Span[values.Mastery], ...] = ()
    practices: tuple[Span[values.Practice], ...] = ()
    holdings: tuple[Span[Holding], ...] = ()
    pledges: tuple[Span[values.Pledge], ...] = ()
    under: Mapping[int, frozenset[int]] = field(default_factory=dict)

    @property
    def spans(self) -> Iterator[Span]:
        """Go through all facts that have a period."""
        yield from self.involvements
        yield from self.affiliations
        yield from self.masteries
        yield from self.practices
        yield from self.pledges
        for holding in self.holdings:
            yield holding
            yield from holding.fact.taken

    @property
    def actors(self) -> frozenset[int]:
        """Return every actor that the facts name."""
        return frozenset(
            {actor for one in self.involvements for actor in (one.fact.actor, *one.fact.engaged)}
            | {one.fact.person for one in self.affiliations}
            | {one.fact.actor for one in self.pledges}
        )

    def known_to(self, visible: frozenset[int]) -> "History":
        """Return the same without what is about actors out of `visible`."""
        return replace(
            self,
            involvements=tuple(
                replace(one, fact=replace(one.fact, engaged=one.fact.engaged & visible))
                for one in self.involvements
                if one.fact.actor in visible
            ),
            affiliations=tuple(
                one for one in self.affiliations if {one.fact.person, one.fact.organisation} <= visible
            ),
            masteries=tuple(one for one in self.masteries if one.fact.actor in visible),
            practices=tuple(one for one in self.practices if one.fact.actor in visible),
            holdings=tuple(one for one in self.holdings if one.fact.actor in visible),
            pledges=tuple(one for one in self.pledges if one.fact.actor in visible),
        )

    def about(self, need: values.Need) -> "History":
        """Return what one need depends on, and nothing more."""
        one = tuple(dated for dated in self.needs if dated.need.id == need.id)
        narrow = {
            NeedKind.FAMILY: self._of_family,
            NeedKind.RESOURCE: self._of_resource,
            NeedKind.OCCUPATION: self._of_ability,
            NeedKind.COMPETENCE: self._of_ability,
        }
        return replace(narrow[need.kind](need), needs=one)

    def _of_family(self, need: values.Need) -> "History":
        return History(involvements=tuple(one for one in self.involvements if one.fact.family == need.asked))

    def _of_resource(self, need: values.Need) -> "History":
        holdings = tuple(one for one in self.holdings if one.fact.resource_kind == need.asked)
        pledges = tuple(one for one in self.pledges if one.fact.need == need.id)
        actors = {one.fact.actor for one in holdings} | {one.fact.actor for one in pledges}
        return History(
            involvements=tuple(one for one in self.involvements if one.fact.actor in actors),
            holdings=holdings,
            pledges=pledges,
        )

    def _of_ability(self, need: values.Need) -> "History":
        competence = need.kind == NeedKind.COMPETENCE
        under = self.under.get(need.asked, frozenset({need.asked})) if competence else frozenset()
        masteries = tuple(one for one in self.masteries if one.fact.competence in under)
        practices = tuple(
            one for one in self.practices if not competence and one.fact.occupation == need.asked
        )
        able = {one.fact.actor for one in masteries} | {one.fact.actor for one in practices}
        affiliations = tuple(one for one in self.affiliations if one.fact.person in able)
        near = able | {one.fact.organisation for one in affiliations}
        return History(
            involvements=tuple(
                replace(one, fact=replace(one.fact, engaged=one.fact.engaged & able))
                for one in self.involvements
                if one.fact.actor in near
            ),
            affiliations=affiliations,
            masteries=masteries,
            practices=practices,
            under={need.asked: under} if competence else {},
        )


@dataclass(frozen=True, slots=True)
class Spell:
    """From `first` on (`None`: as far back as is known), a need stands so; `state` is `None` while it is not there."""

    first: date | None
    state: NeedState | None
    fragile: bool = False
    k: Decimal = Decimal(0)

    @property
    def shown(self) -> tuple[NeedState | None, bool]:
        """Return what is told of the need."""
        return self.state, self.fragile


def on(history: History, day: date) -> values.Facts:
    """Return the facts that hold on `day`."""
    involvements = tuple(one.fact for one in history.involvements if one.holds(day))
    circle = {one.actor for one in involvements}
    return values.Facts(
        day=day,
        needs=tuple(one.on(day) for one in history.needs if one.open_on(day)),
        involvements=involvements,
        affiliations=tuple(
            one.fact for one in history.affiliations if one.fact.organisation in circle and one.holds(day)
        ),
        masteries=tuple(one.fact for one in history.masteries if one.holds(day)),
        practices=tuple(one.fact for one in history.practices if one.holds(day)),
        stocks=_stocks(history, circle, day),
        pledges=tuple(one.fact for one in history.pledges if one.holds(day)),
        under=history.under,
    )


def _stocks(history: History, circle: set[int], day: date) -> tuple[values.Stock, ...]:
    free: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for one in history.holdings:
        if one.fact.actor in circle and one.holds(day):
            free[one.fact.actor, one.fact.resource_kind] += one.fact.free(day)
    return tuple(values.Stock(actor, kind, left) for (actor, kind), left in free.items() if left)


def state_since(history: History, need: values.Need, day: date) -> date | None:
    """Return the first day of the spell that `day` is in: since when the need stands as it is told on that day.

    Fragile and covered are told apart. `None`: as far back as is known, or the need is not there on that day.
    """
    own = history.about(need)
    now = spell_on(own, day)
    if now.state is None:
        return None
    facts, nearing = change_days(own)
    days = facts | nearing if now.state == NeedState.COVERED else facts
    for earlier in sorted((one for one in days if one <= day), reverse=True):
        if spell_on(own, _before(earlier, ONE_DAY)).shown != now.shown:
            return earlier
    return None


def spells(history: History, need: values.Need) -> tuple[Spell, ...]:
    """Return how a need stood, one spell after the other: the first one has no beginning, the last one no end."""
    own = history.about(need)
    facts, nearing = change_days(own)
    days = sorted(facts | nearing)
    found = [replace(spell_on(own, _before(days[0], ONE_DAY) if days else date.max), first=None)]
    for day in days:
        if day not in facts and found[-1].state != NeedState.COVERED:
            continue
        spell = spell_on(own, day)
        if (spell.shown, spell.k) != (found[-1].shown, found[-1].k):
            found.append(spell)
    return tuple(found)


def change_days(history: History) -> tuple[set[date], set[date]]:
    """Return the days on which a need can come to stand otherwise: facts start or end; and are about to end.

    On the latter alone, only a covered need moves: it becomes fragile.
    """
    ends = {span.fact.until for span in history.spans if span.fact.until is not None}
    starts = {span.since for span in history.spans if span.since is not None}
    own = {day for one in history.needs for day in (one.opened, one.closed, one.waived) if day is not None}
    return starts | ends | own, {_before(end, HORIZON) for end in ends}


def spell_on(own: History, day: date) -> Spell:
    """Return how the one need of `own` stands on `day`."""
    gap: Gap | None = next(iter(analyse(on(own, day))), None)
    return Spell(day, gap.state, gap.fragile, gap.k) if gap else Spell(day, None)


def _before(day: date, time: timedelta) -> date:
    return day - time if day - date.min >= time else date.min


@dataclass(frozen=True, slots=True)
class Point:
    """From `day` on (`None`: as far back as is known), the rate of coverage is so."""

    day: date | None
    coverage: Coverage


def rate_line(timelines: Mapping[values.Need, tuple[Spell, ...]]) -> tuple[Point, ...]:
    """Return the rate from the first days on: one point each time that it, or the number of needs, changes."""
    moves = defaultdict(list)
    counted = _Sum()
    for need, told in timelines.items():
        counted.count(need, told[0], 1)
        for before, after in pairwise(told):
            moves[after.first or date.min].append((need, before, after))
    points = [Point(None, counted.coverage)]
    for day in sorted(moves):
        for need, before, after in moves[day]:
            counted.count(need, before, -1)
            counted.count(need, after, 1)
        if counted.coverage != points[-1].coverage:
            points.append(Point(day, counted.coverage))
    return tuple(points)


def rate_on(line: tuple[Point, ...], day: date | None) -> Coverage:
    """Return the rate on `day`; as far back as is known without a day."""
    later = bisect_right(line, day, lo=1, key=lambda point: point.day or date.min) if day else 1
    return line[later - 1].coverage


def at(told: tuple[Spell, ...], day: date | None) -> Spell:
    """Return the spell that `day` is in; the first one when `day` is `None`."""
    found = told[0]
    for spell in told[1:]:
        if day is None or spell.first is None or spell.first > day:
            break
        found = spell
    return found


class _Sum:
    """What is needed and what is met, brought up to date need by need."""

    def __init__(self) -> None:
        self.total, self.needs = 0, 0
        self.met = Fraction(0)

    def count(self, need: values.Need, spell: Spell, times: int) -> None:
        """Add a need that stands so, or take it out (`times` is -1)."""
        if spell.state in (None, NeedState.WAIVED):
            return
        self.needs += times
        self.total += times * need.importance
        self.met += times * need.importance * Fraction(min(spell.k, need.quantity)) / Fraction(need.quantity)

    @property
    def coverage(self) -> Coverage:
        """Return the rate."""
        return Coverage(rate=self.met / self.total if self.total else None, needs=self.needs)
