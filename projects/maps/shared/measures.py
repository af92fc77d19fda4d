"""An indicator as a line through time, with what it aims at: plain numbers for the template to draw."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projects.analysis.impact import Told
from projects.maps.shared.time_scale import Tick, time_ticks
from territoire.templatetags.ui import day as in_words
from territoire.templatetags.ui import figure

#: How many marks the scale of values has, about.
LEVELS = 4
ROUND = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of the picture."""

    width: int
    height: int
    left: int = 62
    right: int = 20
    top: int = 22
    bottom: int = 30
    tick_apart: int = 74


WIDE, NARROW = Frame(620, 230), Frame(340, 210, tick_apart=62)


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day, and what it says."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All that is drawn."""

    frame: Frame
    right: float
    base: float
    levels: tuple[Tick, ...]
    ticks: tuple[Tick, ...]
    line: str
    points: tuple[Point, ...]
    target: float | None
    way: str
    goal: Point | None
    flag: str
    last: Point | None


def draw(told: Told, frame: Frame = WIDE) -> Chart:
    """Draw an indicator."""
    return _Drawing(told, frame).chart()


class _Drawing:
    def __init__(self, told: Told, frame: Frame) -> None:
        self.told, self.frame, one = told, frame, told.indicator
        self.known = [
            (one.start_day, one.start_value),
            *((measure.day, measure.value) for measure in told.measures),
        ]
        days = [day for day, _value in self.known] + ([one.target_day] if one.target_day else [])
        self.first, self.last = min(days), max(days)
        self.days = (self.last - self.first).days or 1
        values = [value for _day, value in self.known]
        values += [] if one.target_value is None else [one.target_value]
        self.low, self.high, self.step = scale(float(min(values)), float(max(values)))
        self.plot = frame.width - frame.left - frame.right
        self.base = frame.height - frame.bottom

    def chart(self) -> Chart:
        frame, one = self.frame, self.told.indicator
        points = [self._point(day, value) for day, value in sorted(self.known)]
        aim = one.target_value
        goal = self._point(one.target_day, aim) if aim is not None and one.target_day else None
        start = self._point(one.start_day, one.start_value)
        return Chart(
            frame=frame,
            right=frame.width - frame.right,
            base=self.base,
            levels=tuple(self._levels()),
            ticks=tuple(time_ticks(self.first, self.last, self.x, self.plot, frame.tick_apart)),
            line="M" + "L".join(f"{point.x} {point.y}" for point in points),
            points=tuple(points),
            target=self.y(aim) if aim is not None else None,
            way=f"M{start.x} {start.y}L{goal.x} {goal.y}" if goal else "",
            goal=goal,
            flag=self.told.said["target"],
            last=points[-1] if len(points) > 1 else None,
        )

    def x(self, when: date) -> float:
        return round(self.frame.left + (when - self.first).days / self.days * self.plot, 1)

    def y(self, value: Decimal | float) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return round(self.base - share * (self.base - self.frame.top), 1)

    def _point(self, day: date, value: Decimal) -> Point:
        said = figure(value, self.told.indicator.unit)
        return Point(self.x(day), self.y(value), f"{in_words(day)}\u00a0: {said}")

    def _levels(self) -> Iterator[Tick]:
        for number in range(round((self.high - self.low) / self.step) + 1):
            value = Decimal(str(round(self.low + number * self.step, 6)))
            yield Tick(self.y(value), short(value))


def scale(least: float, most: float) -> tuple[float, float, float]:
    """Return the ends and the step of a scale with round marks that holds all values; nought when it is near."""
    if least > 0 and least < most * 0.6:
        least = 0
    if least == most:
        least, most = (least - 1, most + 1) if least else (0, 1)
    rough = (most - least) / LEVELS
    size = 10 ** math.floor(math.log10(rough))
    step = next(one * size for one in ROUND if one * size >= rough)
    return math.floor(least / step) * step, math.ceil(most / step) * step, step


def short(value: Decimal) -> str:
    """Return a value as a mark of a scale has room for it: thousands, millions and milliards by their letter."""
    for size, letter in ((10**9, "\u00a0Md"), (10**6, "\u00a0M"), (10**4, "\u00a0k")):
        if abs(value) >= size:
            unit = 10**3 if letter.endswith("k") else size
            return figure(Decimal(str(round(float(value) / unit, 2)))) + letter
    return figure(value.normalize() if value else Decimal(0))
