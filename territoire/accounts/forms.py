"""allauth's forms in our words: one label per field, no placeholder, and one line on what a password needs."""

from allauth.account import forms as account
from allauth.core import context
from allauth.socialaccount import forms as socialaccount
from django import forms
from django.utils.translation import gettext_lazy as _

from territoire.accounts.adapter import invited_address

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "remember": _("Stay signed in on this device"),
}
NEW_PASSWORD = _("At least 12 characters: a short sentence is easy to remember.")
HELP = {"login": "", "password": "", "oldpassword": "", "password1": NEW_PASSWORD}


class PlainWords(forms.Form):
    """A form of allauth whose fields take our labels and help."""

    def __init__(self, *args, **kwargs):
        """Replace the words of the fields there are."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)


class LoginForm(PlainWords, account.LoginForm):
    """Sign in."""


class SignupForm(PlainWords, account.SignupForm):
    """Create an account; who was invited starts from the invited address."""

    def __init__(self, *args, **kwargs):
        """Offer the invited address."""
        super().__init__(*args, **kwargs)
        if context.request and (invited := invited_address(context.request)):
            self.initial.setdefault("email", invited)


class FirstSignInForm(PlainWords, socialaccount.SignupForm):
    """Complete what the provider did not give: an address."""


class AddEmailForm(PlainWords, account.AddEmailForm):
    """Add an address to one's account."""


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    """Change one's password."""


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    """Choose a first password."""


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):
    """Ask for a link to choose a new password."""


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):
    """Choose a new password after the link."""


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):
    """Give one's password once more."""
