"""What each member of a circle brings, and what would be lost with them, from what one viewer sees alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from actors.models import Actor, Competence, CompetenceClosure, Mastery, Resource, ResourceKind
from projects.analysis import gaps
from projects.analysis.contributions import Contribution, contributions, only_with
from projects.analysis.facts import facts_of, open_needs
from projects.analysis.gaps import Coverage
from projects.analysis.values import Facts
from projects.models import Degree, Need, Project


@dataclass(frozen=True, slots=True)
class Member:
    """One member: what of the needs it brings, alone and with others, and what it alone holds besides."""

    actor: Actor
    degree: Degree
    alone: tuple[Need, ...]
    along: tuple[Need, ...]
    uncovered: tuple[Need, ...]
    after: Coverage
    competences: tuple[Competence, ...]
    resources: tuple[ResourceKind, ...]
    alone_of_family: bool

    @property
    def brings(self) -> bool:
        """Tell whether it brings some of what the project asks for, or anything that nobody else has."""
        return bool(self.alone or self.along or self.competences or self.resources or self.alone_of_family)

    @property
    def percent_after(self) -> int | None:
        """Return the rate of coverage without it, in percents rounded down."""
        return _percent(self.after)


@dataclass(frozen=True, slots=True)
class Members:
    """The circle, who would be missed most first; `masked` are needs that somebody whom one may not see bears too."""

    project: Project
    day: date
    before: Coverage
    members: tuple[Member, ...]
    masked: tuple[Need, ...]

    @property
    def percent(self) -> int | None:
        """Return the rate of coverage in percents, rounded down."""
        return _percent(self.before)


def members_of(project: Project, user, day: date) -> Members:
    """Say what each member that `user` sees brings on `day`."""
    needs = open_needs(project, day)
    facts = facts_of(project, needs, day)
    visible = Actor.objects.visible_to(user).filter(restricted_at=None)
    known = facts.known_to(frozenset(visible.filter(pk__among=facts.actors).values_list("pk", flat=True)))
    found = gaps.analyse(known)
    shown = {gap.need.id: gap for gap in found}
    writer = _Writer(user, known, needs)
    return Members(
        project=project,
        day=day,
        before=gaps.coverage(found),
        members=tuple(writer.member(one) for one in contributions(known)),
        masked=tuple(
            writer.needs[gap.need.id]
            for gap in gaps.analyse(facts)
            if gap.bearers and gaps.masked(gap, shown[gap.need.id])
        ),
    )


class _Writer:
    """Puts identifiers back into records."""

    def __init__(self, user, known: Facts, needs: Iterable[Need]) -> None:
        self.needs = {need.pk: need for need in needs}
        self.degrees = Degree.objects.in_bulk()
        self.degree_of = {one.id: one.degree for one in known.involvements}
        circle = [one.actor for one in known.involvements]
        self.actors = Actor.objects.filter(pk__among=circle).select_related("family", "seat").in_bulk()
        self.families = Counter(one.family for one in known.involvements)
        self.competences = _competences_held_alone(user, known)
        self.resources = _resources_held_alone(user, known)

    def member(self, one: Contribution) -> Member:
        actor = self.actors[one.actor]
        return Member(
            actor=actor,
            degree=self.degrees[self.degree_of[one.involvement]],
            alone=self._named(one.alone),
            along=self._named(one.along),
            uncovered=self._named(one.uncovered),
            after=one.after,
            competences=self.competences.get(one.actor, ()),
            resources=self.resources.get(one.actor, ()),
            alone_of_family=self.families[actor.family_id] == 1,
        )

    def _named(self, needs: Iterable[int]) -> tuple[Need, ...]:
        found = [self.needs[need] for need in needs]
        return tuple(sorted(found, key=lambda need: (-need.importance, need.pk)))


def _competences_held_alone(user, known: Facts) -> dict[int, tuple[Competence, ...]]:
    """Return, by member, the competences that it alone, or who takes part through it, could be called upon for.

    Those that the needs ask for are left out: the needs tell of them.
    """
    belongs = {(one.person, one.organisation) for one in known.affiliations}
    reached = {
        one.actor: {one.actor, *(person for person in one.engaged if (person, one.actor) in belongs)}
        for one in known.involvements
    }
    everybody = frozenset().union(*reached.values())
    rows = (
        Mastery.objects.visible_to(user).active_on(known.day).filter(actor__among=everybody, mobilisable=True)
    )
    held = defaultdict(set)
    for actor, competence in rows.values_list("actor_id", "competence_id"):
        held[actor].add(competence)
    holdings = {
        member: frozenset().union(*(held[actor] for actor in actors)) for member, actors in reached.items()
    }
    alone = only_with(holdings, _under(frozenset().union(*holdings.values())))
    asked = frozenset().union(*known.under.values())
    return _records(
        {member: [one for one in found if one not in asked] for member, found in alone.items()}, Competence
    )


def _resources_held_alone(user, known: Facts) -> dict[int, tuple[ResourceKind, ...]]:
    circle = frozenset(one.actor for one in known.involvements)
    rows = Resource.objects.visible_to(user).active_on(known.day).filter(actor__among=circle)
    holdings = defaultdict(set)
    for actor, kind in rows.values_list("actor_id", "kind_id"):
        holdings[actor].add(kind)
    return _records(only_with(holdings, {}), ResourceKind)


def _records[M](found: Mapping[int, Iterable[int]], model: type[M]) -> dict[int, tuple[M, ...]]:
    records = model.objects.in_bulk({one for keys in found.values() for one in keys})  # type: ignore[attr-defined]
    return {
        member: tuple(sorted((records[one] for one in keys), key=str))
        for member, keys in found.items()
        if keys
    }


def _under(competences: frozenset[int]) -> dict[int, frozenset[int]]:
    """Return, for each of these competences, those of them that stand under it."""
    under = defaultdict(set)
    links = CompetenceClosure.objects.filter(ancestor__among=competences, descendant__among=competences)
    for ancestor, descendant in links.values_list("ancestor_id", "descendant_id"):
        under[ancestor].add(descendant)
    return {one: frozenset(found) for one, found in under.items()}


def _percent(coverage: Coverage) -> int | None:
    return None if coverage.rate is None else int(coverage.rate * 100)
