"""Forms of introductions: opened, changed, and each of their steps."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from projects.actions.introductions import ANSWER_WITHIN
from projects.analysis.cards import needs_asked
from projects.enums import WORKING_DEGREE, IntroductionState
from projects.forms.choices import ActorField
from projects.forms.involvements import persons_of
from projects.forms.join_requests import NeedField
from projects.models import Degree, Introduction, Need, Project
from territoire.enums import Role
from territoire.form_fields import DegreeCards
from territoire.forms import DayInput, OnceForm, RecordForm
from territoire.models import Territory, User

BLIND = _("This person does not see this candidate, who is hidden: choose somebody else.")
ME, NOBODY, OTHERS = "moi", "personne", "autres"
OPEN_STATES = [IntroductionState.TO_CONTACT, IntroductionState.CONTACTED, IntroductionState.AGREED]


def followers_of(project: Project):
    """Return the accounts that may follow the introductions of `project`, admins by themselves left out."""
    around = Territory.objects.containing(project.territory)
    writes = Q(memberships__team=project.team_id, memberships__role__in=[Role.CONTRIBUTOR, Role.HOLDER])
    facilitates = Q(facilitations__territory__in=around)
    return User.objects.filter(writes | facilitates, is_active=True).distinct().order_by("name", "pk")


class BoardFilter(forms.Form):
    """What of the board is shown; all of it is in the address."""

    suivi = forms.ChoiceField(
        label=_("In charge"),
        required=False,
        choices=[
            ("", _("Everybody")),
            (ME, _("Me")),
            (OTHERS, _("Somebody else")),
            (NOBODY, _("Nobody yet")),
        ],
    )
    etat = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *IntroductionState.choices]
    )
    retard = forms.BooleanField(label=_("Late only"), required=False)

    def __init__(self, *args, **kwargs):
        """Say of no filter that it may stay empty: all may."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.needed = True  # see form_fields

    def kept(self, introductions, user, day):
        """Return what the filters keep of a queryset; what cannot be understood filters nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        in_charge = {ME: Q(in_charge=user), NOBODY: Q(in_charge=None)}
        in_charge[OTHERS] = ~in_charge[ME] & ~in_charge[NOBODY]
        if asked.get("suivi"):
            introductions = introductions.filter(in_charge[asked["suivi"]])
        if asked.get("etat"):
            introductions = introductions.filter(state=asked["etat"])
        return introductions.due_before(day) if asked.get("retard") else introductions

    @property
    def filters(self) -> bool:
        """Tell whether anything is asked for."""
        return any(self.data.get(name) for name in self.fields)


class FollowedForm(forms.ModelForm):
    """What forms on an introduction share: through whom, who is in charge, when."""

    via = ActorField(
        label=_("Through whom"),
        required=False,
        help_text=_("Somebody who knows them and could introduce the project."),
    )

    def clean(self):
        """Refuse somebody in charge who does not see whom they are to meet."""
        cleaned = super().clean()
        actor, somebody = cleaned.get("actor") or self.known_actor, cleaned.get("in_charge")
        if actor and somebody and not Actor.objects.visible_to(somebody).contains(actor):
            self.add_error("in_charge", ValidationError(BLIND, code="blind"))
        return cleaned

    @property
    def known_actor(self) -> Actor | None:
        """Return the candidate of an introduction that is open already."""
        return self.instance.actor if self.instance.pk else None

    def offer(self, project: Project, user) -> None:
        """Offer the actors that `user` sees, and those who may follow the introductions of the project."""
        self.fields["via"].queryset = Actor.objects.visible_to(user).listed()
        people = self.fields["in_charge"]
        known = followers_of(project).values("pk")
        people.queryset = User.objects.filter(
            Q(pk__in=known) | Q(pk=self.instance.in_charge_id or 0)
        ).order_by("name", "pk")
        people.empty_label = _("Nobody yet")
        self.fields["due_on"].help_text = _("Whoever is in charge is reminded of it that day.")


class IntroductionForm(FollowedForm, OnceForm):
    """Open an introduction: which need, who could meet it, through whom, who takes care of it."""

    constraint_fields = {"introduction_open_once": "actor"}
    need = NeedField(
        Need.objects.none(),
        to_field_name="uid",
        label=_("For which need"),
        empty_label=_("Choose"),
        error_messages={"invalid_choice": _("This need is no longer open: choose another.")},
    )
    actor = ActorField(label=_("Whom to meet"))

    class Meta:
        model = Introduction
        fields = ["need", "actor", "via", "in_charge", "due_on", "note"]
        widgets = {"due_on": DayInput, "note": forms.Textarea({"rows": 3})}
        help_texts = {"note": _("Read by those who follow introductions here, and by nobody else.")}

    def __init__(self, *args, project: Project, user, **kwargs):
        """Offer the open needs of the project; by default who opens takes charge, for the week."""
        super().__init__(*args, **kwargs)
        self.instance.project = project
        self.offer(project, user)
        self.fields["actor"].queryset = Actor.objects.visible_to(user).listed()
        needs = Need.objects.open_on(timezone.localdate()).filter(project=project, waived_on=None)
        self.fields["need"].queryset = needs_asked(needs)
        self.initial.setdefault("due_on", timezone.localdate() + ANSWER_WITHIN)
        if self.fields["in_charge"].queryset.filter(pk=user.pk).exists():
            self.initial.setdefault("in_charge", user.pk)


class IntroductionUpdateForm(FollowedForm, RecordForm):
    """Change how an introduction is followed."""

    class Meta:
        model = Introduction
        fields = ["in_charge", "due_on", "via", "note"]
        widgets = {"due_on": DayInput, "note": forms.Textarea({"rows": 4})}
        help_texts = {"note": _("Read by those who follow introductions here, and by nobody else.")}

    def __init__(self, *args, project: Project, user, **kwargs):
        """Offer who may take charge."""
        super().__init__(*args, **kwargs)
        self.offer(project, user)
        self.hidden_via = None
        if self.instance.via_id and not self.fields["via"].queryset.filter(pk=self.instance.via_id).exists():
            # Neither named, nor forgotten by who may not see them and leaves the field as empty as it looks.
            self.hidden_via = self.instance.via
            self.initial["via"] = ""

    def clean_via(self) -> Actor | None:
        """Keep an introducer who is hidden from who fills in the form, unless another is chosen."""
        return self.cleaned_data["via"] or self.hidden_via


class StepForm(forms.Form):
    """A step of an introduction; it carries the version that was seen."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, introduction: Introduction, user, **kwargs):
        """Carry the version."""
        super().__init__(*args, **kwargs)
        self.introduction = introduction
        self.initial["version"] = introduction.updated_at.isoformat()

    def renew(self) -> None:
        """Carry the version of now: sent again, the step is taken knowingly."""
        self.introduction.refresh_from_db()
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = self.introduction.updated_at.isoformat()


class DeclineForm(StepForm):
    """Why it goes no further."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Facts, in a few words: the person concerned may ask to read what is held on them."),
        error_messages={"required": _("Say why in a few words: no time, too far, not now…")},
    )


class EngageForm(StepForm):
    """To which degree, from when and through whom the candidate comes aboard."""

    degree = forms.ModelChoiceField(
        Degree.objects.order_by("-value"),
        label=_("Degree of involvement"),
        empty_label=None,
        widget=DegreeCards,
        error_messages={"required": _("Choose how much it takes part.")},
    )
    day = forms.DateField(label=_("Aboard since"), widget=DayInput, initial=timezone.localdate)
    persons = forms.ModelMultipleChoiceField(
        Actor.objects.none(),
        label=_("Persons who take part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Members of the organisation, as its own page names them."),
    )

    def __init__(self, *args, user, **kwargs):
        """Offer the persons of the candidate that `user` may see; contributing is the usual degree."""
        super().__init__(*args, user=user, **kwargs)
        self.initial["degree"] = WORKING_DEGREE
        self.fields["persons"].queryset = persons_of(self.introduction.actor, user).order_by("search_name")
        if self.introduction.actor.is_person or not self.fields["persons"].queryset:
            del self.fields["persons"]


class WriteForm(StepForm):
    """What to write to the candidate."""

    words = forms.CharField(
        label=_("Your message"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_(
            "They answer on the site, or to the e-mail address of your account, which the message gives them."
        ),
        error_messages={"required": _("Write a few words: who you are, what you would do together.")},
    )


class AnswerForm(forms.Form):
    """Why the candidate declines, if they wish to say so."""

    words = forms.CharField(
        label=_("A word, if you wish"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Read by those who follow the project’s introductions."),
    )
