"""Actors as what writers of files take: read by batches, however many there are, and only what their reader may see.

Contact details are not here: they leave one actor at a time, or in cards, by a form (see `actors.exchanges.cards`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import batched
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import ActorKind, Direction, FactState, FamilyGroup
from actors.exchanges import kinds
from actors.maps.values import TieNature
from actors.models import Actor, ActorIdentifier, ActorOccupation, Affiliation, Mastery, PartnershipAxis
from territoire.enums import TerritoryKind, Visibility
from territoire.exchanges.values import Field
from territoire.exchanges.writing.values import Column, Link, Named, Thing

#: How many actors are read at once: a few queries for each batch.
BATCH = 2_000
#: What actors are in linked data.
TYPES = {
    ActorKind.PERSON: ("pair:Person", "schema:Person"),
    ActorKind.ORGANISATION: ("pair:Organization", "schema:Organization"),
    ActorKind.GROUP: ("pair:Group", "schema:Organization"),
}
FIELDS = {field.code: field for field in kinds.ACTORS.fields}
SKILL = "pair:Skill"


def columns(*, reserved: bool) -> tuple[Column, ...]:
    """Return the columns of actors, headed as our imports know them; who can see each, for who sees more than all."""
    return (
        _column("external_id", "t:identifier", width=30),
        _column("name", "schema:name", width=36),
        _column("acronym", "schema:alternateName"),
        _column("kind", "t:kind"),
        _column("family", "t:family", width=26),
        Column("sphere", _("Sphere"), term="t:sphere", width=18),
        _column("description", "pair:description", width=50),
        _column("seat", "schema:addressLocality", code="place", width=22),
        _column("insee", "t:insee", width=12),
        _column("departement", "t:departement", width=18),
        _column("region", "t:region", width=18),
        _column("latitude", "pair:latitude", sort="number", width=11),
        _column("longitude", "pair:longitude", sort="number", width=11),
        _column("areas", "schema:areaServed", sort="list", kind="schema:AdministrativeArea", width=30),
        *(_column(scheme, f"t:{scheme}") for scheme in ("siret", "siren", "rna", "wikidata")),
        _column("occupations", "schema:hasOccupation", sort="list", width=30),
        _column("competences", "pair:hasSkill", sort="list", kind=SKILL, width=40),
        _column("source", "t:source", width=22),
        *((_column("visibility", "t:visibility", width=18),) if reserved else ()),
        Column("illustrative", _("Illustrative"), "yes-no", "t:illustrative", width=9),
        Column("changed", _("Changed on"), "day", "schema:dateModified", width=12),
        Column("address", _("Page"), width=40),
    )


def tie_columns() -> tuple[Column, ...]:
    """Return the columns of ties."""
    return (
        Column("nature", _("Nature of the tie"), term="t:nature"),
        Column("declared", _("Declared, not confirmed"), "yes-no", "t:declared", width=10),
        Column("amount", _("Amount (€)"), "number", "t:amount", width=12),
    )


def _column(
    of: str, term: str, *, code: str = "", sort: str = "text", kind: str = "", width: int = 16
) -> Column:
    field: Field = FIELDS[of]
    return Column(code or of, field.label, sort, term, kind, width)


def things(keys: Iterable[int], user, day: date, base: str) -> Iterator[Thing]:
    """Read the actors of `keys`, in their order, as `user` may see them on `day`; `base` begins their addresses."""
    for batch in batched(keys, BATCH, strict=False):
        yield from _batch(batch, user, day, base)


def keys_of(actors: QuerySet) -> Iterator[int]:
    """Go through the keys of actors without holding them all: a cursor stays open on the server."""
    return actors.values_list("pk", flat=True).iterator(chunk_size=BATCH)


def _batch(batch: tuple[int, ...], user, day: date, base: str) -> Iterator[Thing]:
    seen = Actor.objects.visible_to(user).filter(pk__among=batch)
    rows = {row["pk"]: row for row in seen.values("pk", *READ, **PLACES)}
    details = _details(list(rows), day, base)
    words, pages = _Words(), f"{base}{_path('actors:detail')}"
    for key in batch:
        if key in rows:
            yield _thing(rows[key], details, words, pages, reserved=user.is_authenticated)


READ = (
    "slug",
    "name",
    "acronym",
    "kind",
    "description",
    "source",
    "visibility",
    "illustrative",
    "updated_at",
)
PLACES = {
    "family_name": F("family__name"),
    "sphere": F("family__group"),
    "place": F("seat__name"),
    "place_kind": F("seat__kind"),
    "official": F("seat__official_code"),
    "lat": F("seat__latitude"),
    "lng": F("seat__longitude"),
    "departement": F("seat__departement__name"),
    "region": Coalesce(F("seat__region__name"), F("seat__departement__region__name")),
}


class _Words:
    """The words of choices, looked up once for a batch."""

    def __init__(self) -> None:
        self.kinds = {kind.value: str(kind.label) for kind in ActorKind}
        self.spheres = {sphere.value: str(sphere.label) for sphere in FamilyGroup}
        self.actor = _("Actor")
        self.seen_by = {one.value: str(one.label) for one in Visibility}


def _thing(
    row: dict[str, Any], details: dict[str, dict], words: _Words, pages: str, *, reserved: bool
) -> Thing:
    key, path = row["pk"], f"{pages}{row['slug']}/"
    commune = row["place_kind"] == TerritoryKind.COMMUNE
    values = {
        "external_id": row["slug"],
        "name": row["name"],
        "acronym": row["acronym"],
        "kind": words.kinds[row["kind"]],
        "family": row["family_name"],
        "sphere": words.spheres.get(row["sphere"], row["sphere"]),
        "description": row["description"],
        "place": row["place"] or "",
        "insee": row["official"] if commune else "",
        "departement": row["departement"]
        or (row["place"] if row["place_kind"] == TerritoryKind.DEPARTEMENT else ""),
        "region": row["region"] or (row["place"] if row["place_kind"] == TerritoryKind.REGION else ""),
        "latitude": row["lat"],
        "longitude": row["lng"],
        **{name: found.get(key, ()) for name, found in details.items() if name != "identifiers"},
        **details["identifiers"].get(key, {}),
        "source": row["source"],
        "visibility": words.seen_by[row["visibility"]] if reserved else "",
        "illustrative": row["illustrative"],
        "changed": timezone.localtime(row["updated_at"]).date(),
        "address": path,
    }
    return Thing(
        row["slug"],
        row["name"],
        words.actor,
        path,
        TYPES[ActorKind(row["kind"])],
        values,
        description=row["description"],
        latitude=row["lat"],
        longitude=row["lng"],
    )


def _details(keys: list[int], day: date, base: str) -> dict[str, dict]:
    areas = Actor.areas.through.objects.filter(actor__among=keys).order_by("territory__name")
    skill, place = f"{base}{_path('site:competence')}", f"{base}{_path('site:territory')}"
    return {
        "areas": _gathered(
            (actor, Named(name, f"{place}{code}/"))
            for actor, code, name in areas.values_list("actor", "territory__code", "territory__name")
        ),
        "occupations": _gathered(
            ActorOccupation.objects.active_on(day)
            .filter(actor__among=keys)
            .order_by("occupation__name", "pk")
            .values_list("actor", "occupation__name")
        ),
        "competences": _gathered(
            (actor, Named(name, f"{skill}{slug}/", level))
            for actor, slug, name, level in Mastery.objects.active_on(day)
            .filter(actor__among=keys)
            .order_by("-level", "competence__name", "pk")
            .values_list("actor", "competence__slug", "competence__name", "level")
        ),
        "identifiers": _identifiers(keys),
    }


def _path(name: str) -> str:
    """Return what begins the addresses of such pages."""
    return reverse(name, args=["x"])[1:].removesuffix("x/")


def _identifiers(keys: list[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    known = ActorIdentifier.objects.filter(actor__among=keys).order_by("pk")
    for actor, scheme, value in known.values_list("actor", "scheme", "value"):
        found[actor].setdefault(scheme, value)
    return found


def _gathered(pairs: Iterable[tuple[int, Any]]) -> dict[int, tuple]:
    found: dict[int, list] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def ties(actors: QuerySet, user, day: date) -> Iterator[Link]:
    """Go through what ties `actors` on `day`, as far as `user` may see: axes of partnerships, then affiliations."""
    among = actors.order_by().values("pk")
    yield from _axes(among, user, day)
    yield from _affiliations(among, user, day)


def _axes(among: QuerySet, user, day: date) -> Iterator[Link]:
    rows = (
        PartnershipAxis.objects.visible_to(user)
        .active_on(day)
        .filter(partnership__first__in=among, partnership__second__in=among)
        .order_by("pk")
        .values_list(
            "partnership__first__slug", "partnership__second__slug", "direction", "kind__name", "kind__code",
            "kind__symmetric", "amount", "period", "state",
        )
    )  # fmt: skip
    for first, second, direction, name, code, symmetric, amount, period, state in rows.iterator(
        chunk_size=BATCH
    ):
        one, two = (second, first) if direction == Direction.BACKWARD else (first, second)
        yield partnership_link(
            one,
            two,
            name,
            code,
            directed=direction != Direction.BOTH and not symmetric,
            since=period.lower,
            until=period.upper,
            declared=state == FactState.DECLARED,
            amount=amount,
        )


def nature_in_words(nature: TieNature) -> str:
    """Say what ties two things."""
    return {
        TieNature.PARTNERSHIP: _("Partnership"),
        TieNature.AFFILIATION: _("Affiliation"),
        TieNature.INVOLVEMENT: _("Involvement"),
    }[nature]


def partnership_link(
    source: str, target: str, label: str, code: str, *, declared: bool, amount, **more
) -> Link:
    """Return an axis of a partnership as writers take it."""
    values = {
        "nature": nature_in_words(TieNature.PARTNERSHIP),
        "declared": declared,
        "amount": None if amount is None else float(amount),
    }
    return Link(
        source, target, code, label, values=values, term="t:Partnership", relation="pair:partnerOf", **more
    )


def affiliation_link(source: str, target: str, role: str, **more) -> Link:
    """Return an affiliation as writers take it."""
    return Link(
        source,
        target,
        str(TieNature.AFFILIATION),
        _("Affiliation (%(role)s)") % {"role": role} if role else _("Affiliation"),
        directed=True,
        values={"nature": nature_in_words(TieNature.AFFILIATION)},
        term="pair:MembershipAssociation",
        relation="pair:affiliatedBy",
        **more,
    )


def _affiliations(among: QuerySet, user, day: date) -> Iterator[Link]:
    rows = (
        Affiliation.objects.visible_to(user)
        .active_on(day)
        .filter(member__in=among, organisation__in=among)
        .order_by("pk")
        .values_list("member__slug", "organisation__slug", "role", "period")
    )
    for member, organisation, role, period in rows.iterator(chunk_size=BATCH):
        yield affiliation_link(member, organisation, role, since=period.lower, until=period.upper)
