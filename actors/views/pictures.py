"""The picture of an actor."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from actors.models import Actor
from territoire import pictures


@login_not_required
@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Give it to who sees the actor; in small for lists (`?petite=1`)."""
    actor = get_object_or_404(Actor.objects.visible_to(request.user), slug=slug)
    return pictures.served(actor.picture.name, small="petite" in request.GET)
