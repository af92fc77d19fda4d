"""Whether the site and its database answer, for machines; all that may be wrong, for admins."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from territoire.site import doctor


@require_safe
@login_not_required
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers; a database that does not makes it a 503."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def detail(request: HttpRequest) -> HttpResponse:
    """Show admins what `manage.py doctor` says."""
    if not request.user.is_superuser:
        raise PermissionDenied
    findings = list(doctor.findings())
    wrong = sum(not one.well for one in findings)
    return render(request, "site/health.html", {"findings": findings, "wrong": wrong})
