"""Draws a figure month by month as a line: plain values in, the points of an SVG out."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, LEFT, TOP, FLOOR = 640, 150, 44, 12, 120


@dataclass(frozen=True)
class Mark:
    """A month that has a figure, where it stands."""

    x: float
    y: float


@dataclass(frozen=True)
class Curve:
    """A line from month to month, broken where there is no figure; `ticks` are labels and heights."""

    lines: tuple[str, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[str, float], ...]
    first: str
    last: str


def curve(
    values: Sequence[float | None], low: float, high: float, labels: Sequence[str], ends: Sequence[str]
) -> Curve:
    """Draw `values` between `low` and `high`; `labels` name the two, `ends` the first and the last month."""
    step = (WIDTH - LEFT - 16) / max(1, len(values) - 1)
    marks = [
        None if one is None else Mark(round(LEFT + number * step, 1), round(_height(one, low, high), 1))
        for number, one in enumerate(values)
    ]
    return Curve(
        lines=tuple(_lines(marks)),
        marks=tuple(mark for mark in marks if mark),
        ticks=((labels[0], FLOOR), (labels[1], TOP)),
        first=ends[0],
        last=ends[1],
    )


def _height(value: float, low: float, high: float) -> float:
    return FLOOR - (value - low) / ((high - low) or 1) * (FLOOR - TOP)


def _lines(marks: Sequence[Mark | None]) -> list[str]:
    lines: list[list[str]] = [[]]
    for mark in marks:
        if mark is None:
            lines.append([])
        else:
            lines[-1].append(f"{mark.x},{mark.y}")
    return [" ".join(line) for line in lines if len(line) > 1]
