"""allauth's decisions about accounts, where ours differ: its words, and a line in the log for each refusal."""

import logging
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from territoire import mail
from territoire.actions import invitations
from territoire.enums import InvitationState
from territoire.models import User
from territoire.throttling import client_address

logger = logging.getLogger("territoire.door")

#: Where the session keeps the link of the invitation that leads somebody to create an account.
INVITATION = "invitation"

#: Mails of who creates an account, or adds an address; with an account or without, they look the same.
OF_SIGN_UP = {
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/account_already_exists",
}

WORDS = {
    "account_inactive": _("This account is closed."),
    "cannot_remove_primary_email": _(
        "The main address cannot be removed: make another one the main one first."
    ),
    "duplicate_email": _("This address is among yours already."),
    "email_password_mismatch": _("The address or the password is not right."),
    "email_taken": _("An account has this address already: sign in, or ask for a new password."),
    "enter_current_password": _("This is not your password of today."),
    "incorrect_code": _("This code is not right, or it is too old: type the one shown now."),
    "incorrect_password": _("This password is not right."),
    "invalid_or_expired_key": _("This link was used already, or it is too old."),
    "invalid_login": _("The address or the password is not right."),
    "invalid_password_reset": _("This link was used already, or it is too old."),
    "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
    "unknown_email": _("The address or the password is not right."),
    "unverified_primary_email": _("Confirm this address first: only then can it be the main one."),
    "select_only_one": _("Choose one only."),
    "same_as_current": _("This is the same as before: choose another."),
    "rate_limited": _("Too many requests in a short time. Wait a moment, then try again."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Our words, and what the log must keep."""

    error_messages = DefaultAccountAdapter.error_messages | WORDS

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Do not ask again for what was given a moment ago, at sign-in."""
        known = get_authentication_records(self.request, self.request.user)
        recent = any(
            time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT
            for record in known
            if record["method"] in ("password", "mfa")
        )
        return not recent and super().is_reauthentication_required(app=app, **kwargs)

    def login(self, request: HttpRequest, user: User) -> None:
        """Say in the log which account came in, and how; its sessions say from where."""
        super().login(request, user)
        ways = [record["method"] for record in get_authentication_records(request, user)]
        logger.info("signed in: account %s, by %s", user.pk, "+".join(dict.fromkeys(ways)) or "link")

    def logout(self, request: HttpRequest) -> None:
        """Say which one left."""
        logger.info("signed out: account %s", request.user.pk)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Say in the log that somebody was refused; what they typed is not written."""
        logger.warning("sign-in refused, from %s", client_address(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one; what cannot leave breaks no page: who creates an account is told to ask again.

        Of a forgotten password nothing is said: an address without account gets no mail, and must look the same.
        """
        try:
            mail.while_it_answers(
                lambda: super(AccountAdapter, self).send_mail(template_prefix, email, context)
            )
        except OSError:
            logger.exception("The mail %r could not be sent", template_prefix)
            if template_prefix in OF_SIGN_UP:
                messages.error(
                    self.request,
                    _("The mail could not leave: sign in in a few minutes, and it is sent again."),
                )

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """Say that an invited address is verified for who creates an account with it after opening the invitation.

        Its link was sent to that address alone, as a link of confirmation would be.
        """
        return email.lower() == invited_address(request)


def invited_address(request: HttpRequest) -> str:
    """Return the address of the invitation that this visitor is about to accept, empty when there is none."""
    invitation, state = invitations.by_token(request.session.get(INVITATION, ""))
    return invitation.email.lower() if invitation and state == InvitationState.OPEN else ""
