"""Forms on claims: who one is there, and the answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.models import Claim
from territoire.forms import OnceForm


class ClaimForm(OnceForm):
    """Ask to speak for an actor."""

    class Meta:
        model = Claim
        fields = ["message"]
        widgets = {"message": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        """Want a sentence: who answers may know nothing else."""
        super().__init__(*args, **kwargs)
        self.fields["message"].required = True
        self.fields["message"].label = _("Who you are there")
        self.fields["message"].help_text = _("In a sentence: “I am its secretary, elected in May.”")
        self.fields["message"].error_messages["required"] = _("Say in a sentence who you are there.")


class AnswerForm(forms.Form):
    """Why a claim is declined, or ended."""

    answer = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 2}), help_text=_("They will read it.")
    )
