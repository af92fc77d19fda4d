"""Whom to invite so that all that can be covered is."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.analysis.to_invite import MOST_ALTERNATIVES, WhomToInvite, whom_to_invite
from projects.models import Project
from projects.views.gap_addresses import kept_parameters, kept_query
from projects.views.gap_tabs import gap_tabs
from projects.views.pages import project_or_404
from projects.views.weights import requested_weights
from territoire.days import requested_day
from territoire.throttling import throttle

WITH, WITHOUT, OTHER, DECLINING = "avec", "sans", "autre", "refus"
# How many actors an address may keep, or leave out.
MOST = 50


@require_safe
@login_not_required
@throttle("search")
def circle_to_invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the smallest circle, with the actors of `?avec=` and without those of `?sans=` (slugs, repeated).

    `?autre=1` shows the next best of those as small, `?autre=2` the one after… `?refus=1` tells who would come instead
    of each, which otherwise is told where it is quickly known.
    """
    project = project_or_404(request.user, slug)
    foreseen = True if request.GET.get(DECLINING) else None
    weights, found = requested_weights(request), asked_circle(request, project, foreseen=foreseen)
    context = {
        "project": project,
        "tabs": gap_tabs(project, request.user),
        "found": found,
        "rows": [(one, _links(request, one.actor.slug)) for one in found.invitees],
        "excluded": [(actor, _changed(request, actor.slug, {})) for actor in found.excluded],
        "left_out": found.left_out,
        "another": _numbered(request, found.number + 1),
        "first": _numbered(request, 0),
        "declining": _declining(request),
        "weights": weights,
        "hidden": [
            (name, one) for name in (WITH, WITHOUT, DECLINING) for one in request.GET.getlist(name)[:MOST]
        ],
        "whole_query": request.GET.urlencode(),
        "query": kept_query(request.GET),
        "kept": kept_parameters(request.GET),
        "may_contribute": request.user.has_perm("projects.contribute_to_project", project),
        "may_choose": request.user.has_perm("projects.choose_candidates", project),
    }
    return render(request, "projects/circle_to_invite.html", context)


def asked_circle(request: HttpRequest, project: Project, *, foreseen: bool | None = True) -> WhomToInvite:
    """Return the circle that an address asks for: its day and weights, who is kept, left out, which one of its size."""
    return whom_to_invite(
        project,
        request.user,
        requested_day(request),
        pinned=request.GET.getlist(WITH)[:MOST],
        excluded=request.GET.getlist(WITHOUT)[:MOST],
        weights=requested_weights(request).parts,
        number=_number(request.GET.get(OTHER, "")),
        foreseen=foreseen,
    )


def _number(text: str) -> int:
    return min(int(text), MOST_ALTERNATIVES + 1) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _numbered(request: HttpRequest, number: int) -> str:
    """Return the address of another circle as small."""
    others = [(name, value) for name, values in request.GET.lists() for value in values if name != OTHER]
    return f"?{urlencode([*others, *([(OTHER, number)] if number else [])])}"


def _declining(request: HttpRequest) -> str:
    """Return the address of the same circle, with who would come instead of each."""
    query = request.GET.copy()
    query[DECLINING] = "1"
    return f"?{query.urlencode()}"


def _links(request: HttpRequest, slug: str) -> dict[str, str]:
    """Return the addresses of the page with this actor pinned, let go, or left out."""
    return {
        "pin": _changed(request, slug, {WITH: slug}),
        "let_go": _changed(request, slug, {}),
        "leave_out": _changed(request, slug, {WITHOUT: slug}),
    }


def _changed(request: HttpRequest, slug: str, added: dict[str, str]) -> str:
    query = request.GET.copy()
    query.pop(OTHER, None)
    for name in (WITH, WITHOUT):
        others = [one for one in query.getlist(name) if one != slug]
        query.setlist(name, [*others, added[name]] if name in added else others)
    return f"?{query.urlencode()}"
