"""From an export to an answer: a file to keep, or what everybody may see, read live by other sites."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from territoire.exchanges.writing.formats import FORMATS, LIVE, Format
from territoire.exchanges.writing.streaming import streamed
from territoire.exchanges.writing.values import Export, Licence
from territoire.tables import file_stem
from territoire.throttling import throttle

SHOWN = _("What is on screen, with its filters")
OPEN = _("Live, for other sites: what everybody may see")
#: How long another site may keep what it read, in seconds.
FRESH = 300

type View = Callable[..., HttpResponseBase]
type Box = tuple[float, float, float, float]


def to_keep(view: View) -> View:
    """Answer a file made for who asks: with their rights, and for no cache."""
    return require_safe(login_not_required(throttle("export")(view)))


def for_accounts(view: View) -> View:
    """Answer such a file, where the page is for accounts alone: others are led to sign in."""
    return require_safe(throttle("export")(view))


def live(view: View) -> View:
    """Answer as to a visitor, whoever asks, so that any site may read it: what everybody may see and nothing else."""

    @throttle("live")
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs.get("ending", LIVE[0]) not in LIVE:
            raise Http404
        response = view(request, *args, **kwargs)
        del response.headers["Content-Disposition"]
        response.headers["Cache-Control"] = f"public, max-age={FRESH}"
        return opened(response)

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.user = AnonymousUser()
        return read(request, *args, **kwargs)

    return require_safe(login_not_required(answered))


def opened(response: HttpResponseBase) -> HttpResponseBase:
    """Let pages of any site read this answer, which is the same for everybody."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def format_or_404(ending: str, offered: Iterable[str]) -> Format:
    """Return the format of that ending, where it is offered."""
    if ending not in offered:
        raise Http404
    return FORMATS[ending]


def answer(request: HttpRequest, written_as: Format, export: Export, stem: str) -> HttpResponseBase:
    """Answer the file, written as it is sent, named after `stem` and the day."""
    response = streamed(request, written_as.write(export), written_as.content_type)
    return as_file(response, stem, written_as.ending, export.about.day)


def as_file(response: HttpResponseBase, stem: str, ending: str, day) -> HttpResponseBase:
    """Name a file to keep, of which no cache keeps a copy."""
    name = f"{file_stem(stem)}-{day:%Y-%m-%d}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Link"] = f'<{licence().address}>; rel="license"'
    return response


def licence() -> Licence:
    """Return the terms that the instance chose."""
    return Licence(**settings.TERRITOIRE_LICENCE)


def namespace(request: HttpRequest) -> str:
    """Return what begins the names of our own terms, in linked data."""
    return f"{request.build_absolute_uri(reverse('site:linked-data-context'))}#"


def asked_box(request: HttpRequest) -> Box | None:
    """Return the box asked for (`?bbox=west,south,east,north`, in degrees), nothing when none is."""
    asked = request.GET.get("bbox", "").strip()
    if not asked:
        return None
    try:
        west, south, east, north = (float(number) for number in asked.split(","))
    except ValueError as error:
        raise BadRequest("bbox") from error
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise BadRequest("bbox")
    return west, south, east, north


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the menu."""

    label: str | Promise
    hint: str | Promise
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of the menu, under their heading."""

    title: str | Promise
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """What a page can be taken away as; `cards` is where contact details are asked for, by a form."""

    parts: tuple[Part, ...]
    cards: str = ""


def files(
    base: str, query: str, offered: Iterable[str], title: str | Promise = SHOWN, days: str = ""
) -> Part:
    """Return the files of a page: `base` begins their addresses, `query` holds its filters, `days` is its calendar."""
    kept = f"?{query}" if query else ""
    choices = [_choice(FORMATS[ending], f"{base}export.{ending}{kept}") for ending in offered]
    if days:
        choices.append(Choice(_("Calendar (iCalendar)"), _("steps, beginnings and ends"), f"{days}{kept}"))
    return Part(title, tuple(choices))


def read_live(
    base: str, query: str, offered: Iterable[str], news: str = "", also: Iterable[Choice] = ()
) -> Part:
    """Return the addresses that other sites read live, and that of the news."""
    kept = f"?{query}" if query else ""
    choices = [*also, *(_choice(FORMATS[one], f"{base}direct.{one}{kept}") for one in LIVE if one in offered)]
    if news:
        choices.append(Choice(_("News (Atom)"), _("for feed readers"), news))
    return Part(OPEN, tuple(choices))


def _choice(one: Format, address: str) -> Choice:
    return Choice(one.label, one.hint, address)


def within(places: QuerySet, box: Box | None, path: str) -> QuerySet:
    """Keep what lies in the box asked for; `path` leads to its territory ("seat"). What has no place is in none."""
    if box is None:
        return places
    west, south, east, north = box
    longitude = Q(**{f"{path}__longitude__gte": west}), Q(**{f"{path}__longitude__lte": east})
    across = longitude[0] & longitude[1] if west <= east else longitude[0] | longitude[1]
    return places.filter(across, **{f"{path}__latitude__range": (south, north)})


def outside(box: Box | None, latitude: float | None, longitude: float | None) -> bool:
    """Tell whether a place is out of the box asked for; what has no place is in none."""
    if box is None:
        return False
    if latitude is None or longitude is None:
        return True
    west, south, east, north = box
    across = west <= longitude <= east if west <= east else (longitude >= west or longitude <= east)
    return not (south <= latitude <= north and across)
