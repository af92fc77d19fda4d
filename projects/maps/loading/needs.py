"""The needs of the projects of a map, as the one analysis of gaps says of them, with who fills them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from actors.models import Actor
from projects.analysis import gaps
from projects.analysis.cards import needs_asked
from projects.analysis.facts import facts_by_project
from projects.analysis.values import Facts
from projects.maps.shared.values import NeedMark
from projects.models import Need


def load_needs(slugs: Mapping[int, str], user, day: date) -> tuple[NeedMark, ...]:
    """Return the needs on `day` of the projects with these addresses (by identifier), the most important first.

    A state is the same for everyone who may see the project: it never says who bears a need. Who bears it is told
    from what `user` sees alone, as the page of gaps does.
    """
    needs = list(needs_asked(Need.objects.open_on(day).filter(project__among=slugs)))
    if not needs:
        return ()
    by_project: dict[int, list[Need]] = defaultdict(list)
    for need in needs:
        by_project[need.project_id].append(need)
    facts = facts_by_project(by_project, day)
    seen = _seen(facts.values(), user)
    found = {gap.need.id: gap for one in facts.values() for gap in gaps.analyse(one)}
    fillers = _fillers(facts.values(), seen)
    return tuple(
        _mark(need, found[need.pk], fillers.get(need.pk, ()), slugs[need.project_id]) for need in needs
    )


def _seen(facts: Iterable[Facts], user) -> dict[int, str]:
    """Return the addresses of the actors that the facts name and that `user` may see, by identifier."""
    named = frozenset().union(*(one.actors for one in facts))
    visible = Actor.objects.visible_to(user).filter(restricted_at=None, pk__among=named)
    return dict(visible.values_list("pk", "slug"))


def _fillers(facts: Iterable[Facts], seen: dict[int, str]) -> dict[int, tuple[str, ...]]:
    """Return who bears each need: the bearers, and the members of the circle through whom persons do."""
    found = {}
    for one in facts:
        known = one.known_to(frozenset(seen))
        member = {involvement.id: involvement.actor for involvement in known.involvements}
        for gap in gaps.analyse(known):
            actors = {b.actor for b in gap.bearers} | {member[i] for b in gap.bearers for i in b.through}
            found[gap.need.id] = tuple(sorted(seen[actor] for actor in actors))
    return found


def _mark(need: Need, gap: gaps.Gap, fillers: tuple[str, ...], project: str) -> NeedMark:
    asked = need.asked
    return NeedMark(
        uid=str(need.uid),
        name=str(need),
        sort=need.kind,
        key=getattr(asked, "slug", "") or asked.code,
        state=gap.state,
        fragile=gap.fragile,
        importance=need.importance,
        fillers=fillers,
        project=project,
    )
