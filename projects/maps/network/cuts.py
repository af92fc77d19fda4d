"""Who alone links some actors to the others: the cut points of the network."""

from collections.abc import Mapping

import igraph

#: Of many cut points, only those tied to the most are looked at: the others link few.
MOST_LOOKED_AT = 30


def cut_off(tied: Mapping[str, tuple[str, ...]], actors: set[str]) -> dict[str, frozenset[str]]:
    """Return, for each of `actors` without which its part of the network falls apart, whom it alone links to the rest.

    `tied` gives to whom each is tied, projects included. The rest is the largest piece left.
    """
    keys = sorted(tied)
    rank = {key: i for i, key in enumerate(keys)}
    edges = sorted((rank[a], rank[b]) for a, others in tied.items() for b in others if a < b)
    graph = igraph.Graph(len(keys), edges)
    points = [point for point in graph.articulation_points() if keys[point] in actors]
    points.sort(key=lambda point: (-graph.degree(point), point))
    lost = {keys[point]: _lost(graph, point) for point in points[:MOST_LOOKED_AT]}
    return {key: frozenset(keys[i] for i in cut) & actors for key, cut in lost.items() if cut}


def _lost(graph: igraph.Graph, point: int) -> set[int]:
    """Return whom nothing would link any more to the largest piece of the network of `point`, were it not there."""
    around = [other for other in graph.subcomponent(point) if other != point]
    pieces = graph.induced_subgraph(around).connected_components()
    kept = set(max(pieces, key=lambda piece: len(list(piece))))
    return {key for i, key in enumerate(sorted(around)) if i not in kept}
