"""The picture of a project."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from projects.models import Project
from territoire import pictures


@login_not_required
@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Give it to who sees the project; in small for lists (`?petite=1`)."""
    project = get_object_or_404(Project.objects.visible_to(request.user), slug=slug)
    return pictures.served(project.picture.name, small="petite" in request.GET)
