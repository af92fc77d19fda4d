"""What the actors out of a project's working circle would add to each of its uncovered needs, by joining it."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from projects.analysis.circle_to_invite import Lack
from projects.analysis.gaps import counted_bearers
from projects.analysis.values import Facts, Need
from projects.enums import NeedKind

TOP_LEVEL = 3


@dataclass(frozen=True)
class Supply:
    """What could be brought to the uncovered needs of one project, as far as the viewer sees.

    `holders`: by need, who has it (mobilisable, at the level asked), with the highest level (3 where levels do not
    apply). `members`: by organisation, those of its persons who are among the holders. `stocks`: by kind of
    resource, what each actor has left to give. `families`: by family, its actors. `proximity`: in
    quarters, 0 when absent.
    """

    holders: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    members: Mapping[int, frozenset[int]] = field(default_factory=dict)
    stocks: Mapping[int, Mapping[int, Decimal]] = field(default_factory=dict)
    families: Mapping[int, frozenset[int]] = field(default_factory=dict)
    proximity: Mapping[int, int] = field(default_factory=dict)

    @property
    def everybody(self) -> frozenset[int]:
        """Return all who could bring something."""
        return frozenset(self.members).union(
            *self.holders.values(), *self.stocks.values(), *self.families.values()
        )

    @cached_property
    def organisations(self) -> Mapping[int, frozenset[int]]:
        """Return, by person, the organisations that they belong to."""
        found = defaultdict(set)
        for organisation, persons in self.members.items():
            for person in persons:
                found[person].add(organisation)
        return {person: frozenset(those) for person, those in found.items()}

    def joined(self, other: "Supply") -> "Supply":
        """Return what this tells, and what `other` tells of other needs."""
        members = {**other.members}
        for organisation, persons in self.members.items():
            members[organisation] = persons | members.get(organisation, frozenset())
        return Supply(
            {**other.holders, **self.holders},
            members,
            {**other.stocks, **self.stocks},
            {**other.families, **self.families},
            {**other.proximity, **self.proximity},
        )


class Brought:
    """What the actors out of the working circle would add to one need.

    `levels`: by actor, the part "level" in thirds: the level added, 3 where levels do not apply.
    """

    def __init__(
        self, need: Need, facts: Facts, supply: Supply, bearers: frozenset[int] | None = None
    ) -> None:
        self.need = need
        # Those who bear it already; worked out for all needs at once where there are several.
        if bearers is None:
            bearers = frozenset() if need.kind == NeedKind.RESOURCE else counted_bearers(facts, need)
        self.borne_by = bearers
        self.stock: Mapping[int, Decimal] = {}
        self.new: dict[int, int] = {}
        # By organisation, those of its persons who would help.
        self.through: dict[int, list[int]] = {}
        self.holders = supply.holders.get(need.id, {})
        self.levels: Mapping[int, int | Fraction]
        self.lacking = self._lacking(facts)
        working = facts.working_circle
        if need.kind == NeedKind.RESOURCE:
            self.levels = self._resource(facts, supply, working)
        elif need.kind == NeedKind.FAMILY:
            self.levels = dict.fromkeys(supply.families.get(need.asked, frozenset()) - working, TOP_LEVEL)
        else:
            self.levels = self._ability(supply, working)

    def added(self, actor: int) -> int | None:
        """Return the highest level that the actor would add, where levels apply."""
        return int(self.levels[actor]) if self.need.kind == NeedKind.COMPETENCE else None

    def helpers(self, actor: int) -> tuple[int, ...]:
        """Return those of the actor's persons who would help."""
        return tuple(sorted(self.through.get(actor, ())))

    @property
    def lack(self) -> Lack:
        """Return what the need lacks."""
        resource = self.need.asked if self.need.kind == NeedKind.RESOURCE else None
        return Lack(self.need.id, self.lacking, self.need.importance, resource)

    @property
    def most(self) -> int:
        """Return how many of those who bring themselves alone it could take."""
        return 0 if self.need.kind == NeedKind.RESOURCE else math.ceil(self.lacking)

    def bearers(self, actor: int, engaged: frozenset[int]) -> frozenset[int]:
        """Return the distinct bearers that the actor adds with the persons `engaged` through it."""
        if self.need.kind == NeedKind.FAMILY:
            return frozenset({actor}) if actor in self.levels else frozenset()
        able = engaged & self.holders.keys()
        if able:
            return able & self.new.keys()
        return frozenset({actor}) & self.new.keys()

    def _lacking(self, facts: Facts) -> Fraction:
        if self.need.kind != NeedKind.RESOURCE:
            return Fraction(self.need.quantity) - len(self.borne_by)
        given = sum((p.quantity for p in facts.pledges if p.need == self.need.id and p.confirmed), Decimal(0))
        return Fraction(self.need.quantity - given)

    def _ability(self, supply: Supply, working: frozenset[int]) -> dict[int, int]:
        """Return the level that each actor would add: its persons', its own where none of them helps."""
        # Copied whole, then a few left out: holders may be thousands.
        self.new = _without(self.holders, self.borne_by)
        levels = _without(self.new, working)
        for person in self.new.keys() & supply.organisations.keys():
            for organisation in supply.organisations[person] - working:
                self.through.setdefault(organisation, []).append(person)
        for organisation, persons in self.through.items():
            levels[organisation] = max(self.new[person] for person in persons)
        return levels

    def _resource(self, facts: Facts, supply: Supply, working: frozenset[int]) -> dict[int, Fraction | int]:
        self.stock = {
            actor: free
            for actor, free in supply.stocks.get(self.need.asked, {}).items()
            if free > 0 and actor not in working
        }
        # Worked out once for each quantity: thousands may have something, few quantities differ.
        worth = {
            free: min(Fraction(1), Fraction(free) / self.lacking) * TOP_LEVEL
            for free in set(self.stock.values())
        }
        return {actor: worth[free] for actor, free in self.stock.items()}


def _without(levels: Mapping[int, int], gone: frozenset[int]) -> dict[int, int]:
    left = dict(levels)
    for actor in gone:
        left.pop(actor, None)
    return left
