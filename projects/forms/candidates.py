"""Forms on candidates left out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import CandidateChoice
from territoire.form_fields import ChoiceCards

THIS_NEED, WHOLE_PROJECT = "besoin", "projet"


class LeaveOutForm(forms.Form):
    """Why somebody is left out, and for what."""

    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=CandidateChoice._meta.get_field("reason").max_length,
        help_text=_("Read by those who look for people for the project, never by the candidate."),
    )
    scope = forms.ChoiceField(
        label=_("For what"),
        choices=[(THIS_NEED, _("This need only")), (WHOLE_PROJECT, _("The whole project"))],
        initial=THIS_NEED,
        widget=ChoiceCards,
    )

    def __init__(self, *args, with_need: bool, **kwargs):
        """Ask for what only where a need is named."""
        super().__init__(*args, **kwargs)
        if not with_need:
            del self.fields["scope"]

    @property
    def whole_project(self) -> bool:
        """Tell whether the actor is left out for every need."""
        return self.cleaned_data.get("scope", WHOLE_PROJECT) == WHOLE_PROJECT
