"""What a project's circle lacks, and who could bring it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.analysis import words
from projects.analysis.report import gap_report
from projects.enums import NeedState
from projects.views.gap_tabs import gap_tabs
from projects.views.pages import project_or_404
from territoire.days import requested_day


@require_safe
@login_not_required
def gap_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show each need with its state, who bears it and who could meet it, on the day asked for."""
    project = project_or_404(request.user, slug)
    report = gap_report(project, request.user, requested_day(request))
    nobody = sum(need.state == NeedState.MISSING for need in report.needs)
    context = {
        "project": project,
        "tabs": gap_tabs(project, request.user),
        "report": report,
        "lead": words.lead(len(report.needs), nobody),
        "may_contribute": request.user.has_perm("projects.contribute_to_project", project),
        "may_follow": request.user.has_perm("projects.follow_introductions", project),
        "may_join": project.open_to_newcomers and project.archived_at is None,
    }
    return render(request, "projects/gaps.html", context)
