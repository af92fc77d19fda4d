"""The stakeholder map of a territory."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from projects.forms import map_filters
from projects.maps.loading.territory import load_map
from projects.views import map_files, map_page
from territoire.days import requested_day
from territoire.models import Territory
from territoire.permissions import facilitate_territory


@require_safe
@login_not_required
def territory_map(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show who is there and in which projects, as pictures, sentences and a table; or answer one picture as a file."""
    territory = get_object_or_404(Territory, code=code)
    filters = map_filters.read(request.GET, request.user)
    most = map_filters.most(request.GET)
    day, lean = requested_day(request), map_files.lean(request, filters)
    the_map = load_map(territory, request.user, day, filters, most, lean=lean)
    if answer := map_files.as_file(request, the_map, filters, territory):
        return answer
    context = map_page.context(request, the_map, filters, territory) | {
        "territory": territory,
        "facilitates": facilitate_territory(request.user, territory),
    }
    return render(request, "site/territory_map.html", context)
