"""What would become of a project's gaps, for one viewer: reads the facts, supposes the changes, tells what moves.

What somebody supposes must teach them nothing on those whom they may not see. Who leaves and who changes degree are
members that the viewer sees; who joins comes with what the viewer sees of them alone; and the quantity of a need that
somebody hidden bears stays as it is, or one could count them.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from actors.models import Actor, Resource
from projects.analysis import gaps, values
from projects.analysis.candidates import WEIGHTS, Ranking
from projects.analysis.facts import facts_around, facts_of, free_stocks, open_needs
from projects.analysis.gaps import Coverage, masked
from projects.analysis.shown import NeedReport
from projects.analysis.what_if import Changes, helpers, what_if
from projects.analysis.writing import Writer
from projects.enums import NeedState
from projects.models import Involvement, Need, Pledge, Project
from territoire.periods import since

# The better a need stands, the later it comes.
RANKS = (NeedState.MISSING, NeedState.LATENT, NeedState.PARTIAL, NeedState.COVERED)


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody supposes, by public identifiers: who leaves, new degrees, who comes, quantities, another day."""

    left: frozenset[UUID] = frozenset()
    degrees: Mapping[UUID, int] = field(default_factory=dict)
    arrivals: Mapping[str, int] = field(default_factory=dict)
    quantities: Mapping[UUID, Decimal] = field(default_factory=dict)
    day: date | None = None

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.left or self.degrees or self.arrivals or self.quantities or self.day)


@dataclass(frozen=True, slots=True)
class Member:
    """An involvement that the viewer sees, and what is supposed of it."""

    involvement: Involvement
    leaves: bool
    degree: int

    @property
    def changes(self) -> bool:
        """Tell whether its degree would change."""
        return not self.leaves and self.degree != self.involvement.degree_id


@dataclass(frozen=True, slots=True)
class Arrival:
    """An actor who would come aboard, to what degree, with those of their persons who help."""

    actor: Actor
    degree: int
    helpers: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A need before and after; `None` while it is not there. `may_count`: its quantity may be changed."""

    need: Need
    quantity: Decimal
    before: NeedReport | None
    after: NeedReport | None
    may_count: bool

    @property
    def moved(self) -> bool:
        """Tell whether it would not stand the same."""
        return _standing(self.before) != _standing(self.after)

    @property
    def gained(self) -> bool:
        """Tell whether it would be covered, which it is not."""
        return not _covered(self.before) and _covered(self.after)

    @property
    def lost(self) -> bool:
        """Tell whether it would no longer be covered."""
        return _covered(self.before) and self.after is not None and self.after.uncovered

    @property
    def weakened(self) -> bool:
        """Tell whether it would stay covered, and become fragile."""
        return _covered(self.before) and _covered(self.after) and self._fragile(self.after, self.before)

    @property
    def strengthened(self) -> bool:
        """Tell whether it would stay covered, and no longer be fragile."""
        return _covered(self.before) and _covered(self.after) and self._fragile(self.before, self.after)

    @property
    def nearer(self) -> bool:
        """Tell whether it would stay uncovered, less so."""
        return self._between_uncovered > 0

    @property
    def further(self) -> bool:
        """Tell whether it would stay uncovered, more so."""
        return self._between_uncovered < 0

    @property
    def _between_uncovered(self) -> int:
        if not (self.before and self.after and self.before.uncovered and self.after.uncovered):
            return 0
        return RANKS.index(self.after.state) - RANKS.index(self.before.state)

    @staticmethod
    def _fragile(one: NeedReport | None, other: NeedReport | None) -> bool:
        return bool(one and other and one.fragile and not other.fragile)


@dataclass(frozen=True, slots=True)
class Supposed:
    """All that one viewer is told: who is aboard, who would come, and how each need would move."""

    project: Project
    day: date
    later: date
    plan: Plan
    members: tuple[Member, ...]
    arrivals: tuple[Arrival, ...]
    moves: tuple[Move, ...]
    before: Coverage
    after: Coverage

    @property
    def tidy(self) -> Plan:
        """Return the plan without what changes nothing."""
        asked = {move.need.uid: move.need.quantity for move in self.moves}
        quantities = self.plan.quantities.items()
        return Plan(
            left=frozenset(one.involvement.uid for one in self.members if one.leaves),
            degrees={one.involvement.uid: one.degree for one in self.members if one.changes},
            arrivals={one.actor.slug: one.degree for one in self.arrivals},
            quantities={uid: number for uid, number in quantities if asked.get(uid, number) != number},
            day=self.later if self.later != self.day else None,
        )

    @property
    def moved(self) -> list[Move]:
        """Return the needs that would not stand the same."""
        return [one for one in self.moves if one.moved]

    @property
    def still(self) -> list[Move]:
        """Return the others."""
        return [one for one in self.moves if not one.moved]

    @property
    def percent_before(self) -> int | None:
        """Return the rate in percents, rounded down."""
        return percent(self.before)

    @property
    def percent_after(self) -> int | None:
        """Return the same once the changes are made."""
        return percent(self.after)


def percent(coverage: Coverage) -> int | None:
    """Return a rate in percents, rounded down: 100 means all."""
    return None if coverage.rate is None else int(coverage.rate * 100)


def suppose(project: Project, user, day: date, plan: Plan) -> Supposed:
    """Work out what `plan` would change, as far as `user` sees."""
    later = plan.day or day
    needs, facts = _facts(project, day)
    needs_then, facts_then = (needs, facts) if later == day else _facts(project, later)
    visible = Actor.objects.visible_to(user).filter(restricted_at=None)
    members = _members(project, visible, day, plan)
    coming = _coming(visible, plan, facts_then)
    around = _around(facts_then, coming, visible, user)
    seen = _seen(visible, facts, facts_then, around) | frozenset(coming)
    changes = _changes(plan, members, facts_then)
    changes = _with_arrivals(changes, facts_then, around, coming, _later_starts(project, coming, later))
    moved = what_if(facts_then, changes)
    fixed = borne_by_hidden(facts, seen) | borne_by_hidden(moved, seen)
    quantities = {
        need.pk: plan.quantities[need.uid]
        for need in needs_then
        if need.uid in plan.quantities and need.pk not in fixed
    }
    before = _Standing(project, facts, needs, visible, seen)
    after = _Standing(project, what_if(moved, Changes(quantities=quantities)), needs_then, visible, seen)
    return Supposed(
        project=project,
        day=day,
        later=later,
        plan=plan,
        members=members,
        arrivals=_arrivals(changes, coming, visible),
        moves=tuple(_moves(before, after, quantities, fixed)),
        before=before.coverage,
        after=after.coverage,
    )


def _facts(project: Project, day: date) -> tuple[list[Need], values.Facts]:
    needs = open_needs(project, day)
    return needs, facts_of(project, needs, day)


def _members(project: Project, visible, day: date, plan: Plan) -> tuple[Member, ...]:
    rows = (
        Involvement.objects.filter(project=project, actor__in=visible)
        .active_on(day)
        .select_related("actor__family", "degree")
        .order_by("-degree", "actor__search_name", "pk")
    )
    return tuple(
        Member(one, leaves=one.uid in plan.left, degree=plan.degrees.get(one.uid, one.degree_id))
        for one in rows
    )


def _coming(visible, plan: Plan, facts: values.Facts) -> dict[int, tuple[Actor, int]]:
    """Return who would come aboard, to which degree: listed actors who are not in the circle."""
    aboard = {one.actor for one in facts.involvements}
    rows = visible.filter(slug__in=list(plan.arrivals)).listed().select_related("family", "seat")
    found = sorted(rows, key=lambda actor: list(plan.arrivals).index(actor.slug))
    return {actor.pk: (actor, plan.arrivals[actor.slug]) for actor in found if actor.pk not in aboard}


def _around(facts: values.Facts, coming: Iterable[int], visible, user) -> values.Facts:
    """Return what the viewer sees around those who come."""
    coming = set(coming)
    around = facts_around(coming, facts)
    seen = frozenset(visible.filter(pk__among=around.actors).values_list("pk", flat=True)) | coming
    kinds = {one.resource_kind for one in around.stocks}
    resources = Resource.objects.visible_to(user).filter(actor__among=coming, kind__among=kinds)
    left = free_stocks(resources, Pledge.objects.visible_to(user), facts.day) if kinds else {}
    stocks = tuple(values.Stock(actor, kind, free) for (actor, kind), free in left.items())
    return replace(around.known_to(frozenset(seen)), stocks=stocks)


def _seen(visible, *several: values.Facts) -> frozenset[int]:
    actors = frozenset().union(*(facts.actors for facts in several))
    return frozenset(visible.filter(pk__among=actors).values_list("pk", flat=True))


def _later_starts(project: Project, actors: Iterable[int], day: date) -> dict[int, date]:
    """Return when those who would come aboard already are to do so: their new involvement would end then."""
    rows = Involvement.objects.filter(
        project=project, actor__among=set(actors), period__overlap=since(day)
    ).order_by("-period")
    return {one.actor_id: one.period.lower for one in rows if one.period.lower}


def borne_by_hidden(facts: values.Facts, seen: frozenset[int]) -> set[int]:
    """Return the needs that somebody out of `seen` bears."""
    shown = {gap.need.id: gap for gap in gaps.analyse(facts.known_to(seen))}
    return {gap.need.id for gap in gaps.analyse(facts) if masked(gap, shown[gap.need.id])}


def _changes(plan: Plan, members: Iterable[Member], facts: values.Facts) -> Changes:
    lasting = {one.id for one in facts.involvements}
    known = [one for one in members if one.involvement.pk in lasting]
    return Changes(
        left=frozenset(one.involvement.pk for one in known if one.leaves),
        degrees={one.involvement.pk: one.degree for one in known if one.changes},
    )


def _with_arrivals(
    changes: Changes,
    facts: values.Facts,
    around: values.Facts,
    coming: Mapping[int, tuple[Actor, int]],
    ends: Mapping[int, date],
) -> Changes:
    """Add those who come, each with the persons who help once the others left. Their involvements have no number."""
    without = what_if(facts, changes)
    joined = tuple(
        values.Involvement(
            id=-number,
            actor=pk,
            degree=degree,
            family=actor.family_id,
            is_person=actor.is_person,
            engaged=helpers(without, around, pk),
            until=ends.get(pk),
        )
        for number, (pk, (actor, degree)) in enumerate(coming.items(), 1)
    )
    return replace(changes, joined=joined, around=around)


def _arrivals(changes: Changes, coming: Mapping[int, tuple[Actor, int]], visible) -> tuple[Arrival, ...]:
    engaged = {person for one in changes.joined for person in one.engaged}
    persons = {one.pk: one for one in visible.filter(pk__among=engaged).order_by("search_name", "pk")}
    return tuple(
        Arrival(
            coming[one.actor][0],
            one.degree,
            tuple(actor for pk, actor in persons.items() if pk in one.engaged),
        )
        for one in changes.joined
    )


class _Standing:
    """How each need stands in some facts, for one viewer."""

    def __init__(
        self, project: Project, facts: values.Facts, needs: Iterable[Need], visible, seen: frozenset[int]
    ) -> None:
        found = gaps.analyse(facts)
        self.coverage = gaps.coverage(found)
        known = facts.known_to(seen)
        shown = {gap.need.id: gap for gap in gaps.analyse(known)}
        actors = {
            one.pk: one for one in visible.filter(pk__among=known.actors).select_related("family", "seat")
        }
        quantities = {need.id: need.quantity for need in facts.needs}
        self.records = {need.pk: need for need in needs}
        supposed = [_asking(need, quantities[need.pk]) for need in needs]
        writer = Writer(project, facts, known, supposed, actors, {}, {}, WEIGHTS)
        self.reports = {gap.need.id: writer.need(gap, shown[gap.need.id], Ranking()) for gap in found}


def _asking(need: Need, quantity: Decimal) -> Need:
    """Return the need as it would be; the record itself stays as it is."""
    supposed = copy(need)
    supposed.quantity = quantity
    return supposed


def _moves(
    before: _Standing, after: _Standing, quantities: Mapping[int, Decimal], fixed: set[int]
) -> Iterable[Move]:
    """Return each need, the most important first."""
    needs = after.records | before.records
    for pk in sorted(needs, key=lambda pk: (-needs[pk].importance, pk)):
        yield Move(
            need=needs[pk],
            quantity=quantities.get(pk, needs[pk].quantity),
            before=before.reports.get(pk),
            after=after.reports.get(pk),
            may_count=pk not in fixed,
        )


def _covered(report: NeedReport | None) -> bool:
    return report is not None and report.state == NeedState.COVERED


def _standing(report: NeedReport | None) -> tuple[NeedState, bool] | None:
    return (report.state, report.fragile) if report else None
