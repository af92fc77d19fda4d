"""To the provider and back, and the accounts that one linked. Without a provider in the settings, 404."""

import logging
import re
import secrets
from urllib.parse import urlencode

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import logout
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from territoire.accounts.oidc import linked
from territoire.accounts.oidc.protocol import Refused
from territoire.accounts.oidc.provider import Provider
from territoire.throttling import client_address, throttle

logger = logging.getLogger("territoire.door")

#: Where the session keeps what ends the session at the provider.
AT_THE_PROVIDER = "oidc_session"
CANCELLED = "access_denied"
CODE_OF_ERROR = re.compile(r"[a-z_]{1,40}")


def the_provider(request: HttpRequest) -> Provider:
    """Return the provider of the settings, or 404."""
    try:
        return get_adapter(request).get_provider(request, "openid_connect")
    except SocialApp.DoesNotExist:
        raise Http404("no provider") from None


@login_not_required
@never_cache
@require_POST
@throttle("provider")
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the provider, to sign in; signed in already, one is asked again who one is."""
    return _leave(request, process=AuthProcess.LOGIN, again=request.user.is_authenticated)


@never_cache
@require_POST
@throttle("provider")
def link(request: HttpRequest) -> HttpResponse:
    """Lead to the provider, to link the account that one has there."""
    the_provider(request)
    return _link(request)


@reauthentication_required(app="allauth.socialaccount")
def _link(request: HttpRequest) -> HttpResponse:
    return _leave(request, process=AuthProcess.CONNECT)


def _leave(request: HttpRequest, *, process: str, again: bool = False) -> HttpResponse:
    """Answer a page that goes there by itself, with a link for where it does not.

    Not a redirect: `form-action` would refuse it, and that of a provider which hands over to others (ProConnect does)
    could not be named beforehand.
    """
    provider = the_provider(request)
    try:
        next_url = get_next_redirect_url(request)
        there = provider.way_there(request, process=process, next_url=next_url, again=again)
    except Refused as why:
        return _failed(request, provider, str(why))
    response = render(request, "socialaccount/leave.html", {"provider": provider, "there": there})
    response["Refresh"] = f"0; url={there}"
    return response


@login_not_required
@never_cache
@require_GET
@throttle("provider")
def come_back(request: HttpRequest) -> HttpResponse:
    """Let in who comes back, once all that the provider says is checked.

    The one address that writes when it is read: the provider sends people back by a link. It does so only for the
    session that left, once, by the state that it remembers.
    """
    provider = the_provider(request)
    state = provider.take_state(request, request.GET.get("state", ""))
    if state is None:
        return _failed(request, provider, "it answers a request that this session did not make (state)")
    connects = state.get("process") == AuthProcess.CONNECT
    if request.GET.get("error") == CANCELLED:
        context = {"provider": provider, "connects": connects}
        return render(request, "socialaccount/login_cancelled.html", context)
    try:
        if "error" in request.GET or "code" not in request.GET:
            raise Refused(f"it says no ({_code(request)})")
        arrival = provider.come_back(request, code=request.GET["code"], state=state)
    except Refused as why:
        return _failed(request, provider, str(why), connects=connects)
    response = complete_social_login(request, arrival.login)
    if not connects:
        # As for a password when nobody ticked “stay signed in”: the provider makes it easy to come again.
        request.session.set_expiry(0)
        if arrival.end_session:
            request.session[AT_THE_PROVIDER] = {"end": arrival.end_session, "hint": arrival.id_token}
    return response


def _code(request: HttpRequest) -> str:
    code = request.GET.get("error", "no code")
    return code if CODE_OF_ERROR.fullmatch(code) else "an unknown error"


def _failed(request: HttpRequest, provider: Provider, why: str, *, connects: bool = False) -> HttpResponse:
    logger.warning("sign-in with the provider refused: %s, from %s", why, client_address(request))
    context = {"provider": provider, "connects": connects}
    return render(
        request, "socialaccount/authentication_error.html", context, status=502 if _is_down(why) else 401
    )


def _is_down(why: str) -> bool:
    return why.startswith("it does not answer")


@never_cache
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """List the accounts that one linked; without any, and without a provider, there is no such page."""
    mine = linked.accounts_of(request.user)
    offered = linked.offered(request)
    if not mine and offered is None:
        raise Http404("no provider")
    context = {"accounts": mine, "provider": offered, "could_unlink": linked.has_another_way(request.user)}
    return render(request, "socialaccount/connections.html", context)


@never_cache
@require_POST
@reauthentication_required(app="allauth.socialaccount")
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of them, unless it is the only way in."""
    account = get_object_or_404(SocialAccount, pk=pk, user=request.user)
    if linked.has_another_way(request.user):
        linked.unlink(request, account)
        messages.success(request, _("This account is no longer linked."))
    else:
        messages.error(request, _("Choose a password first: nothing else would open your account."))
    return redirect("socialaccount_connections")


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out here, then at the provider where it opened the session: nobody else opens it again with a click."""
    there = _way_out(request) if request.method == "POST" else ""
    response = logout(request)
    if there:
        context = {"there": there, "name": the_provider(request).name}
        response = render(request, "socialaccount/signed_out.html", context)
        response["Refresh"] = f"0; url={there}"
    if request.method == "POST":
        # Not cookies: ours end by themselves, and those of the neighbours under the same domain would go too.
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _way_out(request: HttpRequest) -> str:
    known = request.session.get(AT_THE_PROVIDER)
    if not known or linked.offered(request) is None:
        return ""
    asked = {
        "id_token_hint": known["hint"],
        "state": secrets.token_urlsafe(32),
        "post_logout_redirect_uri": request.build_absolute_uri("/"),
    }
    joint = "&" if "?" in known["end"] else "?"
    return f"{known['end']}{joint}{urlencode(asked)}"
