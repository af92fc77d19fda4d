"""What writers take: things, what links them, what the columns are called, and what the file says of itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

#: Between the values of a cell that holds several, as Kumu has it: names hold commas.
SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Licence:
    """Under which terms what is public may be used again."""

    name: str
    address: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What each file says of itself, in the place that its format has for it.

    `source` is the address of the page that shows the same, `filters` are pairs of words (what is filtered, by what),
    `reserved` tells that it was made for somebody who sees more than everybody, `note` what is missing from it.
    """

    title: str
    source: str
    licence: Licence
    day: date
    # Looked up at each use, so that a test can stop the clock.
    made_at: datetime = field(default_factory=lambda: timezone.now())
    filters: tuple[tuple[str, str], ...] = ()
    reserved: bool = False
    note: str = ""

    @property
    def terms(self) -> str:
        """Say what one may do with the file."""
        if not self.reserved:
            return self.licence.name
        return _("%(licence)s for what is public; the rest is for you: do not pass it on.") % {
            "licence": self.licence.name
        }

    @property
    def filters_said(self) -> str:
        """Say what is filtered, in one line."""
        return " · ".join(_said(*one) for one in self.filters) or _("none")

    def lines(self) -> Iterator[tuple[str, str]]:
        """Go through what is said, a label and its words."""
        yield _("What"), self.title
        yield _("Situation on"), formats.date_format(self.day, "j F Y")
        yield _("Made on"), formats.date_format(timezone.localtime(self.made_at), "j F Y, H:i")
        yield _("Source"), self.source
        yield _("Licence"), f"{self.terms} {self.licence.address}"
        yield _("Filters in use"), self.filters_said
        if self.note:
            yield _("Note"), self.note

    def sentence(self) -> str:
        """Say it all in one line."""
        return " · ".join(_said(*one) for one in self.lines())

    def data(self) -> dict[str, Any]:
        """Return it all as plain values, for formats made of JSON."""
        return {
            "title": self.title,
            "source": self.source,
            "licence": {"name": self.terms, "url": self.licence.address},
            "day": self.day.isoformat(),
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "filters": dict(self.filters),
            **({"note": self.note} if self.note else {}),
        }


@dataclass(frozen=True, slots=True)
class Named:
    """One of the values of a list: its name, the page where it is told, and how well it is known where that is said."""

    name: str
    address: str = ""
    level: int | None = None

    def __str__(self) -> str:
        return self.name if self.level is None else f"{self.name} ({self.level})"


@dataclass(frozen=True, slots=True)
class Column:
    """Something that things say: its code, its heading, how it is written, and what linked data call it.

    `sort` is "text", "number", "yes-no", "day" or "list" (of texts or of `Named`); `kind` is the type of what a list
    of linked data leads to.
    """

    code: str
    heading: str
    sort: str = "text"
    term: str = ""
    kind: str = ""
    width: int = 16


@dataclass(frozen=True, slots=True)
class Thing:
    """An actor, a project: `key` names it among the others of the file, `address` is that of its page.

    `values` are by the codes of columns. A place is never closer than what is registered; `x`, `y`, `size` and
    `shape` are those of a picture, when there is one.
    """

    key: str
    name: str
    sort: str
    address: str
    kinds: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    description: str = ""
    latitude: float | None = None
    longitude: float | None = None
    since: date | None = None
    until: date | None = None
    x: float | None = None
    y: float | None = None
    size: float | None = None
    shape: str = ""

    @property
    def placed(self) -> bool:
        """Tell whether one knows where it is."""
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True, slots=True)
class Link:
    """What ties two things: `kind` is its code, `label` its words; `until` is excluded, as everywhere with us.

    `term` and `relation` are what linked data call it, as a thing of its own and as what one is to the other.
    """

    source: str
    target: str
    kind: str
    label: str
    directed: bool = False
    since: date | None = None
    until: date | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    term: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """All that a file may hold. `things()` and `links()` read anew each time they are called, as they go.

    `namespace` begins the names of our own terms in linked data.
    """

    about: About
    name: str
    columns: tuple[Column, ...]
    things: Callable[[], Iterable[Thing]]
    links: Callable[[], Iterable[Link]] = tuple
    link_columns: tuple[Column, ...] = ()
    namespace: str = ""


def _said(label: str, words: str) -> str:
    return f"{label}{pgettext('after a label', ':')} {words}"


def text(value: Any) -> str:
    """Write a value of a thing in one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple | list):
        return SEPARATOR.join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def plain(value: Any) -> Any:
    """Return a value as JSON has it: lists of names, days as text."""
    if isinstance(value, tuple | list):
        return [str(one) for one in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def known(thing: Thing | Link, columns: Iterable[Column]) -> Iterator[tuple[Column, Any]]:
    """Go through the columns about which something is said."""
    for column in columns:
        value = thing.values.get(column.code)
        if value not in (None, "", ()):
            yield column, value
