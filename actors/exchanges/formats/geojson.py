"""GeoJSON: the properties of each feature, with the point where it is."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from actors.exchanges.kinds import ACTORS
from territoire.exchanges import spool
from territoire.exchanges.columns import match_columns
from territoire.exchanges.json_files import text
from territoire.exchanges.values import Document, Unreadable

LATITUDE, LONGITUDE = (ACTORS.field(code).label for code in ("latitude", "longitude"))
LOCATED = frozenset({"latitude", "longitude"})
MOST_POINTS = 10_000


def is_json(value: Any) -> bool:
    """Tell whether a JSON value is GeoJSON."""
    return isinstance(value, Mapping) and value.get("type") in ("FeatureCollection", "Feature")


def document(value: Mapping[str, Any]) -> Document:
    """Return the document of a collection of features."""
    features = value.get("features") if value["type"] == "FeatureCollection" else [value]
    if not isinstance(features, list) or not features:
        raise Unreadable(_("This GeoJSON file has no feature. Check that the whole of it was exported."))
    records = [_record(feature) for feature in features if isinstance(feature, Mapping)]
    sheet = spool.of_records(_("Features"), records)
    return Document("geojson", (sheet,) if sheet else ())


def _record(feature: Mapping[str, Any]) -> dict[str, str]:
    properties = feature.get("properties")
    told = (
        {str(name): text(value) for name, value in properties.items()}
        if isinstance(properties, Mapping)
        else {}
    )
    if (identifier := feature.get("id")) is not None and "id" not in told:
        told = {"id": text(identifier)} | told
    known = {code for code in match_columns(ACTORS, list(told)).values() if code in LOCATED}
    geometry = feature.get("geometry")
    point = _middle(geometry.get("coordinates")) if isinstance(geometry, Mapping) else None
    if point and known != LOCATED:
        # Longitude first, as the norm says.
        told |= {LATITUDE: text(point[1]), LONGITUDE: text(point[0])}
    return told


def _middle(coordinates: Any) -> tuple[float, float] | None:
    """Return a point, or the middle of what lines and polygons span."""
    points = list(_points(coordinates))
    if not points:
        return None
    across, along = [point[0] for point in points], [point[1] for point in points]
    if len(points) == 1:
        return across[0], along[0]
    return round((min(across) + max(across)) / 2, 6), round((min(along) + max(along)) / 2, 6)


def _points(coordinates: Any, depth: int = 0) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, list) or depth > 4:
        return
    if len(coordinates) >= 2 and all(isinstance(number, int | float) for number in coordinates[:2]):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates[:MOST_POINTS]:
        yield from _points(part, depth + 1)
