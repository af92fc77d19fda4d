"""Assessment rounds: which actors, and what the room settled of each."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind
from actors.models import Actor
from workshops.enums import Scale
from workshops.forms.guests import GuestsForm, circle
from workshops.models import Round, RoundActor

UNSAID = [("", "–"), *((value, str(value)) for value in range(1, 6))]


def asked(one: Round) -> list[Scale]:
    """Return the scales that a round asks for."""
    return [scale for scale in Scale if one.salience or not scale.optional]


def showable(actors):
    """Keep those whose name a room may read: a person agreed to be shown, nobody asked not to be worked on."""
    agreed = ~Q(kind=ActorKind.PERSON) | Q(consented_at__isnull=False)
    return actors.filter(agreed, restricted_at=None)


class RoundForm(GuestsForm):
    """Actors to rate, and on what."""

    salience = Round._meta.get_field("salience").formfield()

    def __init__(self, *args, by, workshop, **kwargs):
        """Offer the actors that one sees and that a room may read."""
        super().__init__(*args, by=by, workshop=workshop, **kwargs)
        self.by, self.workshop = by, workshop
        actors = self.fields["actors"]
        actors.queryset = showable(actors.queryset)
        actors.help_text = _("Their names show on the phones of all who are in the room.")

    def chosen(self) -> list[Actor]:
        """Return the actors to rate, by name."""
        chosen = set(self.cleaned_data["actors"])
        if self.cleaned_data.get("circle"):
            keys = [one.pk for one in circle(self.workshop, self.by)]
            chosen |= set(showable(Actor.objects.visible_to(self.by).listed()).filter(pk__in=keys))
        return sorted(chosen, key=lambda one: (one.search_name, one.pk))


class SettleForm(forms.Form):
    """What the room settled of one actor."""

    def __init__(self, *args, about: RoundActor, **kwargs):
        """Ask on each scale of the round."""
        super().__init__(*args, prefix=about.uid.hex, initial=about.figures, **kwargs)
        self.about = about
        for scale in asked(about.round):
            self.fields[scale.value] = forms.TypedChoiceField(
                label=f"{scale.label} – {about.actor.name}",
                choices=UNSAID,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.Select({"class": "form-select form-select-sm w-auto"}),
            )
