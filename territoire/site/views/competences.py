"""The tree of competences, and the page of each."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from actors.models import Competence
from territoire.days import requested_day
from territoire.site import competence as pages
from territoire.site import export_menus


@require_safe
@login_not_required
def competences(request: HttpRequest) -> HttpResponse:
    """Show the whole tree, to browse; `?q=` keeps what holds the words, `?cherchees=1` what is sought."""
    words = request.GET.get("q", "").strip()[:100]
    sought_only = request.GET.get("cherchees") == "1"
    tree = pages.tree(request.user, requested_day(request), words=words, sought_only=sought_only)
    context = {"tree": tree, "q": words, "sought_only": sought_only, "open": bool(words or sought_only)}
    return render(request, "site/competences.html", context)


@require_safe
@login_not_required
def competence(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one competence; one that was merged leads to what it became."""
    found = Competence.objects.select_related("merged_into").filter(slug=slug).first()
    if found is None:
        raise Http404
    if found.merged_into is not None:
        return redirect(found.merged_into, permanent=True)
    if not Competence.objects.offered_to(request.user).contains(found):
        raise Http404
    page = pages.page(found, request.user, requested_day(request))
    context = {"page": page, "competence": found, "export": export_menus.of_competence(found)}
    return render(request, "site/competence.html", context)
