"""What leaves from pages that join both apps: maps of territories and actors, public news, what linked data mean."""

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.exchanges import things as actors
from actors.models import Actor
from projects.exchanges import map_export
from projects.exchanges import things as projects
from projects.forms import map_filters
from projects.maps.loading import actor as of_actor
from projects.maps.loading import territory
from projects.maps.shared.values import StakeholderMap, Subject
from projects.views.map_exports import answered
from territoire.exchanges.writing import answers, atom, jsonld
from territoire.exchanges.writing.streaming import streamed
from territoire.exchanges.writing.values import About
from territoire.models import Territory
from territoire.site import news

A_DAY = 86_400


@answers.to_keep
def territory_map_file(request: HttpRequest, code: str, ending: str) -> HttpResponseBase:
    """Give the map of a territory as a file."""
    return _territory_map(request, code, ending)


@answers.live
def territory_map_live(request: HttpRequest, code: str, ending: str) -> HttpResponseBase:
    """Give what everybody may see of the map of a territory, to be read by another site."""
    return _territory_map(request, code, ending)


@answers.to_keep
def actor_map_file(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """Give the map around an actor as a file."""
    return _actor_map(request, slug, ending)


@answers.live
def actor_map_live(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """Give what everybody may see of the map around an actor, to be read by another site."""
    return _actor_map(request, slug, ending)


def _territory_map(request: HttpRequest, code: str, ending: str) -> HttpResponseBase:
    place = get_object_or_404(Territory, code=code)
    most = map_filters.most(request.GET)
    return answered(request, ending, place.name, lambda *asked: territory.load_map(place, *asked, most))


def _actor_map(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    actor = get_object_or_404(Actor.objects.visible_to(request.user), slug=slug)
    most = map_filters.most(request.GET)
    return answered(request, ending, actor.name, lambda *asked: of_actor.load_map(actor, *asked, most))


@answers.live
def public_news(request: HttpRequest) -> HttpResponseBase:
    """Give the news of all territories, for feed readers."""
    return _feed(request, None)


@answers.live
def territory_news(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give the news of a territory and of all that lies in it."""
    return _feed(request, get_object_or_404(Territory, code=code))


def _feed(request: HttpRequest, place: Territory | None) -> HttpResponseBase:
    about = About(
        _("News of %(place)s") % {"place": place.name} if place else _("News of Territoire"),
        request.build_absolute_uri(place.get_absolute_url() if place else "/"),
        answers.licence(),
        timezone.localdate(),
    )
    found = news.entries(place, request.build_absolute_uri("/"))
    own = request.build_absolute_uri(request.path)
    return streamed(request, atom.write(about, own, found), atom.CONTENT_TYPE)


@answers.live
def linked_data_context(request: HttpRequest) -> HttpResponseBase:
    """Say what each key of our linked data means: the context that each of its files holds too."""
    columns = (
        *actors.columns(reserved=True),
        *projects.columns(reserved=True),
        *map_export.columns(StakeholderMap(timezone.localdate())),
        *map_export.columns(StakeholderMap(timezone.localdate(), subject=Subject("territory", "", ""))),
        *actors.tie_columns(),
    )
    response = JsonResponse({"@context": jsonld.context(columns, answers.namespace(request))})
    response.headers["Content-Type"] = "application/ld+json"
    return response
