"""The outlines of territories, from the files of `territoire/data/contours/`, read when they are needed.

A file holds arcs, each once even where two territories share it: its first point then steps, in ten-thousandths of a
degree of longitude and latitude. A territory is polygons of rings of arcs; `~i` is arc `i` the other way round.
"""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "contours"
SCALE = 10_000

Point = tuple[int, int]
Ring = tuple[Point, ...]
#: Polygons, each its outer ring then its holes; points are (longitude, latitude) x `SCALE`; rings are closed.
Contour = tuple[tuple[Ring, ...], ...]


def contours(codes: Iterable[str], *, of_france: bool = False) -> dict[str, Contour]:
    """Return the contour of each territory (`commune-63113`, `epci-…`, `departement-…`, `region-…`) that has one.

    `of_france` gives départements and régions as a map of the whole country draws them: coarser.
    """
    by_file: defaultdict[str, list[str]] = defaultdict(list)
    for code in codes:
        if name := _file_of(code, of_france=of_france):
            by_file[name].append(code)
    found = {}
    for name, wanted in by_file.items():
        areas, arcs = _file(name)
        for code in wanted:
            if code in areas:
                found[code] = _contour(areas[code], arcs)
    return found


def departement_of(code: str) -> str:
    """Return the official code of the département of `commune-2A004`, as the code itself tells."""
    official = code.removeprefix("commune-")
    return official[:3] if official.startswith(("97", "98")) else official[:2]


def outline(parts: Iterable[Contour]) -> tuple[Ring, ...]:
    """Return the rings around the union of `parts`: the edges that no two of them share.

    Parts of one level share the points of their border; holes come as rings too (fill by the even-odd rule).
    """
    edges: Counter[tuple[Point, Point]] = Counter()
    for contour in parts:
        for ring in (ring for polygon in contour for ring in polygon):
            for edge in pairwise(ring):
                if edges[edge[::-1]]:
                    edges[edge[::-1]] -= 1
                else:
                    edges[edge] += 1
    return tuple(_chained(edges))


def _chained(edges: Counter[tuple[Point, Point]]) -> Iterator[Ring]:
    following: defaultdict[Point, list[Point]] = defaultdict(list)
    for (start, end), count in edges.items():
        following[start] += [end] * count
    for start in list(following):
        while following[start]:
            ring, here = [start], following[start].pop()
            while here != start and following[here]:
                ring.append(here)
                here = following[here].pop()
            yield (*ring, start)


def _file_of(code: str, *, of_france: bool) -> str:
    kind, _, official = code.partition("-")
    if kind == "commune" and official.isalnum():
        return f"communes/{departement_of(code)}"
    if kind == "epci":
        return "areas"
    if kind in {"departement", "region"}:
        return "france" if of_france else "areas"
    return ""


@lru_cache(maxsize=12)
def _file(name: str) -> tuple[dict, list[Ring]]:
    path = FOLDER / f"{name}.json.gz"
    if not path.exists():
        return {}, []
    content = json.loads(gzip.decompress(path.read_bytes()))
    return content["areas"], [_arc(steps) for steps in content["arcs"]]


def _arc(steps: list[int]) -> Ring:
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return tuple(points)


def _contour(polygons: list[list[list[int]]], arcs: list[Ring]) -> Contour:
    return tuple(tuple(_ring(ring, arcs) for ring in polygon) for polygon in polygons)


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(points)
