"""Who asks: an account by a personal token, with its scopes; or by the session of the site, with its CSRF token."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from rest_framework import authentication, exceptions, permissions, status
from rest_framework.request import Request

from territoire.accounts.second_factor import FIRST, is_missing
from territoire.accounts.sign_in import with_door
from territoire.actions import tokens
from territoire.api.problems import Problem
from territoire.models import User
from territoire.throttling import spend

NO_TOKEN = _("This token opens nothing: it was taken back, it is over, or it was mistyped.")
READS = ("GET", "HEAD", "OPTIONS")


class BearerTokens(authentication.BaseAuthentication):
    """`Authorization: Bearer terr_…`."""

    keyword = "Bearer"

    def authenticate(self, request: Request):
        """Return the account and its token; none where no token is sent."""
        kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != self.keyword.lower():
            return None
        token = tokens.find(secret.strip())
        if token is None:
            if wait := spend("wrong-token", request._request):
                raise exceptions.Throttled(wait)
            raise exceptions.AuthenticationFailed(NO_TOKEN)
        user = with_door(User.objects.filter(pk=token.user_id)).get()
        if is_missing(user):
            raise exceptions.PermissionDenied(FIRST)
        request._request.api_token = token  # type: ignore[attr-defined]
        return user, token

    def authenticate_header(self, request: Request) -> str:
        """Say how to sign in."""
        return f'{self.keyword} realm="api"'


class Sessions(authentication.SessionAuthentication):
    """The session of the site; writes want its CSRF token. A program that sends a token is never taken for it."""


class AccountToWrite(permissions.BasePermission):
    """Everyone reads; who writes has an account. A token opens what its scopes say, for reads as well."""

    def has_permission(self, request: Request, view) -> bool:
        """Look at the account, then at the scope."""
        reads = request.method in READS or view.saves_nothing
        asks_account = not reads or getattr(view, "for_accounts", False)
        if (
            asks_account
            and isinstance(request.user, AnonymousUser)
            and not getattr(view, "open_to_all", False)
        ):
            raise exceptions.NotAuthenticated
        token: Any = request.auth
        if token is None or view.part == "reference":
            return True
        scope = f"{view.part}:{'read' if reads else 'write'}"
        if scope not in token.scopes:
            raise Problem(status.HTTP_403_FORBIDDEN, "scope", scope=scope)
        return True
