"""allauth's forms of second factors in our words (see `account_forms`)."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.recovery_codes import forms as recovery_codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from territoire.accounts.forms import PlainWords

CODE = _("Six digits of your app, or one of your recovery codes.")


class SecondFactorWords(PlainWords):
    """A code is typed with the keyboard of digits, and offered by the phone that received it."""

    def __init__(self, *args, **kwargs):
        """Replace the words of the fields there are."""
        super().__init__(*args, **kwargs)
        if "code" in self.fields:
            self.fields["code"].label = _("Code")
            self.fields["code"].widget.attrs |= {
                "inputmode": "numeric",
                "maxlength": 20,
                "spellcheck": "false",
            }
        if "name" in self.fields:
            self.fields["name"].label = _("Name of this passkey")
            self.fields["name"].help_text = _("For you alone: the name of the phone, computer or key.")
            self.fields["name"].validators.append(MaxLengthValidator(60))
            self.fields["name"].widget.attrs["maxlength"] = 60
        if "passwordless" in self.fields:
            self.fields["passwordless"].label = _("Sign in with it alone, without a password")
            self.fields["passwordless"].help_text = _("It then asks for its own code, a finger or a face.")
            self.fields["passwordless"].initial = True


class AuthenticateForm(SecondFactorWords, base.AuthenticateForm):
    """Give a code after the password."""

    def __init__(self, *args, **kwargs):
        """Say which codes do."""
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = CODE
        self.fields["code"].widget.attrs["autofocus"] = True


class ReauthenticateForm(SecondFactorWords, base.ReauthenticateForm):
    """Give a code once more."""

    def __init__(self, *args, **kwargs):
        """Say which codes do."""
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = CODE


class ActivateTOTPForm(SecondFactorWords, totp.ActivateTOTPForm):
    """Show that the app has the secret."""

    def __init__(self, *args, **kwargs):
        """Ask for what the app shows."""
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("The six digits that the app shows now.")


class DeactivateTOTPForm(SecondFactorWords, totp.DeactivateTOTPForm):
    """Remove the app."""


class GenerateRecoveryCodesForm(SecondFactorWords, recovery_codes.GenerateRecoveryCodesForm):
    """Make new recovery codes."""


class PasskeyWords(SecondFactorWords):
    """What a forged credential breaks in the library that reads it is an error of the form, not of the site."""

    def _clean_fields(self) -> None:
        """Read the fields."""
        with self._forgiving():
            super()._clean_fields()

    def _clean_form(self) -> None:
        """Read the whole."""
        with self._forgiving():
            super()._clean_form()

    @contextmanager
    def _forgiving(self) -> Iterator[None]:
        try:
            yield
        except (KeyError, TypeError, ValueError, AttributeError, LookupError, struct.error):
            self.add_error("credential", get_adapter().validation_error("incorrect_code"))


class AddPasskeyForm(PasskeyWords, webauthn.AddWebAuthnForm):
    """Add a passkey."""


class AuthenticatePasskeyForm(PasskeyWords, webauthn.AuthenticateWebAuthnForm):
    """Use a passkey after the password."""


class ReauthenticatePasskeyForm(PasskeyWords, webauthn.ReauthenticateWebAuthnForm):
    """Use a passkey once more."""


class SignInWithPasskeyForm(PasskeyWords, webauthn.LoginWebAuthnForm):
    """Sign in with a passkey alone."""


class EditPasskeyForm(SecondFactorWords, webauthn.EditWebAuthnForm):
    """Name a passkey anew."""
