"""Forms on those whom others name for a project."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind
from actors.models import Actor
from projects.forms.join_requests import NeedField, offer_needs
from projects.forms.newcomers import NewcomerFields
from projects.models import Need, Project, Suggestion
from projects.permissions import voices_of
from territoire.form_fields import ChoiceCards
from territoire.forms import OnceForm


class SuggestForm(OnceForm):
    """Who should be known, what they could bring, why, and how one knows them."""

    need = NeedField(
        Need.objects.none(),
        to_field_name="uid",
        blank=True,
        label=_("For which need?"),
        required=False,
        empty_label=_("Something else"),
        widget=ChoiceCards,
        error_messages={"invalid_choice": _("This need is no longer open: choose another.")},
    )

    class Meta:
        model = Suggestion
        fields = ["name", "kind", "brings", "why", "known_how", "need", "speaker"]
        widgets = {"kind": ChoiceCards, "why": forms.Textarea({"rows": 3})}
        help_texts = {
            "name": _("Read by those who look for people for the project, nobody else."),
            "known_how": _("A meeting, a neighbourhood… They have the right to know it."),
        }
        error_messages = {
            "name": {"required": _("Say whom you know.")},
            "brings": {"required": _("Say in a few words what they could bring.")},
            "known_how": {"required": _("Say how you know them: they have the right to know it.")},
        }

    def __init__(self, *args, project: Project, user, **kwargs):
        """Offer the open needs, and the actors in whose name one may speak."""
        super().__init__(*args, **kwargs)
        self.instance.project = project
        offer_needs(self.fields["need"], project)
        kind: Any = self.fields["kind"]
        kind.choices = ActorKind.choices
        speaker: Any = self.fields["speaker"]
        speaker.queryset = voices_of(user, project)
        voices = list(speaker.queryset[:2])
        if not voices:
            del self.fields["speaker"]
            return
        speaker.to_field_name, speaker.empty_label = "slug", _("The team of the project")
        self.initial.setdefault("speaker", voices[0].slug)


class SortForm(NewcomerFields):
    """Which actor it is: known already, or registered on the spot."""

    introduce = forms.BooleanField(label=_("Open an introduction, of which I am in charge"), required=False)

    def __init__(self, *args, suggestion: Suggestion, user, **kwargs):
        """Begin with what was said of them."""
        super().__init__(*args, **kwargs)
        self.ask_for_actor(Actor.objects.visible_to(user).listed(), by=user)
        said = {"new_kind": suggestion.kind, "new_origin": suggestion.known_how}
        self.initial.update(said, new_seat=suggestion.project.territory.code)
        self.order_fields(["actor", "introduce"])

    def clean(self):
        """Take the actor, known or new."""
        cleaned = super().clean()
        self.check_newcomer(cleaned, self.fields["actor"].queryset)
        return cleaned


class AsideForm(forms.Form):
    """Why somebody is put aside."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Who named them reads it. Nothing else is kept of a person."),
        error_messages={"required": _("Say why, in a few kind words.")},
    )
