"""How one sees an actor: influence and interest from 1 to 5, and what one may leave unsaid."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from projects.actions.assessments import assessable
from projects.enums import Stance
from projects.models import Assessment, Project

FIVE = [(value, str(value)) for value in range(1, 6)]
UNSAID = [("", _("No opinion")), *FIVE]


class Scale(forms.RadioSelect):
    """Five buttons in a row, from little to much."""

    template_name = "components/scale.html"
    option_template_name = "components/scale_option.html"


class AssessmentForm(forms.Form):
    """One's own judgement of one actor, of today."""

    acteur = forms.ModelChoiceField(
        Actor.objects.none(),
        to_field_name="slug",
        label=_("Actor"),
        error_messages={
            "invalid_choice": _("Choose an actor of the map."),
            "required": _("Choose an actor."),
        },
    )
    influence = forms.TypedChoiceField(
        label=_("Influence on the project"),
        help_text=_("1: can change little of it; 5: nothing happens without it."),
        choices=FIVE,
        coerce=int,
        widget=Scale,
        error_messages={"required": _("Choose a figure from 1 to 5.")},
    )
    interest = forms.TypedChoiceField(
        label=_("Interest in the project"),
        help_text=_("1: looks elsewhere; 5: it matters a great deal to it."),
        choices=FIVE,
        coerce=int,
        widget=Scale,
        error_messages={"required": _("Choose a figure from 1 to 5.")},
    )
    stance = forms.ChoiceField(
        label=_("Stance"), required=False, choices=[("", _("No opinion")), *Stance.choices]
    )
    legitimacy = forms.TypedChoiceField(
        label=_("Legitimacy"),
        help_text=_("Is it in its place here: by right, by mandate, because it is concerned?"),
        choices=UNSAID,
        coerce=int,
        empty_value=None,
        required=False,
    )
    urgency = forms.TypedChoiceField(
        label=_("Urgency"),
        help_text=_("Can what it asks wait?"),
        choices=UNSAID,
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args, project: Project, user, **kwargs):
        """Offer the actors that `user` may assess."""
        super().__init__(*args, **kwargs)
        self.fields["acteur"].queryset = assessable(project, user).order_by("search_name", "pk")
        if self.initial.get("acteur"):
            self.fields["acteur"].widget = forms.HiddenInput()


def said_before(project: Project, actor: Actor, user) -> dict:
    """Return the last thing that `user` said of `actor`, as a form takes it, with its day."""
    own = Assessment.objects.filter(project=project, actor=actor, assessor=user, agreed=False)
    last = (
        own.order_by("-day", "-pk")
        .values("influence", "interest", "stance", "legitimacy", "urgency", "day")
        .first()
    )
    return dict(last) if last else {}
