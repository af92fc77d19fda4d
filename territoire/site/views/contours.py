"""The contours of a territory, for maps drawn in the browser."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from projects.maps.places.ground_data import as_geojson
from territoire.compression import compressed
from territoire.models import Territory


@require_safe
@login_not_required
@cache_control(public=True, max_age=86_400)
def contours(request: HttpRequest, code: str) -> HttpResponse:
    """Answer the parts of a territory, of the size asked for (`?mailles=`), and its outline, as GeoJSON."""
    territory = get_object_or_404(Territory.objects.select_related("epci"), code=code)
    return compressed(request, as_geojson(territory, request.GET.get("mailles", "")), "application/geo+json")
