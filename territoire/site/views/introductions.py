"""The introductions of all the projects of a territory, for who facilitates it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects.analysis.introduction_board import board
from projects.forms.introductions import BoardFilter
from projects.models import Introduction, Project
from territoire.models import Territory
from territoire.permissions import facilitate_territory


@require_safe
def territory_board(request: HttpRequest, code: str) -> HttpResponse:
    """Show whom the projects of the territory meet for what, and how far it went."""
    territory = get_object_or_404(Territory.objects.current(), code=code)
    if not facilitate_territory(request.user, territory):
        raise PermissionDenied
    today, asked = timezone.localdate(), BoardFilter(request.GET)
    projects = Project.objects.listed().within(territory)
    seen = Introduction.objects.visible_to(request.user).filter(project__in=projects)
    context = {
        "territory": territory,
        "facilitates": True,
        "board": board(asked.kept(seen, request.user, today), request.user, today),
        "form": asked,
    }
    return render(request, "site/territory_introductions.html", context)
