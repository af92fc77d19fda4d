"""Forms on who works on a project."""

from django import forms
from django.utils.translation import gettext_lazy as _

from territoire.enums import Role


class AddMemberForm(forms.Form):
    """The account to add to the team, by its e-mail address."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"}))
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
