"""The stakeholder map of an actor."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from actors.models import Actor
from projects.forms import map_filters
from projects.maps.loading.actor import load_map
from projects.views import map_files, map_page
from territoire.days import requested_day


@require_safe
@login_not_required
def actor_map(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show whom an actor is tied to, and through which projects; or answer one picture as a file."""
    actor = get_object_or_404(Actor.objects.visible_to(request.user), slug=slug)
    filters = map_filters.read(request.GET, request.user)
    most = map_filters.most(request.GET)
    day, lean = requested_day(request), map_files.lean(request, filters)
    the_map = load_map(actor, request.user, day, filters, most, lean=lean)
    if answer := map_files.as_file(request, the_map, filters, actor):
        return answer
    context = map_page.context(request, the_map, filters, actor) | {"actor": actor}
    return render(request, "site/actor_map.html", context)
