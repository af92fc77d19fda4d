"""The map inside another site's page (an `<iframe>`): what everybody may see, whoever looks."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from actors.maps.values import Picture
from projects.forms import map_filters
from projects.maps.loading.project import load_map
from projects.maps.shared.values import StakeholderMap
from projects.models import Project
from projects.views.map_page import PHONE_DRAWN, picture_kind
from territoire.days import requested_day


def embeddable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer as to a visitor, so that a page which frames ours never shows what its reader alone may see."""

    @wraps(view)
    @login_not_required
    @xframe_options_exempt
    @csp_override({**settings.SECURE_CSP, "frame-ancestors": ["*"]})
    @require_safe
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        request.user = AnonymousUser()
        return view(request, *args, **kwargs)

    return answered


@embeddable
def embedded_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one picture of who is aboard a project."""
    project = get_object_or_404(Project.objects.visible_to(request.user), slug=slug)
    day, filters = requested_day(request), map_filters.read(request.GET, request.user)
    return answer(request, load_map(project, request.user, day, filters), project)


def answer(request: HttpRequest, stakeholder_map: StakeholderMap, subject) -> HttpResponse:
    """Draw the picture asked for, alone, with its title, its day and the way to the whole map."""
    kind = picture_kind(request, subject)
    settings_asked = kind.settings(request.GET)
    drawn = kind.complete(stakeholder_map, subject, request.user).most_involved(kind.most)
    wide = (kind.sheet or kind.draw)(drawn, **settings_asked)
    pictures = [("", wide)]
    compact = kind.draw(drawn.most_involved(PHONE_DRAWN), compact=True, **settings_asked)
    # The table of competences has no small form.
    if isinstance(compact, Picture):
        pictures = [("d-none d-sm-block", wide), ("d-sm-none", compact)]
    context = {
        "subject": subject,
        "day": stakeholder_map.day,
        "map": drawn,
        "filters_said": map_filters.said(request.GET, stakeholder_map),
        "total": len(stakeholder_map.stakeholders),
        "kind": kind,
        "pictures": pictures,
        "whole": f"{request.path.removesuffix('integree/')}?{request.GET.urlencode()}",
    }
    return render(request, "components/maps/embedded.html", context)
