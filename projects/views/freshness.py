"""One gesture says that a project's page is still true."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from projects.actions import freshness
from projects.views.pages import project_or_404
from territoire.views import check


@require_POST
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm a project; htmx gets the line that takes the place of the question."""
    project = project_or_404(request.user, slug)
    check(request.user, "projects.confirm_project", project)
    freshness.confirm(project, by=request.user)
    if request.htmx:
        return render(request, "components/confirmed.html", {"record": project})
    messages.success(request, _("Thank you: “%(name)s” is confirmed today.") % {"name": project})
    return redirect(project)
