"""What somebody who boards a project mid-way needs to know, on one page that prints well."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.analysis import overview
from projects.analysis.cards import needs_asked
from projects.analysis.story import latest
from projects.models import Need
from projects.views.detail import involved, need_lines
from projects.views.pages import project_or_404
from territoire.days import requested_day
from territoire.throttling import throttle

LAST_MOMENTS = 6


@require_safe
@login_not_required
@throttle("search")
def welcome(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell the objective, the steps, who is who and brings what, what is sought, what happened last and comes next."""
    project, day = project_or_404(request.user, slug), requested_day(request)
    steps = overview.line(project.milestones.all(), (), day)
    needs = list(needs_asked(Need.objects.open_on(day).filter(project=project, waived_on=None)))
    rings = overview.rings(involved(project, request.user), day)
    ahead = [step for step in steps if step.milestone.day and step.milestone.day >= day]
    context = {
        "project": project,
        "day": day,
        "steps": steps,
        "next_step": min(ahead, key=lambda step: step.milestone.day or day, default=None),
        "rings": [ring for ring in rings if ring.works],
        "around": sum(len(ring.involvements) for ring in rings if not ring.works),
        "values": project.shared_values.all(),
        "sought": [line for line in need_lines(project, needs, request.user, day) if line["joinable"]],
        "moments": latest(project, request.user, day, LAST_MOMENTS),
    }
    context["suggests"] = request.user.has_perm("projects.propose_change", project)
    return render(request, "projects/welcome.html", context)
