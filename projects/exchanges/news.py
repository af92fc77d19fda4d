"""News of projects as entries of a feed: of one project here, of all of them in the site's own feed."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from projects.models import News, Project
from territoire import rich_text
from territoire.exchanges.writing.atom import Entry

LONGEST = 400


def told(news: Iterable[News], base: str) -> Iterator[Entry]:
    """Return what projects tell (with their project and its territory loaded)."""
    for one in news:
        if one.published_at:
            part = f"#actualite-{one.uid}"
            page = f"{base}{one.get_absolute_url()[1:]}"
            name = f"{one.project.name}, {one.title}"
            yield of_project(
                one.project, base, part, "%(name)s", name, one.published_at, _("news"), one.text, page
            )


def of_project(
    project: Project,
    base: str,
    part: str,
    words: str,
    name: str,
    at: datetime,
    sort: str,
    summary: str,
    page: str = "",
) -> Entry:
    """Return an entry about a project, or about the `part` of its page."""
    own, place = f"{base}{project.get_absolute_url()[1:]}", project.territory
    point = None
    if place.latitude is not None and place.longitude is not None:
        point = (place.latitude, place.longitude)
    return Entry(f"{own}{part}", words % {"name": name}, page or own, at, sort, short(summary), point)


def short(text: str) -> str:
    """Return the beginning of a text, without its layout."""
    said = rich_text.plain(text)
    return said if len(said) <= LONGEST else said[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
