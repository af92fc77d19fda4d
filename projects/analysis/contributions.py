"""What each member brings that nobody else does, and what the circle would lose if they left.

Plain values in, plain values out: facts that one viewer may see.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from projects.analysis.gaps import Coverage, Gap, analyse, coverage, left_without
from projects.analysis.values import Facts
from projects.enums import NeedState


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one involvement brings: needs, by their identifiers.

    `alone`: nobody else brings any of it; `along`: others bring some too; `uncovered`: would no longer be covered
    without it; `after`: the coverage that would be left.
    """

    involvement: int
    actor: int
    alone: tuple[int, ...]
    along: tuple[int, ...]
    uncovered: tuple[int, ...]
    after: Coverage

    @property
    def brings(self) -> bool:
        """Tell whether any need rests on it, be it in part."""
        return bool(self.alone or self.along)


def contributions(facts: Facts) -> tuple[Contribution, ...]:
    """Say what each involvement brings, who would be missed most first."""
    gaps = [gap for gap in analyse(facts) if gap.state != NeedState.WAIVED]
    left = left_without(facts)
    found = [_contribution(one.id, one.actor, gaps, left) for one in facts.involvements]
    return tuple(
        sorted(
            found,
            key=lambda one: (one.after.rate or 0, -len(one.uncovered), -len(one.alone), -len(one.along)),
        )
    )


def _contribution(
    involvement: int, actor: int, gaps: list[Gap], left: Mapping[int, Mapping[int, Decimal]]
) -> Contribution:
    # An organisation's own ability, which counts once its persons have left, may leave k as it is.
    without = {gap.need.id: left[gap.need.id].get(involvement, gap.k) for gap in gaps}
    brought = [gap for gap in gaps if involvement in left[gap.need.id]]
    return Contribution(
        involvement=involvement,
        actor=actor,
        alone=tuple(gap.need.id for gap in brought if not without[gap.need.id]),
        along=tuple(gap.need.id for gap in brought if without[gap.need.id]),
        uncovered=tuple(
            gap.need.id
            for gap in brought
            if gap.state == NeedState.COVERED and without[gap.need.id] < gap.need.quantity
        ),
        after=coverage(replace(gap, k=without[gap.need.id]) for gap in gaps),
    )


def only_with(
    holdings: Mapping[int, Iterable[int]], under: Mapping[int, frozenset[int]]
) -> dict[int, tuple[int, ...]]:
    """Return, by member, what it alone holds of `holdings`: nobody else holds the same or, where `under` says what
    stands under it, something under it."""
    holders: Counter[int] = Counter(thing for held in holdings.values() for thing in set(held))
    found = defaultdict(list)
    for member, held in holdings.items():
        own = Counter(set(held))
        for thing in sorted(own):
            if all(holders[one] == own[one] for one in under.get(thing, frozenset({thing})) | {thing}):
                found[member].append(thing)
    return {member: tuple(things) for member, things in found.items()}
