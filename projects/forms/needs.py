"""Forms on what a project needs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Level, Unit
from actors.forms.proposals import CompetenceProposal
from actors.models import ActorFamily, Competence, ResourceKind
from projects.enums import NeedKind
from projects.forms.choices import CompetenceField, OccupationField
from projects.models import Need
from territoire.form_fields import ChoiceCards, FamilyCards
from territoire.forms import DayInput, OnceForm, RecordForm

ASKED = {
    NeedKind.COMPETENCE: "competence",
    NeedKind.OCCUPATION: "occupation",
    NeedKind.RESOURCE: "resource_kind",
    NeedKind.FAMILY: "family",
}
QUANTITY = {
    NeedKind.COMPETENCE: _("How many persons or structures"),
    NeedKind.OCCUPATION: _("How many persons or structures"),
    NeedKind.RESOURCE: _("How much"),
    NeedKind.FAMILY: _("How many actors of this family"),
}


class ResourceKindField(forms.ModelChoiceField):
    """A kind of resource, with the unit in which it is counted."""

    def label_from_instance(self, kind: ResourceKind) -> str:
        """Name the kind and its unit."""
        return kind.name if kind.unit == Unit.NONE else f"{kind.name} ({kind.get_unit_display()})"


class NeedForm(RecordForm):
    """What is needed, of one kind; the fields of the other kinds are left out."""

    constraint_fields = {
        "need_quantity_positive": "quantity",
        "need_closes_after_it_opens": "closed_on",
    }
    competence = CompetenceField(
        label=_("Competence"), help_text=_("A wide one counts all that stand under it.")
    )
    minimum_level = forms.TypedChoiceField(
        label=_("At what level, at least"),
        choices=Level,
        coerce=int,
        initial=Level.PRACTISES,
        widget=ChoiceCards,
    )
    occupation = OccupationField(label=_("Occupation"))
    resource_kind = ResourceKindField(
        ResourceKind.objects.all(), label=_("Kind of resource"), empty_label=_("Choose")
    )
    family = forms.ModelChoiceField(
        ActorFamily.objects.all(), label=_("Family"), empty_label=None, widget=FamilyCards
    )

    class Meta:
        model = Need
        fields = [
            "competence",
            "minimum_level",
            "occupation",
            "resource_kind",
            "family",
            "quantity",
            "importance",
            "description",
            "wanted_by",
            "opened_on",
        ]
        widgets = {
            "importance": ChoiceCards,
            "wanted_by": DayInput,
            "opened_on": DayInput,
            "description": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args, kind: NeedKind, user, **kwargs):
        """Keep the fields of `kind`."""
        self.user = user
        super().__init__(*args, **kwargs)
        self.kind = kind
        for other, name in ASKED.items():
            if other != kind:
                del self.fields[name]
        self._fit_kind(user)

    def _fit_kind(self, user) -> None:
        quantity = self.fields["quantity"]
        quantity.localize = True
        quantity.label = QUANTITY[self.kind]
        if self.kind == NeedKind.COMPETENCE:
            self.fields["competence"].queryset = Competence.objects.offered_to(user).filter(merged_into=None)
        else:
            del self.fields["minimum_level"]
        if self.kind == NeedKind.RESOURCE:
            quantity.help_text = _("In the unit of the resource: euros, hours, m²…")
        else:
            quantity.help_text = ""
            quantity.widget.attrs.update({"step": "1", "min": "1"})
            self.initial["quantity"] = int(self.instance.quantity)

    def clean_quantity(self):
        """Refuse half a person."""
        quantity = self.cleaned_data["quantity"]
        if self.kind != NeedKind.RESOURCE and quantity != int(quantity):
            raise ValidationError(_("Write a whole number: 1, 2, 3…"), code="whole")
        return quantity


class NeedCreateForm(CompetenceProposal, NeedForm, OnceForm):
    """A need to state; a competence that the list misses can be proposed."""

    # These want the competence, which is only there once proposed, while saving; the form's fields ask the same.
    AFTER_PROPOSAL = ("need_asks_for_one_thing", "need_level_with_competence")

    def __init__(self, *args, project, **kwargs):
        """A need of `project`, from today on unless said otherwise."""
        super().__init__(*args, **kwargs)
        self.instance.project = project
        self.fields["opened_on"].initial = timezone.localdate

    def _check(self, constraint) -> None:
        if not (self.cleaned_data.get("proposed_name") and constraint.name in self.AFTER_PROPOSAL):
            super()._check(constraint)


class DayForm(forms.Form):
    """A day on which something becomes true, today by default."""

    day = forms.DateField(label=_("Since"), widget=DayInput, initial=timezone.localdate)


class WaiveForm(DayForm):
    """Why the project does without."""

    reason = forms.CharField(
        label=_("Why it is no longer needed"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("The need stays to be seen, with this reason."),
    )
