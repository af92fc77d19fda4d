"""Positions of the nodes of a large network: communities apart, and in each its own ties unfolded.

Communities (Leiden) are laid out as the nodes of a smaller network, by Fruchterman and Reingold's method, each with
the room of its members; then each is laid out within its room, in the same way if it is large. Who is tied to nobody
stands around. The same nodes and ties always give the same picture, as dense for many nodes as for few.
"""

import math
import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from threading import Lock

import igraph

type Point = tuple[float, float]
type Pair = tuple[str, str]

#: The side of the square that each node has for itself.
ROOM = 40.0
#: A community of more is parted again.
WHOLE = 250
DEEPEST = 4
#: Twice as many unfold a community no better (distances drawn beside numbers of steps: 0.141 of error, 0.144 with 300).
ROUNDS = 150
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))

# The random numbers of igraph are those of the whole process.
_dice = Lock()


def positions(keys: Collection[str], pairs: Iterable[Pair]) -> dict[str, Point]:
    """Return where each of `keys` goes, around (0, 0); pairs of unknown keys count for nothing."""
    ordered = sorted(keys)
    index = {key: number for number, key in enumerate(ordered)}
    edges = sorted({(index[a], index[b]) for a, b in pairs if a in index and b in index and a != b})
    tied = sorted({end for edge in edges for end in edge})
    rank = {node: number for number, node in enumerate(tied)}
    graph = igraph.Graph(len(tied), [(rank[a], rank[b]) for a, b in edges])
    with _dice:
        igraph.set_random_number_generator(random.Random(0))  # noqa: S311
        spots = _laid(graph, DEEPEST)
        igraph.set_random_number_generator(random)
    placed = {ordered[node]: spot for node, spot in zip(tied, spots, strict=True)}
    alone = [key for key in ordered if key not in placed]
    placed |= zip(alone, _around(len(alone), _reach(spots)), strict=True)
    return {key: (round(x, 1), round(y, 1)) for key, (x, y) in placed.items()}


def joined(places: Mapping[str, Point], keys: Iterable[str], pairs: Iterable[Pair]) -> dict[str, Point]:
    """Return where each of `keys` goes among `places`: where it stands, else beside those it is tied to.

    Nobody who has a place moves. Who has ties with none of them stands around, as does who has no tie.
    """
    found = {key: places[key] for key in keys if key in places}
    waiting = sorted(key for key in keys if key not in places)
    if not waiting:
        return found
    known, around = dict(places), _neighbours(pairs)
    left = []
    for key in sorted(waiting, key=lambda one: -sum(other in known for other in around.get(one, ()))):
        near = [known[other] for other in sorted(around.get(key, ())) if other in known]
        if near:
            known[key] = found[key] = _beside(near, len(found))
        else:
            left.append(key)
    return found | dict(zip(left, _around(len(left), _reach(known.values())), strict=True))


def _neighbours(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    around: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        around[one].add(other)
        around[other].add(one)
    return around


def _beside(near: Sequence[Point], number: int) -> Point:
    """Return a point in the midst of `near`, a little aside so that two newcomers do not hide each other."""
    x, y = sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near)
    turn, far = number * GOLDEN_ANGLE, ROOM * (0.6 + 0.4 * (number % 7) / 6)
    return round(x + far * math.cos(turn), 1), round(y + far * math.sin(turn), 1)


def _laid(graph: igraph.Graph, depth: int) -> list[Point]:
    """Lay a network out, around (0, 0), in a disc as large as its nodes need."""
    count = graph.vcount()
    if count <= 2:
        return [(ROOM * (n - (count - 1) / 2), 0.0) for n in range(count)]
    members = _communities(graph) if count > WHOLE and depth else []
    if len(members) < 2:
        return _disc(_drawn(graph), _radius(count))
    parts = [_laid(graph.induced_subgraph(nodes), depth - 1) for nodes in members]
    centres = _centres(graph, members)
    spots: list[Point] = [(0.0, 0.0)] * count
    for nodes, part, (x, y) in zip(members, parts, centres, strict=True):
        for node, (dx, dy) in zip(nodes, part, strict=True):
            spots[node] = (x + dx, y + dy)
    return spots


def _communities(graph: igraph.Graph) -> list[list[int]]:
    found = graph.community_leiden("modularity", n_iterations=4)
    return sorted((sorted(nodes) for nodes in found), key=lambda nodes: (-len(nodes), nodes[0]))


def _centres(graph: igraph.Graph, members: Sequence[Sequence[int]]) -> list[Point]:
    """Return where each community goes: near those it has most ties with, and on none."""
    group = {node: number for number, nodes in enumerate(members) for node in nodes}
    weights: dict[tuple[int, int], int] = defaultdict(int)
    for one, other in graph.get_edgelist():
        ends = sorted((group[one], group[other]))
        if ends[0] != ends[1]:
            weights[ends[0], ends[1]] += 1
    radii = [_radius(len(nodes)) + ROOM / 2 for nodes in members]
    between = sorted(weights)
    small = igraph.Graph(len(members), between)
    small.es["weight"] = [1 + math.log(weights[pair]) for pair in between]
    spots = _disc(_drawn(small), math.sqrt(sum(r * r for r in radii)))
    return _apart(spots, radii)


def _drawn(graph: igraph.Graph) -> list[Point]:
    """Lay a connected or scattered network out by forces, from a spiral."""
    count = graph.vcount()
    seed = [
        [math.sqrt(n + 0.5) * math.cos(n * GOLDEN_ANGLE), math.sqrt(n + 0.5) * math.sin(n * GOLDEN_ANGLE)]
        for n in range(count)
    ]
    weights = "weight" if "weight" in graph.es.attributes() and graph.ecount() else None
    drawn = graph.layout_fruchterman_reingold(
        seed=seed, weights=weights, niter=ROUNDS if count <= 2 * WHOLE else 80, grid="auto"
    )
    return [(x, y) for x, y in drawn.coords]


def _disc(spots: Sequence[Point], radius: float) -> list[Point]:
    """Bring spots around (0, 0) within a disc, the far ones closer: few strays would squeeze all the others."""
    count = len(spots)
    mx, my = sum(x for x, _ in spots) / count, sum(y for _, y in spots) / count
    moved = [(x - mx, y - my) for x, y in spots]
    order = sorted(range(count), key=lambda n: (math.hypot(*moved[n]), n))
    placed: list[Point] = [(0.0, 0.0)] * count
    longest = math.hypot(*moved[order[-1]]) or 1
    for rank, n in enumerate(order):
        x, y = moved[n]
        far = math.hypot(x, y)
        even = math.sqrt((rank + 0.5) / count)
        wanted = radius * (0.4 * far / longest + 0.6 * even)
        placed[n] = (x / far * wanted, y / far * wanted) if far else (0.0, 0.0)
    return placed


def _apart(spots: Sequence[Point], radii: Sequence[float], rounds: int = 120) -> list[Point]:
    """Push discs that overlap apart, each pair along the line between their centres."""
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    largest = 2 * max(radii)
    for _round in range(rounds):
        pushed = False
        order = sorted(range(len(xs)), key=lambda n: (xs[n], n))
        for rank, i in enumerate(order):
            for j in order[rank + 1 :]:
                if xs[j] - xs[i] > largest:
                    break
                dx, dy = xs[j] - xs[i], ys[j] - ys[i]
                far = math.hypot(dx, dy)
                over = radii[i] + radii[j] - far
                if over <= 0.5:
                    continue
                pushed = True
                ux, uy = (dx / far, dy / far) if far else (math.cos(j), math.sin(j))
                share = radii[i] / (radii[i] + radii[j])
                xs[i], ys[i] = xs[i] - ux * over * (1 - share), ys[i] - uy * over * (1 - share)
                xs[j], ys[j] = xs[j] + ux * over * share, ys[j] + uy * over * share
        if not pushed:
            break
    return list(zip(xs, ys, strict=True))


def _radius(count: int) -> float:
    return ROOM * math.sqrt(count / math.pi) * 1.15


def _reach(spots: Iterable[Point]) -> float:
    return max((math.hypot(x, y) for x, y in spots), default=0.0)


def _around(count: int, inside: float) -> list[Point]:
    """Return places on circles beyond `inside`, evenly spread; on a spiral from the middle where nobody is inside."""
    if not inside:
        return [
            (
                ROOM * math.sqrt(n + 0.5) * math.cos(n * GOLDEN_ANGLE),
                ROOM * math.sqrt(n + 0.5) * math.sin(n * GOLDEN_ANGLE),
            )
            for n in range(count)
        ]
    found: list[Point] = []
    radius = inside + 1.2 * ROOM
    while len(found) < count:
        most = int(2 * math.pi * radius / ROOM)
        here = min(most, count - len(found))
        found += [
            (radius * math.cos(2 * math.pi * n / here), radius * math.sin(2 * math.pi * n / here))
            for n in range(here)
        ]
        radius += ROOM
    return found
