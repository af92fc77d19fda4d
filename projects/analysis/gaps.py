"""What a project's circle holds and lacks: the state of each need, and the rate of coverage.

`docs/gaps.md` says in words what each figure means. Plain values in, plain values out.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from projects.analysis.values import Facts, Involvement, Need, Pledge, first_end, last_end, lasts
from projects.enums import NeedKind, NeedState

HORIZON = timedelta(days=90)
UNCOVERED = (NeedState.PARTIAL, NeedState.LATENT, NeedState.MISSING)
# In which order needs are told: what is sought first.
URGENCY = (NeedState.MISSING, NeedState.LATENT, NeedState.PARTIAL, NeedState.COVERED, NeedState.WAIVED)


class Within(StrEnum):
    """Why somebody near does not meet a need yet."""

    DEGREE = "degree"
    NOT_ENGAGED = "not_engaged"
    LEVEL = "level"
    NOT_MOBILISABLE = "not_mobilisable"
    OFFERED = "offered"
    UNPLEDGED = "unpledged"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who has what is needed: at which level or how much, and through which involvements."""

    actor: int
    through: tuple[int, ...] = ()
    level: int | None = None
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class WithinReach:
    """Who could meet a need that nobody meets, and what stands in the way; `through` are actors."""

    actor: int
    why: Within
    through: tuple[int, ...] = ()
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Fragility:
    """What a covered need rests on: each involvement, each bearer without which it would no longer be covered,
    and the day from which what holds today no longer suffices."""

    involvements: tuple[int, ...] = ()
    bearers: tuple[int, ...] = ()
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """One need and what the analysis says of it."""

    need: Need
    state: NeedState
    k: Decimal
    bearers: tuple[Bearer, ...] = ()
    within_reach: tuple[WithinReach, ...] = ()
    fragility: Fragility | None = None

    @property
    def fragile(self) -> bool:
        """Tell whether the need is covered, but by too little."""
        return self.fragility is not None

    @property
    def uncovered(self) -> bool:
        """Tell whether somebody is sought."""
        return self.state in UNCOVERED


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what a project needs its circle holds; no rate without needs."""

    rate: Fraction | None
    needs: int


def analyse(facts: Facts) -> tuple[Gap, ...]:
    """Say the state of each need, in the order of the needs."""
    circle = _Circle(facts)
    return tuple(_gap(need, circle) for need in facts.needs)


def coverage(gaps: Iterable[Gap]) -> Coverage:
    """Return the share of what is needed that is held, weighted by importance; waived needs do not count."""
    counted = [gap for gap in gaps if gap.state != NeedState.WAIVED]
    total = sum(gap.need.importance for gap in counted)
    met = sum(
        gap.need.importance * Fraction(min(gap.k, gap.need.quantity)) / Fraction(gap.need.quantity)
        for gap in counted
    )
    return Coverage(rate=Fraction(met) / total if total else None, needs=len(counted))


def counted_bearers(facts: Facts, need: Need) -> frozenset[int]:
    """Return the distinct bearers of the working circle that have `need` (any kind but a resource)."""
    return _counted(_Circle(facts).carries(need))


def bearers_by_need(facts: Facts, needs: Iterable[Need]) -> dict[int, frozenset[int]]:
    """Return the same for each of `needs`, but for resources."""
    circle = _Circle(facts)
    return {need.id: _counted(circle.carries(need)) for need in needs if need.kind != NeedKind.RESOURCE}


def masked(gap: Gap, shown: Gap) -> bool:
    """Tell whether the need is borne by more, or more of it, than what is `shown` to a viewer."""
    return len(shown.bearers) < len(gap.bearers) or shown.k < gap.k


def left_without(facts: Facts) -> dict[int, dict[int, Decimal]]:
    """Return, by need and by involvement through which the circle has it, what would be left of k if that one ended.

    Who leaves takes along the persons engaged through it, and what it has pledged.
    """
    circle = _Circle(facts)
    return {need.id: _left_without(need, circle) for need in facts.needs}


def horizon(day: date, wanted_by: date | None) -> date:
    """Return the day until which facts must last for a need not to be fragile."""
    ahead = day + HORIZON if day <= date.max - HORIZON else date.max
    return max(ahead, wanted_by) if wanted_by else ahead


@dataclass(frozen=True, slots=True)
class _Reach:
    """One way to one bearer: through which involvement, until when; `own` ability of an organisation or group."""

    involvement: Involvement
    own: bool
    until: date | None


@dataclass(frozen=True, slots=True)
class _Carry:
    """One bearer that has the need, reached through one involvement."""

    involvement: int
    bearer: int
    own: bool
    level: int | None
    until: date | None


class _Circle:
    """The facts of a project, indexed by actor and by what is held."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.reached = self._bearers()
        self.belongs = defaultdict(list)
        for one in facts.affiliations:
            self.belongs[one.person].append(one.organisation)
        self.masteries = _grouped(facts.masteries, lambda one: one.competence)
        self.practices = _grouped(facts.practices, lambda one: one.occupation)
        self.pledges = _grouped(facts.pledges, lambda one: one.need)
        self.stocks = _grouped(facts.stocks, lambda one: one.resource_kind)

    def _bearers(self) -> dict[int, list[_Reach]]:
        """Index the ways to each bearer: an involvement's actor, and the persons engaged and affiliated."""
        affiliated = {(one.person, one.organisation): one.until for one in self.facts.affiliations}
        reached = defaultdict(list)
        for one in self.facts.involvements:
            reached[one.actor].append(_Reach(one, own=not one.is_person, until=one.until))
            for person in one.engaged - {one.actor}:
                if (person, one.actor) in affiliated:
                    until = first_end(one.until, affiliated[person, one.actor])
                    reached[person].append(_Reach(one, own=False, until=until))
        return reached

    def held(self, need: Need) -> dict[int, list]:
        """Return, by actor, the masteries or practices of what is asked for, whether or not they suffice."""
        if need.kind == NeedKind.OCCUPATION:
            return _grouped(self.practices.get(need.asked, ()), lambda one: one.actor)
        under = self.facts.under.get(need.asked, frozenset({need.asked}))
        return _grouped(
            (one for competence in under for one in self.masteries.get(competence, ())),
            lambda one: one.actor,
        )

    def carries(self, need: Need) -> list[_Carry]:
        """Return each way in which the working circle has the need (any kind but a resource)."""
        if need.kind == NeedKind.FAMILY:
            return [
                _Carry(one.id, one.actor, own=False, level=None, until=one.until)
                for one in self.facts.involvements
                if one.works and one.family == need.asked
            ]
        carries = []
        for actor, held in self.held(need).items():
            enough = [one for one in held if suffices(one, need)]
            if not enough:
                continue
            level = max(one.level for one in enough) if need.kind == NeedKind.COMPETENCE else None
            until = last_end(one.until for one in enough)
            carries += [
                _Carry(way.involvement.id, actor, way.own, level, first_end(way.until, until))
                for way in self.reached.get(actor, ())
                if way.involvement.works
            ]
        return carries


def suffices(held, need: Need) -> bool:
    """Tell whether a mastery or a practice is enough for `need`."""
    return need.kind == NeedKind.OCCUPATION or (held.mobilisable and held.level >= need.level)


def _gap(need: Need, circle: _Circle) -> Gap:
    if need.kind == NeedKind.RESOURCE:
        return _resource_gap(need, circle)
    carries = circle.carries(need)
    k = Decimal(len(_counted(carries)))
    state = _state(need, k)
    near = _near(need, circle) if state == NeedState.MISSING else ()
    return Gap(
        need=need,
        state=NeedState.LATENT if near else state,
        k=k,
        bearers=_bearers(carries),
        within_reach=near,
        fragility=_fragility(need, circle.facts.day, carries) if state == NeedState.COVERED else None,
    )


def _state(need: Need, k: Decimal) -> NeedState:
    """Return the state that k gives: `missing` may still turn out to be `latent`."""
    if need.waived:
        return NeedState.WAIVED
    if k >= need.quantity:
        return NeedState.COVERED
    return NeedState.PARTIAL if k else NeedState.MISSING


def _counted(carries: Iterable[_Carry]) -> frozenset[int]:
    """Return the distinct bearers: an organisation's own ability gives way to that of the persons engaged."""
    carries = list(carries)
    by_persons = {one.involvement for one in carries if not one.own}
    return frozenset(one.bearer for one in carries if not (one.own and one.involvement in by_persons))


def _bearers(carries: list[_Carry]) -> tuple[Bearer, ...]:
    counted = _counted(carries)
    ways = _grouped((one for one in carries if one.bearer in counted), lambda one: one.bearer)
    return tuple(
        Bearer(actor, tuple(sorted(one.involvement for one in found)), found[0].level)
        for actor, found in sorted(ways.items())
    )


def _fragility(need: Need, day: date, carries: list[_Carry]) -> Fragility | None:
    def enough(left: Iterable[_Carry]) -> bool:
        return len(_counted(left)) >= need.quantity

    # Whoever leaves takes away at most what goes through them: only those who could break it are tried.
    spare = len(_counted(carries)) - need.quantity
    return _told(
        involvements=tuple(
            i
            for i, number in sorted(Counter(one.involvement for one in carries).items())
            if number > spare and not enough(one for one in carries if one.involvement != i)
        ),
        bearers=tuple(
            b
            for b in sorted({one.bearer for one in carries})
            if spare < 1 and not enough(one for one in carries if one.bearer != b)
        ),
        ends_on=_end(
            {one.until for one in carries},
            horizon(day, need.wanted_by),
            lambda end: enough(one for one in carries if lasts(one.until, end)),
        ),
    )


def _told(**reasons) -> Fragility | None:
    """Return the reasons for which a need is fragile, or nothing when there is none."""
    return Fragility(**reasons) if any(reasons.values()) else None


def _end(ends: set[date | None], until: date, enough: Callable[[date], bool]) -> date | None:
    """Return the first end after which what lasts never suffices again by `until`; nothing if it does then."""
    first = None
    for end in sorted({end for end in ends if end is not None and end <= until}, reverse=True):
        if enough(end):
            break
        first = end
    return first


def _left_without(need: Need, circle: _Circle) -> dict[int, Decimal]:
    if need.kind == NeedKind.RESOURCE:
        given = [one for one in circle.pledges.get(need.id, ()) if one.confirmed]
        return {
            involvement: _sum(one for one in given if one.actor != actor)
            for actor in {one.actor for one in given}
            for involvement in _own_involvements(circle, actor)
        }
    carries = circle.carries(need)
    return {
        i: Decimal(len(_counted(one for one in carries if one.involvement != i)))
        for i in {one.involvement for one in carries}
    }


def _near(need: Need, circle: _Circle) -> tuple[WithinReach, ...]:
    """Return who, in the circle or affiliated to it, could meet a need that nobody meets."""
    if need.kind == NeedKind.FAMILY:
        return tuple(
            WithinReach(one.actor, Within.DEGREE)
            for one in circle.facts.involvements
            if one.family == need.asked
        )
    near = []
    for actor, held in sorted(circle.held(need).items()):
        ways, belongs = circle.reached.get(actor, ()), circle.belongs.get(actor, ())
        if ways or belongs:
            level = max(one.level for one in held) if need.kind == NeedKind.COMPETENCE else None
            through = {way.involvement.actor for way in ways} or set(belongs)
            near.append(
                WithinReach(actor, _obstacle(need, held, ways), tuple(sorted(through - {actor})), level)
            )
    return tuple(near)


def _obstacle(need: Need, held: list, ways: Iterable[_Reach]) -> Within:
    if any(suffices(one, need) for one in held):
        return Within.DEGREE if ways else Within.NOT_ENGAGED
    return Within.LEVEL if any(one.mobilisable for one in held) else Within.NOT_MOBILISABLE


def _resource_gap(need: Need, circle: _Circle) -> Gap:
    pledges = circle.pledges.get(need.id, [])
    given = [one for one in pledges if one.confirmed]
    k = _sum(given)
    state = _state(need, k)
    near = _resources_near(need, circle, pledges) if state == NeedState.MISSING else ()
    return Gap(
        need=need,
        state=NeedState.LATENT if near else state,
        k=k,
        bearers=_givers(given, circle),
        within_reach=near,
        fragility=_resource_fragility(need, circle, given) if state == NeedState.COVERED else None,
    )


def _sum(pledges: Iterable[Pledge]) -> Decimal:
    return sum((one.quantity for one in pledges), Decimal(0))


def _givers(given: list[Pledge], circle: _Circle) -> tuple[Bearer, ...]:
    return tuple(
        Bearer(actor, tuple(sorted(_own_involvements(circle, actor))), quantity=_sum(pledges))
        for actor, pledges in sorted(_grouped(given, lambda one: one.actor).items())
    )


def _own_involvements(circle: _Circle, actor: int) -> set[int]:
    return {way.involvement.id for way in circle.reached.get(actor, ()) if way.involvement.actor == actor}


def _resource_fragility(need: Need, circle: _Circle, given: list[Pledge]) -> Fragility | None:
    def enough(left: Iterable[Pledge]) -> bool:
        return _sum(left) >= need.quantity

    givers = sorted({one.actor for one in given})
    bearers = tuple(a for a in givers if not enough(one for one in given if one.actor != a))
    return _told(
        involvements=tuple(sorted(i for actor in bearers for i in _own_involvements(circle, actor))),
        bearers=bearers,
        ends_on=_end(
            {one.until for one in given},
            horizon(circle.facts.day, need.wanted_by),
            lambda end: enough(one for one in given if lasts(one.until, end)),
        ),
    )


def _resources_near(need: Need, circle: _Circle, pledges: list[Pledge]) -> tuple[WithinReach, ...]:
    involved = {one.actor for one in circle.facts.involvements}
    offers = {one.actor for one in pledges if not one.confirmed} & involved
    free = {one.actor for one in circle.stocks.get(need.asked, ()) if one.free > 0 and one.actor in involved}
    return tuple(
        WithinReach(actor, Within.OFFERED if actor in offers else Within.UNPLEDGED)
        for actor in sorted(offers | free)
    )


def _grouped[K, V](values: Iterable[V], key: Callable[[V], K]) -> dict[K, list[V]]:
    groups = defaultdict(list)
    for value in values:
        groups[key(value)].append(value)
    return dict(groups)
