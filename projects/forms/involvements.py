"""Forms on who takes part in a project."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Affiliation
from projects.forms.newcomers import NewcomerFields
from projects.models import Degree, Engagement, Involvement
from territoire.form_fields import DegreeCards
from territoire.forms import DayInput, OnceForm, PeriodField, RecordForm
from territoire.periods import since

TEXTS = {
    "role": _("For example: treasurer, host of the workshops."),
    "brings": _("In a few words, as you would say it."),
}


def persons_of(actor: Actor, user) -> object:
    """Return the persons affiliated today to `actor` that `user` may see."""
    members = Affiliation.objects.active_on(timezone.localdate()).filter(organisation=actor)
    return Actor.objects.visible_to(user).listed().filter(pk__in=members.values("member"), kind="person")


class InvolveForm(NewcomerFields, OnceForm):
    """An actor comes aboard; registered in the same move when nobody knew it."""

    constraint_fields = {"involvement_no_overlap": "actor", "involvement_period_not_empty": "since"}
    since = forms.DateField(
        label=_("Aboard since"), required=False, widget=DayInput, help_text=_("Empty when nobody remembers.")
    )

    class Meta:
        model = Involvement
        fields = ["degree", "brings", "role", "wanted_degree"]
        widgets = {"degree": DegreeCards, "wanted_degree": forms.Select}
        help_texts = TEXTS
        error_messages = {"degree": {"required": _("Choose how much it takes part.")}}

    def __init__(self, *args, project, user, **kwargs):
        """Offer the actors that `user` may see."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.instance.project = project
        self.visible = Actor.objects.visible_to(user).listed()
        self.ask_for_actor(self.visible.select_related("seat"), by=user)
        self.fields["degree"].empty_label = None
        self.fields["degree"].queryset = Degree.objects.order_by("-value")
        self.fields["wanted_degree"].empty_label = _("The same")

    def later_open(self) -> bool:
        """Tell whether what may come later is to be shown unfolded."""
        return any(self[name].value() or name in self.errors for name in ("since", "role", "wanted_degree"))

    def clean(self):
        """Take the actor and the day."""
        cleaned = super().clean()
        self.check_newcomer(cleaned, self.visible)
        if cleaned.get("actor"):
            self.instance.actor = cleaned["actor"]
        self.instance.period = since(cleaned.get("since"))
        return cleaned

    def save(self, commit=True):
        """Save the actor when it is new, then its involvement."""
        self.instance.actor = self.actor_for(self.instance.project.team, self.user)
        return super().save(commit)


class InvolvementUpdateForm(RecordForm):
    """How much an actor takes part, since when, and through whom."""

    constraint_fields = {"involvement_no_overlap": "period", "involvement_period_not_empty": "period"}
    engaged = forms.ModelMultipleChoiceField(
        Actor.objects.none(),
        label=_("Persons who take part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Members of the organisation, as its own page names them."),
    )

    class Meta:
        model = Involvement
        fields = ["degree", "brings", "changes", "role", "wanted_degree", "period", "state"]
        field_classes = {"period": PeriodField}
        widgets = {"degree": DegreeCards, "changes": forms.Textarea({"rows": 2})}
        help_texts = TEXTS

    def __init__(self, *args, user, **kwargs):
        """Offer the persons of the organisation that `user` may see; those they may not see stay as they are."""
        super().__init__(*args, **kwargs)
        self.fields["degree"].empty_label = None
        self.fields["degree"].queryset = Degree.objects.order_by("-value")
        self.fields["wanted_degree"].empty_label = _("The same")
        engaged = Engagement.objects.filter(involvement=self.instance).values("person")
        affiliated = persons_of(self.instance.actor, user).values("pk")
        self.seen = (
            Actor.objects.visible_to(user)
            .filter(Q(pk__in=affiliated) | Q(pk__in=engaged))
            .order_by("search_name")
        )
        self.fields["engaged"].queryset = self.seen
        self.initial["engaged"] = list(self.seen.filter(pk__in=engaged).values_list("pk", flat=True))
        if self.instance.actor.is_person:
            del self.fields["engaged"]

    def save(self, commit=True):
        """Save the involvement and who takes part in it."""
        involvement = super().save(commit)
        if "engaged" in self.fields:
            self._save_engaged(set(self.cleaned_data["engaged"]))
        return involvement

    def _save_engaged(self, chosen: set[Actor]) -> None:
        before = set(self.seen.filter(engagements__involvement=self.instance))
        Engagement.objects.filter(involvement=self.instance, person__in=before - chosen).delete()
        for person in chosen - before:
            Engagement.objects.get_or_create(involvement=self.instance, person=person)


class EndForm(forms.Form):
    """The last day of an involvement."""

    last_day = forms.DateField(label=_("Last day aboard"), widget=DayInput, initial=timezone.localdate)

    def clean_last_day(self):
        """Refuse the end of time, after which there is no day."""
        day = self.cleaned_data["last_day"]
        if day.year > 2999:
            raise ValidationError(_("Choose a day nearer to us."))
        return day
