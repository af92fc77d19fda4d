"""The network: nodes where `layout` puts them, ties as threads; one thread for each reason to be tied."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from actors.maps import labels, layout
from actors.maps.values import Caption, Mark, Node, Picture, Thread, Tie, TieNature

#: A bundle shows at most this many threads; words and table say them all.
MOST_THREADS = 6
THREAD_GAP = 5.5


def draw(
    nodes: Sequence[Node],
    ties: Sequence[Tie],
    *,
    title: str,
    width: float = 760,
    height: float = 480,
    backdrop: tuple[tuple[str, ...], frozenset[tuple[str, str]]] | None = None,
    margins: tuple[float, float, float, float] = layout.MARGINS,
    named: bool = True,
    alone: str = "",
) -> Picture:
    """Draw `nodes` and the `ties` between them.

    `backdrop`: keys and pairs to lay out instead of what is drawn, so that filters and days hide nodes without
    moving the others. `named`: name all nodes where there is room, else only the major ones. `alone`: words
    above those who are tied to nobody.
    """
    shown = {node.key for node in nodes}
    ties = [tie for tie in ties if tie.source in shown and tie.target in shown]
    keys, pairs = backdrop or (tuple(sorted(shown)), frozenset(tie.pair for tie in ties))
    places = layout.positions(tuple(keys), pairs, width, height, margins)
    bare = {node.key: Mark(node, *places[node.key]) for node in nodes}
    to_name = [mark for mark in bare.values() if named or mark.node.major or mark.node.chosen]
    unnamed = [mark for mark in bare.values() if not (named or mark.node.major or mark.node.chosen)]
    captions = _alone(shown, keys, pairs, places, alone)
    marks = labels.place(
        to_name,
        width,
        height,
        obstacles=[*(_square(mark) for mark in unnamed), *(labels.box_of(c) for c in captions)],
        threads=[(*places[a], *places[b]) for a, b in {tie.pair for tie in ties}],
    )
    return Picture(
        width,
        height,
        title,
        marks=tuple(sorted((*marks, *unnamed), key=lambda m: (-m.node.rank, m.node.key))),
        threads=tuple(threads(ties, bare)),
        captions=captions,
    )


def threads(ties: Iterable[Tie], marks: dict[str, Mark]) -> Iterable[Thread]:
    """Yield the thread of each tie; those of one pair part in the middle and meet at both ends."""
    for pair, group in groupby(sorted(ties, key=_order), key=lambda tie: tie.pair):
        bundle = list(group)[:MOST_THREADS]
        for n, tie in enumerate(bundle):
            bend = (n - (len(bundle) - 1) / 2) * THREAD_GAP
            yield _thread(tie, marks[pair[0]], marks[pair[1]], bend)


def height_for(count: int, *, compact: bool = False) -> int:
    """Return how high a picture of `count` nodes should be for names to find room."""
    if compact:
        return min(900, 300 + 9 * max(0, count - 6))
    return min(980, 260 + 16 * min(count, 16) + 5 * max(0, count - 16))


def _order(tie: Tie):
    return (tie.pair, list(TieNature).index(tie.nature), tie.code, tie.label, tie.source)


def _thread(tie: Tie, one: Mark, two: Mark, bend: float) -> Thread:
    x1, y1 = _towards(one, two)
    x2, y2 = _towards(two, one)
    length = math.hypot(x2 - x1, y2 - y1) or 1
    nx, ny = -(y2 - y1) / length, (x2 - x1) / length
    mx, my = (x1 + x2) / 2 + nx * bend, (y1 + y2) / 2 + ny * bend
    curve = f"Q{n(2 * mx - (x1 + x2) / 2)} {n(2 * my - (y1 + y2) / 2)} " if bend else "L"
    path = f"M{n(x1)} {n(y1)}{curve}{n(x2)} {n(y2)}"
    forward = 1 if tie.source == one.node.key else -1
    arrow = _arrow(mx, my, (x2 - x1) / length * forward, (y2 - y1) / length * forward) if tie.directed else ""
    return Thread(tie, path, arrow, lit=one.node.chosen or two.node.chosen)


def _towards(one: Mark, two: Mark) -> tuple[float, float]:
    """Return the point of the rim of `one` that faces `two`."""
    dx, dy = two.x - one.x, two.y - one.y
    far = math.hypot(dx, dy) or 1
    rim = min(one.node.size / 2 + 1, far / 2)
    return one.x + dx / far * rim, one.y + dy / far * rim


def _arrow(x: float, y: float, ux: float, uy: float, size: float = 4.5) -> str:
    tip = (x + ux * size, y + uy * size)
    back = (x - ux * size * 0.8, y - uy * size * 0.8)
    side = (-uy * size * 0.75, ux * size * 0.75)
    return (
        f"M{n(tip[0])} {n(tip[1])}L{n(back[0] + side[0])} {n(back[1] + side[1])}"
        f"L{n(back[0] - side[0])} {n(back[1] - side[1])}Z"
    )


def _alone(shown, keys, pairs, places, words: str) -> tuple[Caption, ...]:
    """Return the words above the rows of those whom the layout ties to nobody, when some are drawn."""
    tied = {key for pair in pairs for key in pair if pair[0] in places and pair[1] in places}
    lone = [places[key] for key in keys if key not in tied and key in shown]
    if not words or not lone or not tied & set(keys):
        return ()
    top = min(y for key, (_, y) in places.items() if key not in tied)
    return (Caption(14, max(14, top - 24), words, "map-note", "start"),)


def _square(mark: Mark) -> labels.Box:
    half = mark.node.size / 2
    return (mark.x - half, mark.y - half, mark.x + half, mark.y + half)


def n(value: float) -> str:
    """Write a coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def degrees(ties: Iterable[Tie]) -> dict[str, int]:
    """Return to how many others each key is tied."""
    others: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        others[tie.source].add(tie.target)
        others[tie.target].add(tie.source)
    return {key: len(them) for key, them in others.items()}
