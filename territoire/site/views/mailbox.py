"""The mailbox of the demonstration, for who tries it on this machine."""

from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from territoire import mailbox


@require_safe
@never_cache
@login_not_required
def show(request: HttpRequest) -> HttpResponse:
    """Show the mails that did not leave this machine; elsewhere the page does not exist."""
    if not settings.TERRITOIRE_MAILBOX or not _of_this_machine(request):
        raise Http404
    return render(request, "site/mailbox.html", {"mails": mailbox.newest()})


def _of_this_machine(request: HttpRequest) -> bool:
    """Tell whether the connection itself comes from here, whatever its headers say."""
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
