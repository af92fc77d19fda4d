"""Forms on ideas."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors.enums import Level
from actors.models import ActorFamily, Competence, ResourceKind
from cocreation.models import Idea, IdeaAsk, IdeaSupport
from projects.forms.choices import CompetenceField, OccupationField
from projects.forms.needs import ResourceKindField
from territoire.form_fields import ChoiceCards, RichTextField
from territoire.forms import OnceForm, RecordForm


class IdeaForm(RecordForm):
    """An idea to mend."""

    class Meta:
        model = Idea
        fields = ["name", "text", "signature", "visibility"]
        widgets = {"visibility": ChoiceCards, "text": forms.Textarea({"rows": 6})}
        field_classes = {"text": RichTextField}


class IdeaCreateForm(IdeaForm, OnceForm):
    """An idea to propose."""

    def __init__(self, *args, territory, **kwargs):
        """Say for which territory."""
        super().__init__(*args, **kwargs)
        self.instance.territory = territory


class AskForm(forms.ModelForm):
    """One thing that the idea would ask for."""

    competence = CompetenceField(label=_("A competence"), required=False)
    minimum_level = forms.TypedChoiceField(
        label=_("At what level, at least"),
        choices=Level,
        coerce=int,
        empty_value=None,
        required=False,
        initial=Level.PRACTISES,
        widget=ChoiceCards,
    )
    occupation = OccupationField(label=_("Or an occupation"), required=False)
    resource_kind = ResourceKindField(
        ResourceKind.objects.all(), label=_("Or a resource"), required=False, empty_label=_("None")
    )
    family = forms.ModelChoiceField(
        ActorFamily.objects.all(), label=_("Or a family of actors"), required=False, empty_label=_("None")
    )

    class Meta:
        model = IdeaAsk
        fields = ["competence", "minimum_level", "occupation", "resource_kind", "family", "quantity"]
        localized_fields = ["quantity"]

    def __init__(self, *args, user, **kwargs):
        """Offer the competences that `user` may name."""
        super().__init__(*args, **kwargs)
        self.fields["competence"].queryset = Competence.objects.offered_to(user).filter(merged_into=None)

    def clean(self):
        """Let one thing alone be asked for; the level goes with a competence only."""
        cleaned = super().clean()
        chosen = [
            name for name in ("competence", "occupation", "resource_kind", "family") if cleaned.get(name)
        ]
        if len(chosen) != 1 and not self.errors:
            text = _("Choose one thing: a competence, an occupation, a resource or a family.")
            raise ValidationError(text, code="one-thing")
        if not cleaned.get("competence"):
            cleaned["minimum_level"] = None
        elif cleaned.get("minimum_level") is None:
            cleaned["minimum_level"] = Level.PRACTISES
        return cleaned


class SupportForm(forms.ModelForm):
    """Being interested, and what one could bring."""

    class Meta:
        model = IdeaSupport
        fields = ["brings", "signature"]
        labels = {"brings": _("I can bring…"), "signature": _("How to sign")}


class BecomeForm(forms.Form):
    """The project that an idea becomes."""

    name = forms.CharField(label=_("Name of the project"), max_length=200)
    objective = forms.CharField(
        label=_("Objective"), max_length=5000, required=False, widget=forms.Textarea({"rows": 6})
    )
