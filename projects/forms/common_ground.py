"""Forms on what a circle holds in common."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Aim, SharedValue
from territoire.forms import OnceForm


class AimForm(OnceForm):
    """An objective that several may share."""

    class Meta:
        model = Aim
        fields = ["words"]

    def __init__(self, *args, project, **kwargs):
        """Say in which project, so that the same is not said twice."""
        super().__init__(*args, **kwargs)
        self.instance.project = project


class ConvictionsForm(forms.Form):
    """Which objectives of the project, and which values, an actor holds."""

    aims = forms.ModelMultipleChoiceField(
        Aim.objects.none(),
        to_field_name="uid",
        label=_("Objectives"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    values = forms.ModelMultipleChoiceField(
        SharedValue.objects.all(),
        to_field_name="slug",
        label=_("Values"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, project, **kwargs):
        """Offer the objectives of the project; leave out a question that has no answer."""
        super().__init__(*args, **kwargs)
        self.fields["aims"].queryset = Aim.objects.filter(project=project)
