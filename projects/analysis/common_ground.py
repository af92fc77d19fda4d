"""What a circle holds in common: the values and objectives of two thirds of it, and those of some only."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from projects.models import Aim, Conviction, SharedValue

#: Held in common: by as many thirds of the circle.
SHARE = (2, 3)


@dataclass(frozen=True, slots=True)
class Held:
    """A value or an objective, and which actors of the circle hold it."""

    thing: SharedValue | Aim
    actors: frozenset[int]
    circle: int

    @property
    def is_aim(self) -> bool:
        """Tell objectives from values."""
        return isinstance(self.thing, Aim)

    @property
    def count(self) -> int:
        """Count those who hold it."""
        return len(self.actors)

    @property
    def is_common(self) -> bool:
        """Tell whether two thirds of the circle hold it."""
        part, whole = SHARE
        return self.count * whole >= self.circle * part


@dataclass(frozen=True, slots=True)
class CommonGround:
    """What the circle holds: `common` by two thirds, `some` by fewer; `silent` actors have not said."""

    circle: int
    silent: int
    common: tuple[Held, ...]
    some: tuple[Held, ...]

    @property
    def is_said(self) -> bool:
        """Tell whether anything can be said of the circle: one alone holds nothing in common."""
        return self.circle > 1 and bool(self.common or self.some)


def common_ground(convictions: Iterable[Conviction], circle: Collection[int]) -> CommonGround:
    """Gather what the actors of `circle` hold, what most hold first; what others said is left out."""
    holders: dict[SharedValue | Aim, set[int]] = {}
    answered = set()
    for one in convictions:
        if one.actor_id not in circle:
            continue
        answered.add(one.actor_id)
        if thing := one.value or one.aim:
            holders.setdefault(thing, set()).add(one.actor_id)
    held = sorted(
        (Held(thing, frozenset(actors), len(circle)) for thing, actors in holders.items()),
        key=lambda one: (-one.count, not one.is_aim, str(one.thing)),
    )
    return CommonGround(
        circle=len(circle),
        silent=len(set(circle) - answered),
        common=tuple(one for one in held if one.is_common),
        some=tuple(one for one in held if not one.is_common),
    )
