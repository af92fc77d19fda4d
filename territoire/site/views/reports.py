"""What becomes of a report, for who sent it: its address is the key."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from territoire.site import reports


@login_not_required
@never_cache
@require_safe
def report(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show whoever knows the address whether the report waits, and until when, or how it was answered."""
    found = reports.find(uid)
    if found is None:
        raise Http404
    response = render(request, "site/report.html", {"told": reports.told(found, request.user)})
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
