"""GoGoCarto: elements of a map of places, whole ("gogofull") or compact."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from actors.exchanges.formats.html import plain
from actors.exchanges.kinds import ACTORS
from territoire.exchanges import spool
from territoire.exchanges.json_files import text
from territoire.exchanges.values import Document

LABEL = {field.code: field.label for field in ACTORS.fields}
# Where each of our fields is found, best first; a dot goes within.
PATHS = {
    "external_id": ("id", "oldId"),
    "name": ("name", "title"),
    "latitude": ("geo.latitude", "latitude", "lat"),
    "longitude": ("geo.longitude", "longitude", "lng", "long"),
    "address": ("address.streetAddress", "streetAddress"),
    "seat": ("address.addressLocality", "addressLocality"),
    "postcode": ("address.postalCode", "postalCode"),
    "website": ("website", "url", "siteWeb", "site_web"),
    "email": ("email", "mail", "Mail"),
    "phone": ("telephone", "phone", "tel"),
    "siret": ("siret",),
    "source": ("sourceKey", "source"),
}
TEXTS = ("abstract", "description", "descriptionMore", "commitment")
TAXONOMY = ("categories", "categoriesFull", "taxonomy", "optionValues", "optionsValues")
HIDDEN = frozenset({"hidden", "private", "masqué"})
READ = (
    frozenset({path.split(".")[0] for paths in PATHS.values() for path in paths}) | set(TEXTS) | set(TAXONOMY)
)
# Kept by GoGoCarto for itself.
OWN = frozenset({"status", "moderationState", "createdAt", "updatedAt", "images", "geo", "address",
                "compactJson",
                 "fullAddress", "files", "isEditable", "searchScore", "stamps", "reports", "@type",
                 "distance"})  # fmt: skip


def is_json(value: Any) -> bool:
    """Tell whether a JSON value is an answer of GoGoCarto's API, or its list of elements."""
    if not isinstance(value, Mapping) or not isinstance(value.get("data"), list):
        return False
    first = next(iter(value["data"]), None)
    return (
        "ontology" in value
        or _is_compact(first)
        or (isinstance(first, Mapping) and ("geo" in first or "name" in first))
    )


def document(value: Mapping[str, Any]) -> Document:
    """Return the document of GoGoCarto's elements; what was refused or deleted there is left out."""
    options = dict(_options(value.get("taxonomy") or value.get("mainCategory")))
    records, left = [], 0
    for element in value["data"]:
        kept = _compact(element) if _is_compact(element) else element
        if not isinstance(kept, Mapping) or _is_refused(kept):
            left += 1
        else:
            records.append(_record(kept, options))
    notes = (
        (_("%(count)d elements that were deleted or refused there were left out.") % {"count": left},)
        if left
        else ()
    )
    sheet = spool.of_records(_("Elements"), records, ACTORS.code, (LABEL["external_id"], LABEL["name"]))
    return Document("gogocarto", (sheet,) if sheet else (), notes)


def _is_compact(element: Any) -> bool:
    return isinstance(element, list) and len(element) >= 4


def _compact(element: list) -> dict[str, Any]:
    """Return the fields of ["id", name or [name…], latitude, longitude, [options], status…]."""
    name = element[1][0] if isinstance(element[1], list) and element[1] else element[1]
    kept = {"id": element[0], "name": name, "latitude": element[2], "longitude": element[3]}
    if len(element) > 4 and isinstance(element[4], list):
        kept["taxonomy"] = [
            option[0] if isinstance(option, list) and option else option for option in element[4]
        ]
    if len(element) > 5:
        kept["status"] = element[5]
    return kept


def _is_refused(element: Mapping[str, Any]) -> bool:
    status = element.get("status")
    return isinstance(status, int) and status < 0


def _record(element: Mapping[str, Any], options: Mapping[str, str]) -> dict[str, str]:
    told = {LABEL[code]: _first(element, paths) for code, paths in PATHS.items()}
    if told[LABEL["email"]].lower() in HIDDEN:
        told[LABEL["email"]] = ""
    told[LABEL["description"]] = "\n\n".join(filter(None, (plain(text(element.get(name))) for name in TEXTS)))
    names = list(dict.fromkeys(_category(category, options) for category in _categories(element)))
    told[LABEL["family"]] = next(iter(names), "")
    told["Catégories"] = " | ".join(names)
    rest = {str(name): plain(text(value)) for name, value in element.items() if name not in READ | OWN}
    return {name: said for name, said in (told | rest).items() if said}


def _first(element: Mapping[str, Any], paths: tuple[str, ...]) -> str:
    for path in paths:
        value: Any = element
        for name in path.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        if said := text(value):
            return said
    return ""


def _categories(element: Mapping[str, Any]) -> list[Any]:
    """Return the categories of an element, names rather than identifiers."""
    for name in TAXONOMY:
        value = element.get(name)
        if isinstance(value, list) and value:
            return value
        if isinstance(value, str) and value:
            return value.split(",")
    return []


def _category(category: Any, options: Mapping[str, str]) -> str:
    if isinstance(category, Mapping):
        return text(category.get("name")) or options.get(
            text(category.get("id") or category.get("optionId")), ""
        )
    said = text(category).strip()
    return options.get(said, said)


def _options(taxonomy: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Go through the options of a taxonomy: identifier, name."""
    if depth > 20:
        return
    for node in taxonomy if isinstance(taxonomy, list) else [taxonomy]:
        if not isinstance(node, Mapping):
            continue
        if node.get("id") is not None and node.get("name"):
            yield text(node["id"]), text(node["name"])
        for name in ("options", "subcategories", "categories"):
            yield from _options(node.get(name) or [], depth + 1)
