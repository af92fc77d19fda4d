"""What training does to gaps: the needs that wait for a competence, and those that a session closed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from actors.models import Competence, CompetenceClosure
from cocreation.models import Inscription
from projects.analysis.cards import gaps_by_need, needs_asked
from projects.analysis.facts import facts_by_project
from projects.analysis.gaps import analyse
from projects.analysis.values import Facts
from projects.enums import NeedState
from projects.models import Involvement, Need

#: A page tells of so many needs at most.
MOST = 40


@dataclass(frozen=True)
class Effect:
    """A need that moved, as it was without what was learnt and as it is."""

    need: Need
    before: NeedState
    after: NeedState

    @property
    def closed(self) -> bool:
        """Tell whether it is covered since."""
        return self.after == NeedState.COVERED != self.before


def waiting_needs(competence: Competence, user, day: date) -> list[Need]:
    """Return the needs, of the projects that `user` may see, for which this competence is still sought on `day`."""
    needs = _needs_above(competence, user, day)[:MOST]
    by_project = defaultdict(list)
    for need in needs:
        by_project[need.project_id].append(need)
    gaps = gaps_by_need(by_project, day)
    return [need for need in needs if gaps[need.pk].uncovered]


def effects(competence: Competence, learnt: Iterable[Inscription], user, day: date) -> list[Effect]:
    """Tell which needs moved by what was learnt (confirmed inscriptions whose actors `user` may see)."""
    before = {one.actor_id: one.level_before for one in learnt}
    projects = Involvement.objects.visible_to(user).active_on(day).filter(actor__in=before).values("project")
    needs = list(_needs_above(competence, user, day).filter(project__in=projects)[:MOST])
    by_project = defaultdict(list)
    for need in needs:
        by_project[need.project_id].append(need)
    found = []
    for facts in facts_by_project(by_project, day).values():
        former = {gap.need.id: gap.state for gap in analyse(without(facts, competence.pk, before))}
        now = {gap.need.id: gap.state for gap in analyse(facts)}
        found += [
            Effect(need, former[need.pk], now[need.pk])
            for need in needs
            if need.pk in now and former[need.pk] != now[need.pk]
        ]
    return found


def without(facts: Facts, competence: int, before: Mapping[int, int]) -> Facts:
    """Return the same facts with what some actors (by key: their former level) learnt of a competence taken away."""
    masteries = []
    for one in facts.masteries:
        if one.competence == competence and one.actor in before:
            if before[one.actor]:
                masteries.append(replace(one, level=min(one.level, before[one.actor])))
        else:
            masteries.append(one)
    return replace(facts, masteries=tuple(masteries))


def _needs_above(competence: Competence, user, day: date):
    above = CompetenceClosure.objects.filter(descendant=competence).values("ancestor")
    needs = Need.objects.visible_to(user).open_on(day).filter(competence__in=above, waived_on=None)
    return (
        needs_asked(needs)
        .filter(project__archived_at=None)
        .select_related("project", "competence")
        .order_by("-importance", "pk")
    )
