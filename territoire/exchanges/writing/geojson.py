"""Places: GeoJSON (RFC 7946), for uMap, QGIS and others. What has no known place is there too, without geometry."""

from collections.abc import Iterator
from typing import Any

from territoire.exchanges.writing import json
from territoire.exchanges.writing.values import Export, Thing, known, plain

#: About a metre: more would say nothing of a commune.
DECIMALS = 5


def write(export: Export) -> Iterator[str]:
    """Write the file."""
    head = {"type": "FeatureCollection", "name": export.about.title, "about": export.about.data()}
    return json.holding(head, {"features": (_feature(thing, export) for thing in export.things())})


def _feature(thing: Thing, export: Export) -> dict[str, Any]:
    spot = [round(thing.longitude, DECIMALS), round(thing.latitude, DECIMALS)] if thing.placed else None  # type: ignore[arg-type]
    said = {column.code: plain(value) for column, value in known(thing, export.columns)}
    # What uMap shows by itself, then all the rest.
    shown = {"name": thing.name, "description": thing.description, "url": thing.address, "sort": thing.sort}
    days = {"since": thing.since, "until": thing.until}
    return {
        "type": "Feature",
        "id": thing.key,
        "geometry": {"type": "Point", "coordinates": spot} if spot else None,
        "properties": {**shown, **said, **{name: plain(day) for name, day in days.items() if day}},
    }
