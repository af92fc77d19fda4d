"""Coordinates in metres (Lambert 93) to degrees. Written out: pyproj weighs 30 MB for this one formula.

Inverse of the Lambert conformal conic projection with two parallels (IGN, NTG 71 and 80), on the ellipsoid GRS 80;
checked against IGN's own example to less than a metre, far finer than a commune.
"""

from math import asin, atan, atanh, cos, degrees, exp, hypot, log, pi, radians, sin, sqrt, tan, tanh

FLATTENING = 1 / 298.257222101
SEMI_MAJOR = 6_378_137.0
ECCENTRICITY = sqrt(2 * FLATTENING - FLATTENING**2)
CENTRAL_MERIDIAN = radians(3)
PARALLELS = radians(44), radians(49)
ORIGIN = radians(46.5)
FALSE_EAST, FALSE_NORTH = 700_000.0, 6_600_000.0
#: Where metropolitan France lies, in metres.
EASTS, NORTHS = (0, 1_300_000), (6_000_000, 7_200_000)


def is_lambert93(east: float, north: float) -> bool:
    """Tell whether two numbers can be metres of Lambert 93."""
    return EASTS[0] <= east <= EASTS[1] and NORTHS[0] <= north <= NORTHS[1]


def from_lambert93(east: float, north: float) -> tuple[float, float]:
    """Return (latitude, longitude) in degrees."""
    east, north = east - FALSE_EAST, north - FALSE_NORTH
    radius = hypot(east, _RADIUS_AT_ORIGIN - north)
    longitude = CENTRAL_MERIDIAN + atan(east / (_RADIUS_AT_ORIGIN - north)) / _EXPONENT
    isometric = -log(radius / _CONSTANT) / _EXPONENT
    return degrees(_latitude(isometric)), degrees(longitude)


def _isometric(latitude: float) -> float:
    return log(tan(pi / 4 + latitude / 2)) - ECCENTRICITY * atanh(ECCENTRICITY * sin(latitude))


def _latitude(isometric: float) -> float:
    latitude = 2 * atan(exp(isometric)) - pi / 2
    for _turn in range(8):
        latitude = asin(tanh(isometric + ECCENTRICITY * atanh(ECCENTRICITY * sin(latitude))))
    return latitude


def _normal(latitude: float) -> float:
    """Return the great normal times the cosine of the latitude."""
    return SEMI_MAJOR * cos(latitude) / sqrt(1 - (ECCENTRICITY * sin(latitude)) ** 2)


_SOUTH, _NORTH = PARALLELS
_EXPONENT = log(_normal(_NORTH) / _normal(_SOUTH)) / (_isometric(_SOUTH) - _isometric(_NORTH))
_CONSTANT = _normal(_SOUTH) / _EXPONENT * exp(_EXPONENT * _isometric(_SOUTH))
_RADIUS_AT_ORIGIN = _CONSTANT * exp(-_EXPONENT * _isometric(ORIGIN))
