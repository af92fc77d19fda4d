"""What browsers and search engines ask for by themselves."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# Pages of members, and searches whose addresses have no end.
CLOSED = ["/admin/", "/mon-espace/", "/connexion/", "/inscription/", "/mot-de-passe/", "/compte/"]
CLOSED += ["/recherche/", "/api/", "/acteurs/*/coordonnees/"]


@require_safe
@login_not_required
@cache_control(max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    """Say which pages search engines leave alone."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
@login_not_required
@cache_control(max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead old browsers to the mark."""
    return redirect(static("img/mark.svg"))
