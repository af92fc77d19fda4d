"""Search over all: actors, projects, competences, territories."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from territoire.site.search import SHORTEST, everything
from territoire.throttling import throttle


@require_safe
@login_not_required
@throttle("search")
def search(request: HttpRequest) -> HttpResponse:
    """Show what holds the words of `?q=`."""
    words = request.GET.get("q", "").strip()[:200]
    found = everything(words, request.user) if len(words) >= SHORTEST else None
    return render(request, "site/search.html", {"q": words, "found": found})
