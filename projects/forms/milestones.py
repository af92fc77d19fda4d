"""Forms on the steps of a project."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Milestone
from territoire.form_fields import ChoiceCards, RichTextField
from territoire.forms import DayInput, OnceForm, RecordForm


class MilestoneForm(RecordForm):
    """A step: its name, its day as exactly as it is known, where it stands."""

    class Meta:
        model = Milestone
        fields = ["name", "description", "day", "precision", "state", "illustrative"]
        widgets = {
            "day": DayInput,
            "precision": ChoiceCards,
            "state": ChoiceCards,
            "description": forms.Textarea({"rows": 3}),
        }
        field_classes = {"description": RichTextField}
        help_texts = {
            "day": _("Choose any day of the month or year when only these are known."),
            "illustrative": _("Made up to show how the site works; said so on the screen."),
        }


class MilestoneCreateForm(MilestoneForm, OnceForm):
    """A step to add."""
