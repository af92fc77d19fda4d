"""allauth's decisions about second factors, where ours differ: its words, and secrets that the database cannot read."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

WORDS = {
    "add_email_blocked": _("Remove your second factor first: an address cannot be added while it is there."),
    "cannot_delete_authenticator": _("This second factor cannot be removed."),
    "cannot_generate_recovery_codes": _("Set an authenticator app or a passkey first."),
    "incorrect_code": _("This code is not right, or it is too old: type the one shown now."),
    "unverified_email": _(
        "Confirm your e-mail address first: without it, a lost phone would close your account."
    ),
}


class MFAAdapter(DefaultMFAAdapter):
    """Our words; secrets are encrypted with a key made from the site's own, that backups of the database lack."""

    error_messages = DefaultMFAAdapter.error_messages | WORDS

    def get_totp_issuer(self) -> str:
        """Name the site in the authenticator app."""
        return f"Territoire ({self._get_site_name()})"

    def encrypt(self, text: str) -> str:
        """Encrypt with today's key."""
        return _ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with today's key, or one of those that it replaced (`SECRET_KEY_FALLBACKS`)."""
        return _ciphers().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user, type) -> str:
        """Propose a name for a passkey."""
        number = user.authenticator_set.filter(type=type).count() + 1
        return gettext("Passkey") if number == 1 else gettext("Passkey %(number)s") % {"number": number}


def _ciphers() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(key))) for key in keys])


def _derived(key: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"territoire.mfa:" + key.encode()).digest())
