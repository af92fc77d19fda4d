"""One gesture says that an actor's page is still true."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.actions import freshness
from actors.models import Actor
from territoire.views import check


@require_POST
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm an actor; htmx gets the line that takes the place of the question."""
    actor = get_object_or_404(Actor.objects.visible_to(request.user), slug=slug)
    check(request.user, "actors.confirm_actor", actor)
    freshness.confirm(actor, by=request.user)
    if request.htmx:
        return render(request, "components/confirmed.html", {"record": actor})
    messages.success(request, _("Thank you: “%(name)s” is confirmed today.") % {"name": actor})
    return redirect(actor)
