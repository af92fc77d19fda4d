"""Who links the groups of the whole network, and who is linked to nobody: plain values in, plain values out.

The network is made of actors and of the projects that they work in. Groups are its communities (Leiden); each is named
after the project in which most of its actors work, else after the actor of most ties. An actor is a broker when its
neighbours are of several groups, the more so as more shortest paths pass through it (betweenness).
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import igraph

# Beyond so many nodes, paths are counted from a sample of them (correlation with all of them: 0.92 and more).
ALL_PATHS = 2_000
SAMPLE = 100


class Sort(StrEnum):
    """What a node of the network is."""

    ACTOR = "actor"
    PROJECT = "project"


type Node = tuple[Sort, int]


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an actor: how many ties, how many paths pass through it, after what the groups it links are named.

    `alone`: the first two of `links` are linked by nobody else. With one tie, `links` is that tie.
    """

    actor: int
    ties: int
    between: float = 0
    links: tuple[Node, ...] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Community:
    """Nodes that have more ties among themselves than with others; `head` is the one it is named after."""

    head: Node
    members: tuple[Node, ...]


def places(
    actors: Iterable[int], ties: Iterable[tuple[int, int]], parts: Iterable[tuple[int, int]]
) -> list[Place]:
    """Return the place of each actor; `ties` are pairs of actors, `parts` are (actor, project at which it works)."""
    return measured(actors, ties, parts)[0]


def measured(
    actors: Iterable[int], ties: Iterable[tuple[int, int]], parts: Iterable[tuple[int, int]]
) -> tuple[list[Place], list[Community]]:
    """Return the place of each actor (as `places` does), and the communities, the largest first."""
    network = _Network(sorted(actors), ties, parts)
    return [network.place(number) for number in range(network.actors)], network.communities()


class _Network:
    """The graph with all that is measured on it; actors come before projects."""

    def __init__(
        self, actors: Sequence[int], ties: Iterable[tuple[int, int]], parts: Iterable[tuple[int, int]]
    ) -> None:
        parts = list(parts)
        self.nodes: list[Node] = [(Sort.ACTOR, actor) for actor in actors]
        self.nodes += [(Sort.PROJECT, project) for project in sorted({project for _actor, project in parts})]
        self.actors = len(actors)
        number = {node: n for n, node in enumerate(self.nodes)}
        pairs = [((Sort.ACTOR, one), (Sort.ACTOR, other)) for one, other in ties]
        pairs += [((Sort.ACTOR, actor), (Sort.PROJECT, project)) for actor, project in parts]
        edges = {
            (min(ends), max(ends))
            for one, other in pairs
            if one in number and other in number and one != other
            for ends in [(number[one], number[other])]
        }
        self.graph = igraph.Graph(len(self.nodes), sorted(edges))
        # The same network is told in the same words.
        igraph.set_random_number_generator(random.Random(0))  # noqa: S311
        self.group = self.graph.community_leiden("modularity", n_iterations=4).membership
        self.between = self._betweenness()
        self.heads = self._heads()
        self.cuts = _Cuts(self.graph)

    def _betweenness(self) -> list[float]:
        if len(self.nodes) <= ALL_PATHS:
            return self.graph.betweenness()
        sources = random.Random(0).sample(range(len(self.nodes)), SAMPLE)  # noqa: S311
        return self.graph.betweenness(sources=sources)

    def _heads(self) -> dict[int, int]:
        """Return, by group, the node after which it is named: the project of most actors, else who has most ties."""
        inside: Counter[int] = Counter()
        for edge in self.graph.es:
            if self.group[edge.source] == self.group[edge.target]:
                inside.update(edge.tuple)
        heads: dict[int, int] = {}
        for node, group in enumerate(self.group):
            best = heads.get(group)
            if best is None or self._weight(node, inside) > self._weight(best, inside):
                heads[group] = node
        return heads

    def _weight(self, node: int, inside: Counter[int]) -> tuple:
        return self.nodes[node][0] == Sort.PROJECT, inside[node], -node

    def communities(self) -> list[Community]:
        """Return the groups, the largest first."""
        members: dict[int, list[Node]] = defaultdict(list)
        for node, group in enumerate(self.group):
            members[group].append(self.nodes[node])
        found = [Community(self.nodes[self.heads[group]], tuple(them)) for group, them in members.items()]
        return sorted(found, key=lambda community: (-len(community.members), community.members[0]))

    def place(self, node: int) -> Place:
        """Return the place of one actor."""
        around = self.graph.neighbors(node)
        between = self.between[node]
        actor = self.nodes[node][1]
        if len(around) < 2:
            return Place(actor, len(around), between, tuple(self.nodes[one] for one in around))
        groups = Counter(self.group[one] for one in around)
        heads = [self.heads[group] for group, _number in sorted(groups.items(), key=lambda g: (-g[1], g[0]))]
        heads = [head for head in heads if head != node]
        pair = self.cuts.parted(node, heads)
        linked = [*pair, *(head for head in heads if head not in pair)]
        return Place(
            actor, len(around), between, tuple(self.nodes[head] for head in linked), alone=bool(pair)
        )


class _Cuts:
    """The tree of blocks and cut nodes: a node parts two others when it is on the way between them."""

    def __init__(self, graph: igraph.Graph) -> None:
        blocks, cuts = graph.biconnected_components(return_articulation_points=True)
        self.cuts = set(cuts)
        near: dict = defaultdict(list)
        self.block_of: dict[int, object] = {}
        for number, block in enumerate(blocks):
            for node in block:
                if node in self.cuts:
                    near[node].append(("block", number))
                    near["block", number].append(node)
                self.block_of[node] = ("block", number)
        self.above: dict = {}
        self.depth: dict = {}
        for start in list(near):
            self._hang(start, near)

    def _hang(self, start, near: dict) -> None:
        if start in self.depth:
            return
        self.depth[start], self.above[start] = 0, None
        waiting = [start]
        while waiting:
            here = waiting.pop()
            for other in near[here]:
                if other not in self.depth:
                    self.depth[other], self.above[other] = self.depth[here] + 1, here
                    waiting.append(other)

    def parted(self, node: int, others: Sequence[int]) -> tuple[int, ...]:
        """Return the first two of some nodes between which `node` is the only way; nothing if it parts none."""
        if node not in self.cuts:
            return ()
        first = others[:1]
        for other in others[1:]:
            if self._between(node, first[0], other):
                return first[0], other
        return ()

    def _between(self, node: int, one: int, other: int) -> bool:
        """Tell whether `node` is on the way from one to the other, by climbing to where their ways meet."""
        here, there = (end if end in self.cuts else self.block_of.get(end) for end in (one, other))
        if here not in self.depth or there not in self.depth:
            return False
        while here != there:
            if self.depth[here] < self.depth[there]:
                here, there = there, here
            here = self.above[here]
            if here is None:
                return False  # not linked at all
            if here == node:
                return True
        return False
