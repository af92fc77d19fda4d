"""Boxes beside places: what they hold, and where they go so that they cover neither places nor one another."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import ngettext

from actors.maps import labels
from actors.maps.network import n
from actors.maps.values import Caption, Mark, Symbol, TextLine
from projects.maps.places.sites import Site
from projects.maps.shared.nodes import actor_node, shape_of
from projects.maps.shared.values import Stakeholder, StakeholderMap

type Rectangle = tuple[float, float, float, float]  # left, top, right, bottom

PAD, LINE, PITCH, COUNT_PITCH, COUNT_ROW = 7, 15, 26, 44, 22
#: A box stands in one of these directions, this far from its place: the first that disturbs nothing.
DIRECTIONS = tuple(2 * math.pi * step / 16 for step in range(16))
DISTANCES = (12, 34, 62, 96, 140)
#: Shapes drawn in boxes; involvement is told by the size, within what a row can hold.
SIZES = {None: 15, 1: 14, 2: 15, 3: 16, 4: 18, 5: 20}


@dataclass(frozen=True, slots=True)
class Style:
    """The measures of boxes: how many shapes apart before they are counted by family, and in how many columns."""

    apart: int
    columns: int
    longest: int


WIDE, COMPACT = Style(12, 5, 22), Style(6, 4, 14)


@dataclass(frozen=True, slots=True)
class Callout:
    """A box: its name, then who sits there as marks, or as counts by family when they are many.

    `leader` is the path to the place; before the box is placed, all is told from its corner.
    """

    site: Site | None
    title: str
    actors: tuple[Stakeholder, ...]
    left: float
    top: float
    width: float
    height: float
    lines: tuple[TextLine, ...] = ()
    notes: tuple[TextLine, ...] = ()
    marks: tuple[Mark, ...] = ()
    symbols: tuple[Symbol, ...] = ()
    counts: tuple[Caption, ...] = ()
    leader: str = ""

    @property
    def rectangle(self) -> Rectangle:
        """The room that it takes."""
        return self.left, self.top, self.left + self.width, self.top + self.height

    @property
    def code(self) -> str:
        """The code of its (fullest) place; "" when the place is not known."""
        return self.site.code if self.site else ""

    @property
    def words(self) -> str:
        """Its name and how many it holds, for who listens."""
        return f"{self.title}, {counted(len(self.actors))}"


def built(
    title: str,
    actors: Sequence[Stakeholder],
    the_map: StakeholderMap,
    style: Style,
    *,
    chosen: str = "",
    note: str = "",
    site: Site | None = None,
) -> Callout:
    """Return a box, at the origin."""
    lines = tuple(filter(None, labels.wrapped(title, longest=style.longest)))
    wide = max(labels.width_of(line) * 1.08 for line in lines)
    wide = max(wide, labels.width_of(note, 12)) if note else wide
    top = PAD + LINE * len(lines) + (LINE if note else 0) + 4
    if len(actors) <= style.apart:
        inside = _marks(actors, the_map, style, chosen, top)
        across = PITCH * min(style.columns, len(actors))
        high = PITCH * math.ceil(len(actors) / style.columns)
    else:
        inside = _counted(actors, style, top)
        kinds = len(inside["symbols"])
        across = COUNT_PITCH * min(style.columns - 1, kinds)
        high = COUNT_ROW * math.ceil(kinds / (style.columns - 1)) + 2
    width = max(wide, across) + 2 * PAD
    aside = (width - across) / 2
    middle = width / 2
    return Callout(
        site,
        title,
        tuple(actors),
        0,
        0,
        width,
        top + high + PAD - 3,
        tuple(TextLine(middle, PAD + LINE * (i + 0.8), line) for i, line in enumerate(lines)),
        (TextLine(middle, PAD + LINE * (len(lines) + 0.8), note),) if note else (),
        tuple(replace(m, x=m.x + aside) for m in inside.get("marks", ())),
        tuple(replace(s, x=s.x + aside) for s in inside.get("symbols", ())),
        tuple(replace(c, x=c.x + aside) for c in inside.get("counts", ())),
    )


def _marks(actors, the_map: StakeholderMap, style: Style, chosen: str, top: float) -> dict:
    marks = []
    for i, actor in enumerate(actors):
        node = actor_node(
            actor, the_map, number=0, rank=actor.degree or 0, major=False, chosen=actor.slug == chosen
        )
        node = replace(node, size=SIZES[actor.degree])
        row, column = divmod(i, style.columns)
        marks.append(Mark(node, PITCH * (column + 0.5), top + PITCH * (row + 0.5)))
    return {"marks": marks}


def _counted(actors, style: Style, top: float) -> dict:
    names = {actor.family: actor.family_name for actor in actors}
    families = Counter(actor.family for actor in actors)
    symbols, counts = [], []
    for i, (family, count) in enumerate(sorted(families.items(), key=lambda item: (-item[1], item[0]))):
        row, column = divmod(i, style.columns - 1)
        x, y = COUNT_PITCH * column, top + COUNT_ROW * (row + 0.5)
        symbols.append(Symbol(shape_of(family), x + 9, y, 15, title=f"{names[family]} : {count}"))
        counts.append(Caption(x + 19, y + 4.5, str(count), "map-count", "start"))
    return {"symbols": symbols, "counts": counts}


def counted(count: int) -> str:
    """Say how many actors."""
    return ngettext("%(count)s actor", "%(count)s actors", count) % {"count": count}


def moved(box: Callout, left: float, top: float) -> Callout:
    """Return the box with its corner there."""

    def lines(texts: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
        return tuple(replace(t, x=t.x + left, y=t.y + top) for t in texts)

    return replace(
        box,
        left=left,
        top=top,
        lines=lines(box.lines),
        notes=lines(box.notes),
        marks=tuple(replace(m, x=m.x + left, y=m.y + top) for m in box.marks),
        symbols=tuple(replace(s, x=s.x + left, y=s.y + top) for s in box.symbols),
        counts=tuple(replace(c, x=c.x + left, y=c.y + top) for c in box.counts),
    )


def beside(
    box: Callout,
    site: Site,
    frame: Rectangle,
    taken: Sequence[Rectangle],
    anchors: Iterable[tuple[float, float]],
) -> Callout | None:
    """Return the box beside its place with the line that leads there, or nothing where it finds no room."""
    others = [(x, y) for x, y in anchors if (x, y) != (site.x, site.y)]
    for far in DISTANCES:
        for turn in DIRECTIONS:
            cos, sin = math.cos(turn), math.sin(turn)
            x = site.x + cos * (far + abs(cos) * box.width / 2)
            y = site.y + sin * (far + abs(sin) * box.height / 2)
            x, y = _clear(site, x, y, box, turn)
            left, top = x - box.width / 2, y - box.height / 2
            room = (left, top, left + box.width, top + box.height)
            if _free(room, site, frame, taken, others):
                return replace(moved(box, left, top), leader=_leader(room, site))
    return None


def _clear(site: Site, x: float, y: float, box: Callout, turn: float) -> tuple[float, float]:
    """Push the box away until it does not cover its own place."""
    for _ in range(6):
        inside = abs(x - site.x) < box.width / 2 + 9 and abs(y - site.y) < box.height / 2 + 9
        if not inside:
            break
        x, y = x + math.cos(turn) * 12, y + math.sin(turn) * 12
    return x, y


def _free(room: Rectangle, site: Site, frame: Rectangle, taken, others) -> bool:
    left, top, right, bottom = room
    if left < frame[0] or top < frame[1] or right > frame[2] or bottom > frame[3]:
        return False
    if left - 9 < site.x < right + 9 and top - 9 < site.y < bottom + 9:
        return False
    if any(_meet(room, other, 5) for other in taken):
        return False
    if any(left - 9 < x < right + 9 and top - 9 < y < bottom + 9 for x, y in others):
        return False
    end = _nearest(room, site.x, site.y)
    return not any(_crosses((site.x, site.y), end, other) for other in taken)


def _meet(one: Rectangle, two: Rectangle, gap: float) -> bool:
    return one[0] < two[2] + gap and two[0] < one[2] + gap and one[1] < two[3] + gap and two[1] < one[3] + gap


def _nearest(room: Rectangle, x: float, y: float) -> tuple[float, float]:
    return min(max(x, room[0]), room[2]), min(max(y, room[1]), room[3])


def _crosses(start: tuple[float, float], end: tuple[float, float], room: Rectangle) -> bool:
    """Tell whether a line meets a rectangle (looked at in twelve points, which short lines allow)."""
    return any(
        room[0] - 2 < start[0] + (end[0] - start[0]) * t / 12 < room[2] + 2
        and room[1] - 2 < start[1] + (end[1] - start[1]) * t / 12 < room[3] + 2
        for t in range(13)
    )


def _leader(room: Rectangle, site: Site) -> str:
    x, y = _nearest(room, site.x, site.y)
    return f"M{n(site.x)} {n(site.y)}L{n(x)} {n(y)}"


def at_edge(
    box: Callout,
    site: Site,
    frame: Rectangle,
    taken: Sequence[Rectangle],
    anchors: Iterable[tuple[float, float]],
) -> Callout | None:
    """Return the box of a place that is out of the view on the edge that faces it, near it where there is room."""
    middle = ((frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2)
    bearing = math.atan2(site.y - middle[1], site.x - middle[0])
    for turn in (0, *(sign * step * 0.09 for step in range(1, 36) for sign in (1, -1))):
        x, y = _on_edge(frame, box, bearing + turn)
        left, top = x - box.width / 2, y - box.height / 2
        room = (left, top, left + box.width, top + box.height)
        covers = any(left - 6 < ax < room[2] + 6 and top - 6 < ay < room[3] + 6 for ax, ay in anchors)
        if not covers and not any(_meet(room, other, 5) for other in taken):
            return moved(box, left, top)
    return None


def _on_edge(frame: Rectangle, box: Callout, bearing: float) -> tuple[float, float]:
    """Return where a box stands against the edge of the frame, seen from its middle in that direction."""
    half_x = (frame[2] - frame[0] - box.width) / 2
    half_y = (frame[3] - frame[1] - box.height) / 2
    cos, sin = math.cos(bearing), math.sin(bearing)
    reach = min(half_x / max(abs(cos), 1e-9), half_y / max(abs(sin), 1e-9))
    return (frame[0] + frame[2]) / 2 + cos * reach, (frame[1] + frame[3]) / 2 + sin * reach
