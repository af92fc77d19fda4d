"""What concerns the person who signed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actors.actions import competences
from actors.actions.retention import warned_of
from territoire.days import requested_day
from territoire.site import moderation
from territoire.site.forms import ProfileForm
from territoire.site.space import space
from territoire.views import check


@require_safe
def my_space(request: HttpRequest) -> HttpResponse:
    """Show one's projects, actors and requests, what waits and what changed."""
    shown = {"space": space(request.user, requested_day(request)), "leaving": warned_of(request.user)}
    return render(request, "site/my_space.html", shown)


def profile(request: HttpRequest) -> HttpResponse:
    """Choose the name that one's team sees."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("site:my-space")
    return render(request, "site/profile.html", {"form": form})


@require_POST
def moderate(request: HttpRequest, slug: str) -> HttpResponse:
    """Approve or reject a competence that somebody proposed."""
    competence = get_object_or_404(moderation.decided_competences(request.user), slug=slug)
    check(request.user, "actors.moderate_competence", competence)
    if request.POST.get("decision") == "approve":
        competences.approve(competence, by=request.user)
        messages.success(request, _("“%(name)s” is now offered to all.") % {"name": competence})
    else:
        competences.reject(competence, by=request.user)
        messages.success(
            request, _("“%(name)s” is not offered; facts that use it stay.") % {"name": competence}
        )
    moderation.forget_count(request.user)
    return redirect("site:moderation" if "next" in request.POST else "site:my-space")
