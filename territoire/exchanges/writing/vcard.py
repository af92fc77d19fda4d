"""Cards for address books: vCard 3.0 (RFC 2426), which all phones and mail programs read, unlike 4.0."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from territoire.exchanges.writing.lines import address, escaped, line
from territoire.exchanges.writing.values import About


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody, as an address book holds them; `kind` is "person", "organisation" or "group"."""

    uid: str
    name: str
    kind: str
    address: str
    acronym: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    organisations: tuple[tuple[str, str], ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    changed_at: datetime | None = None


def write(about: About, cards: Iterable[Card]) -> Iterator[str]:
    """Write the cards; the format has no head, so that each says where it comes from and under which terms."""
    for card in cards:
        yield "".join(_card(card, about))


def _card(card: Card, about: About) -> Iterator[str]:
    yield line("BEGIN", "VCARD") + line("VERSION", "3.0") + line("PRODID", "-//Territoire//Territoire//FR")
    yield (line("UID", card.uid) + line("SOURCE", address(card.address)))
    yield line("FN", escaped(card.name)) + line("N", f"{escaped(card.name)};;;;")
    if card.kind != "person":
        yield line("ORG", escaped(card.name)) + line("X-ABSHOWAS", "COMPANY")
    if card.acronym:
        yield line("NICKNAME", escaped(card.acronym))
    for organisation, role in card.organisations:
        yield line("ORG", escaped(organisation)) + (line("TITLE", escaped(role)) if role else "")
    yield from (line("EMAIL", escaped(one)) for one in card.emails)
    yield from (line("TEL", escaped(one)) for one in card.phones)
    yield from (line("URL", address(one)) for one in card.websites)
    yield from (line("ADR", f";;{escaped(one)};;;;") for one in card.addresses)
    if card.place and not card.addresses:
        yield line("ADR", f";;;{escaped(card.place)};;;")
    if card.latitude is not None and card.longitude is not None:
        yield line("GEO", f"{card.latitude:.5f};{card.longitude:.5f}")
    if card.categories:
        yield line("CATEGORIES", ",".join(map(escaped, card.categories)))
    yield line("NOTE", escaped("\n\n".join(filter(None, (card.description, about.sentence())))))
    yield line("REV", f"{(card.changed_at or about.made_at).astimezone(UTC):%Y%m%dT%H%M%SZ}")
    yield line("END", "VCARD")
