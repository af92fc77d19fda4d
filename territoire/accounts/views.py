"""What is added around allauth's own views."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from territoire.accounts import browsers
from territoire.accounts.oidc import linked
from territoire.throttling import client_address

logger = logging.getLogger("territoire.door")


def telling_refusals(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Leave a line in the log when a link of allauth's is expired, used or forged; the link itself is not written."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        shown = getattr(response, "context_data", None) or {}
        if shown.get("token_fail") or shown.get("confirmation", True) is None:
            name = request.resolver_match.url_name if request.resolver_match else request.path
            logger.warning("link refused: %s, from %s", name, client_address(request))
        return response

    return told


def ending_other_sessions(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """End the other sessions once the first second factor is set: they were opened without it."""

    @wraps(view)
    def ended(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        had_one = is_mfa_enabled(request.user)
        response = view(request, *args, **kwargs)
        if not had_one and request.user.is_authenticated and is_mfa_enabled(request.user):
            for session in others_of(request):
                session.end()
        return response

    return ended


def asking_the_provider(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask again, where the account was opened, who has neither password nor second factor to be asked for here.

    allauth lets them by: a session left open would be enough to choose a password, and so to keep the account.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if get_reauthentication_flows(request.user) or _signed_in_lately(request):
            return view(request, *args, **kwargs)
        provider = linked.offered(request)
        if provider is None:
            return redirect("account_reset_password")
        return never_cache(render)(request, "socialaccount/again.html", {"name": provider.name})

    return asked


def _signed_in_lately(request: HttpRequest) -> bool:
    known = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in known)


def others_of(request: HttpRequest) -> QuerySet[UserSession]:
    """Return the sessions of who asks, but this one."""
    return UserSession.objects.filter(user_id=request.user.pk).exclude(
        session_key=request.session.session_key
    )


@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    """List one's sessions, the present one first; end all the others."""
    if request.method == "POST":
        for session in others_of(request):
            session.end()
        messages.success(request, _("Your other sessions are ended."))
        return redirect("usersessions_list")
    known = UserSession.objects.purge_and_list(request.user)
    shown = sorted(known, key=lambda session: (not session.is_current(), -session.created_at.timestamp()))
    lines = [{"session": session, "browser": browsers.named(session.user_agent)} for session in shown]
    return render(request, "usersessions/usersession_list.html", {"lines": lines})


@never_cache
@reauthentication_required(app="allauth.mfa")
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show the codes that are left; allauth's own view writes when it is read, and does not ask who reads."""
    return render(request, "mfa/recovery_codes/index.html", {"unused_codes": _codes_left(request)})


@never_cache
@reauthentication_required(app="allauth.mfa")
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    """Give the same as a file."""
    said = render_to_string(
        "mfa/recovery_codes/download.txt", {"unused_codes": _codes_left(request)}, request
    )
    name = _("recovery-codes-territoire")
    return HttpResponse(
        said,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.txt"'},
    )


def _codes_left(request: HttpRequest) -> list[str]:
    kept = get_object_or_404(Authenticator, user=request.user.pk, type=Authenticator.Type.RECOVERY_CODES)
    return kept.wrap().get_unused_codes()


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's other sessions."""
    get_object_or_404(others_of(request), pk=pk).end()
    messages.success(request, _("This session is ended."))
    return redirect("usersessions_list")
