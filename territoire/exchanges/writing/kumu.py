"""Networks for Kumu (JSON "blueprint"): a file to import, or an address that a map of Kumu reads each time it opens.

https://docs.kumu.io/guides/import/blueprints
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from territoire.exchanges.writing import json
from territoire.exchanges.writing.values import Export, Link, Thing, known, plain

#: Kumu has fields of its own under these names, and places an element by "lat, lng".
OWN = {"name", "description", "address"}


def write(export: Export) -> Iterator[str]:
    """Write the file."""
    elements = (_element(thing, export) for thing in export.things())
    connections = (_connection(number, link, export) for number, link in enumerate(export.links(), 1))
    return json.holding({"about": export.about.data()}, {"elements": elements, "connections": connections})


def identifier(key: str) -> str:
    """Return a name that Kumu can search: it stumbles on underscores and full stops."""
    return key.replace("_", "-").replace(".", "-").replace(":", "-")


def _element(thing: Thing, export: Export) -> dict[str, Any]:
    said = {one.heading: plain(value) for one, value in known(thing, export.columns) if one.code not in OWN}
    place = {"Location": f"{thing.latitude}, {thing.longitude}"} if thing.placed else {}
    return {
        "id": identifier(thing.key),
        "label": thing.name,
        "type": thing.sort,
        "description": thing.description,
        "url": thing.address,
        **said,
        **place,
        **_days(thing),
    }


def _connection(number: int, link: Link, export: Export) -> dict[str, Any]:
    return {
        "id": f"lien-{number}",
        "from": identifier(link.source),
        "to": identifier(link.target),
        "type": link.label,
        "direction": "directed" if link.directed else "undirected",
        **{column.heading: plain(value) for column, value in known(link, export.link_columns)},
        **_days(link),
    }


def _days(one: Thing | Link) -> dict[str, str]:
    days = {_("Since"): one.since, _("Until"): one.until}
    return {name: day.isoformat() for name, day in days.items() if day}
