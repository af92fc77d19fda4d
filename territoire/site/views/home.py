"""The first page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from territoire.days import requested_day
from territoire.models import Territory
from territoire.site import home as page


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Show where one can board; `?lieu=` (chosen in the form, script or not) leads to that territory."""
    place = request.GET.get("lieu", "").strip()
    if place:
        return _lead_to(place)
    day = requested_day(request)
    return render(request, "site/home.html", {"home": page.home(request.user, day), "day": day})


def _lead_to(place: str) -> HttpResponse:
    territory = Territory.objects.filter(code=place).first()
    return redirect(territory or reverse("site:territories", query={"q": place}))
