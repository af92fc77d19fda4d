"""Who knows whom: chains of introductions from a working circle outwards, shortest first.

Among chains of equal length, the first by (name, identifier) of each actor in turn, from the circle on.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

type Chain = tuple[int, ...]
type Ties = Iterable[tuple[int, int]]
#: Gives the ties of some actors, each as (one of them, the other); of those that lead to a few, when these are given.
type Neighbours = Callable[..., Ties]
#: Gives the sorting names of some actors.
type Names = Callable[[frozenset[int]], Mapping[int, str]]

# Beyond that, all ties are followed: to name so many of those who are wanted takes longer.
MOST_WANTED = 5_000


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The actors at one and at two ties from a circle, each with its chain, the actor itself last.

    Without `whole`, those at two ties are some alone.
    """

    circle: frozenset[int]
    near: Mapping[int, Chain] = field(default_factory=dict)
    far: Mapping[int, Chain] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    whole: bool = True

    def chain(self, actor: int) -> Chain:
        """Return the chain to an actor at one or two ties; empty when there is none."""
        return self.near.get(actor) or self.far.get(actor, ())


def surroundings(
    circle: frozenset[int],
    neighbours: Neighbours,
    names: Names,
    wanted: frozenset[int] | None = None,
) -> Surroundings:
    """Follow the ties of `circle` twice; the second time to those that are `wanted` alone, when given."""
    if not circle:
        return Surroundings(circle)
    if wanted is not None and len(wanted) > MOST_WANTED:
        wanted = None
    known = dict(names(circle))
    start = {actor: (actor,) for actor in circle}
    near = _step(start, neighbours(circle), known)
    known |= names(frozenset(near))
    found = Surroundings(circle, near, {}, known, whole=wanted is None)
    return replace(found, far=_second(found, neighbours, wanted))


def third_ties(
    found: Surroundings, actors: frozenset[int], neighbours: Neighbours, names: Names
) -> dict[int, Chain]:
    """Return the chains of three ties to those of `actors` that none of one or two reaches."""
    beyond = frozenset(a for a in actors if a not in found.circle and not found.chain(a))
    if not beyond or not found.near:
        return {}
    ties = [(other, actor) for actor, other in neighbours(beyond)]
    far = found.far if found.whole else _second(found, neighbours, frozenset(other for other, _ in ties))
    ties = [(other, actor) for other, actor in ties if other in far]
    known = {**found.names, **names(frozenset(other for other, _ in ties))}
    return _step(far, ties, known)


def _second(found: Surroundings, neighbours: Neighbours, wanted: frozenset[int] | None) -> dict[int, Chain]:
    """Follow the ties of who is near."""
    near = frozenset(found.near)
    left = None if wanted is None else wanted - near - found.circle
    if not near or (left is not None and not left):
        return {}
    ties = neighbours(near) if left is None else neighbours(near, left)
    return _step(found.near, ties, found.names, found.circle)


def _step(
    chains: Mapping[int, Chain], ties: Ties, names: Mapping[int, str], done: frozenset[int] = frozenset()
) -> dict[int, Chain]:
    """Return the best chain to each actor that `ties` add to `chains`, but for those already `done`."""
    ties = [(near, far) for near, far in ties if far not in chains and far not in done]
    used = {near for near, _ in ties}
    order = sorted(used, key=lambda actor: [(names[one], one) for one in chains[actor]])
    rank = {actor: place for place, actor in enumerate(order)}
    best: dict[int, int] = {}
    for near, far in ties:
        if far not in best or rank[near] < rank[best[far]]:
            best[far] = near
    return {far: (*chains[near], far) for far, near in best.items()}
