"""Territories: find one, and what is going on there."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from territoire.models import Territory
from territoire.site.search import territory_choices


@login_not_required
def territory_search(request: HttpRequest) -> JsonResponse:
    """Answer an autocompletion: territories that hold the words of `?q=`."""
    return JsonResponse({"results": territory_choices(request.GET.get("q", ""))})


@login_not_required
def territories(request: HttpRequest) -> HttpResponse:
    """Show where something is going on, and look for a place."""
    return render(request, "site/territories.html")


@login_not_required
def territory(request: HttpRequest, code: str) -> HttpResponse:
    """Show one territory."""
    territory = get_object_or_404(Territory, code=code)
    return render(request, "site/territory.html", {"territory": territory})
