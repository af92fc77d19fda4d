"""Days of projects for calendars: iCalendar (RFC 5545, with the properties of RFC 7986 for what the file is about)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from territoire.exchanges.writing.lines import address, escaped, line
from territoire.exchanges.writing.values import About


@dataclass(frozen=True, slots=True)
class Event:
    """Something that takes whole days, from `day` to the day before `until` (the next one when there is none).

    With `hours`, it takes a part of that day: from one moment to another, and who goes is busy. `revision` grows each
    time it changes, so that calendars which hold it already take the later one; `called_off` has them strike it out.
    """

    uid: str
    name: str
    day: date
    address: str
    until: date | None = None
    description: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    changed_at: datetime | None = None
    hours: tuple[datetime, datetime] | None = None
    revision: int = 0
    called_off: bool = False


def write(about: About, events: Iterable[Event]) -> Iterator[str]:
    """Write the calendar."""
    yield (
        line("BEGIN", "VCALENDAR") + line("VERSION", "2.0") + line("PRODID", "-//Territoire//Territoire//FR")
    )
    yield line("CALSCALE", "GREGORIAN") + line("METHOD", "PUBLISH")
    for name in ("NAME", "X-WR-CALNAME"):
        yield line(name, escaped(about.title))
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        yield line(name, escaped(about.sentence()))
    yield line("URL", address(about.source)) + line("LAST-MODIFIED", _moment(about.made_at))
    yield line("REFRESH-INTERVAL;VALUE=DURATION", "P1D") + line("X-PUBLISHED-TTL", "P1D")
    for event in events:
        yield from _event(event, about)
    yield line("END", "VCALENDAR")


def _event(event: Event, about: About) -> Iterator[str]:
    yield line("BEGIN", "VEVENT") + line("UID", event.uid)
    yield line("DTSTAMP", _moment(event.changed_at or about.made_at))
    if event.revision:
        yield line("SEQUENCE", str(event.revision))
    if event.called_off:
        yield line("STATUS", "CANCELLED")
    yield from _when(event)
    yield line("SUMMARY", escaped(event.name))
    if event.description:
        yield line("DESCRIPTION", escaped(event.description))
    if event.place:
        yield line("LOCATION", escaped(event.place))
    if event.latitude is not None and event.longitude is not None:
        yield line("GEO", f"{event.latitude:.5f};{event.longitude:.5f}")
    # Whole days keep nobody from another meeting.
    busy = "OPAQUE" if event.hours else "TRANSPARENT"
    yield line("URL", address(event.address)) + line("TRANSP", busy) + line("CLASS", "PUBLIC")
    yield line("END", "VEVENT")


def _when(event: Event) -> Iterator[str]:
    if event.hours:
        yield line("DTSTART", _moment(event.hours[0])) + line("DTEND", _moment(event.hours[1]))
        return
    yield line("DTSTART;VALUE=DATE", f"{event.day:%Y%m%d}")
    yield line("DTEND;VALUE=DATE", f"{event.until or event.day + timedelta(days=1):%Y%m%d}")


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
