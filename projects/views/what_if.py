"""What if some came and some left: supposed in the address, saved only when asked."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from projects.actions import suppositions
from projects.actions.suppositions import Chosen, Coming
from projects.analysis.supposing import Supposed, suppose
from projects.analysis.supposing_words import told
from projects.forms import what_if as address
from projects.models import Degree, Project
from projects.views.gap_tabs import gap_tabs
from projects.views.pages import project_or_404
from territoire.days import PARAMETER, requested_day
from territoire.throttling import throttle
from territoire.views import check

CONTRIBUTE = "projects.contribute_to_project"
KEPT = "garde"


@require_safe
@login_not_required
@throttle("search")
def what_if(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the changes of the address would do, and the form to suppose others."""
    project = project_or_404(request.user, slug)
    supposed = suppose(project, request.user, requested_day(request), address.read(request.GET))
    query = address.written(supposed.tidy, request.GET.get(PARAMETER, ""))
    if address.SENT in request.GET:
        # The form says what does not change too: the address to share only says what does.
        return redirect(f"{request.path}?{query}")
    context = _context(project, supposed) | {
        "tabs": gap_tabs(project, request.user),
        "degrees": Degree.objects.order_by("-value"),
        "form": address.NewcomerForm(),
        "save_url": f"{reverse('projects:what-if-save', args=[slug])}?{query}",
        "may_contribute": request.user.has_perm(CONTRIBUTE, project),
        "told": told(supposed),
    }
    return render(request, "projects/what_if.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@throttle("search")
def save(request: HttpRequest, slug: str) -> HttpResponse:
    """List the changes of the address that can be saved, then save those that are kept."""
    project = project_or_404(request.user, slug)
    check(request.user, CONTRIBUTE, project)
    supposed = suppose(project, request.user, requested_day(request), address.read(request.GET))
    back = f"{reverse('projects:what-if', args=[slug])}?{request.GET.urlencode(safe=':')}"
    problems: list[str] = []
    if request.method == "POST":
        chosen = _chosen(supposed, set(request.POST.getlist(KEPT)))
        try:
            return _save(request, project, chosen, supposed.day)
        except ValidationError as error:
            problems = error.messages
    context = _context(project, supposed) | {
        "back": back,
        "problems": problems,
        "kept": request.POST.getlist(KEPT) if request.method == "POST" else None,
        "saved_quantities": bool(supposed.plan.quantities),
    }
    return render(request, "projects/what_if_save.html", context)


def _save(request: HttpRequest, project: Project, chosen: Chosen, day: date) -> HttpResponse:
    if not len(chosen):
        raise ValidationError(_("Keep one change at least, or go back."))
    suppositions.make_true(project, chosen, day=day, by=request.user)
    saved = ngettext("%(count)s change saved.", "%(count)s changes saved.", len(chosen)) % {
        "count": len(chosen)
    }
    undo = _("To undo one, open the involvement from the project's circle.")
    messages.success(request, f"{saved} {undo}")
    return HttpResponseRedirect(f"{reverse('projects:gaps', args=[project.slug])}?{PARAMETER}={day:%Y-%m-%d}")


def _context(project: Project, supposed: Supposed) -> dict:
    return {
        "project": project,
        "supposed": supposed,
        "leaving": [one for one in supposed.members if one.leaves],
        "changing": [one for one in supposed.members if one.changes],
    }


def _chosen(supposed: Supposed, kept: set[str]) -> Chosen:
    """Return the changes whose box is ticked: `<involvement>`, `<actor>`, `<actor>/<person>`."""
    return Chosen(
        leaving=tuple(
            one.involvement for one in supposed.members if one.leaves and str(one.involvement.uid) in kept
        ),
        degrees=tuple(
            (one.involvement, one.degree)
            for one in supposed.members
            if one.changes and str(one.involvement.uid) in kept
        ),
        coming=tuple(
            Coming(
                one.actor,
                one.degree,
                tuple(who for who in one.helpers if f"{one.actor.slug}/{who.slug}" in kept),
            )
            for one in supposed.arrivals
            if one.actor.slug in kept
        ),
    )
