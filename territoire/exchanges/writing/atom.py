"""News for feed readers: Atom (RFC 4287)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from territoire.exchanges.writing.values import About
from territoire.exchanges.writing.xml import HEAD, attributes, inside

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
OPENING = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss" xml:lang="fr">\n'
)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something new: `key` is the same for ever, and for nothing else."""

    key: str
    title: str
    address: str
    at: datetime
    sort: str
    summary: str = ""
    point: tuple[float, float] | None = None


def write(about: About, own_address: str, entries: Iterable[Entry]) -> Iterator[str]:
    """Write the feed, the newest first; `own_address` is where it is read."""
    entries = sorted(entries, key=lambda entry: (entry.at, entry.key), reverse=True)
    changed = entries[0].at if entries else about.made_at
    yield HEAD + OPENING
    yield f" <id>{inside(own_address)}</id>\n <title>{inside(about.title)}</title>\n"
    yield f" <subtitle>{inside(about.sentence())}</subtitle>\n <updated>{_moment(changed)}</updated>\n"
    yield f" <rights>{inside(about.terms)} {inside(about.licence.address)}</rights>\n"
    yield " <author><name>Territoire</name></author>\n <generator>Territoire</generator>\n"
    yield f" <link{attributes(rel='self', type='application/atom+xml', href=own_address)}/>\n"
    yield f" <link{attributes(rel='alternate', type='text/html', href=about.source)}/>\n"
    yield f" <link{attributes(rel='license', href=about.licence.address)}/>\n"
    yield from map(_entry, entries)
    yield "</feed>\n"


def _entry(entry: Entry) -> str:
    spot = f"<georss:point>{entry.point[0]} {entry.point[1]}</georss:point>" if entry.point else ""
    return (
        f" <entry><id>{inside(entry.key)}</id><title>{inside(entry.title)}</title>"
        f"<link{attributes(rel='alternate', type='text/html', href=entry.address)}/>"
        f"<category{attributes(term=entry.sort)}/><updated>{_moment(entry.at)}</updated>"
        f"<published>{_moment(entry.at)}</published><summary>{inside(entry.summary)}</summary>{spot}</entry>\n"
    )


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
