"""The rate of coverage as a line through time, one strip a need below it: plain numbers for the template to draw.

What shape a state has is told by its class: filled, hatched, half as high, dotted, dashed, a thin line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.analysis.evolution import Evolution, NeedLine
from projects.analysis.over_time import Point, Spell
from projects.analysis.supposing import percent
from projects.maps.shared.time_scale import Tick, time_ticks
from territoire.templatetags.ui import STATES, day

# The least space between two points that one can reach with a finger.
APART = 28
MOST_ROWS = 40
LEVELS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of the picture; `above`: names stand above their strips, for phones."""

    width: int
    left: int
    right: int
    top: int
    height: int
    row: int
    above: bool
    longest: int
    tick_apart: int


WIDE = Frame(
    width=1000, left=210, right=24, top=26, height=190, row=28, above=False, longest=30, tick_apart=86
)
NARROW = Frame(
    width=360, left=40, right=14, top=26, height=170, row=42, above=True, longest=46, tick_apart=62
)


@dataclass(frozen=True, slots=True)
class Bead:
    """A day, or several too near to be apart, on which the rate moved; leads to the last of them."""

    x: float
    y: float
    day: date
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A spell of one need."""

    x: float
    width: float
    css: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """One need: its name, and its spells."""

    y: float
    text_y: float
    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """All that is drawn."""

    frame: Frame
    height: float
    right: float
    bottom: float
    levels: tuple[Tick, ...]
    ticks: tuple[Tick, ...]
    past: str
    future: str
    beads: tuple[Bead, ...]
    today: float
    day: float | None
    rows: tuple[Row, ...]
    summary: str


def draw(told: Evolution, frame: Frame = WIDE) -> Chart:
    """Draw how the gaps moved."""
    return _Drawing(told, frame).chart()


class _Drawing:
    def __init__(self, told: Evolution, frame: Frame) -> None:
        self.told, self.frame = told, frame
        self.days = (told.end - told.start).days or 1
        self.plot = frame.width - frame.left - frame.right
        self.bottom = frame.top + frame.height

    def chart(self) -> Chart:
        frame, told = self.frame, self.told
        rows = tuple(self._rows())
        shown = told.day != told.today and told.start <= told.day <= told.end
        return Chart(
            frame=frame,
            height=self.bottom + 34 + len(rows) * frame.row,
            right=frame.width - frame.right,
            bottom=self.bottom,
            levels=tuple(Tick(self.y(level), f"{level} %") for level in LEVELS),
            ticks=tuple(self._ticks()),
            past=self._path(told.start, min(told.today, told.end)),
            future=self._path(told.today, told.end) if told.end > told.today else "",
            beads=tuple(self._beads()),
            today=self.x(told.today),
            day=self.x(told.day) if shown else None,
            rows=rows,
            summary=summary(told),
        )

    def x(self, when: date) -> float:
        share = (min(max(when, self.told.start), self.told.end) - self.told.start).days / self.days
        return round(self.frame.left + share * self.plot, 1)

    def y(self, rate: float) -> float:
        return round(self.bottom - rate / 100 * self.frame.height, 1)

    def _steps(self, first: date, last: date) -> Iterator[tuple[date, date, Point]]:
        """Return the points of the line between two days, each with the days between which it holds."""
        line = self.told.line
        for number, point in enumerate(line):
            begins = max(first, point.day or first)
            following = line[number + 1].day if number + 1 < len(line) else None
            ends = min(last, following or last)
            if begins < ends or begins == ends == last:
                yield begins, ends, point

    def _path(self, first: date, last: date) -> str:
        """Return the line as an SVG path: level while the rate holds, broken where there is no rate."""
        path, drawing = [], False
        for begins, ends, point in self._steps(first, last):
            if point.coverage.rate is None:
                drawing = False
                continue
            y = self.y(float(point.coverage.rate * 100))
            path.append(f"{'V' if drawing else f'M{self.x(begins)} '}{y}H{self.x(ends)}")
            drawing = True
        return "".join(path)

    def _beads(self) -> list[Bead]:
        """Return the days on which something moved, those too near each other as one that stands for all."""
        groups: list[list[tuple[date, Point]]] = []
        for point in self.told.line:
            if point.day is None or not self.told.start <= point.day <= self.told.end:
                continue
            if groups and self.x(point.day) - self.x(groups[-1][0][0]) < APART:
                groups[-1].append((point.day, point))
            else:
                groups.append([(point.day, point)])
        apart: list[list[tuple[date, Point]]] = []
        for group in groups:
            if apart and self.x(group[-1][0]) - self.x(apart[-1][-1][0]) < APART:
                apart[-1] += group
            else:
                apart.append(group)
        return [self._bead(group) for group in apart]

    def _bead(self, group: list[tuple[date, Point]]) -> Bead:
        last_day, last = group[-1]
        rate = percent(last.coverage)
        said = _("no need described") if rate is None else f"{rate} %"
        label = f"{day(last_day)}\u00a0: {said}"
        if len(group) > 1:
            label = ngettext("%(last)s, %(count)s change", "%(last)s, %(count)s changes", len(group)) % {
                "last": label,
                "count": len(group),
            }
        return Bead(self.x(last_day), self.y(rate or 0), last_day, len(group), label)

    def _ticks(self) -> Iterator[Tick]:
        """Return the scale: the finest whose names do not touch."""
        return time_ticks(self.told.start, self.told.end, self.x, self.plot, self.frame.tick_apart)

    def _rows(self) -> Iterator[Row]:
        frame = self.frame
        for place, one in enumerate(self.told.needs[:MOST_ROWS]):
            top = self.bottom + 34 + place * frame.row
            name = str(one.need.asked)
            yield Row(
                y=top + (20 if frame.above else 4),
                text_y=top + (14 if frame.above else 18),
                name=name if len(name) <= frame.longest else f"{name[: frame.longest - 1]}…",
                bars=tuple(self._bars(one)),
            )

    def _bars(self, one: NeedLine) -> Iterator[Bar]:
        for begins, ends, spell in between(one.spells, self.told.start, self.told.end):
            if spell.state is not None:
                x = self.x(begins)
                width = max(1.5, round(self.x(ends) - x, 1))
                yield Bar(x, width, code(spell), f"{STATES[code(spell)]}, {_since(spell)}")


def between(told: tuple[Spell, ...], start: date, end: date) -> Iterator[tuple[date, date, Spell]]:
    """Return the spells from `start` to `end`, alike ones as one, each with the days between which it holds."""
    found: list[tuple[date, date, Spell]] = []
    for number, spell in enumerate(told):
        begins = max(start, spell.first or start)
        following = told[number + 1].first if number + 1 < len(told) else None
        ends = min(end, following or end)
        if begins > ends or (begins == ends and following is not None):
            continue
        if found and found[-1][2].shown == spell.shown:
            found[-1] = (found[-1][0], ends, found[-1][2])
        else:
            found.append((begins, ends, spell))
    yield from found


def code(spell: Spell) -> str:
    """Return the code of the state, as it is drawn and named; nothing while the need is not there."""
    return "fragile" if spell.fragile else str(spell.state.value) if spell.state else ""


def _since(spell: Spell) -> str:
    return _("since %(day)s") % {"day": day(spell.first)} if spell.first else _("from the start")


def summary(told: Evolution) -> str:
    """Return in a sentence what the line shows."""
    if told.percent is None:
        return _("No need is described on %(day)s.") % {"day": day(told.day)}
    if told.percent_first is None:
        return _("No need was described at first; the rate is %(after)s %% on %(day)s.") % {
            "after": told.percent,
            "day": day(told.day),
        }
    return _("From %(before)s %% on %(start)s to %(after)s %% on %(day)s.") % {
        "before": told.percent_first,
        "start": day(told.start),
        "after": told.percent,
        "day": day(told.day),
    }
