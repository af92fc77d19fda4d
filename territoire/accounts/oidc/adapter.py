"""allauth's decisions about accounts held elsewhere, where ours differ."""

from typing import Any

from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from territoire.models import User

WORDS = {
    "email_taken": _("An account has this address already: sign in to it, then link your account of %s."),
    "connected_other": _("This account is linked to another account here already."),
}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """One provider, from the settings alone; an address never opens an account that exists."""

    error_messages = DefaultSocialAccountAdapter.error_messages | WORDS

    def list_apps(self, request: HttpRequest | None, provider=None, client_id=None) -> list[SocialApp]:
        """Return the provider of the settings; those that allauth would read in the database are not looked at."""
        apps = [
            SocialApp(provider="openid_connect", **app)
            for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        ]
        return [
            app
            for app in apps
            if provider in (None, app.provider, app.provider_id) and client_id in (None, app.client_id)
        ]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Stop somebody whose address has an account already: they sign in to it as they always did, then link it.

        Whoever the provider says owns the address is told so; where it does not, allauth writes to the address.
        """
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        if any(each.verified and filter_users_by_email(each.email) for each in sociallogin.email_addresses):
            context = {"provider": sociallogin.provider}
            page = render(request, "socialaccount/link_first.html", context, status=409)
            raise ImmediateHttpResponse(page)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Begin a new account with the address and the name that the provider gives."""
        user = sociallogin.user
        user.email = data.get("email") or ""
        user.name = (data.get("name") or "")[: User._meta.get_field("name").max_length]
        return user
