"""Positions of the nodes of a network: the same nodes and ties always give the same picture.

Each connected group is laid out by Kamada and Kawai's method (igraph) from fixed first positions, in a part of
the picture as large as the group; who is tied to nobody stands in rows at the bottom. Then nodes that are too
close are moved apart, more sideways than up and down, since names are wide.
"""

import math
from functools import lru_cache

import igraph

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]

#: Horizontal margins hold half a name; the bottom one a whole name.
MARGINS = (46, 24, 46, 36)
#: The room of a node tied to nobody, with its name.
LONE_COLUMN, LONE_ROW = 118, 54
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@lru_cache(maxsize=512)
def positions(
    keys: tuple[str, ...],
    pairs: frozenset[tuple[str, str]],
    width: float,
    height: float,
    margins: tuple[float, float, float, float] = MARGINS,
) -> dict[str, Point]:
    """Return where each of `keys` goes on a picture of `width` × `height`.

    `pairs` are the ties, in any order; those of unknown keys count for nothing. Kept in memory: pages that
    show the same network share the work.
    """
    left, top, right, bottom = margins
    groups, alone = _groups(sorted(keys), pairs)
    frame = (left, top, width - right, height - bottom)
    placed: dict[str, Point] = {}
    if alone:
        frame, strip = _strip(frame, len(alone), full=not groups)
        placed |= _rows(alone, strip, full=not groups)
    for group, part in zip(groups, _split([len(g) for g in groups], frame), strict=True):
        placed |= _fitted(_unfolded(group, pairs, part), part)
    if not groups:
        return placed
    tied = {key: place for key, place in placed.items() if key not in set(alone)}
    return placed | _apart(tied, frame)


def _groups(keys: list[str], pairs) -> tuple[list[list[str]], list[str]]:
    index = {key: i for i, key in enumerate(keys)}
    graph = igraph.Graph(
        n=len(keys), edges=sorted((index[a], index[b]) for a, b in pairs if a in index and b in index)
    )
    components = [[keys[i] for i in component] for component in graph.connected_components()]
    groups = sorted((g for g in components if len(g) > 1), key=lambda g: (-len(g), g[0]))
    return groups, [g[0] for g in components if len(g) == 1]


def _strip(frame: Rectangle, count: int, *, full: bool) -> tuple[Rectangle, Rectangle]:
    """Cut the bottom of the frame, as high as `count` lone nodes in rows need (all of it when `full`)."""
    left, top, right, bottom = frame
    if full:
        return frame, frame
    high = min((bottom - top) * 0.45, LONE_ROW * math.ceil(count / _columns(right - left)))
    return (left, top, right, bottom - high - 26), (left, bottom - high + 14, right, bottom)


def _columns(width: float) -> int:
    return max(1, int(width // LONE_COLUMN))


def _rows(keys: list[str], frame: Rectangle, *, full: bool) -> dict[str, Point]:
    """Stand lone nodes in rows, from the left; closer to one another where they are many."""
    left, top, right, bottom = frame
    wide, high = right - left, max(bottom - top, 1)
    columns = _columns(wide)
    if math.ceil(len(keys) / columns) * LONE_ROW > high + LONE_ROW / 2:
        columns = math.ceil(math.sqrt(len(keys) * wide / high / 1.8))
    rows = math.ceil(len(keys) / columns)
    across, down = wide / columns, high / rows if full else min(high / rows, LONE_ROW)
    return {
        key: (left + across * (i % columns + 0.5), top + down * (i // columns + 0.5))
        for i, key in enumerate(keys)
    }


def _split(weights: list[int], frame: Rectangle) -> list[Rectangle]:
    """Share the frame between groups by their weight, cutting the longer side each time."""
    if len(weights) <= 1:
        return [frame] * len(weights)
    left, top, right, bottom = frame
    half, count = sum(weights) / 2, 1
    while count < len(weights) - 1 and sum(weights[: count + 1]) <= half:
        count += 1
    share = sum(w + 1 for w in weights[:count]) / sum(w + 1 for w in weights)
    gap = 26
    if right - left >= bottom - top:
        cut = left + (right - left) * share
        one, two = (left, top, cut - gap, bottom), (cut + gap, top, right, bottom)
    else:
        cut = top + (bottom - top) * share
        one, two = (left, top, right, cut - gap / 2), (left, cut + gap, right, bottom)
    return _split(weights[:count], one) + _split(weights[count:], two)


def _unfolded(group: list[str], pairs, part: Rectangle) -> dict[str, Point]:
    """Lay one connected group out, its longest axis along the longest side of `part`."""
    index = {key: i for i, key in enumerate(group)}
    edges = sorted((index[a], index[b]) for a, b in pairs if a in index and b in index)
    first = [
        [math.sqrt(i + 0.5) * math.cos(i * GOLDEN_ANGLE), math.sqrt(i + 0.5) * math.sin(i * GOLDEN_ANGLE)]
        for i in range(len(group))
    ]
    spots = igraph.Graph(n=len(group), edges=edges).layout_kamada_kawai(seed=first).coords
    turned = _turned(spots, wide=part[2] - part[0] >= part[3] - part[1])
    return dict(zip(group, turned, strict=True))


def _turned(spots: list[list[float]], *, wide: bool) -> list[Point]:
    n = len(spots)
    mx, my = sum(x for x, _ in spots) / n, sum(y for _, y in spots) / n
    xx = sum((x - mx) ** 2 for x, _ in spots)
    yy = sum((y - my) ** 2 for _, y in spots)
    xy = sum((x - mx) * (y - my) for x, y in spots)
    angle = -0.5 * math.atan2(2 * xy, xx - yy) + (0 if wide else math.pi / 2)
    cos, sin = math.cos(angle), math.sin(angle)
    return [((x - mx) * cos - (y - my) * sin, (x - mx) * sin + (y - my) * cos) for x, y in spots]


def _fitted(spots: dict[str, Point], part: Rectangle) -> dict[str, Point]:
    """Stretch to fill `part`, and spread what is dense: a third of each position comes from its rank."""
    left, top, right, bottom = _shrunk(part, len(spots))
    across = _spread({key: x for key, (x, _) in spots.items()})
    down = _spread({key: y for key, (_, y) in spots.items()})
    return {key: (left + (right - left) * across[key], top + (bottom - top) * down[key]) for key in spots}


def _shrunk(part: Rectangle, count: int) -> Rectangle:
    """Keep few nodes close to one another, in the middle of their part."""
    left, top, right, bottom = part
    wide, high = min(right - left, 150 + 130 * (count - 1)), min(bottom - top, 60 + 80 * (count - 1))
    x, y = (left + right) / 2, (top + bottom) / 2
    return (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def _spread(values: dict[str, float]) -> dict[str, float]:
    low, high = min(values.values()), max(values.values())
    if high - low < 1e-9:
        return dict.fromkeys(values, 0.5)
    order = sorted(values, key=lambda key: (round(values[key], 6), key))
    ranks = {key: i / (len(order) - 1) for i, key in enumerate(order)}
    return {key: 0.67 * (value - low) / (high - low) + 0.33 * ranks[key] for key, value in values.items()}


def _apart(places: dict[str, Point], frame: Rectangle, rounds: int = 60) -> dict[str, Point]:
    """Move nodes apart until each has its own room, or `rounds` have passed."""
    left, top, right, bottom = frame
    room = (right - left) * max(bottom - top, 1) / max(len(places), 1)
    wide, high = min(118, 0.92 * math.sqrt(room * 2.2)), min(52, 0.92 * math.sqrt(room / 2.2))
    keys = sorted(places)
    xs, ys = [places[k][0] for k in keys], [places[k][1] for k in keys]
    for _ in range(rounds):
        if not _pushed_once(xs, ys, wide, high):
            break
        xs = [min(right, max(left, x)) for x in xs]
        ys = [min(bottom, max(top, y)) for y in ys]
    return {key: (round(x, 1), round(y, 1)) for key, x, y in zip(keys, xs, ys, strict=True)}


def _pushed_once(xs: list[float], ys: list[float], wide: float, high: float) -> bool:
    """Push each pair that is too close apart, along the way that is shortest; tell whether there was any."""
    order, pushed = sorted(range(len(ys)), key=lambda i: (ys[i], i)), False
    for rank, i in enumerate(order):
        for j in order[rank + 1 :]:
            if ys[j] - ys[i] >= high + 4:
                break
            dx, dy = xs[j] - xs[i], ys[j] - ys[i]
            over_x, over_y = wide - abs(dx), high - abs(dy)
            if over_x <= 0.5 or over_y <= 0.5:
                continue
            pushed = True
            if over_x / wide < over_y / high:
                push = math.copysign(over_x / 3, dx)
                xs[i], xs[j] = xs[i] - push, xs[j] + push
            else:
                push = math.copysign(over_y / 3, dy)
                ys[i], ys[j] = ys[i] - push, ys[j] + push
    return pushed
