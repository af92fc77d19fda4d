"""The picture of a circle that grew: a line for each arrival, by day, joined to who brought them."""

from dataclasses import dataclass
from datetime import date

from projects.analysis.growth import Arrival

#: Pixels: of the picture, of a line, of the part where days go, of what stands above.
WIDTH, ROW, LEFT, RIGHT, TOP = 760, 30, 24, 430, 40
MOST = 120
#: Pixels to the right for each who was brought, so that a thread of one day is read too.
STEP, DEEPEST = 14, 8
LONGEST = 38


@dataclass(frozen=True, slots=True)
class Mark:
    """An arrival as it is drawn."""

    arrival: Arrival
    x: int
    y: int
    label: str


@dataclass(frozen=True, slots=True)
class Thread:
    """From who brought to who came."""

    path: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the line of time."""

    x: int
    label: str


@dataclass(frozen=True, slots=True)
class GrowthPicture:
    """All that is drawn; `more`: how many arrivals the table alone tells."""

    width: int
    height: int
    marks: tuple[Mark, ...]
    threads: tuple[Thread, ...]
    ticks: tuple[Tick, ...]
    more: int


def picture(arrivals: list[Arrival], day: date) -> GrowthPicture:
    """Draw the arrivals until `day`; who has no day stands at the beginning."""
    drawn = arrivals[:MOST]
    days = [one.day for one in drawn if one.day]
    first = min(days, default=day)
    span = max((day - first).days, 1)
    marks = [
        # Those of one day stand beside who brought them, not under.
        Mark(
            one,
            _at(one.day, first, span) + min(one.depth, DEEPEST) * STEP,
            TOP + row * ROW,
            _short(one.actor.name),
        )
        for row, one in enumerate(drawn)
    ]
    places = {mark.arrival.actor.pk: mark for mark in marks}
    threads = [
        Thread(f"M{by.x} {by.y}V{mark.y}H{mark.x}")
        for mark in marks
        if mark.arrival.depth and mark.arrival.by and (by := places.get(mark.arrival.by.pk))
    ]
    height = TOP + len(marks) * ROW
    return GrowthPicture(
        WIDTH, height, tuple(marks), tuple(threads), _ticks(first, day, span), len(arrivals) - len(drawn)
    )


def _at(day: date | None, first: date, span: int) -> int:
    return LEFT if day is None else LEFT + round((RIGHT - LEFT) * (day - first).days / span)


def _ticks(first: date, last: date, span: int) -> tuple[Tick, ...]:
    years = range(first.year + 1, last.year + 1)
    step = max(1, -(-len(years) // 8))
    return tuple(Tick(_at(date(year, 1, 1), first, span), str(year)) for year in years[::step])


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
