"""Forms on shared diagnoses."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.models import ActorFamily, Claim
from cocreation.enums import Agreement, StatementKind
from cocreation.models import Diagnosis, Question, Statement
from projects.analysis.cards import needs_asked
from projects.models import Need, Project
from territoire.enums import Visibility
from territoire.form_fields import ChoiceCards
from territoire.forms import OnceForm, RecordForm
from territoire.models import Territory

MOST_QUESTIONS, MOST_NEEDS = 12, 200
TEAM_ALONE = _("Who takes part: the team and the circle")


def readers(subject: Project | Territory) -> list[tuple[str, str]]:
    """Return who may read a diagnosis of `subject`, the fewest first."""
    team = [(Visibility.TEAM.value, TEAM_ALONE)] if isinstance(subject, Project) else []
    return [*team, *((one.value, one.label) for one in (Visibility.MEMBERS, Visibility.PUBLIC))]


class OpenForm(forms.Form):
    """How a version begins."""

    aim = forms.CharField(
        label=_("What is it for?"),
        max_length=300,
        required=False,
        help_text=_("Optional. In one sentence, for who takes part."),
    )
    questions = forms.CharField(
        label=_("Your own questions"),
        max_length=3000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Optional. One a line, besides strengths, weaknesses, opportunities and risks."),
    )
    visibility = forms.ChoiceField(label=_("Who can read it"), widget=ChoiceCards)

    def __init__(self, *args, subject: Project | Territory, **kwargs):
        """Offer the readers that suit what it is about."""
        super().__init__(*args, **kwargs)
        offered = readers(subject)
        self.fields["visibility"].choices = offered
        self.fields["visibility"].initial = offered[0][0]

    def clean_questions(self) -> list[str]:
        """Return the questions, one a line."""
        lines = [line.strip()[:300] for line in self.cleaned_data["questions"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST_QUESTIONS:
            raise forms.ValidationError(_("Keep a dozen questions at most: people answer each."))
        return found


class SettingsForm(forms.Form):
    """What may still be set of a version: who reads it; as long as it is open, one more question."""

    visibility = forms.ChoiceField(label=_("Who can read it"), widget=ChoiceCards)
    question = forms.CharField(
        label=_("One more question"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "Besides strengths, weaknesses, opportunities and risks; people then answer it by statements."
        ),
    )

    def __init__(self, *args, diagnosis: Diagnosis, **kwargs):
        """Start from how it is."""
        super().__init__(*args, **kwargs)
        self.diagnosis = diagnosis
        visibility = self.fields["visibility"]
        visibility.choices = readers(diagnosis.subject)
        visibility.initial = diagnosis.visibility
        if not diagnosis.is_open:
            del self.fields["question"]

    def clean_question(self) -> str:
        """Refuse what is asked already, and a thirteenth question."""
        text = " ".join(self.cleaned_data["question"].split())
        if text and self.diagnosis.questions.filter(text__iexact=text).exists():
            raise forms.ValidationError(_("This question is asked already."), code="asked")
        if text and self.diagnosis.questions.count() >= MOST_QUESTIONS:
            raise forms.ValidationError(_("Keep a dozen questions at most: people answer each."), code="many")
        return text


class NeedsField(forms.ModelMultipleChoiceField):
    """Needs that a statement is about; of a territory, each with its project."""

    def label_from_instance(self, need: Need) -> str:
        """Name the need, and the project it is of."""
        return f"{need} · {need.project}"


class StatementFields(forms.Form):
    """The needs that a statement may be linked to: those of the project, or of the territory's projects."""

    needs = NeedsField(
        Need.objects.none(),
        to_field_name="uid",
        label=_("Which needs is it about?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Optional: the statement is then shown beside them, on the page of gaps."),
    )

    def offer_needs(self, diagnosis: Diagnosis, user) -> None:
        """Offer the open needs that `user` sees."""
        needs = needs_asked(Need.objects.visible_to(user).filter(closed_on=None)).select_related("project")
        subject = diagnosis.subject
        if isinstance(subject, Project):
            needs = needs.filter(project=subject)
        else:
            within = Territory.objects.within(subject).values("pk")
            needs = needs.filter(project__territory__in=within, project__archived_at=None)
        keys = list(needs.order_by("-importance", "pk").values_list("pk", flat=True)[:MOST_NEEDS])
        self.fields["needs"].queryset = Need.objects.filter(pk__in=keys).select_related(
            "project", "competence", "occupation", "resource_kind", "family"
        )
        if not keys:
            del self.fields["needs"]


class StatementForm(StatementFields, OnceForm):
    """Something to state."""

    sort = forms.ChoiceField(label=_("What is it?"), widget=ChoiceCards)

    class Meta:
        model = Statement
        fields = ["text"]
        widgets = {"text": forms.Textarea({"rows": 3})}
        help_texts = {"text": _("One thing at a time, so that each may agree or not.")}

    field_order = ["sort", "text", "needs"]

    def __init__(self, *args, diagnosis: Diagnosis, user, **kwargs):
        """Offer the sorts, and the questions of this version."""
        super().__init__(*args, **kwargs)
        self.instance.diagnosis = diagnosis
        self.questions = {str(one.uid): one for one in diagnosis.questions.all()}
        kinds = [(kind.value, kind.label) for kind in StatementKind if kind != StatementKind.ANSWER]
        self.fields["sort"].choices = [*kinds, *((uid, one.text) for uid, one in self.questions.items())]
        self.offer_needs(diagnosis, user)

    def clean(self):
        """Say which sort it is before the constraints are looked at."""
        cleaned = super().clean()
        question = self.questions.get(cleaned.get("sort", ""))
        self.instance.question = question
        self.instance.kind = StatementKind.ANSWER if question else cleaned.get("sort", "")
        return cleaned

    @property
    def question(self) -> Question | None:
        """Return the question that is answered."""
        return self.instance.question


class StatementChangeForm(StatementFields, RecordForm):
    """A statement to mend."""

    class Meta:
        model = Statement
        fields = ["text"]
        widgets = {"text": forms.Textarea({"rows": 3})}

    def __init__(self, *args, user, **kwargs):
        """Choose what is linked already."""
        super().__init__(*args, **kwargs)
        self.offer_needs(self.instance.diagnosis, user)
        if "needs" in self.fields:
            self.initial["needs"] = [one.uid for one in self.instance.needs.all()]


class OpinionsForm(forms.Form):
    """The family that one speaks from, and how far one agrees with each statement."""

    family = forms.ModelChoiceField(
        ActorFamily.objects.all(),
        to_field_name="code",
        label=_("I speak as"),
        required=False,
        empty_label=_("No family in particular"),
    )

    def __init__(self, *args, statements, **kwargs):
        """One choice a statement."""
        super().__init__(*args, **kwargs)
        self.statements = {f"avis-{one.uid}": one for one in statements}
        for name in self.statements:
            self.fields[name] = forms.TypedChoiceField(
                choices=[("", ""), *Agreement.choices], coerce=int, empty_value=None, required=False
            )

    def opinions(self):
        """Give each statement that was sent with the opinion on it; what was not sent stays as it is."""
        return [(one, self.cleaned_data[name]) for name, one in self.statements.items() if name in self.data]


def own_family(user) -> ActorFamily | None:
    """Return the family of the first actor for which `user` speaks."""
    claim = Claim.objects.of(user).select_related("actor__family").order_by("pk").first()
    return claim.actor.family if claim else None
