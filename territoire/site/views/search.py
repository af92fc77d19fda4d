"""Search over all: actors, projects, competences, territories."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    """Show what holds the words of `?q=`."""
    return render(request, "site/search.html", {"q": request.GET.get("q", "")})
