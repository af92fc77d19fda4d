"""Linked data (JSON-LD): what we call things, in the words of PAIR and of schema.org, and of our own where both lack.

The context is written in each file, so that it is still understood when we are gone, and hosted too.
http://virtual-assembly.org/ontologies/pair# · https://schema.org/
"""

from collections.abc import Iterable, Iterator
from typing import Any

from territoire.exchanges.writing import json
from territoire.exchanges.writing.values import Column, Export, Link, Named, Thing, known, plain

PREFIXES = {
    "pair": "http://virtual-assembly.org/ontologies/pair#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TYPES = {"number": "xsd:double", "yes-no": "xsd:boolean", "day": "xsd:date"}


def context(columns: Iterable[Column], namespace: str) -> dict[str, Any]:
    """Return the context: our keys, and what they mean."""
    return {
        **PREFIXES,
        "t": namespace,
        "id": "@id",
        "type": "@type",
        "graph": "@graph",
        "label": "pair:label",
        "name": "schema:name",
        "description": "pair:description",
        "url": {"@id": "schema:url", "@type": "@id"},
        "latitude": {"@id": "pair:latitude", "@type": "xsd:double"},
        "longitude": {"@id": "pair:longitude", "@type": "xsd:double"},
        "since": {"@id": "pair:startDate", "@type": "xsd:date"},
        "until": {"@id": "pair:endDate", "@type": "xsd:date"},
        "from": {"@id": "t:from", "@type": "@id"},
        "to": {"@id": "t:to", "@type": "@id"},
        **{
            one.code: {
                "@id": one.term or f"t:{one.code}",
                **({"@type": TYPES[one.sort]} if one.sort in TYPES else {}),
            }
            for one in columns
            if one.code not in OWN
        },
    }


#: Keys that the context says for all.
OWN = {"name", "description", "address", "latitude", "longitude"}


def write(export: Export) -> Iterator[str]:
    """Write the file: what it is, then each thing, then what ties them."""
    about = export.about
    head = {
        "@context": context((*export.columns, *export.link_columns), export.namespace),
        "id": about.source,
        "type": "schema:Dataset",
        "name": about.title,
        "schema:license": {"id": about.licence.address},
        "schema:usageInfo": about.terms,
        "schema:dateCreated": about.made_at.isoformat(timespec="seconds"),
        "schema:temporalCoverage": about.day.isoformat(),
        "schema:description": about.sentence(),
    }
    return json.holding(head, {"schema:hasPart": _parts(export)})


def _parts(export: Export) -> Iterator[dict[str, Any]]:
    addresses = {}
    for thing in export.things():
        addresses[thing.key] = thing.address
        yield _node(thing, export)
    for link in export.links():
        yield from _tie(link, addresses, export)


def _node(thing: Thing, export: Export) -> dict[str, Any]:
    node = {
        "id": thing.address,
        "type": list(thing.kinds),
        "label": thing.name,
        "name": thing.name,
        "url": thing.address,
        **({"description": thing.description} if thing.description else {}),
        **({"latitude": thing.latitude, "longitude": thing.longitude} if thing.placed else {}),
    }
    for column, value in known(thing, export.columns):
        if column.code not in OWN:
            node[column.code] = _value(column, value)
    return node


def _value(column: Column, value: Any) -> Any:
    if not isinstance(value, tuple | list):
        return float(value) if column.sort == "number" else plain(value)
    return [_named(column, one) if isinstance(one, Named) and one.address else str(one) for one in value]


def _named(column: Column, one: Named) -> dict[str, Any]:
    return {"id": one.address, "label": one.name, **({"type": column.kind} if column.kind else {})}


def _tie(link: Link, addresses: dict[str, str], export: Export) -> Iterator[dict[str, Any]]:
    source, target = addresses.get(link.source), addresses.get(link.target)
    if source is None or target is None:
        return
    if link.relation:
        yield {"id": source, link.relation: {"id": target}}
    days = {"since": link.since, "until": link.until}
    yield {
        "type": link.term or "t:Tie",
        "label": link.label,
        "from": source,
        "to": target,
        **{name: day.isoformat() for name, day in days.items() if day},
        **{column.code: _value(column, value) for column, value in known(link, export.link_columns)},
    }
