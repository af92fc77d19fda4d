"""What to do about needs that nobody known can meet: whom to train, who could teach, as far as one viewer sees."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from actors.enums import Level
from actors.models import Actor, Mastery
from projects.analysis.supply import Near, listed
from projects.analysis.values import Facts
from projects.models import Need, Project

# Of those who have notions of it, the most advanced are looked at; the nearest of them are told.
LOOKED_AT, TOLD = 200, 3


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody who knows part of what is asked for; `aboard`: already in the circle."""

    actor: Actor
    level: int
    aboard: bool


@dataclass(frozen=True, slots=True)
class Beyond:
    """A need that nobody known can meet, who could be trained for it, and who in the circle could teach."""

    need: Need
    learners: tuple[Learner, ...] = ()
    teachers: tuple[Actor, ...] = ()


def what_to_do(user, project: Project, known: Facts, needs: Iterable[Need]) -> tuple[Beyond, ...]:
    """Return, for each of `needs`, who could learn what it asks for: those aboard first, then the nearest."""
    needs = list(needs)
    asking = [need for need in needs if need.competence_id]
    competences = frozenset().union(*(known.under.get(need.competence_id or 0, ()) for need in asking))
    rows = _masteries(user, known, competences)
    near = Near(project.territory_id).actors(frozenset(one.actor_id for one in rows))
    circle = (
        known.working_circle | known.lower_circle | {p for one in known.involvements for p in one.engaged}
    )
    reached = circle | {one.person for one in known.affiliations}
    found = []
    for need in needs:
        under = known.under.get(need.competence_id or 0, frozenset())
        held = [one for one in rows if one.competence_id in under]
        best = defaultdict(int)
        for one in held:
            best[one.actor] = max(best[one.actor], one.level)
        learners = [
            Learner(actor, level, actor.pk in reached)
            for actor, level in best.items()
            if level < (need.minimum_level or Level.NOTIONS)
        ]
        learners.sort(
            key=lambda one: (
                not one.aboard,
                -one.level,
                -near.get(one.actor.pk, 0),
                one.actor.search_name,
                one.actor.pk,
            )
        )
        teachers = {
            one.actor
            for one in held
            if one.level == Level.TEACHES and one.mobilisable and one.actor.pk in circle
        }
        found.append(
            Beyond(
                need=need,
                learners=tuple(learners[:TOLD]),
                teachers=tuple(sorted(teachers, key=lambda actor: (actor.search_name, actor.pk))[:TOLD]),
            )
        )
    return tuple(found)


def _masteries(user, known: Facts, competences: frozenset[int]) -> list[Mastery]:
    """Return who masters any of `competences`, the most advanced first."""
    if not competences:
        return []
    rows = Mastery.objects.visible_to(user).active_on(known.day)
    rows = rows.filter(listed("actor"), competence__among=competences)
    return list(rows.select_related("actor__family").order_by("-level", "pk")[:LOOKED_AT])
