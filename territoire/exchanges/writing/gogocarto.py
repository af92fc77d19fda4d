"""Directories for GoGoCarto, and Transiscope which gathers them: the JSON of its API, "gogofull" ontology."""

from collections.abc import Iterator
from typing import Any

from territoire.exchanges.writing import json
from territoire.exchanges.writing.values import Export, Thing, known, plain

DECIMALS = 5


def write(export: Export) -> Iterator[str]:
    """Write the file: it holds what has a place, since a directory of GoGoCarto is a map."""
    head = {"licence": export.about.licence.address, "about": export.about.data(), "ontology": "gogofull"}
    return json.holding(head, {"data": (_element(one, export) for one in export.things() if one.placed)})


def _element(thing: Thing, export: Export) -> dict[str, Any]:
    said = {column.code: plain(value) for column, value in known(thing, export.columns)}
    address = {
        "addressLocality": said.get("place", ""),
        "postalCode": said.get("postcode", ""),
        "addressCountry": "FR",
    }
    return {
        "id": thing.key,
        "name": thing.name,
        "geo": {"latitude": round(thing.latitude, DECIMALS), "longitude": round(thing.longitude, DECIMALS)},  # type: ignore[arg-type]
        "address": {name: value for name, value in address.items() if value},
        "taxonomy": [said[code] for code in ("family", "stage") if said.get(code)],
        "description": thing.description,
        "url": thing.address,
        "sourceKey": export.about.source,
        **{code: value for code, value in said.items() if code not in {"name", "description", "address"}},
    }
