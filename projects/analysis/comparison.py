"""A few candidates for one need side by side, as one viewer may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from actors.models import Actor, Resource
from projects.analysis import gaps
from projects.analysis.candidates import WEIGHTS, Choices, Parts
from projects.analysis.facts import facts_of, open_needs
from projects.analysis.report import held_by, involved, rankings_for
from projects.analysis.shown import ShownCandidate
from projects.analysis.writing import Writer
from projects.models import Need, Project

MOST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class Compared:
    """One candidate: which other needs it would help to meet, and on what conditions it gives what it has."""

    candidate: ShownCandidate
    also: tuple[Need, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Candidates for one need, best first; `others` cannot meet it, or are at work already.

    `best`: the highest value of each part and of the score among those compared.
    """

    need: Need
    compared: tuple[Compared, ...]
    others: tuple[Actor, ...]

    @property
    def best(self) -> dict[str, object]:
        """Return the highest value of each part, and of the score."""
        shown = [one.candidate for one in self.compared]
        if len(shown) < 2:
            return {}
        names = ("proximity", "ties", "level", "complementarity")
        parts = {name: max(getattr(one.parts, name) for one in shown) for name in names}
        return {**parts, "score": max(one.score for one in shown)}


def comparison(
    project: Project,
    user,
    day: date,
    need: Need,
    slugs: Iterable[str],
    *,
    weights: Parts = WEIGHTS,
) -> Comparison:
    """Compare the actors with these addresses, those of them that `user` sees, as candidates for `need`."""
    needs = open_needs(project, day)
    facts = facts_of(project, needs, day)
    uncovered = [gap.need for gap in gaps.analyse(facts) if gap.uncovered]
    visible = Actor.objects.visible_to(user).filter(restricted_at=None).select_related("family", "seat")
    asked = visible.filter(slug__in=list(slugs)).in_bulk()
    known = facts.known_to(frozenset(visible.filter(pk__among=facts.actors).values_list("pk", flat=True)))
    choices = Choices(pinned={need.pk: frozenset(asked)})
    only = frozenset({need.pk} & {one.id for one in uncovered})
    ranking = rankings_for(
        project, user, known, uncovered, weights, choices, told_of=only, counted=False
    ).get(need.pk)
    found = [one for one in ranking.candidates if one.actor in asked] if ranking else []
    named = {actor for one in found for actor in (one.actor, *one.helpers, *one.chain)}
    actors = visible.filter(pk__among=named).in_bulk()
    writer = Writer(
        project, facts, known, needs, actors, held_by(actors, facts, day), involved(known), weights
    )
    conditions = _conditions(user, asked, need, day)
    of_pk = {one.pk: one for one in needs}
    return Comparison(
        need=need,
        compared=tuple(
            Compared(
                writer.candidate(of_pk[need.pk], one),
                tuple(of_pk[other] for other in one.also),
                conditions.get(one.actor, ()),
            )
            for one in found
        ),
        others=tuple(
            sorted(
                (actor for pk, actor in asked.items() if pk not in {one.actor for one in found}),
                key=lambda actor: (actor.search_name, actor.pk),
            )
        ),
    )


def _conditions(user, actors: Iterable[int], need: Need, day: date) -> dict[int, tuple[str, ...]]:
    """Return on what conditions each actor gives the resource asked for, as it says."""
    if need.resource_kind_id is None:
        return {}
    rows = (
        Resource.objects.visible_to(user)
        .active_on(day)
        .filter(actor__among=actors, kind=need.resource_kind_id)
    )
    said: dict[int, tuple[str, ...]] = {}
    for actor, words in rows.exclude(conditions="").order_by("pk").values_list("actor_id", "conditions"):
        said[actor] = (*said.get(actor, ()), words)
    return said
