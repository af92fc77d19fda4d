"""The stakeholder map of a project."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from projects.forms import map_filters
from projects.maps.loading.project import load_map
from projects.models import Project
from projects.permissions import contribute_to_project
from projects.views import map_files, map_page
from territoire.days import requested_day


@require_safe
@login_not_required
def stakeholder_map(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show who is aboard a project, as pictures, sentences and a table; or answer one picture as a file."""
    project = get_object_or_404(Project.objects.visible_to(request.user), slug=slug)
    day, filters = requested_day(request), map_filters.read(request.GET, request.user)
    the_map = load_map(project, request.user, day, filters, lean=map_files.lean(request, filters))
    if answer := map_files.as_file(request, the_map, filters, project):
        return answer
    context = map_page.context(request, the_map, filters, project) | {
        "project": project,
        "steps": map_page.steps(project.milestones.all(), day),
        "may_contribute": contribute_to_project(request.user, project),
    }
    return render(request, "projects/stakeholder_map.html", context)
