"""The gaps of one project on one day, as one viewer may see them: for the page, the API, exports and prints alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from actors.models import Actor, ActorFamily, Mastery
from projects.analysis import gaps, values
from projects.analysis.candidates import WEIGHTS, Parts, Ranking, rank
from projects.analysis.experiences import Told, experiences_for
from projects.analysis.facts import facts_of, open_needs
from projects.analysis.gaps import URGENCY, Gap
from projects.analysis.shown import GapReport
from projects.analysis.supply import names_of, neighbours_of, supply_of
from projects.analysis.ties import Chain, surroundings, third_ties
from projects.analysis.writing import Writer
from projects.enums import NeedState
from projects.models import Involvement, Project


def gap_report(project: Project, user, day: date, weights: Parts = WEIGHTS) -> GapReport:
    """Analyse the project on `day`, from all facts for the states, and from what `user` sees for the rest."""
    needs = open_needs(project, day)
    facts = facts_of(project, needs, day)
    found = gaps.analyse(facts)
    visible = Actor.objects.visible_to(user).filter(restricted_at=None)
    seen = frozenset(visible.filter(pk__among=facts.actors).values_list("pk", flat=True))
    known = facts.known_to(seen)
    shown = {gap.need.id: gap for gap in gaps.analyse(known)}
    rankings = _rankings(project, user, known, [gap.need for gap in found if gap.uncovered], weights)
    told = experiences_for(user, project, needs)
    named = _named(known, shown.values(), rankings.values(), told)
    actors = {one.pk: one for one in visible.filter(pk__among=named).select_related("family", "seat")}
    writer = Writer(project, facts, needs, actors, _held(actors, facts, day), involved(known), weights)
    reports = [writer.need(gap, shown[gap.need.id], rankings.get(gap.need.id, Ranking())) for gap in found]
    reports.sort(
        key=lambda one: (URGENCY.index(one.state), not one.fragile, -one.need.importance, one.need.pk)
    )
    families = list(ActorFamily.objects.all())
    aboard = {one.family for one in known.involvements}
    return GapReport(
        project=project,
        day=day,
        coverage=gaps.coverage(found),
        needs=tuple(one for one in reports if one.state != NeedState.WAIVED),
        waived=tuple(one for one in reports if one.state == NeedState.WAIVED),
        absent_families=tuple(family for family in families if family.pk not in aboard),
        families=len(families),
        experiences=tuple(_ask_only(one, actors) for one in told),
        weights=weights,
    )


def _rankings(
    project: Project, user, known: values.Facts, uncovered: list[values.Need], weights: Parts
) -> dict[int, Ranking]:
    """Rank the candidates for each uncovered need, each with its chain of introductions."""
    if not uncovered:
        return {}
    neighbours = neighbours_of(user, project, known.day)
    around = surroundings(known.working_circle, neighbours, names_of)
    supply = supply_of(user, project, uncovered, known.under, known.day)
    rankings = rank(known, uncovered, supply, around, names_of, weights)
    shown = frozenset(one.actor for ranking in rankings.values() for one in ranking.candidates)
    third = third_ties(around, shown, neighbours, names_of)
    return {need: _chained(ranking, third) for need, ranking in rankings.items()}


def _chained(ranking: Ranking, third: Mapping[int, Chain]) -> Ranking:
    chained = (replace(one, chain=one.chain or third.get(one.actor, ())) for one in ranking.candidates)
    return replace(ranking, candidates=tuple(chained))


def _named(
    known: values.Facts, shown: Iterable[Gap], rankings: Iterable[Ranking], told: Iterable[Told]
) -> set[int]:
    """Return the actors that the report names; whom to ask may be hidden."""
    actor_of = {one.id: one.actor for one in known.involvements}
    named = {one.experience.ask_id for one in told if one.experience.ask_id}
    for ranking in rankings:
        for one in ranking.candidates:
            named.update((one.actor, *one.helpers, *one.chain))
    for gap in shown:
        for bearer in gap.bearers:
            named.update((bearer.actor, *(actor_of[through] for through in bearer.through)))
        for near in gap.within_reach:
            named.update((near.actor, *near.through))
    return named


def _ask_only(told: Told, actors: Mapping[int, Actor]) -> Told:
    """Leave out whom to ask where the viewer may not see them."""
    told.experience.ask = actors.get(told.experience.ask_id or 0)
    return told


def involved(known: values.Facts) -> dict[int, UUID]:
    """Return the public identifiers of the involvements at a lower degree, by actor."""
    lower = [one.id for one in known.involvements if not one.works]
    return dict(Involvement.objects.filter(pk__among=lower).values_list("actor_id", "uid"))


def _held(actors: Iterable[int], facts: values.Facts, day: date) -> dict[int, list[Mastery]]:
    """Return the masteries, by actor, of what the needs ask for: best first."""
    if not facts.under:
        return {}
    competences = frozenset().union(*facts.under.values())
    rows = Mastery.objects.active_on(day).filter(actor__among=actors, competence__among=competences)
    held: dict[int, list[Mastery]] = defaultdict(list)
    for row in (
        rows.filter(mobilisable=True).select_related("competence").order_by("-level", "competence__name")
    ):
        held[row.actor_id].append(row)
    return held
