"""Declare how two actors work together: a partner, and one or more axes said in words."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from actors.enums import Direction
from actors.forms.facts import ActorField, FactForm
from actors.models import Actor, Partnership, PartnershipAxis, PartnershipKind
from actors.portrait import axis_words
from territoire.enums import Visibility
from territoire.forms import OnceForm, PeriodField, TeamField
from territoire.models import Team
from territoire.periods import overlap


class PartnershipForm(FactForm):
    """What holds for all the axes: who sees them, and a few words."""

    class Meta:
        model = Partnership
        fields = ["description", "visibility", "team"]
        widgets = {"description": forms.Textarea(attrs={"rows": 2})}
        field_classes = {"team": TeamField}

    def __init__(self, *args, **kwargs):
        """Offer the user's own teams."""
        super().__init__(*args, **kwargs)
        self.fields["team"].offer(Team.objects.of(self.user), self.instance.team_id)
        if not self.fields["team"].queryset.exists():
            del self.fields["team"]
            self._forget_the_team()

    def _forget_the_team(self) -> None:
        choices = [(key, label) for key, label in Visibility.choices if key != Visibility.TEAM]
        self.fields["visibility"].choices = choices

    def clean(self):
        """Want a team for what only a team sees."""
        cleaned = super().clean()
        hidden = cleaned.get("visibility") == Visibility.TEAM
        if hidden and "team" in self.fields and not cleaned.get("team"):
            self.add_error("team", ValidationError(_("Choose the team that sees it."), code="required"))
        return cleaned


class PartnershipDeclarationForm(PartnershipForm, OnceForm):
    """A partner of `actor`, and what holds for all the axes."""

    partner = ActorField(label=_("Partner"))

    def __init__(self, *args, actor: Actor, **kwargs):
        """Offer the actors that the user may see, but `actor` itself."""
        super().__init__(*args, **kwargs)
        visible = Actor.objects.visible_to(self.user).filter(merged_into=None)
        self.fields["partner"].queryset = visible.exclude(pk=actor.pk)


class AxisForm(FactForm):
    """One axis, said from the side of one of the two actors: "buys from", "sells to", "works with"…

    What is chosen is a kind and a direction as that actor sees it, since who the other is may be typed in the same
    page; `from_first` tells whether that actor is the first of the partnership, in which the direction is stored.
    """

    constraint_fields = {"axis_no_overlap": "does", "axis_amount_not_negative": "amount"}

    does = forms.ChoiceField(
        label=_("What it does with its partner"),
        error_messages={"required": _("Choose how they work together.")},
    )

    class Meta:
        model = PartnershipAxis
        fields = ["period", "amount", "description"]
        localized_fields = ["amount"]
        field_classes = {"period": PeriodField}

    def __init__(self, *args, kinds: list[PartnershipKind], from_first: bool, asks: str = "", **kwargs):
        """Offer each kind in each of its directions; `asks` is another label for the choice."""
        super().__init__(*args, **kwargs)
        self.from_first = from_first
        self.kinds = {str(kind.pk): kind for kind in kinds}
        self.fields["does"].choices = [("", _("Choose")), *(_choices(kind) for kind in kinds)]
        self.fields["does"].label = asks or self.fields["does"].label
        self.order_fields(["does"])
        if self.instance.pk:
            self.fields["does"].initial = f"{self.instance.kind_id}:{self._turned(self.instance.direction)}"

    def clean(self):
        """Set the kind and the direction chosen, so that constraints see them."""
        cleaned = super().clean()
        if cleaned.get("does"):
            kind, _colon, direction = cleaned["does"].partition(":")
            self.instance.kind = self.kinds[kind]
            self.instance.direction = self._turned(direction)
        return cleaned

    def _turned(self, direction: str) -> str:
        """Return a direction as the actor sees it from how it is stored, and back."""
        return direction if self.from_first else OPPOSITE.get(Direction(direction), direction)


OPPOSITE = {Direction.FORWARD: Direction.BACKWARD, Direction.BACKWARD: Direction.FORWARD}


def _choices(kind: PartnershipKind) -> tuple[str, list[tuple[str, str]]]:
    ways = [Direction.BOTH] if kind.symmetric else [Direction.FORWARD, Direction.BACKWARD, Direction.BOTH]
    return kind.name, [
        (f"{kind.pk}:{direction}", axis_words(kind, direction, from_first=True)) for direction in ways
    ]


class AxisFormSet(BaseFormSet):
    """The axes of one declaration: at least one, none said twice for the same time.

    `form_kwargs["partnership"]` is the one that the two actors already have, so that constraints see its axes.
    """

    def get_form_kwargs(self, index):
        """Give each form an axis of its own."""
        options = super().get_form_kwargs(index)
        return options | {"instance": PartnershipAxis(partnership=options.pop("partnership"))}

    def clean(self):
        """Refuse the same axis twice at once."""
        seen: list[tuple[str, object]] = []
        for form in self.forms:
            does, period = form.cleaned_data.get("does"), form.cleaned_data.get("period")
            if not does or form.errors:
                continue
            if any(does == other and overlap(period, other_period) for other, other_period in seen):
                form.add_error("does", _("This axis is already above, for the same time."))
            seen.append((does, period))


AxisForms = formset_factory(
    AxisForm, formset=AxisFormSet, extra=0, min_num=1, validate_min=True, max_num=20, validate_max=True
)
