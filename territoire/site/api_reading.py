"""The schema as people read it: operations by subject, with what each takes and answers, then the shapes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from territoire.api.schema import OPERATIONS
from territoire.api.schema_view import document

SUBJECTS = {
    "actors": _("Actors, and what is said of them"),
    "projects": _("Projects and their parts"),
    "analyses": _("Maps and gaps"),
    "follow-up": _("Requests, introductions, judgements, notes"),
    "moderation": _("Moderation"),
    "territories": _("Territories"),
    "together": _("What people build together"),
    "workshops": _("Workshops"),
    "vocabularies": _("Vocabularies"),
    "about": _("The API itself"),
}
REFERENCE = "#/components/schemas/"


@dataclass(frozen=True)
class Field:
    """A parameter, or a member of a body."""

    name: str
    type: str
    required: bool
    description: str


@dataclass(frozen=True)
class Operation:
    """What one may ask of an address."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[Field]
    body: list[Field]
    answer: str
    is_open: bool


@dataclass(frozen=True)
class Shape:
    """What an answer holds."""

    name: str
    description: str
    fields: list[Field]


@dataclass(frozen=True)
class Reading:
    """The whole page."""

    subjects: list[tuple[str, Any, list[Operation]]]
    shapes: list[Shape]
    version: str


@cache
def reading() -> Reading:
    """Return the schema, ready to be read."""
    known: dict[str, list[Operation]] = {tag: [] for tag in SUBJECTS}
    for path, operations in document()["paths"].items():
        for method in OPERATIONS:
            if method in operations:
                one = operations[method]
                known[one["tags"][0]].append(_operation(path, method, one))
    schemas = document()["components"]["schemas"]
    return Reading(
        subjects=[(tag, SUBJECTS[tag], operations) for tag, operations in known.items()],
        shapes=[
            Shape(name, _first(shape.get("description", "")), list(_members(shape)))
            for name, shape in schemas.items()
            if shape.get("properties") and not name.endswith(("Request", "List"))
        ],
        version=document()["info"]["version"],
    )


def _operation(path: str, method: str, said: Mapping[str, Any]) -> Operation:
    bodies = said.get("requestBody", {}).get("content", {})
    body = _schema_of(bodies)
    answers = [code for code in said["responses"] if code.startswith("2")]
    content = said["responses"][answers[0]].get("content", {}) if answers else {}
    return Operation(
        id=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said.get("summary") or _first(said.get("description", "")),
        description=said.get("description", ""),
        parameters=[
            Field(one["name"], _type(one["schema"]), one.get("required", False), one.get("description", ""))
            for one in said.get("parameters", [])
        ],
        body=list(_members(_resolved(body))),
        answer=_type(_schema_of(content)) if content else "",
        is_open={} in said.get("security", []),
    )


def _schema_of(contents: Mapping[str, Any]) -> Mapping[str, Any]:
    for content in contents.values():
        return content.get("schema", {})
    return {}


def _members(shape: Mapping[str, Any]) -> Iterator[Field]:
    required = set(shape.get("required", ()))
    for name, one in shape.get("properties", {}).items():
        yield Field(name, _type(one), name in required, _first(one.get("description", "")))


def _resolved(shape: Mapping[str, Any]) -> Mapping[str, Any]:
    name = shape.get("$ref", "").removeprefix(REFERENCE)
    return document()["components"]["schemas"].get(name, shape)


def _type(shape: Mapping[str, Any]) -> str:
    """Return a type in a word or two: a name of a shape, the values of a choice, "text"…"""
    if reference := shape.get("$ref"):
        name = reference.removeprefix(REFERENCE)
        values = document()["components"]["schemas"].get(name, {}).get("enum")
        return " | ".join(map(str, values)) if values else name.removesuffix("Request")
    for joined in ("oneOf", "anyOf", "allOf"):
        if joined in shape:
            return " | ".join(dict.fromkeys(filter(None, map(_type, shape[joined]))))
    if values := shape.get("enum"):
        return " | ".join(map(str, values))
    kind = shape.get("type", "object")
    kinds = kind if isinstance(kind, list) else [kind]
    told = [f"[{_type(shape.get('items', {}))}]" if one == "array" else one for one in kinds]
    return " | ".join(told) + (f" ({shape['format']})" if "format" in shape else "")


def _first(text: str) -> str:
    return text.partition("\n\n")[0]
