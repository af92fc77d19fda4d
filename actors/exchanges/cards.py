"""Actors as cards of an address book: the one file in which contact details leave; it is written who took them."""

from collections import defaultdict

from django.db.models import QuerySet
from django.utils import timezone

from actors.actions import contacts
from actors.enums import ContactKind
from actors.models import Actor, Affiliation
from territoire.exchanges.writing.vcard import Card

FIELDS = {
    ContactKind.EMAIL: "emails",
    ContactKind.PHONE: "phones",
    ContactKind.WEBSITE: "websites",
    ContactKind.ADDRESS: "addresses",
}


def cards(actors: QuerySet[Actor], *, to, base: str) -> list[Card]:
    """Return the cards of `actors`, all of whom `to` may see, with the contact details that are for `to`."""
    found = list(actors.select_related("family", "seat"))
    points = contacts.export(found, to=to)
    belonging = _organisations(found, to)
    return [_card(actor, points.get(actor.pk, []), belonging.get(actor.pk, ()), base) for actor in found]


def _card(actor: Actor, points, organisations, base: str) -> Card:
    told = defaultdict(list)
    for point in points:
        told[FIELDS[ContactKind(point.kind)]].append(point.value)
    address = f"{base}{actor.get_absolute_url()[1:]}"
    seat = actor.seat
    return Card(
        address,
        actor.name,
        actor.kind,
        address,
        acronym=actor.acronym,
        description=actor.description,
        categories=(actor.family.name,),
        organisations=tuple(organisations),
        place=seat.name if seat else "",
        latitude=seat.latitude if seat else None,
        longitude=seat.longitude if seat else None,
        changed_at=actor.updated_at,
        **{name: tuple(values) for name, values in told.items()},
    )


def _organisations(actors: list[Actor], user) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = (
        Affiliation.objects.visible_to(user)
        .active_on(timezone.localdate())
        .filter(member__in=[actor.pk for actor in actors if actor.is_person])
        .order_by("organisation__search_name", "pk")
        .values_list("member", "organisation__name", "role")
    )
    for member, organisation, role in rows:
        found[member].append((organisation, role))
    return found
