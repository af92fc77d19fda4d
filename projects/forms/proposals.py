"""Forms on proposals to change a project."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import CompetenceStatus
from actors.models import Actor
from projects.enums import DecisionRule, Opinion, ProposalKind
from projects.forms.milestones import MilestoneForm
from projects.forms.needs import NeedForm
from projects.forms.projects import TerritoryField
from projects.models import Milestone, Need, Project, Proposal, ProposalComment
from projects.models.proposal import CHANGED, OF_NEED, values_of
from projects.permissions import voices_of
from territoire.form_fields import ChoiceCards, RichTextField
from territoire.forms import DayInput, OnceForm, RecordForm

#: Days that the others have to answer, unless said otherwise; and at most.
USUAL, LONGEST = timedelta(days=7), timedelta(days=90)


class NameForm(RecordForm):
    """Another name."""

    class Meta:
        model = Project
        fields = ["name"]


class ObjectiveForm(RecordForm):
    """Another objective."""

    class Meta:
        model = Project
        fields = ["objective"]
        widgets = {"objective": forms.Textarea({"rows": 8})}
        field_classes = {"objective": RichTextField}


class TerritoryForm(RecordForm):
    """Another territory."""

    territory = TerritoryField(label=_("Territory"))

    class Meta:
        model = Project
        fields = ["territory"]


OF_PROJECT: dict[ProposalKind, type[RecordForm]] = {
    ProposalKind.NAME: NameForm,
    ProposalKind.OBJECTIVE: ObjectiveForm,
    ProposalKind.TERRITORY: TerritoryForm,
}


def form_of(kind: ProposalKind, record, data, prefix, *, user, asks_for) -> RecordForm | None:
    """Return the form on what would change, without what a proposal leaves alone; None when it asks nothing."""
    if kind == ProposalKind.NEED_CLOSE:
        return None
    options = {"data": data, "instance": record, "prefix": prefix}
    if kind in OF_PROJECT:
        form: RecordForm = OF_PROJECT[kind](**options)
    elif isinstance(record, Milestone):
        form = MilestoneForm(**options)
    else:
        form = NeedForm(**options, kind=asks_for, user=user)
        if field := form.fields.get("competence"):
            # One that somebody else proposed is theirs until it is approved.
            field.queryset = field.queryset.filter(status=CompetenceStatus.APPROVED)
    kept = CHANGED[kind][1]
    for name in set(form.fields) - set(kept):
        del form.fields[name]
    return form


class ProposeForm(OnceForm):
    """What would change, as the form of that very thing asks it; why; until when the others may answer."""

    constraint_fields = {"proposal_day_unless_holders": "decide_on"}
    only_voice: Actor | None = None

    class Meta:
        model = Proposal
        fields = ["reason", "actor", "decide_on"]
        widgets = {"reason": forms.Textarea({"rows": 3}), "decide_on": DayInput}
        labels = {"reason": _("Why"), "decide_on": _("The others may answer until")}
        help_texts = {
            "reason": _(
                "The circle reads it, and talks it over; once adopted, whoever sees the project reads it."
            )
        }
        error_messages = {"reason": {"required": _("Say why, in a few words.")}}

    def __init__(self, *args, project: Project, kind: ProposalKind, record, asks_for=None, user, **kwargs):
        """`record`: what would change, a copy of it; `asks_for`: the kind of a need."""
        super().__init__(*args, **kwargs)
        self.instance.project, self.instance.kind = project, kind
        self.instance.rule = project.decision_rule
        self.record, self.kind, self.user = record, kind, user
        data = self.data if self.is_bound else None
        self.target = form_of(kind, record, data, self.prefix, user=user, asks_for=asks_for)
        self._ask_who(project, user)
        self._ask_until(project)
        if self.target:
            self._put_first(self.target)

    def _put_first(self, target: RecordForm) -> None:
        own = self.fields
        self.fields = {**target.fields, **own}
        for name, field in target.fields.items():
            self.initial[name] = target.get_initial_for_field(field, name)

    def _ask_who(self, project: Project, user) -> None:
        field: Any = self.fields["actor"]
        field.queryset = voices_of(user, project)
        voices = list(field.queryset[:2])
        if not voices:
            del self.fields["actor"]
            return
        field.to_field_name = "slug"
        in_team = project.team.memberships.filter(user=user).exists() or user.is_superuser
        field.required, field.empty_label = not in_team, _("The team of the project") if in_team else None
        self.initial["actor"] = voices[0].slug if not in_team else None
        if len(voices) == 1 and not in_team:
            # Asks nothing: there is one name in which to speak.
            field.widget, field.required = forms.HiddenInput(), False
            self.only_voice = voices[0]

    def _ask_until(self, project: Project) -> None:
        if project.decision_rule == DecisionRule.HOLDERS:
            del self.fields["decide_on"]
            return
        self.fields["decide_on"].required = True
        self.initial.setdefault("decide_on", timezone.localdate() + USUAL)

    def clean_actor(self):
        """Speak in the only name that one has."""
        return self.cleaned_data["actor"] or self.only_voice

    def clean_decide_on(self):
        """Leave the others a day at least, and come to an end."""
        day, today = self.cleaned_data["decide_on"], timezone.localdate()
        if day and not today < day <= today + LONGEST:
            raise ValidationError(_("Choose a day within the next three months, tomorrow at the soonest."))
        return day

    def clean(self):
        """Have the form of what would change say what is wrong with it."""
        cleaned = super().clean()
        if self.target and not self.target.is_valid():
            for name, errors in self.target.errors.as_data().items():
                if name not in self.errors:
                    self.add_error(name if name in self.fields else None, errors)
        elif not self.errors:
            self._say_what_changes()
        return cleaned

    def _say_what_changes(self) -> None:
        proposal, names = self.instance, CHANGED[self.kind][1]
        if self.kind == ProposalKind.NEED_CLOSE:
            proposal.after = {"closed_on": timezone.localdate().isoformat()}
        else:
            record = self.target.instance if self.target else self.record
            proposal.after = values_of(record, names)
            if self.kind != ProposalKind.NEED_ADD and isinstance(record, Need):
                proposal.after = values_of(record, OF_NEED)
        if isinstance(self.record, Milestone):
            proposal.step = self.record if self.record.pk else None
        if isinstance(self.record, Need):
            proposal.need = self.record if self.record.pk else None
        proposal.about = "" if isinstance(self.record, Project) else str(self.record)[:200]


class OpinionForm(forms.Form):
    """For or against, in the name of whom, and why."""

    actor = forms.ModelChoiceField(Actor.objects.none(), to_field_name="slug", label=_("In the name of"))
    opinion = forms.ChoiceField(label=_("Your voice"), choices=Opinion, widget=ChoiceCards)
    reason = forms.CharField(
        label=_("Why"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args, proposal: Proposal, user, **kwargs):
        """Offer the actors of the working circle for which `user` speaks."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["actor"]
        field.queryset = voices_of(user, proposal.project, working=True)
        own = list(field.queryset[:2])
        self.initial.setdefault("actor", own[0].slug if own else None)
        field.empty_label = None
        self.only_voice = own[0] if len(own) == 1 else None
        if self.only_voice:
            field.widget, field.required = forms.HiddenInput(), False
        if proposal.rule == DecisionRule.CONSENT:
            opinion: Any = self.fields["opinion"]
            opinion.choices = [(Opinion.FOR, _("No objection")), (Opinion.AGAINST, _("I object"))]
            self.fields["reason"].help_text = _(
                "Asked for when you object: the others can only answer a reason."
            )

    def clean_actor(self):
        """Speak in the only name that one has."""
        return self.cleaned_data["actor"] or self.only_voice


class CommentForm(forms.ModelForm):
    """A few words on a proposal."""

    class Meta:
        model = ProposalComment
        fields = ["text"]
        widgets = {"text": forms.Textarea({"rows": 2})}
        labels = {"text": _("Your comment")}
        error_messages = {"text": {"required": _("Write a few words first.")}}


class VerdictForm(forms.Form):
    """Why, when who holds the project does not adopt."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say why, in a few kind words.")},
    )
