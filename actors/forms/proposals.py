"""A competence found by typing, or proposed when the list misses it."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from actors.actions import competences
from actors.models import Competence
from territoire.forms import RemoteChoice
from territoire.text import normalise

CHOOSE = _("Type a few letters, then choose in the list.")


class CompetenceField(forms.ModelChoiceField):
    """A competence found by typing; the form sets its queryset."""

    def __init__(self, **options):
        """Search among names and synonyms."""
        super().__init__(
            Competence.objects.none(),
            to_field_name="slug",
            widget=RemoteChoice(reverse_lazy("actors:competence-search")),
            error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
            **options,
        )


class CompetenceProposal(forms.Form):
    """The part of a form with a `competence` that proposes one when the list misses it, by `self.user`."""

    PROPOSAL = ("proposed_name", "proposed_parent", "proposed_definition")

    proposed_name = forms.CharField(label=_("Its name"), max_length=80, required=False)
    proposed_parent = CompetenceField(label=_("Under which competence"), required=False)
    proposed_definition = forms.CharField(label=_("What it is, in one line"), max_length=500, required=False)

    def __init__(self, *args, **kwargs):
        """Offer approved places for a new competence."""
        super().__init__(*args, **kwargs)
        if "competence" not in self.fields:
            for name in self.PROPOSAL:
                del self.fields[name]
            return
        self.fields["competence"].required = not self.proposal_is_open
        self.fields["proposed_parent"].queryset = Competence.objects.offered_to(self.user).filter(
            merged_into=None
        )

    @property
    def chosen_fields(self):
        """Return the fields that are about neither the competence nor a proposal."""
        about = {"competence", *self.PROPOSAL}
        return [field for field in self.visible_fields() if field.name not in about]

    @property
    def proposal_fields(self):
        """Return the fields of a proposal, none when the form asks for no competence."""
        return [self[name] for name in self.PROPOSAL if name in self.fields]

    @property
    def proposal_is_open(self) -> bool:
        """Tell whether the proposal is to be seen at once."""
        return self.is_bound and bool((self["proposed_name"].value() or "").strip())

    def clean(self):
        """Want a competence chosen or a whole proposal; one that the list already names is chosen."""
        cleaned = super().clean()
        if name := cleaned.get("proposed_name"):
            self._clean_proposal(cleaned, name)
        return cleaned

    def _clean_proposal(self, cleaned, name: str) -> None:
        known = self.fields["proposed_parent"].queryset.filter(search_text=normalise(name)).first()
        if cleaned.get("competence") or known:
            cleaned["competence"] = cleaned.get("competence") or known
            cleaned["proposed_name"] = ""
        elif not cleaned.get("proposed_parent") and "proposed_parent" not in self.errors:
            message = _("Choose the competence under which it comes: any that is a little wider.")
            self.add_error("proposed_parent", ValidationError(message, code="required"))

    def save(self, commit=True):
        """Propose the competence if asked, then save what uses it."""
        if self.cleaned_data.get("proposed_name"):
            self.instance.competence = competences.propose(
                self.cleaned_data["proposed_name"],
                parent=self.cleaned_data["proposed_parent"],
                definition=self.cleaned_data["proposed_definition"],
                by=self.user,
            )
        return super().save(commit)
