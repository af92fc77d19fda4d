"""Forms on who works on a project."""

from django import forms
from django.utils.translation import gettext_lazy as _

from territoire.enums import Role


class InviteForm(forms.Form):
    """Whom to invite into the team, by their e-mail address, and to do what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text=_("They receive a link that works once, for fourteen days."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role, initial=Role.CONTRIBUTOR)


class HandOverForm(forms.Form):
    """Who will hold the project."""

    email = forms.EmailField(
        label=_("E-mail address of who takes over"),
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text=_("Somebody of the team."),
    )
    leave = forms.BooleanField(label=_("I leave the team"), required=False)


class RoleForm(forms.Form):
    """The role of a member."""

    role = forms.ChoiceField(label=_("Role"), choices=Role)
