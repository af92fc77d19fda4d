"""The contours of a territory and of its parts as GeoJSON, for the map drawn in the browser: the same for everyone."""

from typing import Any

import orjson

from projects.maps.places.ground import load, outlines
from territoire.models import Territory
from territoire.territories.contours import SCALE, Contour, Ring


def as_geojson(territory: Territory, grain: str) -> bytes:
    """Return the parts (`code` as in addresses) and the outline of the whole (`code` empty)."""
    ground = load(territory)
    parts, rings = outlines(ground, ground.grain(grain))
    features = [_feature(code, "MultiPolygon", _polygons(contour)) for code, contour in parts.items()]
    features.append(_feature("", "MultiLineString", [_line(ring) for ring in rings]))
    return orjson.dumps({"type": "FeatureCollection", "features": features})


def _feature(code: str, kind: str, coordinates: list) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def _polygons(contour: Contour) -> list:
    return [[_line(ring) for ring in polygon] for polygon in contour]


def _line(ring: Ring) -> list[tuple[float, float]]:
    return [(x / SCALE, y / SCALE) for x, y in ring]
