"""The form of a personal token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from territoire.enums import Scope

DAYS = [(30, _("One month")), (90, _("Three months")), (365, _("One year"))]


class TokenForm(forms.Form):
    """What a token is for, what it opens, for how long."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=100,
        help_text=_("For example: our website, the spreadsheet of the office."),
        error_messages={"required": _("Say what it is for: you will know which one to take back.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it opens"),
        choices=Scope,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of what you may do yourself, and never more."),
        error_messages={"required": _("Choose one thing at least.")},
    )
    days = forms.TypedChoiceField(label=_("For how long"), choices=DAYS, coerce=int, initial=90)

    @property
    def asked(self) -> dict[str, Any]:
        """Return what to make."""
        return {name: self.cleaned_data[name] for name in ("name", "scopes", "days")}
