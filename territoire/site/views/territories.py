"""Territories: find one, and what is going on there."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from territoire.days import requested_day
from territoire.enums import TerritoryKind
from territoire.models import Territory
from territoire.permissions import facilitate_territory
from territoire.site import export_menus
from territoire.site import territory as page
from territoire.site.home import active_territories
from territoire.site.search import MOST_CHOICES, territories_named, territory_choices
from territoire.throttling import throttle

MOST_ACTIVE = 24
WIDE = [TerritoryKind.COUNTRY, TerritoryKind.REGION]


@require_safe
@login_not_required
@throttle("autocomplete")
def territory_search(request: HttpRequest) -> JsonResponse:
    """Answer an autocompletion: territories that hold the words of `?q=`."""
    return JsonResponse({"results": territory_choices(request.GET.get("q", ""))})


@require_safe
@login_not_required
@throttle("search")
def territories(request: HttpRequest) -> HttpResponse:
    """Show where something is going on, and the places that hold the words of `?q=`."""
    words = request.GET.get("q", "").strip()
    context = {
        "q": words,
        "found": territories_named(words)[:MOST_CHOICES],
        "active": active_territories(request.user, MOST_ACTIVE),
        "wide": Territory.objects.current().filter(kind__in=WIDE).order_by("kind", "name"),
    }
    return render(request, "site/territories.html", context)


@require_safe
@login_not_required
def territory(request: HttpRequest, code: str) -> HttpResponse:
    """Show one territory on the day asked for; the code of a former one leads to today's."""
    territory = Territory.objects.select_related("departement").current().filter(code=code).first()
    if territory is None:
        now = page.today(code)
        if now is None:
            raise Http404
        return redirect(now, permanent=True)
    context = {
        "page": page.page(territory, request.user, requested_day(request)),
        "territory": territory,
        "facilitates": facilitate_territory(request.user, territory),
        "export": export_menus.of_territory(territory),
    }
    return render(request, "site/territory.html", context)
