"""The map as files for other tools, and as addresses that they read live: the actors and ties of the page, no more."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from projects.exchanges import map_export
from projects.forms import map_filters
from projects.maps.loading.project import load_map
from projects.maps.shared.values import StakeholderMap
from projects.views.map_page import ASKED_WORDS
from projects.views.pages import project_or_404
from territoire.days import requested_day
from territoire.exchanges.writing import answers, formats
from territoire.exchanges.writing.values import About, Export

#: The formats that hold where the picture has each.
DRAWN = {"gexf"}


@answers.to_keep
def project_file(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """Give the map of a project as a file."""
    return project_map(request, slug, ending)


@answers.live
def project_live(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """Give the map of a project that everybody may see, to be read by another site."""
    return project_map(request, slug, ending)


def project_map(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """Give the map of a project to who asks."""
    project = project_or_404(request.user, slug)
    return answered(request, ending, project.name, lambda *asked: load_map(project, *asked))


def answered(
    request: HttpRequest, ending: str, name: str, load: Callable[..., StakeholderMap]
) -> HttpResponseBase:
    """Answer what `load(user, day, filters)` gives, with the filters of the address, as a file."""
    written_as = answers.format_or_404(ending, formats.MAPS)
    box = answers.asked_box(request)
    the_map = load(request.user, requested_day(request), map_filters.read(request.GET, request.user))
    export = map_export.export_of(
        the_map,
        about(request, name, the_map),
        request.build_absolute_uri("/"),
        answers.namespace(request),
        drawn=ending in DRAWN,
    )
    return answers.answer(request, written_as, _within(export, box), f"carte-{name}")


def about(request: HttpRequest, name: str, the_map: StakeholderMap) -> About:
    """Say what a file of this map is about."""
    asked = request.GET.copy()
    asked.pop("format", None)
    page = request.path.rpartition("/")[0] + "/"
    filters = (
        (str(ASKED_WORDS[key]), value)
        for key, values in asked.lists()
        for value in values
        if key in ASKED_WORDS and value
    )
    return About(
        name,
        request.build_absolute_uri(f"{page}?{asked.urlencode()}" if asked else page),
        answers.licence(),
        the_map.day,
        filters=tuple(filters),
        reserved=request.user.is_authenticated,
        note=map_export.note(the_map),
    )


def _within(export: Export, box: answers.Box | None) -> Export:
    if box is None:
        return export
    kept = [one for one in export.things() if not answers.outside(box, one.latitude, one.longitude)]
    keys = {one.key for one in kept}
    links = [link for link in export.links() if {link.source, link.target} <= keys]
    return replace(export, things=lambda: kept, links=lambda: links)
