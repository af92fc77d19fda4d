"""Forms on requests to board a project."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from actors.permissions import spoken_for_by
from projects.analysis.cards import gaps_by_need, needs_asked
from projects.enums import Gesture
from projects.forms.newcomers import NewcomerFields
from projects.models import Degree, JoinRequest, Need
from territoire.enums import Visibility
from territoire.form_fields import ChoiceCards, DegreeCards, RichTextField
from territoire.forms import DayInput, OnceForm

CARRIES = 5


class NeedField(forms.ModelChoiceField):
    """An open need, with its state in words; `states` are set by the form."""

    states: dict[int, str] = {}

    def label_from_instance(self, need: Need) -> str:
        """Name the need and say its state."""
        state = self.states.get(need.pk)
        return f"{need} · {state}" if state else str(need)


def offer_needs(field, project) -> None:
    """Offer in a `NeedField` the open needs of the project with their state, what is sought first."""
    today = timezone.localdate()
    needs = needs_asked(Need.objects.open_on(today).filter(project=project, waived_on=None))
    gaps = gaps_by_need({project.pk: list(needs)}, today)
    field.states = {pk: gap.state.label for pk, gap in gaps.items()}
    sought = [pk for pk, gap in gaps.items() if gap.uncovered]
    first = Case(When(pk__in=sought, then=0), default=1)
    field.queryset = needs.order_by(first, "-importance", "pk")


class JoinForm(NewcomerFields, OnceForm):
    """An actor offers to come aboard, for a need or otherwise."""

    constraint_fields = {"join_request_pending_once": "need"}
    actor = forms.ModelChoiceField(
        Actor.objects.none(),
        to_field_name="slug",
        label=_("For whom"),
        required=False,
        empty_label=_("Choose"),
        help_text=_("You, or your organisation."),
        error_messages={"invalid_choice": _("Choose an actor of the list.")},
    )
    need = NeedField(
        Need.objects.none(),
        to_field_name="uid",
        blank=True,
        label=_("What could you bring?"),
        required=False,
        empty_label=_("Something else"),
        widget=ChoiceCards,
        error_messages={"invalid_choice": _("This need is no longer open: choose another.")},
    )

    class Meta:
        model = JoinRequest
        fields = ["need", "gesture", "wanted_degree", "message"]
        widgets = {
            "gesture": ChoiceCards,
            "wanted_degree": DegreeCards,
            "message": forms.Textarea({"rows": 4}),
        }
        field_classes = {"message": RichTextField}
        labels = {
            "gesture": _("What can you do?"),
            "wanted_degree": _("How far would you go?"),
            "message": _("In your own words"),
        }
        help_texts = {
            "wanted_degree": _("You may change it at any time."),
            "message": _("What you bring, when, on what conditions."),
        }
        error_messages = {
            "wanted_degree": {"required": _("Choose how far you would go.")},
            "message": {"required": _("Say in a few words what you bring.")},
        }

    def __init__(self, *args, project, user, **kwargs):
        """Offer the project's open needs, and the actors for which `user` may speak."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.instance.project = project
        own = spoken_for_by(user)
        self.ask_for_actor(own, by=user)
        self.has_own = own.exists()
        offer_needs(self.fields["need"], project)
        gesture: Any = self.fields["gesture"]
        gesture.choices = [one for one in Gesture.choices if one[0] != Gesture.KNOW]
        gesture.required = False
        self.fields["wanted_degree"].queryset = Degree.objects.filter(value__lt=CARRIES)
        self.fields["wanted_degree"].empty_label = None

    def clean(self):
        """Take the actor, known or new."""
        cleaned = super().clean()
        self.check_newcomer(cleaned, self.fields["actor"].queryset)
        actor = cleaned.get("actor")
        if actor:
            self._refuse_hidden_elsewhere(actor)
            self.instance.actor = actor
        return cleaned

    def _refuse_hidden_elsewhere(self, actor: Actor) -> None:
        if actor.visibility == Visibility.TEAM and actor.team_id not in (None, self.instance.project.team_id):
            text = _("Another team keeps this actor hidden: whoever holds this project could not see it.")
            self.add_error("actor", ValidationError(text, code="hidden-elsewhere"))

    def new_open(self) -> bool:
        """Show the new actor's part at once to who has none yet."""
        return not self.has_own or super().new_open()


class AcceptForm(forms.Form):
    """To which degree, and from when, the actor comes aboard."""

    degree = forms.ModelChoiceField(
        Degree.objects.all(), label=_("Degree of involvement"), empty_label=None, widget=DegreeCards
    )
    day = forms.DateField(label=_("Aboard since"), widget=DayInput, initial=timezone.localdate)
    changes = forms.CharField(
        label=_("What changes in the project?"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Told in its story, with thanks. Leave it empty when nothing changes yet."),
    )
    able = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, need: Need | None, **kwargs):
        """Offer to note what the actor knows how to do, when that is what `need` asks for."""
        super().__init__(*args, **kwargs)
        if need and need.competence:
            level = need.get_minimum_level_display()
            self.fields["able"].label = _("Note that it knows how: %(competence)s (%(level)s)") % {
                "competence": need.competence,
                "level": level.lower(),
            }
        elif need and need.occupation:
            self.fields["able"].label = _("Note its occupation: %(occupation)s") % {
                "occupation": need.occupation
            }
        else:
            del self.fields["able"]


class DeclineForm(forms.Form):
    """Why the answer is no."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Whoever asked will read it."),
        error_messages={"required": _("Say why, in a few kind words.")},
    )
