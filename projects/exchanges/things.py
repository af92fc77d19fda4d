"""Projects as what writers of files take: read by batches, and only what their reader may see."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import batched
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.enums import Stage
from projects.exchanges import kinds
from projects.models import Involvement, Project
from territoire.enums import TerritoryKind, Visibility
from territoire.exchanges.writing.values import Column, Named, Thing

BATCH = 1_000
#: The degree of who carries a project.
CARRIES = 5
TYPES = ("pair:Project", "schema:Project")
FIELDS = {field.code: field for field in kinds.PROJECTS.fields}


def columns(*, reserved: bool) -> tuple[Column, ...]:
    """Return the columns of projects, headed as our imports know them."""
    return (
        _column("external_id", "t:identifier", width=30),
        _column("name", "schema:name", width=36),
        _column("summary", "pair:comment", width=50),
        _column("objective", "pair:description", code="description", width=60),
        _column("territory", "schema:areaServed", width=26),
        _column("insee", "t:insee", width=12),
        _column("departement", "t:departement", width=18),
        _column("latitude", "pair:latitude", sort="number", width=11),
        _column("longitude", "pair:longitude", sort="number", width=11),
        _column("themes", "pair:hasTopic", sort="list", width=30),
        _column("values", "t:values", sort="list", width=30),
        _column("stage", "pair:hasStatus"),
        _column("started_on", "pair:startDate", sort="day", width=12),
        _column("ended_on", "pair:endDate", sort="day", width=12),
        _column("impact", "t:impact", width=40),
        _column("risk", "t:risk", width=40),
        _column("success", "t:success", width=40),
        _column("carriers", "pair:managedBy", sort="list", kind="pair:Actor", width=36),
        _column("open_to_newcomers", "t:openToNewcomers", sort="yes-no", width=12),
        *((_column("visibility", "t:visibility", width=18),) if reserved else ()),
        _column("source", "t:source", width=22),
        Column("illustrative", _("Illustrative"), "yes-no", "t:illustrative", width=9),
        Column("changed", _("Changed on"), "day", "schema:dateModified", width=12),
        Column("address", _("Page"), width=40),
    )


def _column(
    of: str, term: str, *, code: str = "", sort: str = "text", kind: str = "", width: int = 16
) -> Column:
    return Column(code or of, FIELDS[of].label, sort, term, kind, width)


def keys_of(projects: QuerySet) -> Iterator[int]:
    """Go through the keys of projects without holding them all."""
    return projects.values_list("pk", flat=True).iterator(chunk_size=BATCH)


def things(keys: Iterable[int], user, day: date, base: str) -> Iterator[Thing]:
    """Read the projects of `keys`, in their order, as `user` may see them on `day`; `base` begins their addresses."""
    for batch in batched(keys, BATCH, strict=False):
        seen = Project.objects.visible_to(user).filter(pk__among=batch)
        rows = {row["pk"]: row for row in seen.values("pk", *READ, **PLACES)}
        details = _details(list(rows), user, day, base)
        yield from (
            _thing(rows[key], details, base, reserved=user.is_authenticated) for key in batch if key in rows
        )


READ = (
    "slug", "name", "summary", "objective", "stage", "started_on", "ended_on", "impact", "risk", "success",
    "open_to_newcomers", "visibility", "source", "illustrative", "updated_at",
)  # fmt: skip
PLACES = {
    "place": F("territory__name"),
    "place_kind": F("territory__kind"),
    "official": F("territory__official_code"),
    "latitude": F("territory__latitude"),
    "longitude": F("territory__longitude"),
    "departement": F("territory__departement__name"),
}


def _thing(row: dict[str, Any], details: dict[str, dict], base: str, *, reserved: bool) -> Thing:
    path = f"{base}{reverse('projects:detail', args=[row['slug']])[1:]}"
    values = {
        **row,
        "external_id": row["slug"],
        "description": row["objective"],
        "territory": row["place"],
        "insee": row["official"] if row["place_kind"] == TerritoryKind.COMMUNE else "",
        "departement": row["departement"] or "",
        "stage": str(Stage(row["stage"]).label),
        "visibility": str(Visibility(row["visibility"]).label) if reserved else "",
        "changed": timezone.localtime(row["updated_at"]).date(),
        "address": path,
        **{name: found.get(row["pk"], ()) for name, found in details.items()},
    }
    return Thing(
        row["slug"],
        row["name"],
        _("Project"),
        path,
        TYPES,
        values,
        description=row["summary"] or row["objective"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        since=row["started_on"],
        until=None,
    )


def _details(keys: list[int], user, day: date, base: str) -> dict[str, dict]:
    carrying = (
        Involvement.objects.visible_to(user)
        .active_on(day)
        .filter(project__among=keys, degree=CARRIES)
        .order_by("actor__search_name", "pk")
        .values_list("project", "actor__name", "actor__slug")
    )
    actor = f"{base}{reverse('actors:detail', args=['x'])[1:].removesuffix('x/')}"
    themes, held = Project.themes.through.objects, Project.shared_values.through.objects
    return {
        "themes": _gathered(
            themes.filter(project__among=keys)
            .order_by("theme__position", "theme__name")
            .values_list("project", "theme__name")
        ),
        "values": _gathered(
            held.filter(project__among=keys)
            .order_by("sharedvalue__name")
            .values_list("project", "sharedvalue__name")
        ),
        "carriers": _gathered((project, Named(name, f"{actor}{slug}/")) for project, name, slug in carrying),
    }


def _gathered(pairs: Iterable[tuple[int, Any]]) -> dict[int, tuple]:
    found: dict[int, list] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
