"""How the circle grew: who brought whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.analysis.growth import growth
from projects.maps.growth import picture
from projects.views.pages import project_or_404
from territoire.days import requested_day
from territoire.throttling import throttle
from territoire.views import check


@require_safe
@throttle("search")
def growth_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw who came when and through whom, for those who are part of it; its table says the same."""
    project, day = project_or_404(request.user, slug), requested_day(request)
    check(request.user, "projects.see_growth", project)
    arrivals = growth(project, request.user, day)
    context = {"project": project, "day": day, "arrivals": arrivals, "picture": picture(arrivals, day)}
    return render(request, "projects/growth.html", context)
