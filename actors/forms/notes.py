"""Forms on private notes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Note
from actors.permissions import note_teams, note_territories
from territoire.forms import OnceForm, RecordForm


class NoteForm(RecordForm):
    """Change a note; for whom it is stays."""

    class Meta:
        model = Note
        fields = ["text"]
        widgets = {"text": forms.Textarea({"rows": 4})}


class NoteRegistrationForm(NoteForm, OnceForm):
    """Write a note, for one of one's teams or for the facilitators of a territory."""

    keeper = forms.ChoiceField(label=_("For whom"))

    def __init__(self, *args, user, actor: Actor, **kwargs):
        """Offer the teams in which `user` writes, and the territories around `actor` that they facilitate."""
        super().__init__(*args, **kwargs)
        teams = {f"team-{team.pk}": ("team", team) for team in note_teams(user)}
        places = {f"territory-{one.pk}": ("territory", one) for one in note_territories(user, actor)}
        self.keepers = teams | places
        self.fields["keeper"].choices = [(key, _label(*keeper)) for key, keeper in self.keepers.items()]
        self.order_fields(["text", "keeper"])

    def clean(self):
        """Say for whom, so that constraints see it."""
        cleaned = super().clean()
        if chosen := self.keepers.get(cleaned.get("keeper", "")):
            setattr(self.instance, *chosen)
        return cleaned


def _label(kind: str, keeper) -> str:
    words = _("The team “%(name)s”") if kind == "team" else _("Those who facilitate %(name)s")
    return str(words % {"name": keeper})
