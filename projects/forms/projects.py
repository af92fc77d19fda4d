"""Forms on a whole project."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from territoire.form_fields import ChoiceCards, RichTextField
from territoire.forms import ConfirmableForm, DayInput, OnceForm, RemoteChoice
from territoire.models import Territory
from territoire.picture_forms import PicturedForm

#: What a project tells at length.
LONG_TEXTS = ("objective", "success", "risk", "impact")


class TerritoryField(forms.ModelChoiceField):
    """A territory, searched for while typing."""

    def __init__(self, **options):
        """Offer every territory of today, by its code."""
        super().__init__(
            Territory.objects.current(),
            to_field_name="code",
            widget=RemoteChoice(
                reverse_lazy("site:territory-search"), {"data-placeholder": _("For example: Saugues")}
            ),
            error_messages={"invalid_choice": _("Choose a territory of the list.")},
            **options,
        )


class ProjectCreateForm(OnceForm):
    """The little that a project begins with."""

    territory = TerritoryField(label=_("Territory"), help_text=_("A commune, or any wider territory."))

    class Meta:
        model = Project
        fields = ["name", "territory", "summary", "themes", "visibility"]
        widgets = {"themes": forms.CheckboxSelectMultiple, "visibility": ChoiceCards}
        help_texts = {
            "name": _("A short name, even for now."),
            "summary": _("What it wants to change, in one sentence."),
            "themes": _("They bring the needs that such projects usually have."),
        }
        error_messages = {"name": {"required": _("Give a name, even for now.")}}


class ProjectUpdateForm(PicturedForm, ConfirmableForm):
    """All that a project says of itself."""

    constraint_fields = {"project_ends_after_it_begins": "ended_on"}
    territory = TerritoryField(label=_("Territory"))

    class Meta:
        model = Project
        fields = [
            "name",
            "summary",
            "objective",
            "territory",
            "themes",
            "shared_values",
            "stage",
            "started_on",
            "ended_on",
            "success",
            "risk",
            "impact",
            "open_to_newcomers",
            "decision_rule",
            "visibility",
            "source",
            "confirm_every",
        ]
        widgets = {
            "themes": forms.CheckboxSelectMultiple,
            "shared_values": forms.CheckboxSelectMultiple,
            "visibility": ChoiceCards,
            "decision_rule": ChoiceCards,
            "started_on": DayInput,
            "ended_on": DayInput,
            **{name: forms.Textarea({"rows": 4}) for name in LONG_TEXTS},
        }
        field_classes = dict.fromkeys(LONG_TEXTS, RichTextField)
        help_texts = {
            "visibility": _(
                "Once hidden from the public, the project has a new address that nobody can guess; the old one leads "
                "nowhere. Made public again, it keeps that address."
            )
        }
        error_messages = {"name": {"required": _("Give a name, even for now.")}}

    def __init__(self, *args, **kwargs):
        """Accept the territory that the project has, even if it no longer exists officially."""
        super().__init__(*args, **kwargs)
        field = self.fields["territory"]
        field.queryset = field.queryset | Territory.objects.filter(pk=self.instance.territory_id)
        self.initial["territory"] = self.instance.territory.code
        self.order_fields(["name", "summary", "picture"])
