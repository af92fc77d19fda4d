"""What is missing, drawn on a picture: a dashed halo for each need not covered, a dashed line for each expected tie."""

from dataclasses import replace

from django.utils.translation import gettext as _

from actors.maps import labels
from actors.maps.network import n
from actors.maps.values import Area, Caption, Mark, Picture
from projects.maps.shared.values import NeedMark, StakeholderMap

#: At most so many needs, the most important ones: words say them all.
MOST_SEATS, ROW = 12, 72
#: How wide the room of a need is, in pixels of the picture.
ACROSS = 116
MOST_EXPECTED = 60
#: More expected ties than that are drawn thin: they would hide who they tie.
MANY_EXPECTED = 20


def added(picture: Picture, stakeholder_map: StakeholderMap) -> Picture:
    """Return the picture with what is missing: lines under its actors, and a row of empty seats below."""
    lines = tuple(_lines(picture.marks, stakeholder_map.expected[:MOST_EXPECTED]))
    picture = replace(picture, areas=(*picture.areas, *lines))
    seats = stakeholder_map.seats[:MOST_SEATS]
    return _with_seats(picture, seats) if seats else picture


def _lines(marks: tuple[Mark, ...], pairs: tuple[tuple[str, str], ...]):
    css = "map-expected is-many" if len(pairs) > MANY_EXPECTED else "map-expected"
    at = {mark.node.key: mark for mark in marks}
    for one, two in pairs:
        if one in at and two in at:
            a, b = at[one], at[two]
            yield Area(f"M{n(a.x)} {n(a.y)}L{n(b.x)} {n(b.y)}", css)


def _with_seats(picture: Picture, seats: tuple[NeedMark, ...]) -> Picture:
    by_row = max(1, min(len(seats), int(picture.width // ACROSS)))
    across, top = picture.width / by_row, picture.height
    holes: list[Area] = []
    words = [Caption(14, top + 8, _("Needs not covered yet"), "map-head", "start")]
    for i, seat in enumerate(seats):
        x, y = across * (i % by_row + 0.5), top + 38 + ROW * (i // by_row)
        holes.append(Area(circle(x, y, 13), f"map-seat map-seat-{seat.state}"))
        for row, line in enumerate(labels.wrapped(seat.name, longest=18)):
            words.append(Caption(x, y + 28 + 14 * row, line, "map-none"))
    return replace(
        picture,
        height=top + ROW * -(-len(seats) // by_row) + 24,
        areas=(*picture.areas, *holes),
        captions=(*picture.captions, *words),
    )


def circle(x: float, y: float, r: float) -> str:
    """Return the path of a circle."""
    return f"M{n(x - r)} {n(y)}a{n(r)} {n(r)} 0 1 1 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 1 {n(-2 * r)} 0Z"
