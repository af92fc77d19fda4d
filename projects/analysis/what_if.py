"""What a project would hold and lack if some came, some left, or it asked for more or less: facts in, facts out.

Analysing what comes out is analysing the world in which these changes were made. Plain values in, plain values out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from projects.analysis.gaps import analyse, counted_bearers, suffices
from projects.analysis.values import Facts, Involvement, Need
from projects.enums import NeedKind


@dataclass(frozen=True, slots=True)
class Changes:
    """What one supposes.

    `left`: the involvements that end; `degrees`: new degrees, by involvement; `quantities`: how many or how much, by
    need; `joined`: new involvements of actors who are not in the circle; `around`: facts about those who join
    (affiliations of their persons, what they and these have).
    """

    left: frozenset[int] = frozenset()
    degrees: Mapping[int, int] = field(default_factory=dict)
    quantities: Mapping[int, Decimal] = field(default_factory=dict)
    joined: tuple[Involvement, ...] = ()
    around: Facts | None = None


def what_if(facts: Facts, changes: Changes) -> Facts:
    """Return the facts once the changes are made."""
    around = changes.around or Facts(facts.day)
    involvements = tuple(
        replace(one, degree=changes.degrees.get(one.id, one.degree))
        for one in facts.involvements
        if one.id not in changes.left
    )
    involvements += changes.joined
    circle = {one.actor for one in involvements}
    affiliations = tuple(
        one for one in _once(facts.affiliations, around.affiliations) if one.organisation in circle
    )
    engaged = {person for one in involvements for person in one.engaged}
    reached = circle | engaged | {one.person for one in affiliations}
    return replace(
        facts,
        needs=tuple(
            replace(need, quantity=changes.quantities.get(need.id, need.quantity)) for need in facts.needs
        ),
        involvements=involvements,
        affiliations=affiliations,
        masteries=tuple(one for one in _once(facts.masteries, around.masteries) if one.actor in reached),
        practices=tuple(one for one in _once(facts.practices, around.practices) if one.actor in reached),
        stocks=tuple(one for one in _once(facts.stocks, around.stocks) if one.actor in circle),
    )


def helpers(facts: Facts, around: Facts, actor: int) -> frozenset[int]:
    """Return the persons of `actor` who would help by taking part through it.

    They have, of a need that is not covered, what nobody counts them for yet.
    """
    persons = {one.person for one in around.affiliations if one.organisation == actor}
    found: set[int] = set()
    for gap in analyse(facts):
        if persons and gap.uncovered and gap.need.kind in (NeedKind.COMPETENCE, NeedKind.OCCUPATION):
            found |= (persons & _able(around, gap.need)) - counted_bearers(facts, gap.need)
    return frozenset(found)


def _able(around: Facts, need: Need) -> set[int]:
    if need.kind == NeedKind.OCCUPATION:
        return {one.actor for one in around.practices if one.occupation == need.asked}
    under = around.under.get(need.asked, frozenset({need.asked}))
    return {one.actor for one in around.masteries if one.competence in under and suffices(one, need)}


def _once[T](known: Iterable[T], more: Iterable[T]) -> tuple[T, ...]:
    """Return facts of both, each once: somebody may be near the circle already."""
    return tuple(dict.fromkeys((*known, *more)))
