"""Points of the ground that lines give: in degrees or metres, in one cell or two, the right way round or not."""

import re
from collections.abc import Iterable
from itertools import pairwise
from math import cos, isfinite, radians
from typing import TYPE_CHECKING

from territoire.exchanges.projection import from_lambert93, is_lambert93
from territoire.territories.contours import SCALE, Contour, contours

if TYPE_CHECKING:
    from territoire.exchanges.places import PlaceWords

#: (latitude, longitude), in degrees.
type Point = tuple[float, float]

NUMBERS = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
# Where communes of overseas lie whose centre no open file gives: département, south, north, west, east.
OVERSEAS = (
    ("971", 15.7, 16.6, -62, -60.9),
    ("972", 14.3, 15, -61.4, -60.7),
    ("973", 2, 6, -54.8, -51.5),
    ("974", -21.5, -20.8, 55, 56),
    ("976", -13.2, -12.5, 44.9, 45.4),
)
METROPOLE = (41, 51.5, -5.6, 9.8)
NEAREST = 12


def read(words: "PlaceWords") -> Point | None:
    """Return the point that a line gives; `None` when it gives none, or one that cannot be told."""
    if words.coordinates:
        numbers = [_number(found) for found in NUMBERS.findall(words.coordinates)]
        return _degrees(*numbers) if len(numbers) == 2 else None
    if words.latitude and words.longitude:
        return _degrees(_number(words.latitude), _number(words.longitude))
    if words.x and words.y:
        east, north = _number(words.x), _number(words.y)
        if is_lambert93(east, north):
            return from_lambert93(east, north)
        return _degrees(north, east)
    return None


def commune_at(point: Point, centres: Iterable[tuple[str, float, float]]) -> str | None:
    """Return the official code of the commune that holds `point`; `centres` are (code, latitude, longitude)."""
    latitude, longitude = point
    codes = [f"commune-{code}" for code in _nearest(point, centres)]
    for departement, south, north, west, east in OVERSEAS:
        if south <= latitude <= north and west <= longitude <= east:
            codes = [f"commune-{departement}{number:02d}" for number in range(1, 100)]
    place = (round(longitude * SCALE), round(latitude * SCALE))
    for code, contour in contours(codes).items():
        if _holds(contour, place):
            return code.removeprefix("commune-")
    return None


def _nearest(point: Point, centres: Iterable[tuple[str, float, float]]) -> list[str]:
    latitude, longitude = point
    narrowing = cos(radians(latitude))
    near = [
        ((one - latitude) ** 2 + ((other - longitude) * narrowing) ** 2, code)
        for code, one, other in centres
        if abs(one - latitude) < 0.4 and abs(other - longitude) < 0.6
    ]
    return [code for _distance, code in sorted(near)[:NEAREST]]


def _holds(contour: Contour, point: tuple[int, int]) -> bool:
    """Tell whether `point` lies within, by the even-odd rule."""
    x, y = point
    inside = False
    for polygon in contour:
        for ring in polygon:
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                    inside = not inside
    return inside


def _degrees(latitude: float, longitude: float) -> Point | None:
    """Return a point of the earth; the two are exchanged when only then do they lie in metropolitan France."""
    if not (isfinite(latitude) and isfinite(longitude)):
        return None
    if _in_metropole(longitude, latitude) and not _in_metropole(latitude, longitude):
        latitude, longitude = longitude, latitude
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or (latitude, longitude) == (0, 0):
        return None
    return latitude, longitude


def _in_metropole(latitude: float, longitude: float) -> bool:
    south, north, west, east = METROPOLE
    return south <= latitude <= north and west <= longitude <= east


def _number(text: str) -> float:
    try:
        return float(text.replace(",", ".").replace(" ", "").replace("\u00a0", ""))
    except ValueError:
        return float("nan")
