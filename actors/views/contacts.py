"""Contact details on request: a button asks for them, never the address of a page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from actors.actions import contacts
from actors.models import Actor
from territoire.throttling import throttle


@login_not_required
@require_POST
@throttle("contact")
@never_cache
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the contact details that are for who asks: the part of the page for htmx, a page of their own otherwise."""
    visible = Actor.objects.visible_to(request.user).select_related("family")
    actor = get_object_or_404(visible, slug=slug)
    points = contacts.give(actor, to=request.user)
    part = "#points" if request.htmx else ""
    response = render(request, f"actors/contacts.html{part}", {"actor": actor, "points": points})
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response
