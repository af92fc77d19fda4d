"""Forms on training among peers."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Level
from actors.models import Actor, Claim, Competence, Mastery
from actors.permissions import spoken_for_by
from cocreation.models import TrainingOffer, TrainingRequest, TrainingSession
from projects.forms.choices import CompetenceField
from projects.forms.projects import TerritoryField
from territoire.form_fields import ChoiceCards, RichTextField
from territoire.forms import DayInput, OnceForm, RecordForm

CHOOSE = _("Choose")


class MasteryChoice(forms.ModelChoiceField):
    """Something that an actor can teach."""

    def label_from_instance(self, mastery: Mastery) -> str:
        """Name the competence and the actor."""
        return f"{mastery.competence} · {mastery.actor}"


class OfferForm(OnceForm):
    """An actor is willing to teach: who speaks for it says so."""

    mastery = MasteryChoice(
        Mastery.objects.none(), to_field_name="uid", label=_("What, and by whom"), empty_label=CHOOSE
    )
    willing = forms.BooleanField(
        label=_("Yes, we are willing to teach it to others, and to be asked to."),
        error_messages={"required": _("Without this yes, nothing is offered.")},
    )
    field_order = ["mastery", "words", "willing"]

    class Meta:
        model = TrainingOffer
        fields = ["words"]
        widgets = {"words": forms.Textarea({"rows": 2})}

    def __init__(self, *args, user, **kwargs):
        """Offer what the actors for which `user` speaks can teach."""
        super().__init__(*args, **kwargs)
        self.fields["mastery"].queryset = teachable(user)

    def clean(self):
        """Say what is offered before the constraints are looked at."""
        cleaned = super().clean()
        mastery = cleaned.get("mastery")
        if mastery:
            self.instance.actor, self.instance.competence = mastery.actor, mastery.competence
        return cleaned

    def _post_clean(self):
        if not self.errors:
            super()._post_clean()


def teachable(user):
    """Return the masteries that the actors for which `user` speaks may teach from."""
    able = Mastery.objects.active_on(timezone.localdate()).filter(level=Level.TEACHES, mobilisable=True)
    mine = able.filter(actor__in=Claim.objects.of(user).values("actor"))
    return mine.select_related("actor", "competence").order_by("actor__search_name", "pk")


class OwnActorField(forms.ModelChoiceField):
    """An actor in whose name one may offer."""

    def __init__(self, **options):
        """Start without any: the form knows for whom."""
        super().__init__(Actor.objects.none(), to_field_name="slug", empty_label=CHOOSE, **options)


class RequestForm(OnceForm):
    """An actor wants to learn."""

    actor = OwnActorField(label=_("Who wants to learn"))
    competence = CompetenceField(label=_("What"))

    class Meta:
        model = TrainingRequest
        fields = ["actor", "competence", "level", "words"]
        widgets = {"level": ChoiceCards, "words": forms.Textarea({"rows": 2})}

    def __init__(self, *args, user, **kwargs):
        """Offer the actors in whose name `user` may ask."""
        super().__init__(*args, **kwargs)
        self.fields["actor"].queryset = spoken_for_by(user)
        self.fields["competence"].queryset = Competence.objects.offered_to(user).filter(merged_into=None)


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self, attrs=None):
        """Write hours as the browser's clock wants them."""
        super().__init__(attrs, format="%H:%M")


class SessionForm(RecordForm):
    """When, where and for how many an actor teaches."""

    constraint_fields = {"training_ends_after_it_begins": "until", "training_has_places": "places"}
    day = forms.DateField(label=_("Day"), widget=DayInput)
    since = forms.TimeField(label=_("From (hour)"), widget=TimeInput)
    until = forms.TimeField(label=_("To (hour)"), widget=TimeInput)
    territory = TerritoryField(label=_("Commune"))
    field_order = ["day", "since", "until", "territory", "place", "places", "level", "text"]

    class Meta:
        model = TrainingSession
        fields = ["level", "territory", "place", "places", "text"]
        widgets = {"level": ChoiceCards, "text": forms.Textarea({"rows": 4})}
        field_classes = {"text": RichTextField}
        help_texts = {"place": _("Optional: the hall, the farm, the address.")}

    def __init__(self, *args, **kwargs):
        """Start from the hours of the session."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            begins, ends = (
                timezone.localtime(self.instance.starts_at),
                timezone.localtime(self.instance.ends_at),
            )
            self.initial |= {"day": begins.date(), "since": begins.time(), "until": ends.time()}

    def clean(self):
        """Make moments of a day and two hours."""
        cleaned = super().clean()
        day, since, until = (cleaned.get(name) for name in ("day", "since", "until"))
        if day and since and until:
            zone = timezone.get_current_timezone()
            self.instance.starts_at = datetime.combine(day, since, zone)
            self.instance.ends_at = datetime.combine(day, until, zone)
        return cleaned

    def _post_clean(self):
        if not self.errors:
            super()._post_clean()


class OfferChoice(forms.ModelChoiceField):
    """Something that one is willing to teach."""

    def label_from_instance(self, training: TrainingOffer) -> str:
        """Name the competence and the actor."""
        return f"{training.competence} · {training.actor}"


class SessionCreateForm(SessionForm, OnceForm):
    """A session to announce, out of what one is willing to teach."""

    offer = OfferChoice(
        TrainingOffer.objects.none(), to_field_name="uid", label=_("What, and by whom"), empty_label=CHOOSE
    )
    field_order = ["offer", *SessionForm.field_order]

    def __init__(self, *args, user, **kwargs):
        """Offer what the actors for which `user` speaks are willing to teach."""
        super().__init__(*args, **kwargs)
        self.fields["offer"].queryset = own_offers(user)

    def clean(self):
        """Say who teaches what, some day that is to come."""
        cleaned = super().clean()
        offer, day = cleaned.get("offer"), cleaned.get("day")
        if offer:
            self.instance.teacher, self.instance.competence = offer.actor, offer.competence
        if day and day < timezone.localdate():
            self.add_error("day", ValidationError(_("Choose a day to come."), code="past"))
        return cleaned


def own_offers(user):
    """Return what the actors for which `user` speaks are willing to teach."""
    mine = TrainingOffer.objects.open().filter(actor__in=Claim.objects.of(user).values("actor"))
    return mine.select_related("actor", "competence").order_by("-pk")


class InscriptionForm(forms.Form):
    """Who learns."""

    actor = OwnActorField(label=_("Who comes"))

    def __init__(self, *args, user, **kwargs):
        """Offer the actors in whose name `user` may register."""
        super().__init__(*args, **kwargs)
        self.fields["actor"].queryset = spoken_for_by(user)


class LevelForm(forms.Form):
    """The level that was reached, as one of the two sides says."""

    level = forms.TypedChoiceField(choices=Level, coerce=int)
