"""The circles of involvement: rings by degree (5 in the centre), sectors by family.

Sectors are as wide as they are full, in the order of the table of families, from the top and clockwise.
"""

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from actors.maps import labels
from actors.maps.network import n
from actors.maps.values import Area, Caption, Mark, Picture, Symbol
from projects.maps.shared import missing, sheets
from projects.maps.shared.nodes import SIZES, actor_node, shape_of
from projects.maps.shared.values import FamilyCount, Stakeholder, StakeholderMap

#: From the rim inwards, around the centre (degree 5); 0 for who is aboard nothing, drawn when there is somebody.
RINGS = (0, 1, 2, 3, 4)
#: Families go round from here, and leave a corridor at the top for the names of rings.
TOP, CORRIDOR = -math.pi / 2, 0.34
#: How far from the rim of its shape the arrow of a wish reaches, in pixels.
ARROW = 15
#: An empty sector weighs this much, one with k actors 1 + k.
EMPTY_WEIGHT = 0.9


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of the picture; `compact` for phones."""

    width: float
    height: float
    radius: float
    scale: float
    compact: bool

    @property
    def centre(self) -> tuple[float, float]:
        """Where the circles are centred."""
        return self.width / 2, self.height / 2

    def point(self, radius: float, angle: float) -> tuple[float, float]:
        """Return the point at `radius` from the centre, at `angle` (radians, clockwise from the right)."""
        x, y = self.centre
        return x + radius * math.cos(angle), y + radius * math.sin(angle)


@dataclass(frozen=True, slots=True)
class Sector:
    """A family and the angles between which it stands; `absent` when nobody of it is aboard."""

    family: FamilyCount
    start: float
    end: float
    actors: tuple[Stakeholder, ...]
    absent: bool

    @property
    def middle(self) -> float:
        """The angle of its axis."""
        return (self.start + self.end) / 2


def draw(
    stakeholder_map: StakeholderMap, *, chosen: str = "", compact: bool = False, sheet: bool = False
) -> Picture:
    """Draw the map as circles of involvement; on a `sheet`, with room for each name."""
    frame = _frame(len(stakeholder_map.stakeholders), compact, sheet)
    rims = _rims(stakeholder_map, frame)
    sectors = _sectors(stakeholder_map)
    heads, symbols = _heads(sectors, frame)
    rings = _ring_names(stakeholder_map, rims, frame)
    marks = _marks(stakeholder_map, sectors, rims, frame, chosen)
    named = [m for m in marks if not compact or m.node.major or m.node.chosen]
    unnamed = [m for m in marks if m not in named]
    placed = labels.place(
        named,
        frame.width,
        frame.height,
        obstacles=[
            *map(labels.box_of, heads),
            *map(labels.box_of, rings),
            *_squares(symbols),
            *_squares_of_marks(unnamed),
            *(_box_of_path(mark.arrow) for mark in marks if mark.arrow),
        ],
        longest=24 if sheet else 18,
    )
    picture = Picture(
        frame.width,
        frame.height,
        _("Circles of involvement: the closer to the centre, the more involved"),
        marks=tuple(sorted((*placed, *unnamed), key=lambda m: (-m.node.rank, m.node.key))),
        areas=tuple(_areas(rims, sectors, frame)),
        captions=(*rings, *heads),
        symbols=tuple(symbols),
    )
    return missing.added(picture, stakeholder_map)


def _frame(count: int, compact: bool, sheet: bool) -> Frame:
    if compact:
        return Frame(360, 384, 158, 0.85, True)
    if sheet:
        width, height = sheets.size(count, filled=math.pi / 4 / sheets.PROPORTION)
        return Frame(width, height, height / 2 - 46, 1, False)
    if count > 45:
        return Frame(960, 770, 342, 0.95, False)
    return Frame(800, 610, 264, 1, False)


def _rims(stakeholder_map: StakeholderMap, frame: Frame) -> dict[int, tuple[float, float]]:
    """Return the inner and outer radius of each degree; a ring with many actors is a little thicker."""
    count = Counter(_ring(actor) for actor in stakeholder_map.stakeholders)
    core = frame.radius * (0.21 if count[5] < 4 else 0.27)
    rings = [degree for degree in RINGS if degree or count[0]]
    weights = {d: 1 + min(1.2, count[d] / (9 * (6 - d))) for d in rings}
    unit, outer, rims = (frame.radius - core) / sum(weights.values()), frame.radius, {}
    for degree in rings:
        inner = outer - unit * weights[degree]
        rims[degree] = (inner, outer)
        outer = inner
    return rims | {5: (0, core)}


def _ring(actor: Stakeholder) -> int:
    """Who is aboard nothing (yet) stands on a ring of its own, outside."""
    return actor.degree or 0


def _sectors(stakeholder_map: StakeholderMap) -> list[Sector]:
    members = defaultdict(list)
    for actor in stakeholder_map.stakeholders:
        members[actor.family].append(actor)
    families = stakeholder_map.families
    # Who stands in the centre takes no room in its sector.
    load = {f.code: sum(1 for a in members[f.code] if a.degree != 5) for f in families}
    weights = [EMPTY_WEIGHT + math.sqrt(load[f.code]) if load[f.code] else EMPTY_WEIGHT for f in families]
    turn = 2 * math.pi - CORRIDOR
    sectors, angle = [], TOP + CORRIDOR / 2
    for family, weight in zip(families, weights, strict=True):
        end = angle + turn * weight / sum(weights)
        mine = tuple(members[family.code])
        # A family that filters hide is not absent: its count leaves the choice of families out.
        absent = not any(a.degree for a in mine) and (bool(mine) or not family.count)
        sectors.append(Sector(family, angle, end, mine, absent))
        angle = end
    return sectors


def _areas(rims, sectors: list[Sector], frame: Frame):
    x, y = frame.centre
    for degree, (_inner, outer) in rims.items():
        yield Area(missing.circle(x, y, outer), f"map-ring map-ring-{degree}")
    core = rims[5][1]
    for angle in [sector.start for sector in sectors] + [sector.end for sector in sectors[-1:]]:
        (x1, y1), (x2, y2) = frame.point(core, angle), frame.point(frame.radius, angle)
        yield Area(f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}", "map-spoke")
    for sector in sectors:
        if sector.absent:
            yield Area(_slice(sector, core + 4, frame.radius - 4, frame), "map-absent")


def _slice(sector: Sector, inner: float, outer: float, frame: Frame) -> str:
    a, b = 4 / inner, 4 / outer
    (x1, y1), (x2, y2) = frame.point(inner, sector.start + a), frame.point(outer, sector.start + b)
    (x3, y3), (x4, y4) = frame.point(outer, sector.end - b), frame.point(inner, sector.end - a)
    large = int(sector.end - sector.start > math.pi)
    return (
        f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}A{n(outer)} {n(outer)} 0 {large} 1 {n(x3)} {n(y3)}"
        f"L{n(x4)} {n(y4)}A{n(inner)} {n(inner)} 0 {large} 0 {n(x1)} {n(y1)}Z"
    )


def _heads(sectors: list[Sector], frame: Frame) -> tuple[list[Caption], list[Symbol]]:
    """Return the name and shape of each family, around the circles."""
    captions, symbols = [], []
    far = frame.radius + (14 if frame.compact else 18)
    for sector in sectors:
        # Without its name, the shape of a family that is aboard would pass for an actor.
        if frame.compact and not sector.absent:
            continue
        x, y = frame.point(far, sector.middle)
        symbols.append(Symbol(shape_of(sector.family.code), x, y, 15, sector.absent, sector.family.name))
        if frame.compact:
            continue
        right = x >= frame.centre[0]
        lines = labels.wrapped(sector.family.name, longest=14)
        shift = -7 * (len(lines) - 1)
        for i, line in enumerate(lines):
            text = line
            if sector.absent and i == len(lines) - 1:
                text = _("%(family)s: 0") % {"family": line}
            captions.append(
                Caption(
                    x + (13 if right else -13),
                    y + 4.5 + shift + 14 * i,
                    text,
                    "map-head map-none" if sector.absent else "map-head",
                    "start" if right else "end",
                )
            )
    return captions, symbols


def _ring_names(stakeholder_map, rims, frame: Frame) -> list[Caption]:
    """Return the degree of each ring, on the spoke that parts the first family from the last."""
    captions = []
    outside = _("In no project") if stakeholder_map.of_projects else _("Not aboard yet")
    for degree, (_inner, outer) in rims.items():
        x, y = frame.point(outer, TOP)
        name = stakeholder_map.degrees.get(degree, "") if degree else outside
        text = name if not degree else str(degree) if frame.compact or not name else f"{degree} · {name}"
        captions.append(Caption(x, y + 13.5, text, "map-note"))
    return captions


def _marks(stakeholder_map, sectors, rims, frame: Frame, chosen: str) -> list[Mark]:
    places = _centre([a for s in sectors for a in s.actors if a.degree == 5], sectors, rims[5][1], frame)
    for sector in sectors:
        for degree in rims.keys() - {5}:
            cell = [a for a in sector.actors if _ring(a) == degree]
            places |= _cell(cell, sector, rims[degree], frame)
    numbers = stakeholder_map.numbers()
    marks = []
    for actor in stakeholder_map.stakeholders:
        if actor.slug not in places:
            continue
        node = actor_node(
            actor,
            stakeholder_map,
            number=numbers[actor.slug],
            rank=actor.degree or 0,
            major=(actor.degree or 0) >= 5,
            chosen=actor.slug == chosen,
            scale=frame.scale,
        )
        x, y = places[actor.slug]
        marks.append(Mark(node, x, y, arrow=_wish(actor, x, y, node.size, frame)))
    return marks


def _centre(actors, sectors, core: float, frame: Frame) -> dict[str, tuple[float, float]]:
    x, y = frame.centre
    if len(actors) == 1:
        return {actors[0].slug: (x, y + 2)}
    reach = core * (0.5 if len(actors) < 6 else 0.64)
    return {
        actor.slug: frame.point(reach, TOP + 2 * math.pi * (i + 0.5) / len(actors))
        for i, actor in enumerate(actors)
    }


def _cell(actors, sector: Sector, rim: tuple[float, float], frame: Frame) -> dict[str, tuple[float, float]]:
    """Spread the actors of one family and degree: on one arc, or on several staggered ones when they are many."""
    if not actors:
        return {}
    inner, outer = rim
    pad = min(0.18 * (sector.end - sector.start), 16 / outer)
    angle = sector.end - sector.start - 2 * pad
    spacing = (SIZES[actors[0].degree] + 12) * frame.scale
    rows = 1
    while rows < 6 and sum(_room(inner, outer, rows, row, angle, spacing) for row in range(rows)) < len(
        actors
    ):
        rows += 1
    capacities = [_room(inner, outer, rows, row, angle, spacing) for row in range(rows)]
    shares = _shares(len(actors), capacities)
    places, done = {}, 0
    for row, share in enumerate(shares):
        radius = _radius(inner, outer, rows, row)
        for i, actor in enumerate(actors[done : done + share]):
            # Staggered in depth, neighbours on one arc leave each other's names more room.
            depth = (outer - inner) * 0.16 * (1 if i % 2 else -1) if share > 1 and rows == 1 else 0
            # A lone actor stands off the axis of its sector, now on one side, now on the other.
            aside = 0.17 * (-1 if (actor.degree or 0) % 2 else 1) if share == 1 else 0
            turn = sector.start + pad + angle * ((i + 0.5) / share + aside)
            places[actor.slug] = frame.point(radius + depth, turn)
        done += share
    return places


def _radius(inner: float, outer: float, rows: int, row: int) -> float:
    low, high = inner + 0.1 * (outer - inner), outer - 0.1 * (outer - inner)
    return high - (high - low) * (row + 0.5) / rows


def _room(inner: float, outer: float, rows: int, row: int, angle: float, spacing: float) -> int:
    return max(1, int(_radius(inner, outer, rows, row) * angle / spacing + 0.3))


def _shares(count: int, capacities: list[int]) -> list[int]:
    total, shares, left = sum(capacities), [], count
    for i, capacity in enumerate(capacities):
        share = left if i == len(capacities) - 1 else min(left, round(count * capacity / total))
        shares.append(share)
        left -= share
    return shares


def _wish(actor: Stakeholder, x: float, y: float, size: float, frame: Frame) -> str:
    """Return the arrow of a wanted degree: inwards for more, outwards for less."""
    if not actor.wanted_degree or actor.wanted_degree == actor.degree:
        return ""
    cx, cy = frame.centre
    far = math.hypot(x - cx, y - cy) or 1
    inwards = 1 if actor.wanted_degree > (actor.degree or 0) else -1
    ux, uy = (cx - x) / far * inwards, (cy - y) / far * inwards
    if far <= 1 or (not ux and not uy):
        ux, uy = 0.0, -1.0
    start, end = size / 2 + 3, size / 2 + ARROW
    tx, ty = x + ux * end, y + uy * end
    wing = 4.5
    return (
        f"M{n(x + ux * start)} {n(y + uy * start)}L{n(tx)} {n(ty)}"
        f"M{n(tx - ux * wing - uy * wing)} {n(ty - uy * wing + ux * wing)}L{n(tx)} {n(ty)}"
        f"L{n(tx - ux * wing + uy * wing)} {n(ty - uy * wing - ux * wing)}"
    )


def _box_of_path(path: str) -> labels.Box:
    """Return the room that a path of absolute points takes."""
    numbers = [float(text) for text in re.findall(r"-?[\d.]+", path)]
    xs, ys = numbers[::2], numbers[1::2]
    return (min(xs) - 1, min(ys) - 1, max(xs) + 1, max(ys) + 1)


def _squares(symbols: list[Symbol]) -> list[labels.Box]:
    return [(s.x - s.size / 2, s.y - s.size / 2, s.x + s.size / 2, s.y + s.size / 2) for s in symbols]


def _squares_of_marks(marks: list[Mark]) -> list[labels.Box]:
    return [(m.left, m.top, m.left + m.node.size, m.top + m.node.size) for m in marks]
