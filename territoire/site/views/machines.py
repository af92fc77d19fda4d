"""What browsers and search engines ask for by themselves."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# Pages of members, and searches whose addresses have no end.
CLOSED = ["/admin/", "/mon-espace/", "/connexion/", "/inscription/", "/mot-de-passe/", "/compte/"]
CLOSED += ["/signalements/", "/moderation/", "/recherche/", "/api/", "/acteurs/*/coordonnees/"]


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


@require_safe
@login_not_required
@cache_control(max_age=86_400)
def security(request: HttpRequest) -> HttpResponse:
    """Say whom to tell about a weakness (RFC 9116); 404 on an instance that names nobody."""
    if not settings.TERRITOIRE_SECURITY_CONTACT:
        raise Http404
    contact = settings.TERRITOIRE_SECURITY_CONTACT
    until = (datetime.now(UTC) + timedelta(days=90)).replace(microsecond=0)
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
