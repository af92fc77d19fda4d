"""The picture of places: the territory and its parts, who sits where, and partnerships as lines between places.

One mark a place: a box with the shapes of who sits there (counted by family when they are many) while there is room,
else the shape itself or a disc with a count. What is beyond the frame stands at its edge with its distance; who has
no known place stands under the picture.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import ClassVar

from django.conf import settings as django_settings
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.maps import labels
from actors.maps.network import n
from actors.maps.values import Area, Caption, Mark, Node, Picture, TieNature
from projects.maps.places import callouts
from projects.maps.places import words as place_words
from projects.maps.places.callouts import Callout
from projects.maps.places.ground import Ground, framed, outlines, seated
from projects.maps.places.projection import Bounds, View, around, fitted, round_length
from projects.maps.places.sites import Place, Site, places, sites
from projects.maps.places.words import Told
from projects.maps.shared.nodes import actor_node
from projects.maps.shared.values import StakeholderMap
from territoire.map_background import Background
from territoire.territories.contours import SCALE, Contour, Ring

#: Boxes drawn at most, near and at the edge; other places are discs.
MOST_BOXES, MOST_FAR = {False: 26, True: 7}, {False: 8, True: 3}
#: Pixels under which two places beyond the frame are told together.
TOGETHER = 60
#: Places without a box that are named on the picture, where there is room: the fullest.
MOST_NAMED = 60
#: Pixels under which a step of a contour is not worth drawing.
FINE = 1.2
#: Places nearer than that to the edge are told beyond it.
EDGE = 10


@dataclass(frozen=True, slots=True)
class Size:
    """How large a picture is: its height is between two, its territory that far from its edges."""

    width: float
    heights: tuple[float, float]
    margin: float


WIDE, COMPACT, SHEET = Size(800, (480, 640), 70), Size(360, (300, 440), 34), Size(1200, (700, 760), 80)


@dataclass(frozen=True, slots=True)
class Shade:
    """A part of the ground: `level` from 0 (nothing) to 4 (all), `None` when nothing is told; `empty`: nobody there.

    `figure` doubles the shade, and stands `at` that latitude and longitude.
    """

    code: str
    path: str
    title: str
    level: int | None
    empty: bool
    figure: str = ""
    at: tuple[float, float] = (0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """Partnerships between two places: the ends as addresses of actors, and how many."""

    path: str
    ends: str
    width: float
    title: str
    declared: bool = False
    lit: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A place that has no box and where several sit: their number, and a link to the list of places."""

    site: Site
    radius: float
    title: str

    @property
    def text_y(self) -> float:
        """Where its number is written."""
        return self.site.y + 4.5


@dataclass(frozen=True, slots=True)
class PlacesPicture(Picture):
    """The picture of places; `marks` hold every actor, `boxes`, `discs` and `singles` say how they are drawn."""

    template: ClassVar[str] = "components/maps/places_shapes.html"

    shades: tuple[Shade, ...] = ()
    outline: str = ""
    figures: tuple[Caption, ...] = ()
    lines: tuple[Line, ...] = ()
    boxes: tuple[Callout, ...] = ()
    singles: tuple[Mark, ...] = ()
    discs: tuple[Disc, ...] = ()
    anchors: tuple[Site, ...] = ()
    map_height: float = 0
    ruler: float = 0
    ruler_label: str = ""
    key: str = ""
    bounds: Bounds = (0, 0, 0, 0)
    ground: str = ""
    grain: str = ""
    told: Told | None = None

    @property
    def bounds_text(self) -> str:
        """West, south, east and north, for the script."""
        return ",".join(map(str, self.bounds))

    @property
    def background(self) -> Background | None:
        """The tiles that this instance lays under the map drawn in the browser."""
        return django_settings.MAP_BACKGROUND

    @property
    def parts_data(self) -> dict[str, dict]:
        """What the script that draws the map in the browser says of each part."""
        return {
            shade.code: {
                "level": shade.level,
                "empty": shade.empty,
                "figure": shade.figure,
                "at": shade.at[::-1],
            }
            for shade in self.shades
        }

    @property
    def signs(self) -> tuple[str, ...]:
        """What figures, hatching and lines mean, and whose contours they are."""
        figures = _("Figures: needs filled from there") if self.measure == "project" else ""
        if self.measure == "projects":
            figures = _("Figures: needs covered out of all")
        return (
            *((figures,) if self.levels and figures else ()),
            *((_("Hatched: nobody sits there"),) if self.any_empty else ()),
            *((_("Lines: partnerships"),) if self.lines else ()),
            *((_("Contours: IGN, INSEE"),) if self.shades else ()),
        )

    @property
    def measure(self) -> str:
        """Whose needs shades tell (see `ground`)."""
        return self.told.measure if self.told else ""

    @property
    def ruler_y(self) -> float:
        """Where the scale stands: at the bottom of the map, above those without a place."""
        return self.map_height - 16

    @property
    def levels(self) -> bool:
        """Tell whether shades say anything."""
        return any(shade.level is not None for shade in self.shades)

    @property
    def any_empty(self) -> bool:
        """Tell whether a part has nobody."""
        return any(shade.empty for shade in self.shades)


def settings(data: QueryDict) -> dict[str, str]:
    """Read the size of parts asked for (`?mailles=`)."""
    return {"grain": data.get("mailles", "")}


def draw(
    the_map: StakeholderMap,
    *,
    chosen: str = "",
    compact: bool = False,
    sheet: bool = False,
    grain: str = "",
) -> PlacesPicture:
    """Draw the map as places: the parts as large as `grain` asks; `sheet`: for paper."""
    ground: Ground = the_map.more or Ground("", "", "")
    grain = ground.grain(grain)
    found, nowhere = places(the_map)
    contours, rings = outlines(ground, grain)
    view = _view(ground, grain, contours, rings, found, COMPACT if compact else SHEET if sheet else WIDE)
    marked = sites(found, view, EDGE)
    style = callouts.COMPACT if compact else callouts.WIDE
    figures = tuple(_figures(ground, grain, contours, view, marked))
    boxes, bare = _boxes(marked, the_map, view, style, chosen, figures, compact=compact)
    singles, discs, named = _bare(bare, the_map, view, boxes, chosen)
    height = view.height
    if nowhere:
        strip = callouts.built(_("Place not known"), nowhere, the_map, _strip_style(view), chosen=chosen)
        boxes = [*boxes, callouts.moved(strip, 8, height + 10)]
        height += strip.height + 18
    shades = tuple(_shades(ground, grain, contours, view, seated(ground, the_map, grain)))
    ruler = round_length(view.width / 4 / view.kilometre)
    return PlacesPicture(
        view.width,
        height,
        _("Places: who sits where, and which places work together"),
        marks=tuple(_everyone(the_map, boxes, singles, discs, chosen)),
        captions=tuple(named),
        shades=shades,
        outline="".join(_path(ring, view) for ring in rings),
        figures=figures,
        lines=tuple(_lines(the_map, marked, boxes, chosen)),
        boxes=tuple(boxes),
        singles=tuple(singles),
        discs=tuple(discs),
        anchors=tuple(box.site for box in boxes if box.site and not box.site.far),
        map_height=view.height,
        ruler=ruler * view.kilometre,
        ruler_label=_("%(count)s km") % {"count": number_format(ruler, force_grouping=True)},
        areas=(Area(f"M0 0H{n(view.width)}V{n(view.height)}H0Z", "map-places-frame"),),
        key="c" if compact else "w",
        bounds=tuple(round(degrees, 4) for degrees in view.bounds),  # type: ignore[arg-type]
        ground=ground.code,
        grain=grain,
        told=_told(ground.whole or the_map, ground, grain, view),
    )


def _told(whole: StakeholderMap, ground: Ground, grain: str, view: View) -> Told:
    """Say where everybody of the map sits, also those that the picture has no room for."""
    found, nowhere = places(replace(whole, more=ground))
    far = {p.code for p in found if not view.holds(*view.point(p.latitude, p.longitude), EDGE)}
    return place_words.told(whole, ground, grain, found, nowhere, far)


def _view(ground: Ground, grain: str, contours, rings, found: Sequence[Place], size: Size) -> View:
    """Fit the view on the territory; where its contour is not known, on its places."""
    kept = framed(ground, grain)
    if len(kept) < len(contours):
        rings = [ring for code in kept & contours.keys() for polygon in contours[code] for ring in polygon]
    bounds = around((y / SCALE, x / SCALE) for ring in rings for x, y in ring)
    if bounds is None:
        points = [(place.latitude, place.longitude) for place in found]
        if ground.latitude is not None and ground.longitude is not None:
            points.append((ground.latitude, ground.longitude))
        bounds = around(points) or (-5, 41.3, 9.7, 51.1)
    return fitted(bounds, size.width, size.heights, size.margin)


def _strip_style(view: View) -> callouts.Style:
    return callouts.Style(24 if view.width > 400 else 12, int((view.width - 40) // callouts.PITCH), 40)


def _boxes(
    marked: Sequence[Site],
    the_map: StakeholderMap,
    view: View,
    style,
    chosen: str,
    figures: Sequence[Caption],
    *,
    compact: bool,
) -> tuple[list[Callout], list[Site]]:
    """Return the boxes that find room, the fullest places first, and the places that have none."""
    frame = (5, 5, view.width - 5, view.height - 5)
    ruler = (view.width * 0.02, view.height - 34, view.width * 0.34, view.height)
    fixed = [ruler, *map(labels.box_of, figures)]
    near = [site for site in marked if not site.far]
    far = _gathered([site for site in marked if site.far], view, MOST_FAR[compact])
    anchors = [(site.x, site.y) for site in near]
    boxes: list[Callout] = []
    bare: list[Site] = []
    for site in far:
        box = _box(site, the_map, style, chosen)
        taken = [*fixed, *(other.rectangle for other in boxes)]
        boxes.append(
            callouts.at_edge(box, site, frame, taken, anchors)
            or callouts.at_edge(box, site, frame, taken, ())
            or callouts.moved(box, frame[0], frame[1])
        )
    for site in sorted(near, key=lambda s: not any(a.slug == chosen for a in s.actors)):
        taken = [*fixed, *(other.rectangle for other in boxes)]
        room = len(boxes) < MOST_BOXES[compact] + len(far)
        built = _box(site, the_map, style, chosen)
        placed = callouts.beside(built, site, frame, taken, anchors) if room else None
        if placed:
            boxes.append(placed)
        else:
            bare.append(site)
    return boxes, bare


def _box(site: Site, the_map: StakeholderMap, style, chosen: str) -> Callout:
    note = ""
    if site.far and site.distance is not None:
        note = _("%(count)s km away") % {"count": number_format(round(site.distance), force_grouping=True)}
        if len(site.places) > 1:
            note = _("from %(count)s km away") % {
                "count": number_format(round(site.distance), force_grouping=True)
            }
    return callouts.built(site.name, site.actors, the_map, style, chosen=chosen, note=note, site=site)


def _gathered(far: list[Site], view: View, most: int) -> list[Site]:
    """Return at most so many marks beyond the frame: the least full joins the one nearest to it, if far from none."""
    left, far = list(far), []
    while left:
        least = left.pop()
        nearest = min(left, key=lambda s: math.dist((s.x, s.y), (least.x, least.y)), default=None)
        alone = nearest is None or math.dist((nearest.x, nearest.y), (least.x, least.y)) > TOGETHER
        if nearest is None or (alone and len(left) + len(far) < most):
            far.append(least)
            continue
        both = sorted((*nearest.places, *least.places), key=lambda p: (-len(p.actors), p.code))
        left[left.index(nearest)] = Site(tuple(both), nearest.x, nearest.y, far=True)
    return far[::-1]


def _bare(bare: Iterable[Site], the_map: StakeholderMap, view: View, boxes, chosen: str):
    """Return the shapes and discs of places without a box, and their names where there is room."""
    singles, discs, nodes = [], [], []
    covered = [box.rectangle for box in boxes]
    for site in bare:
        count = len(site.actors)
        radius = 9.0
        if count == 1:
            node = actor_node(
                site.actors[0], the_map, number=0, rank=0, major=False, chosen=site.actors[0].slug == chosen
            )
            singles.append(Mark(node, site.x, site.y))
            radius = node.size / 2
        else:
            radius = min(22.0, 11 + count**0.5)
            discs.append(Disc(site, radius, place_words.site_words(site)))
        if len(nodes) < MOST_NAMED:
            nodes.append(Mark(Node(site.code, site.name, "", size=2 * radius, rank=count), site.x, site.y))
        else:
            covered.append((site.x - radius, site.y - radius, site.x + radius, site.y + radius))
    placed = labels.place(nodes, view.width, view.height, obstacles=covered, longest=18)
    names = [Caption(t.x, t.y, t.text, "map-place", m.anchor) for m in placed for t in m.lines]
    return singles, discs, names


def _everyone(the_map: StakeholderMap, boxes, singles, discs, chosen: str) -> Iterable[Mark]:
    """Yield the mark of each actor; those told by a count stand at their place."""
    apart = {m.node.key: m for m in (*singles, *(m for box in boxes for m in box.marks))}
    where = {a.slug: (s.x, s.y) for s in (d.site for d in discs) for a in s.actors}
    where |= {a.slug: (b.left, b.top) for b in boxes if b.site for a in b.site.actors}
    for actor in the_map.stakeholders:
        if actor.slug in apart:
            yield apart[actor.slug]
        else:
            node = actor_node(
                actor, the_map, number=0, rank=actor.degree or 0, major=False, chosen=actor.slug == chosen
            )
            yield Mark(node, *where.get(actor.slug, (0, 0)))


def _shades(ground: Ground, grain: str, contours: dict[str, Contour], view: View, count: Counter[str]):
    for part in ground.parts(grain):
        if part.code in contours:
            path = "".join(_path(ring, view) for polygon in contours[part.code] for ring in polygon)
            if path:
                yield Shade(
                    part.code,
                    path,
                    place_words.part_words(part, ground.measure, count[part.code]),
                    place_words.level(part),
                    not count[part.code],
                    place_words.figure(part, ground.measure),
                    _heart(contours[part.code]),
                )


def _figures(
    ground: Ground, grain: str, contours: dict[str, Contour], view: View, marked: Sequence[Site]
) -> Iterable[Caption]:
    """Yield the figure of each part that has room for it."""
    for part in ground.parts(grain):
        text = place_words.figure(part, ground.measure)
        if not text or part.code not in contours:
            continue
        points = [view.point(y / SCALE, x / SCALE) for x, y in _largest(contours[part.code])]
        wide = max(x for x, _ in points) - min(x for x, _ in points)
        high = max(y for _, y in points) - min(y for _, y in points)
        x, y = _middle(points)
        # Beside the point of the place, which is often the middle of its commune.
        y += 20 if any(abs(x - site.x) < 20 and abs(y - site.y) < 14 for site in marked) else 0
        if wide > labels.width_of(text) + 8 and high > 18 and view.holds(x, y, 8):
            yield Caption(x, y + 4.5, text, "map-figure-of-part")


def _heart(contour: Contour) -> tuple[float, float]:
    """Return the latitude and longitude of the middle of the largest polygon."""
    x, y = _middle(_largest(contour))
    return round(y / SCALE, 4), round(x / SCALE, 4)


def _largest(contour: Contour) -> Ring:
    return max((polygon[0] for polygon in contour), key=len)


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the centroid of a ring."""
    area = x_moment = y_moment = 0.0
    for (x1, y1), (x2, y2) in pairwise(points):
        cross = x1 * y2 - x2 * y1
        area += cross
        x_moment += (x1 + x2) * cross
        y_moment += (y1 + y2) * cross
    return (x_moment / 3 / area, y_moment / 3 / area) if area else points[0]


def _lines(
    the_map: StakeholderMap, marked: Sequence[Site], boxes: Sequence[Callout], chosen: str
) -> Iterable[Line]:
    """Yield one line for each two places whose actors are partners, as wide as they are many."""
    where = {actor.slug: (site.x, site.y) for site in marked if not site.far for actor in site.actors}
    names = {actor.slug: site.name for site in marked for actor in site.actors}
    for box in boxes:
        if box.site and box.site.far:
            end = (box.left + box.width / 2, box.top + box.height / 2)
            where |= dict.fromkeys((actor.slug for actor in box.site.actors), end)
    bundles = defaultdict(list)
    for tie in the_map.ties:
        one, two = tie.pair
        if tie.nature == TieNature.PARTNERSHIP and one in where and two in where and where[one] != where[two]:
            bundles[tuple(sorted((where[one], where[two])))].append(tie)
    for ((x1, y1), (x2, y2)), ties in sorted(bundles.items()):
        ends = {end for tie in ties for end in tie.pair}
        count = len({tie.pair for tie in ties})
        words = ngettext("%(count)s partnership", "%(count)s partnerships", count) % {"count": count}
        between = " – ".join(sorted({names[end] for end in ends}))
        yield Line(
            f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}",
            " ".join(sorted(ends)),
            min(1.4 + 0.7 * (count - 1), 6),
            f"{between} : {words}",
            all(tie.declared for tie in ties),
            chosen in ends,
        )


def _path(ring: Ring, view: View) -> str:
    """Return a ring as path data, steps too small left out; nothing when it is out of view."""
    points = [view.point(y / SCALE, x / SCALE) for x, y in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if max(xs) < 0 or max(ys) < 0 or min(xs) > view.width or min(ys) > view.height:
        return ""
    fine = FINE if view.width > 400 else 2 * FINE
    kept = [points[0]]
    for x, y in points[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= fine:
            kept.append((x, y))
    if len(kept) < 3:
        return ""
    rounded = [(round(x * 10), round(y * 10)) for x, y in kept]
    steps = "".join(_step(x2 - x1) + _step(y2 - y1) for (x1, y1), (x2, y2) in pairwise(rounded))
    return f"M{n(rounded[0][0] / 10)} {n(rounded[0][1] / 10)}l{steps.lstrip()}z"


def _step(tenths: int) -> str:
    """Write a step of a path as briefly as can be: " 3", "-1.2", " .4"."""
    whole, part = divmod(abs(tenths), 10)
    text = (str(whole) if whole or not part else "") + (f".{part}" if part else "")
    return f"-{text}" if tenths < 0 else f" {text}"
