"""Maps in other sites: the map of a territory to be framed, and how a site that knows an address learns to (oEmbed)."""

from urllib.parse import SplitResult, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _

from projects.forms import map_filters
from projects.maps.loading.territory import load_map
from projects.models import Project
from projects.views.embedded_map import answer, embeddable
from projects.views.map_page import FRAME
from territoire.days import requested_day
from territoire.models import Territory

LEAST = 200
DAY = 86_400


@embeddable
def embedded_territory_map(request: HttpRequest, code: str) -> HttpResponse:
    """Show one picture of who is on a territory."""
    territory = get_object_or_404(Territory, code=code)
    day, filters = requested_day(request), map_filters.read(request.GET, request.user)
    return answer(request, load_map(territory, request.user, day, filters), territory)


@embeddable
def oembed(request: HttpRequest) -> HttpResponse:
    """Tell how to frame the map at `?url=` (https://oembed.com), for those that everybody may see."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    asked = _split(request.GET.get("url", ""))
    subject = _subject(request, asked)
    address = request.build_absolute_uri(f"{asked.path.rstrip('/')}/integree/")
    width, height = _at_most(request, "maxwidth", FRAME[0]), _at_most(request, "maxheight", FRAME[1])
    frame = {
        "address": f"{address}?{asked.query}" if asked.query else address,
        "title": _("Stakeholder map, %(name)s") % {"name": subject.name},
        "width": width,
        "height": height,
    }
    return JsonResponse(
        {
            "version": "1.0",
            "type": "rich",
            "provider_name": "Territoire",
            "provider_url": request.build_absolute_uri("/"),
            "title": frame["title"],
            "width": width,
            "height": height,
            "html": render_to_string("components/maps/frame.html", frame).strip(),
            "cache_age": DAY,
        }
    )


def _subject(request: HttpRequest, asked: SplitResult) -> Project | Territory:
    """Return what the map at this address is of; a 404 for what is no public map of ours."""
    if asked.netloc != request.get_host():
        raise Http404
    match = _resolved(asked.path)
    if match.view_name == "projects:map":
        return get_object_or_404(Project.objects.visible_to(request.user), slug=match.kwargs["slug"])
    if match.view_name == "site:territory-map":
        return get_object_or_404(Territory, code=match.kwargs["code"])
    raise Http404


def _resolved(path: str) -> ResolverMatch:
    try:
        return resolve(path)
    except Resolver404 as error:
        raise Http404 from error


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as error:
        raise Http404 from error


def _at_most(request: HttpRequest, name: str, usual: int) -> int:
    given = request.GET.get(name, "")
    return max(LEAST, min(usual, int(given))) if given.isdecimal() and len(given) < 6 else usual
