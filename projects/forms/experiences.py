"""Forms on what a project learnt."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Competence
from projects.forms.choices import CompetencesField
from projects.models import Experience, Need
from territoire.form_fields import RichTextField
from territoire.forms import DayInput, OnceForm, RecordForm


class ExperienceForm(RecordForm):
    """How a need was filled: what worked, what did not, whom to ask."""

    need = forms.ModelChoiceField(
        Need.objects.none(),
        to_field_name="uid",
        label=_("Which need it filled"),
        required=False,
        empty_label=_("None in particular"),
        error_messages={"invalid_choice": _("Choose a need of the list.")},
    )
    competences = CompetencesField(label=_("Competences concerned"), required=False)
    ask = forms.ModelChoiceField(
        Actor.objects.none(),
        to_field_name="slug",
        label=_("Whom to ask"),
        required=False,
        empty_label=_("Nobody in particular"),
        error_messages={"invalid_choice": _("Choose an actor of the list.")},
    )

    hidden_ask: Actor | None = None

    class Meta:
        model = Experience
        fields = ["title", "story", "worked", "did_not_work", "need", "competences", "ask", "day"]
        widgets = {
            "day": DayInput,
            "story": forms.Textarea({"rows": 5}),
            "worked": forms.Textarea({"rows": 3}),
            "did_not_work": forms.Textarea({"rows": 3}),
        }
        field_classes = dict.fromkeys(("story", "worked", "did_not_work"), RichTextField)

    def __init__(self, *args, project, user, **kwargs):
        """Offer the project's needs, and its actors that `user` may see."""
        super().__init__(*args, **kwargs)
        self.instance.project = project
        asked = ("competence", "occupation", "resource_kind", "family")
        self.fields["need"].queryset = Need.objects.filter(project=project).select_related(*asked)
        self.fields["ask"].queryset = (
            Actor.objects.visible_to(user)
            .filter(pk__in=project.involvements.values("actor"))
            .order_by("search_name")
        )
        self.fields["competences"].queryset = Competence.objects.offered_to(user).filter(merged_into=None)
        if self.instance.pk:
            self.initial["need"] = self.instance.need and self.instance.need.uid
            self.initial["ask"] = self._seen_ask()

    def _seen_ask(self) -> str | None:
        """Return the address of whom to ask, where the user may see them; who is hidden from them stays."""
        seen = self.fields["ask"].queryset.filter(pk=self.instance.ask_id).first()
        self.hidden_ask = None if seen else self.instance.ask
        return seen and seen.slug

    def clean_ask(self) -> Actor | None:
        """Keep whom the user may not see, unless they choose somebody."""
        return self.cleaned_data["ask"] or self.hidden_ask


class ExperienceCreateForm(ExperienceForm, OnceForm):
    """An experience to tell."""
