"""The tree of competences, and the page of each."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from actors.models import Competence


@login_not_required
def competences(request: HttpRequest) -> HttpResponse:
    """Show the whole tree, to browse."""
    return render(request, "site/competences.html")


@login_not_required
def competence(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one competence: who masters it, who seeks it."""
    competence = get_object_or_404(Competence.objects.offered_to(request.user), slug=slug)
    return render(request, "site/competence.html", {"competence": competence})
