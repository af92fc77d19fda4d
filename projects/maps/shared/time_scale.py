"""Marks along a line of time: months, quarters, years… as many as their names have room for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

# From the finest scale to the coarsest: months, quarters, half-years, years…
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
MONTHS_IN_YEAR, MONTHS_IN_QUARTER = 12, 3


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of a scale, and its name."""

    at: float
    label: str


def time_ticks(
    start: date, end: date, x: Callable[[date], float], width: float, apart: float
) -> Iterator[Tick]:
    """Return the finest marks between two days whose names stand `apart` on `width`; `x` places a day."""
    months = ((end - start).days or 1) / 30.44
    step = next((one for one in STEPS if width / max(months / one, 1) >= apart), STEPS[-1])
    number = start.year * MONTHS_IN_YEAR + start.month - 1
    number += -number % step
    while number // MONTHS_IN_YEAR < date.max.year:
        first = date(number // MONTHS_IN_YEAR, number % MONTHS_IN_YEAR + 1, 1)
        if first > end:
            return
        if first >= start:
            yield Tick(x(first), _name(first, step))
        number += step


def _name(first: date, step: int) -> str:
    if step >= MONTHS_IN_YEAR:
        return str(first.year)
    if step < MONTHS_IN_QUARTER:
        return formats.date_format(first, "M Y")
    quarter = (first.month - 1) // MONTHS_IN_QUARTER + 1
    return _("Q%(quarter)s %(year)s") % {"quarter": quarter, "year": first.year}
