"""Declare that two actors of the circle work together, and in what."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Partnership, PartnershipAxis
from territoire.forms import OnceForm, PeriodField, RecordForm


class PartnersForm(OnceForm):
    """The two actors, both of the circle."""

    one = forms.ModelChoiceField(
        Actor.objects.none(),
        to_field_name="slug",
        label=_("First actor"),
        empty_label=_("Choose an actor aboard"),
    )
    other = forms.ModelChoiceField(
        Actor.objects.none(),
        to_field_name="slug",
        label=_("Second actor"),
        empty_label=_("Choose an actor aboard"),
    )

    class Meta:
        model = Partnership
        fields = ["visibility"]

    def __init__(self, *args, project, user, **kwargs):
        """Offer the actors of the circle that `user` may see."""
        super().__init__(*args, **kwargs)
        self.instance.team = project.team
        circle = (
            Actor.objects.visible_to(user)
            .filter(pk__in=project.involvements.values("actor"))
            .order_by("search_name")
        )
        self.fields["one"].queryset = self.fields["other"].queryset = circle

    def clean(self):
        """Want two different actors."""
        cleaned = super().clean()
        one, other = cleaned.get("one"), cleaned.get("other")
        if one and one == other:
            self.add_error("other", ValidationError(_("Choose two different actors."), code="same"))
        return cleaned

    def _post_clean(self):
        """Leave the pair to the action, which puts it in order and finds the partnership that exists."""
        forms.ModelForm._post_clean(self)

    def validate_constraints(self):
        """Leave them to the action."""


class AxisForm(RecordForm):
    """One way in which the two work together."""

    class Meta:
        model = PartnershipAxis
        fields = ["kind", "direction", "description", "amount", "period"]
        field_classes = {"period": PeriodField}

    def __init__(self, *args, **kwargs):
        """Name what a choice left empty means."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].empty_label = _("Choose")


class AxisFormSet(forms.BaseFormSet):
    """The axes, of which at least one is filled in, each once."""

    def clean(self):
        """Refuse two axes of one kind, direction and time."""
        if any(self.errors):
            return
        seen = []
        for form in self.forms:
            if not form.has_changed():
                continue
            axis = form.instance
            for other in seen:
                same = (axis.kind_id, axis.direction) == (other.kind_id, other.direction)
                if same and _overlap(axis.period, other.period):
                    raise ValidationError(_("The same axis is there twice."), code="twice")
            seen.append(axis)


def _overlap(one, other) -> bool:
    begins = one.lower is None or other.upper is None or one.lower < other.upper
    return begins and (other.lower is None or one.upper is None or other.lower < one.upper)


Axes = forms.formset_factory(AxisForm, AxisFormSet, extra=4, min_num=1, validate_min=True, max_num=10)
