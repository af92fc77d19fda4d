"""The three accounts of the demonstration."""

import os
from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from django.db import transaction

from territoire import var
from territoire.models import User

PASSWORD_VARIABLE = "TERRITOIRE_DEMO_PASSWORD"  # noqa: S105  (the name of the variable)


@dataclass(frozen=True)
class DemoAccount:
    """Who one may sign in as, to try the site."""

    email: str
    name: str
    is_admin: bool = False


ACCOUNTS = (
    DemoAccount("porteur@demo.example", "Porteur de projet (démonstration)"),
    DemoAccount("facilitation@demo.example", "Facilitation (démonstration)"),
    DemoAccount("admin@demo.example", "Administration (démonstration)", is_admin=True),
)


def ensure(var_dir: Path) -> str:
    """Make the accounts that are missing and return their password.

    The password is the variable's, or one made once and kept under `var/`. It is set again only where the
    variable has changed since the last time: what somebody changed on the site stays as it is.
    """
    file = var_dir / "demo-password"
    before = file.read_text().strip() if file.exists() else ""
    password = os.environ.get(PASSWORD_VARIABLE) or before or var.legible_password()
    with transaction.atomic():
        for account in ACCOUNTS:
            _ensure_one(account, password, reset=password != before)
    if password != before:
        var.keep_secret(file, password)
    return password


def changed(password: str) -> set[str]:
    """Return the addresses of the accounts that no longer open with the password."""
    users = User.objects.filter(email__in=[account.email for account in ACCOUNTS])
    return {user.email for user in users if not user.check_password(password)}


def _ensure_one(account: DemoAccount, password: str, *, reset: bool) -> None:
    user = User.objects.filter(email=account.email).first()
    if user is None:
        make = User.objects.create_superuser if account.is_admin else User.objects.create_user
        user = make(account.email, password, name=account.name)
        EmailAddress.objects.filter(user=user).update(verified=True)
    elif reset and not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
