"""What the site does with personal data: in plain words for everyone, as a register for admins."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from territoire.site import processing


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept of people, why, how long, what they may ask and whom."""
    return render(request, "site/privacy.html", _context())


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show the register to admins."""
    if not request.user.is_superuser:
        raise PermissionDenied
    return render(request, "site/register.html", _context())


def _context() -> dict:
    return {
        "processings": [(one, processing.rows(one)) for one in processing.PROCESSINGS],
        "controller": settings.DATA_CONTROLLER,
        "contact": settings.DATA_CONTACT,
    }
