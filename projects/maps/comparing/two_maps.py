"""Two maps side by side: who came and left, who changed of degree, whom two projects share and how they complete
each other. Plain values in, plain values out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from actors.maps.values import Picture, Tie
from projects.maps import circles
from projects.maps.shared.nodes import shape_of
from projects.maps.shared.values import NeedMark, Skill, Stakeholder, StakeholderMap

#: Beyond, a small picture is a blot.
MOST_IN_SMALL = 80


class Change(StrEnum):
    """What became of an actor from one map to the other."""

    CAME = "came"
    LEFT = "left"
    MORE = "more"
    LESS = "less"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Line:
    """An actor of either map: its degree in one and in the other (0: aboard without one), `None` where it is not."""

    actor: Stakeholder
    before: int | None
    after: int | None

    @property
    def shape(self) -> str:
        """The shape of its family."""
        return shape_of(self.actor.family)

    @property
    def change(self) -> Change:
        """What became of it."""
        if self.before is None:
            return Change.CAME
        if self.after is None:
            return Change.LEFT
        if self.before == self.after:
            return Change.SAME
        return Change.MORE if self.after > self.before else Change.LESS


@dataclass(frozen=True, slots=True)
class Answer:
    """An uncovered need of one project, and who of the other's circle masters what it asks for, best first."""

    need: NeedMark
    bearers: tuple[tuple[Stakeholder, Skill], ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """Who could link two projects: in both circles, or in one and tied to `reached` of the other."""

    actor: Stakeholder
    degrees: tuple[int | None, int | None]
    reached: tuple[Stakeholder, ...] = ()

    @property
    def shape(self) -> str:
        """The shape of its family."""
        return shape_of(self.actor.family)


def lines(before: StakeholderMap, after: StakeholderMap) -> list[Line]:
    """Return who is aboard in either map: changes first, in the order of `Change`, then by involvement and name.

    Who only asks to board is not aboard.
    """
    first, second = _aboard(before), _aboard(after)
    found = [
        Line(
            second.get(slug) or first[slug],
            (first[slug].degree or 0) if slug in first else None,
            (second[slug].degree or 0) if slug in second else None,
        )
        for slug in first | second
    ]
    order = list(Change)
    return sorted(found, key=lambda line: (order.index(line.change), line.actor.weight))


def _aboard(stakeholder_map: StakeholderMap) -> dict[str, Stakeholder]:
    return {actor.slug: actor for actor in stakeholder_map.stakeholders if not actor.prospective}


def as_wished(stakeholder_map: StakeholderMap) -> StakeholderMap:
    """Return the map with every actor at the degree wished for it; who asks to board is aboard."""
    wished = tuple(
        replace(actor, degree=actor.wanted_degree or actor.degree, wanted_degree=None, prospective=False)
        for actor in stakeholder_map.stakeholders
    )
    return replace(stakeholder_map, stakeholders=wished)


def shared(one: StakeholderMap, other: StakeholderMap) -> list[Line]:
    """Return who is in both circles, the most involved in both first."""
    both = [line for line in lines(one, other) if line.before is not None and line.after is not None]
    return sorted(both, key=lambda line: (-min(line.before or 0, line.after or 0), line.actor.weight))


def answers(one: StakeholderMap, other: StakeholderMap, under: Mapping[str, frozenset[str]]) -> list[Answer]:
    """Return the competences that `one` seeks and that somebody of the circle of `other`, not of its own, masters.

    `under` gives for each competence asked for itself and all that stands under it.
    """
    own = _aboard(one)
    outside = [actor for slug, actor in _aboard(other).items() if slug not in own]
    found = []
    for need in one.needs:
        if need.sort != "competence" or not need.uncovered:
            continue
        held = _best(outside, under.get(need.key, frozenset({need.key})))
        if held:
            found.append(Answer(need, tuple(held)))
    return found


def _best(actors: Iterable[Stakeholder], wanted: frozenset[str]) -> list[tuple[Stakeholder, Skill]]:
    held = []
    for actor in actors:
        skills = [skill for skill in actor.skills if skill.slug in wanted]
        if skills:
            held.append((actor, max(skills, key=lambda skill: skill.level)))
    return sorted(held, key=lambda pair: (-pair[1].level, pair[0].weight))


def bridges(one: StakeholderMap, other: StakeholderMap, ties: Iterable[Tie]) -> list[Bridge]:
    """Return who could link the two: in both circles first, then those tied to the most actors of the other."""
    first, second = _aboard(one), _aboard(other)
    both = [Bridge(line.actor, (line.before, line.after)) for line in shared(one, other)]
    everyone, alone = first | second, first.keys() ^ second.keys()
    reached: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        if tie.source in alone and tie.target in alone and (tie.source in first) != (tie.target in first):
            reached[tie.source].add(tie.target)
            reached[tie.target].add(tie.source)
    tied = [
        Bridge(
            everyone[slug],
            (first[slug].degree if slug in first else None, second[slug].degree if slug in second else None),
            tuple(sorted((everyone[other_slug] for other_slug in others), key=lambda actor: actor.weight)),
        )
        for slug, others in reached.items()
    ]
    return [*both, *sorted(tied, key=lambda bridge: (-len(bridge.reached), bridge.actor.weight))]


def small_picture(
    stakeholder_map: StakeholderMap, marked: frozenset[str], *, compact: bool = False
) -> Picture:
    """Draw the circles of a map in small, those `marked` outlined; without its needs, which a table tells."""
    small = replace(stakeholder_map, needs=()).most_involved(MOST_IN_SMALL)
    picture = circles.draw(small, compact=compact)
    marks = tuple(replace(m, node=replace(m.node, chosen=m.node.key in marked)) for m in picture.marks)
    return replace(picture, marks=marks)
