"""Forms that turn a post-it into something of the map: prefilled with its words, they do what the pages do."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Level
from actors.forms.proposals import CompetenceField as ProposedCompetence
from actors.forms.proposals import CompetenceProposal
from actors.models import Actor, Competence, PartnershipKind, Resource, ResourceKind
from cocreation.enums import StatementKind
from projects.enums import NeedKind
from projects.forms.choices import ActorField
from projects.forms.needs import NeedCreateForm, ResourceKindField
from projects.forms.newcomers import NewcomerFields
from projects.models import Degree
from projects.permissions import contribute_to_project
from territoire.form_fields import ChoiceCards
from workshops.actions import outcomes
from workshops.enums import Becomes, NoteKind
from workshops.models import Note, Outcome

#: What the colour of a post-it says of a statement.
STATES = {
    NoteKind.ASSET: StatementKind.STRENGTH,
    NoteKind.LACK: StatementKind.WEAKNESS,
    NoteKind.RISK: StatementKind.RISK,
    NoteKind.IDEA: StatementKind.OPPORTUNITY,
}
OFFERED_KINDS = [choice for choice in StatementKind.choices if choice[0] != StatementKind.ANSWER]


class Turning(forms.Form):
    """A form on one post-it, filled in by who leads the workshop."""

    def __init__(self, *args, note: Note, user, **kwargs):
        """Say which post-it, by whom."""
        super().__init__(*args, **kwargs)
        self.note, self.user = note, user
        self.workshop = note.question.workshop
        self.visible = Actor.objects.visible_to(user).listed().filter(restricted_at=None)

    @property
    def contributes(self) -> bool:
        """Tell whether what they say of the project counts."""
        return self.workshop.project is not None and contribute_to_project(self.user, self.workshop.project)

    def turn(self) -> Outcome:
        """Do it."""
        raise NotImplementedError


class ActorTurning(NewcomerFields, Turning):
    """An actor, known or new; aboard the project, if one says so."""

    degree = forms.ModelChoiceField(
        Degree.objects.order_by("value"),
        label=_("Comes aboard the project"),
        required=False,
        empty_label=_("Not yet: it is only registered"),
    )

    def __init__(self, *args, **kwargs):
        """Begin from the words of the post-it."""
        super().__init__(*args, **kwargs)
        self.ask_for_actor(self.visible.select_related("seat"), by=self.user)
        self.initial.setdefault("new_name", self.note.text[:200])
        self.initial.setdefault("new_seat", self.workshop.where.code)
        if not self.contributes:
            del self.fields["degree"]

    def clean(self):
        """Want one actor; one that is chosen wins over the words of the post-it."""
        cleaned = super().clean()
        if cleaned.get("actor"):
            cleaned["new_name"] = ""
        self.check_newcomer(cleaned, self.visible)
        return cleaned

    def turn(self) -> Outcome:
        """Register it if it is new."""
        known = self.cleaned_data.get("actor") is not None
        team = self.workshop.project.team if self.contributes else None
        found = self.actor_for(team, self.user)
        degree, today = self.cleaned_data.get("degree"), timezone.localdate()
        return outcomes.actor(self.note, found, known=known, degree=degree, day=today, by=self.user)


class CompetenceTurning(CompetenceProposal, Turning):
    """A competence, chosen or proposed, and who has it."""

    competence = ProposedCompetence(label=_("Competence"))
    holder = ActorField(label=_("Who has it"), required=False)
    level = forms.TypedChoiceField(
        label=_("At what level"),
        choices=Level,
        coerce=int,
        initial=Level.PRACTISES,
        required=False,
        empty_value=2,
    )

    def __init__(self, *args, user, **kwargs):
        """Begin from the words of the post-it."""
        self.user = user
        super().__init__(*args, user=user, **kwargs)
        self.fields["competence"].queryset = Competence.objects.offered_to(user).filter(merged_into=None)
        self.fields["holder"].queryset = self.visible
        self.fields["proposed_name"].help_text = _("When the list misses it: who moderates looks at it.")
        self.order_fields(["competence", *self.PROPOSAL, "holder", "level"])

    def turn(self) -> Outcome:
        """Propose it if it is new, and say who has it."""
        given = self.cleaned_data
        proposal = {
            "name": given.get("proposed_name"),
            "parent": given.get("proposed_parent"),
            "definition": given.get("proposed_definition"),
        }
        return outcomes.competence(
            self.note,
            given.get("competence"),
            proposal=proposal,
            holder=given.get("holder"),
            level=given["level"],
            day=timezone.localdate(),
            by=self.user,
        )


class ResourceTurning(Turning):
    """What an actor can give or lend."""

    actor = ActorField(label=_("Who gives or lends it"))
    kind = ResourceKindField(ResourceKind.objects.all(), label=_("Kind of resource"), empty_label=_("Choose"))
    description = forms.CharField(label=_("What"), max_length=300)
    quantity = forms.DecimalField(
        label=_("How much"), required=False, min_value=0, max_digits=14, decimal_places=2, localize=True
    )

    def __init__(self, *args, **kwargs):
        """Begin from the words of the post-it."""
        super().__init__(*args, **kwargs)
        self.fields["actor"].queryset = self.visible
        self.initial.setdefault("description", self.note.text)

    def turn(self) -> Outcome:
        """Register it."""
        return outcomes.resource(self.note, Resource(**self.cleaned_data), by=self.user)


class TieTurning(Turning):
    """Two actors that work together."""

    one = ActorField(label=_("First actor"))
    other = ActorField(label=_("Second actor"))
    kind = forms.ModelChoiceField(
        PartnershipKind.objects.all(), label=_("In what they work together"), empty_label=_("Choose")
    )

    def __init__(self, *args, **kwargs):
        """Offer the actors that one sees."""
        super().__init__(*args, **kwargs)
        self.fields["one"].queryset = self.fields["other"].queryset = self.visible

    def clean(self):
        """Want two different actors."""
        cleaned = super().clean()
        if cleaned.get("one") and cleaned["one"] == cleaned.get("other"):
            self.add_error("other", ValidationError(_("Choose two different actors."), code="same"))
        return cleaned

    def turn(self) -> Outcome:
        """Declare it."""
        return outcomes.tie(self.note, **self.cleaned_data, by=self.user)


class IdeaTurning(Turning):
    """An idea for the territory."""

    name = forms.CharField(label=_("The idea in a few words"), max_length=200)
    text = forms.CharField(
        label=_("What it is about"), max_length=5000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args, **kwargs):
        """Begin from the words of the post-it."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name", self.note.text[:200])

    def turn(self) -> Outcome:
        """Put it in the box of ideas."""
        return outcomes.idea(self.note, **self.cleaned_data, by=self.user)


class StatementTurning(Turning):
    """Something stated in the shared diagnosis."""

    kind = forms.ChoiceField(label=_("What it is"), choices=OFFERED_KINDS, widget=ChoiceCards)
    text = forms.CharField(label=_("What is stated"), max_length=500, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, **kwargs):
        """Begin from the words and the colour of the post-it."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("text", self.note.text)
        self.initial.setdefault("kind", STATES.get(NoteKind(self.note.kind), ""))

    def turn(self) -> Outcome:
        """State it."""
        return outcomes.statement(self.note, **self.cleaned_data, by=self.user)


class NeedTurning(NeedCreateForm):
    """A need of the project, of the kind that was chosen."""

    def __init__(self, *args, note: Note, user, kind: NeedKind, **kwargs):
        """Begin from the words of the post-it."""
        self.note = note
        super().__init__(*args, project=note.question.workshop.project, user=user, kind=kind, **kwargs)
        self.initial.setdefault("description", note.text)

    def turn(self) -> Outcome:
        """State it."""
        self.instance.created_by = self.user
        return outcomes.need(self.note, self.save(), by=self.user)


FORMS: dict[str, type[Any]] = {
    Becomes.ACTOR: ActorTurning,
    Becomes.NEED: NeedTurning,
    Becomes.COMPETENCE: CompetenceTurning,
    Becomes.RESOURCE: ResourceTurning,
    Becomes.TIE: TieTurning,
    Becomes.IDEA: IdeaTurning,
    Becomes.STATEMENT: StatementTurning,
}
