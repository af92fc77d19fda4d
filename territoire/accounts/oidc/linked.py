"""The accounts elsewhere that open an account here."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.http import HttpRequest
from django.utils.translation import gettext as _

from territoire.models import User


@dataclass(frozen=True)
class Linked:
    """One of them: whose it is, and since when."""

    pk: int
    name: str
    since: datetime
    last_used: datetime


def offered(request: HttpRequest | None = None) -> SocialApp | None:
    """Return the provider that the settings name."""
    return next(iter(get_adapter(request).list_apps(request)), None)


def accounts_of(user: User) -> list[Linked]:
    """Return what the account is linked to, providers of before included: those no longer open anything."""
    app = offered()
    return [
        Linked(
            pk=each.pk,
            name=app.name if app and _is_of(each, app) else _("a provider that is no longer offered"),
            since=each.date_joined,
            last_used=each.last_login,
        )
        for each in SocialAccount.objects.filter(user=user).order_by("pk")
    ]


def _is_of(account: SocialAccount, app: SocialApp) -> bool:
    return account.provider == app.provider_id


def has_another_way(user: User) -> bool:
    """Tell whether the account opens without the provider: by a password, or a passkey."""
    passkeys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return user.has_usable_password() or passkeys.exists()


def unlink(request: HttpRequest, account: SocialAccount) -> None:
    """Forget one, and tell its owner by mail."""
    account.delete()
    get_account_adapter(request).send_notification_mail(
        "socialaccount/email/account_disconnected", request.user
    )
