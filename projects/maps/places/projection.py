"""From latitude and longitude to the pixels of a picture (Mercator, as web maps do), and distances on the ground."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

EARTH = 6371.0088
#: A view is never narrower than this, in degrees of longitude: one place alone is not a map.
NARROWEST = 0.06

type Bounds = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True)
class View:
    """What part of the world a picture shows: `scale` pixels for a radian of longitude, from `west` and `north`."""

    width: float
    height: float
    scale: float
    west: float
    north: float

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a place falls, in pixels; it may be outside."""
        x = (math.radians(longitude) - self.west) * self.scale
        return x, (self.north - mercator(latitude)) * self.scale

    def holds(self, x: float, y: float, margin: float = 0) -> bool:
        """Tell whether a point is inside, `margin` pixels from the edge or more."""
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    @property
    def kilometre(self) -> float:
        """How many pixels a kilometre takes in the middle of the picture."""
        middle = math.radians(latitude_at(self.north - self.height / 2 / self.scale))
        return self.scale / (EARTH * math.cos(middle))

    @property
    def bounds(self) -> Bounds:
        """The part of the world that it shows."""
        south = latitude_at(self.north - self.height / self.scale)
        east = math.degrees(self.west + self.width / self.scale)
        return math.degrees(self.west), south, east, latitude_at(self.north)


def fitted(bounds: Bounds, width: float, heights: tuple[float, float], margin: float) -> View:
    """Return the view that holds `bounds` with a margin, as wide as asked and high between two heights."""
    west, south, east, north = _widened(bounds)
    left, right = math.radians(west), math.radians(east)
    low, high = mercator(south), mercator(north)
    scale = (width - 2 * margin) / (right - left)
    height = min(max((high - low) * scale + 2 * margin, heights[0]), heights[1])
    scale = min(scale, (height - 2 * margin) / (high - low))
    return View(
        width, height, scale, (left + right) / 2 - width / 2 / scale, (low + high) / 2 + height / 2 / scale
    )


def mercator(latitude: float) -> float:
    """Return the height of a latitude on the map, in radians of longitude."""
    return math.asinh(math.tan(math.radians(max(-85.0, min(85.0, latitude)))))


def latitude_at(height: float) -> float:
    """Return the latitude at a height of the map: the reverse of `mercator`."""
    return math.degrees(math.atan(math.sinh(height)))


def around(points: Iterable[tuple[float, float]]) -> Bounds | None:
    """Return the bounds of points (latitude, longitude); nothing when there is none."""
    latitudes, longitudes = [], []
    for latitude, longitude in points:
        latitudes.append(latitude)
        longitudes.append(longitude)
    if not latitudes:
        return None
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def kilometres(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Return the distance as the crow flies between two places (latitude, longitude)."""
    (a, b), (c, d) = ((math.radians(x), math.radians(y)) for x, y in (one, two))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, h)))


def round_length(longest: float) -> float:
    """Return the roundest length (1, 2 or 5 and zeros) that is at most `longest`."""
    power = 10 ** math.floor(math.log10(longest))
    return next(step * power for step in (5, 2, 1) if step * power <= longest)


def _widened(bounds: Bounds) -> Bounds:
    west, south, east, north = bounds
    aside = max(0.0, NARROWEST - (east - west)) / 2
    above = max(0.0, NARROWEST * 0.7 - (north - south)) / 2
    return west - aside, south - above, east + aside, north + above
