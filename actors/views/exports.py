"""The list of actors as files, and as addresses that other sites read live: what the page shows, filters and rights."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.exchanges import cards, things
from actors.filters import ActorFilter
from actors.models import Actor
from actors.views.lists import active_filters, filled
from territoire.days import requested_day
from territoire.exchanges.writing import answers, formats, vcard
from territoire.exchanges.writing.streaming import streamed
from territoire.exchanges.writing.values import About, Export
from territoire.throttling import throttle

#: An address book holds no more, and nobody should take away everybody's contact details at once.
MOST_CARDS = 500
CARDS = "text/vcard; charset=utf-8"


@answers.to_keep
def actor_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the actors of the list as a file."""
    return _answered(request, ending)


@answers.live
def actors_live(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the actors that everybody may see, to be read by another site (`?bbox=` for a map)."""
    return _answered(request, ending)


@login_not_required
@require_POST
@throttle("contact")
def actor_card(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give an actor as a card of an address book, with the contact details that are for who asks."""
    actor = get_object_or_404(Actor.objects.visible_to(request.user), slug=slug)
    about = _about(request, actor.name, (), reverse("actors:detail", args=[slug]))
    return _cards(request, Actor.objects.filter(pk=actor.pk), about, slug)


@require_POST
@throttle("contact")
def actor_cards(request: HttpRequest) -> HttpResponseBase:
    """Give the actors of the list as cards of an address book: the first ones, where they are very many."""
    actors, about = _asked(request)
    first = Actor.objects.filter(pk__in=list(actors.values_list("pk", flat=True)[:MOST_CARDS]))
    return _cards(request, first.order_by("search_name", "pk"), about, _("actors"))


def _answered(request: HttpRequest, ending: str) -> HttpResponseBase:
    written_as = answers.format_or_404(ending, formats.ACTORS)
    actors, about = _asked(request)
    day, base = about.day, request.build_absolute_uri("/")
    export = Export(
        about,
        _("Actors"),
        things.columns(reserved=about.reserved),
        lambda: things.things(things.keys_of(actors), request.user, day, base),
        lambda: things.ties(actors, request.user, day),
        things.tie_columns() if ending != "xlsx" else (),
        answers.namespace(request),
    )
    return answers.answer(request, written_as, export, _("actors"))


def _asked(request: HttpRequest) -> tuple[QuerySet[Actor], About]:
    """Return the actors that the list would show at this address, in its order, and what a file of them is about."""
    asked = filled(request.GET)
    visible = Actor.objects.visible_to(request.user).listed()
    filterset = ActorFilter(asked, queryset=visible, request=request)
    if not filterset.is_valid():
        raise BadRequest("filters")
    actors = answers.within(filterset.ordered(filterset.qs), answers.asked_box(request), "seat")
    chips = tuple((chip.label, chip.text) for chip in active_filters(asked, filterset))
    query = f"?{asked.urlencode()}" if asked else ""
    return actors, _about(request, _("Actors"), chips, f"{reverse('actors:list')}{query}")


def _about(request: HttpRequest, title: str, filters, page: str) -> About:
    return About(
        title,
        request.build_absolute_uri(page),
        answers.licence(),
        requested_day(request),
        filters=tuple(filters),
        reserved=request.user.is_authenticated,
    )


def _cards(request: HttpRequest, actors: QuerySet[Actor], about: About, stem: str) -> HttpResponseBase:
    read: Iterator[vcard.Card] = iter(
        cards.cards(actors, to=request.user, base=request.build_absolute_uri("/"))
    )
    response = streamed(request, vcard.write(about, list(read)), CARDS)
    return answers.as_file(response, stem, "vcf", about.day)
