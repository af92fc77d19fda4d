"""Whom to invite so that all that can be covered is."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.analysis.to_invite import whom_to_invite
from projects.views.gap_tabs import gap_tabs
from projects.views.pages import project_or_404
from territoire.days import requested_day
from territoire.throttling import throttle

WITH, WITHOUT = "avec", "sans"


@require_safe
@login_not_required
@throttle("search")
def circle_to_invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the smallest circle, with the actors of `?avec=` and without those of `?sans=` (slugs, repeated)."""
    project = project_or_404(request.user, slug)
    kept = {name: request.GET.getlist(name)[:50] for name in (WITH, WITHOUT)}
    found = whom_to_invite(
        project, request.user, requested_day(request), pinned=kept[WITH], excluded=kept[WITHOUT]
    )
    context = {
        "project": project,
        "tabs": gap_tabs(project, request.user),
        "found": found,
        "rows": [(one, _links(request, one.actor.slug)) for one in found.invitees],
        "excluded": [(actor, _changed(request, actor.slug, {})) for actor in found.excluded],
        "may_contribute": request.user.has_perm("projects.contribute_to_project", project),
        "may_follow": request.user.has_perm("projects.follow_introductions", project),
    }
    return render(request, "projects/circle_to_invite.html", context)


def _links(request: HttpRequest, slug: str) -> dict[str, str]:
    """Return the addresses of the page with this actor pinned, let go, or left out."""
    return {
        "pin": _changed(request, slug, {WITH: slug}),
        "let_go": _changed(request, slug, {}),
        "leave_out": _changed(request, slug, {WITHOUT: slug}),
    }


def _changed(request: HttpRequest, slug: str, added: dict[str, str]) -> str:
    query = request.GET.copy()
    for name in (WITH, WITHOUT):
        others = [one for one in query.getlist(name) if one != slug]
        query.setlist(name, [*others, added[name]] if name in added else others)
    return f"?{query.urlencode()}"
