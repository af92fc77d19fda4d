"""The gaps of one project on one day, as one viewer may see them: for the page, the API, exports and prints alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from actors.models import Actor, ActorFamily
from projects.analysis import gaps, values
from projects.analysis.acquaintances import Acquaintances
from projects.analysis.candidates import NO_CHOICES, SHOWN, WEIGHTS, Choices, Parts, Ranking
from projects.analysis.choices import Chosen, chosen_by_hand
from projects.analysis.experiences import Elsewhere, elsewhere
from projects.analysis.facts import open_needs
from projects.analysis.first_ones import FirstOnes
from projects.analysis.gaps import URGENCY, Coverage, Gap
from projects.analysis.history import history_of
from projects.analysis.neighbours import Usuals, usuals_of
from projects.analysis.over_time import on, state_since
from projects.analysis.ranking import rank
from projects.analysis.shown import GapReport, NeedReport
from projects.analysis.supply import Near, supply_of
from projects.analysis.ties import Chain, surroundings, third_ties
from projects.analysis.writing import Held, Writer
from projects.enums import NeedState
from projects.models import Need, Project
from territoire import sight
from territoire.sight import condition, fetched, viewer

# Code of the kind of resource by which somebody can bring people round a table.
CONVENING = "convening-power"
_SEEN = "SELECT id FROM actors_actor WHERE id = ANY(%(actors)s) AND restricted_at IS NULL AND {seen}"
_INVOLVED = "SELECT actor_id, uid FROM projects_involvement WHERE id = ANY(%(lower)s)"
_HELD = """
SELECT actor_id, competence_id, level, competence.name, conditions, mastery.illustrative
FROM actors_mastery mastery JOIN actors_competence competence ON competence.id = competence_id
WHERE actor_id = ANY(%(actors)s) AND competence_id = ANY(%(competences)s) AND mobilisable
    AND range_contains_elem(mastery.period, %(day)s::date)
ORDER BY level DESC, competence.name, mastery.id
"""
_CONVENING = """
SELECT EXISTS (
    SELECT 1 FROM actors_resource resource JOIN actors_resourcekind kind ON kind.id = kind_id
    JOIN actors_actor ON actors_actor.id = actor_id
    WHERE actor_id = ANY(%(circle)s) AND kind.code = %(code)s AND range_contains_elem(resource.period, %(day)s::date)
        AND restricted_at IS NULL AND {seen}
)
"""


@dataclass(frozen=True, slots=True)
class Told:
    """Whose candidates are told of: those of the `needs` sought most, or of one alone; the first `most` of each."""

    most: int = SHOWN
    needs: int | None = None
    only: UUID | None = None

    def of(self, sought: list[values.Need], uids: Mapping[int, UUID]) -> frozenset[int]:
        """Return these needs, of those that are sought, the most urgent first."""
        if self.only:
            return frozenset(need.id for need in sought if uids[need.id] == self.only)
        return frozenset(need.id for need in sought[: self.needs])


ALL_TOLD = Told()


@dataclass(frozen=True, slots=True)
class _Analysed:
    """The needs of a project as one viewer may know them, and what that was worked out from."""

    needs: list[Need]
    known: values.Facts
    coverage: Coverage
    reports: list[NeedReport]
    chosen: Chosen


def gap_report(
    project: Project, user, day: date, weights: Parts = WEIGHTS, told: Told = ALL_TOLD
) -> GapReport:
    """Analyse the project on `day`, from all facts for the states, and from what `user` sees for the rest."""
    found = _analysed(project, user, day, weights, told)
    families = list(ActorFamily.objects.all())
    aboard = {one.family for one in found.known.involvements}
    return GapReport(
        project=project,
        day=day,
        coverage=found.coverage,
        needs=tuple(one for one in found.reports if one.state != NeedState.WAIVED),
        waived=tuple(one for one in found.reports if one.state == NeedState.WAIVED),
        absent_families=tuple(family for family in families if family.pk not in aboard),
        families=len(families),
        weights=weights,
        convenes=_convenes(user, found.known, found.needs),
        choices=found.chosen.for_all,
    )


@dataclass(frozen=True, slots=True)
class Others:
    """What other projects did about the needs of one, and what those of its themes ask for that it does not."""

    elsewhere: tuple[Elsewhere, ...]
    usuals: Usuals


def others_of(project: Project, user, day: date) -> Others:
    """Return what other projects have to say to this one, of those that `user` sees: read apart from its gaps."""
    needs, near = open_needs(project, day), Near(project.territory_id)
    return Others(
        elsewhere(user, project, needs, day, near),
        usuals_of(user, project, needs, day, near),
    )


def need_report(
    project: Project, user, day: date, uid: UUID, weights: Parts = WEIGHTS, most: int = SHOWN
) -> NeedReport | None:
    """Return what the report says of one need; nothing when it is not open on `day`."""
    found = _analysed(project, user, day, weights, Told(most, only=uid))
    return next((one for one in found.reports if one.need.uid == uid), None)


def _analysed(project: Project, user, day: date, weights: Parts, told: Told) -> _Analysed:
    needs = open_needs(project, day)
    history = history_of(project, needs)
    facts = on(history, day)
    found = sorted(gaps.analyse(facts), key=_urgency)
    seen = _seen(user, facts.actors)
    known = facts.known_to(seen)
    shown = {gap.need.id: gap for gap in gaps.analyse(known)}
    chosen = chosen_by_hand(user, project)
    uncovered = [gap.need for gap in found if gap.uncovered]
    told_of = told.of(uncovered, {need.pk: need.uid for need in needs})
    rankings = rankings_for(
        project, user, known, uncovered, weights, chosen.plain, told.most, told_of, counted=not told.only
    )
    named = _named(known, shown.values(), rankings.values())
    visible = Actor.objects.filter(
        sight.seen(Actor.objects.visible_to, user), restricted_at=None, pk__among=named
    )
    actors = {one.pk: one for one in visible.select_related("family", "seat")}
    held = held_by(actors, facts, day)
    writer = Writer(project, facts, known, needs, actors, held, involved(known), weights, chosen)
    reports = [
        writer.need(
            gap,
            shown[gap.need.id],
            rankings.get(gap.need.id, Ranking()),
            state_since(history, gap.need, day),
        )
        for gap in found
    ]
    return _Analysed(needs, known, gaps.coverage(found), reports, chosen)


def rankings_for(
    project: Project,
    user,
    known: values.Facts,
    uncovered: list[values.Need],
    weights: Parts = WEIGHTS,
    choices: Choices = NO_CHOICES,
    most: int = SHOWN,
    told_of: frozenset[int] | None = None,
    *,
    counted: bool = True,
) -> dict[int, Ranking]:
    """Rank the candidates for each uncovered need, each with its chain of introductions (see `rank`).

    Where some alone are told of (`told_of`), how many there are for the others is not counted beyond what a full list
    tells, or not at all without `counted`.
    """
    if not uncovered:
        return {}
    neighbours = Acquaintances(user, project, known.day)
    if told_of is None or len(told_of) == len(uncovered):
        supply = supply_of(user, project, uncovered, known.under, known.day)
        around = surroundings(known.working_circle, neighbours, neighbours.names, supply.everybody)
        rankings = rank(known, uncovered, supply, around, neighbours.names, weights, choices, most)
    else:
        few = FirstOnes(user, project, known, uncovered, neighbours)
        rankings = few.ranked(weights, choices, most, told_of, counted=counted)
        around = few.around
    shown = frozenset(one.actor for ranking in rankings.values() for one in ranking.candidates)
    third = third_ties(around, shown, neighbours, neighbours.names)
    return {need: _chained(ranking, third) for need, ranking in rankings.items()}


def _seen(user, actors: Iterable[int]) -> frozenset[int]:
    """Return those of some actors that `user` sees in what is worked out."""
    statement = _SEEN.format(seen=condition(Actor.objects.visible_to, user))
    return frozenset(pk for (pk,) in fetched(statement, {**viewer(user), "actors": list(actors)}))


def _urgency(gap: Gap) -> tuple:
    return URGENCY.index(gap.state), not gap.fragile, -gap.need.importance, gap.need.id


def _chained(ranking: Ranking, third: Mapping[int, Chain]) -> Ranking:
    chained = (replace(one, chain=one.chain or third.get(one.actor, ())) for one in ranking.candidates)
    return replace(ranking, candidates=tuple(chained))


def _named(known: values.Facts, shown: Iterable[Gap], rankings: Iterable[Ranking]) -> set[int]:
    """Return the actors that the report names."""
    actor_of = {one.id: one.actor for one in known.involvements}
    named: set[int] = set()
    for ranking in rankings:
        for one in ranking.candidates:
            named.update((one.actor, *one.helpers, *one.chain))
    for gap in shown:
        for bearer in gap.bearers:
            named.update((bearer.actor, *(actor_of[through] for through in bearer.through)))
        for near in gap.within_reach:
            named.update((near.actor, *near.through))
    return named


def _convenes(user, known: values.Facts, needs: Iterable[Need]) -> bool:
    """Tell whether somebody of the circle can bring people round a table, or the project asks for it already."""
    if any(need.resource_kind and need.resource_kind.code == CONVENING for need in needs):
        return True
    circle = known.working_circle | known.lower_circle
    statement = _CONVENING.format(seen=condition(Actor.objects.visible_to, user))
    values = {"circle": list(circle), "code": CONVENING, "day": known.day}
    return fetched(statement, {**viewer(user), **values})[0][0]


def involved(known: values.Facts) -> dict[int, UUID]:
    """Return the public identifiers of the involvements at a lower degree, by actor."""
    lower = [one.id for one in known.involvements if not one.works]
    return dict(fetched(_INVOLVED, {"lower": lower})) if lower else {}


def held_by(actors: Iterable[int], facts: values.Facts, day: date) -> dict[int, list[Held]]:
    """Return the masteries, by actor, of what the needs ask for: best first."""
    if not facts.under:
        return {}
    competences = frozenset().union(*facts.under.values())
    held: dict[int, list[Held]] = defaultdict(list)
    wanted = {"actors": list(actors), "competences": list(competences), "day": day}
    for actor, *told in fetched(_HELD, wanted):
        held[actor].append(Held(*told))
    return held
