"""What a project's circle lacks, who could bring it, and what each one brings."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actors.models import Competence
from projects import page_parts
from projects.actions import choices
from projects.analysis import words
from projects.analysis.members import members_of
from projects.analysis.report import SHOWN, Told, gap_report, need_report, others_of
from projects.enums import NeedState
from projects.models import Project
from projects.views.gap_addresses import kept_parameters, kept_query
from projects.views.gap_tabs import gap_tabs
from projects.views.pages import project_or_404
from projects.views.weights import Weights, requested_weights
from territoire.days import requested_day
from territoire.views import check

CONTRIBUTE = "projects.contribute_to_project"
# How many candidates a need tells of at first, and how many needs: that which is unfolded. The others come when asked.
AT_FIRST, NEEDS_AT_FIRST = 3, 1
#: Asks a need for its first candidates alone; asks the page for those of each need, to print it whole.
FIRST_ONES, EACH = "premiers", "tout"


@require_safe
@login_not_required
def gap_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show each need with its state, who bears it and who could meet it, on the day asked for."""
    project = project_or_404(request.user, slug)
    weights = requested_weights(request)
    told = Told(AT_FIRST, None if EACH in request.GET else NEEDS_AT_FIRST)
    report = gap_report(project, request.user, requested_day(request), weights.parts, told)
    page_parts.link_needs(project, [one.need for one in report.needs], request.user, report.day)
    nobody = sum(need.state == NeedState.MISSING for need in report.needs)
    context = {
        **_shared(request, project, weights),
        "report": report,
        "lead": words.lead(len(report.needs), nobody),
        "at_first": f":{AT_FIRST}",
        "each": kept_query(request.GET, **{EACH: "1"}),
    }
    return render(request, "projects/gaps.html", context)


@require_safe
@login_not_required
def need_page(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Show one need with its candidates, the first of them alone when asked so (`?premiers=1`)."""
    project = project_or_404(request.user, slug)
    weights, day = requested_weights(request), requested_day(request)
    few = FIRST_ONES in request.GET
    one = need_report(project, request.user, day, uid, weights.parts, AT_FIRST if few else SHOWN)
    if one is None:
        raise Http404
    page_parts.link_needs(project, [one.need], request.user, day)
    context = {
        **_shared(request, project, weights),
        "one": one,
        "day": day,
        "at_first": f":{AT_FIRST}" if few else "",
    }
    return render(request, "projects/gap_of_need.html", context)


@require_safe
@login_not_required
def others_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what other projects did about the same needs, and what they need that this one does not say."""
    project = project_or_404(request.user, slug)
    day = requested_day(request)
    context = {
        "project": project,
        "tabs": gap_tabs(project, request.user),
        "others": others_of(project, request.user, day),
        "day": day,
        "may_contribute": request.user.has_perm(CONTRIBUTE, project),
        "query": kept_query(request.GET),
    }
    return render(request, "projects/gap_others.html", context)


@require_safe
@login_not_required
def contributions_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what each member brings that nobody else does, and what would be lost with them."""
    project = project_or_404(request.user, slug)
    found = members_of(project, request.user, requested_day(request))
    context = {
        "project": project,
        "tabs": gap_tabs(project, request.user),
        "found": found,
        "bringing": [one for one in found.members if one.brings],
        "others": [one for one in found.members if not one.brings],
        "may_contribute": request.user.has_perm(CONTRIBUTE, project),
    }
    return render(request, "projects/contributions.html", context)


@require_POST
def dismiss_usual(request: HttpRequest, slug: str) -> HttpResponse:
    """Do not suggest a competence to the project any more."""
    project, competence = _suggested(request, slug)
    choices.dismiss(project, competence, by=request.user)
    messages.success(request, _("Not suggested any more: %(competence)s.") % {"competence": competence})
    return redirect(f"{reverse('projects:gaps', args=[slug])}#ailleurs")


@require_POST
def suggest_usual_again(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a competence be suggested to the project again."""
    project, competence = _suggested(request, slug)
    choices.suggest_again(project, competence, by=request.user)
    messages.success(request, _("Suggested again: %(competence)s.") % {"competence": competence})
    return redirect(f"{reverse('projects:gaps', args=[slug])}#ailleurs")


def _suggested(request: HttpRequest, slug: str) -> tuple[Project, Competence]:
    project = project_or_404(request.user, slug)
    check(request.user, CONTRIBUTE, project)
    offered = Competence.objects.offered_to(request.user)
    return project, get_object_or_404(offered, slug=request.POST.get("competence", ""))


def _shared(request: HttpRequest, project: Project, weights: Weights) -> dict:
    """Return what the pages that tell of candidates share."""
    chooses = request.user.has_perm("projects.choose_candidates", project)
    return {
        "project": project,
        # Who looks for candidates is who follows introductions.
        "tabs": gap_tabs(project, request.user, chooses),
        "weights": weights,
        "kept": kept_parameters(request.GET),
        "query": kept_query(request.GET),
        "first_ones": kept_query(request.GET, **{FIRST_ONES: "1"}),
        "may_contribute": request.user.has_perm(CONTRIBUTE, project),
        "may_choose": chooses,
        "may_join": project.open_to_newcomers and project.archived_at is None,
    }
