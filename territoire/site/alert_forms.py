"""The form of what one wants to be told of."""

from typing import cast

from django import forms
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Claim
from projects.actions import digests
from projects.enums import DigestRhythm, VoiceMail
from projects.models import Alert, Digest, Project
from territoire.models import User

NEVER = ""
MOST = 60


class AlertsForm(forms.Form):
    """The projects that one holds, the actors that one speaks for, and one rhythm for all."""

    projects = forms.ModelMultipleChoiceField(
        Project.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Tell me when a need of these projects can now be met here"),
        help_text=_("“Here” is the département of the project, or nearer."),
    )
    actors = forms.ModelMultipleChoiceField(
        Actor.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Tell me when a project seeks what these actors know or have"),
        help_text=_("In the région where they sit, as their pages say it today."),
    )
    every = forms.TypedChoiceField(
        label=_("How often"),
        choices=[*DigestRhythm.choices, (NEVER, _("Never: keep my choices, send nothing"))],
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("One mail for everything, at most that often, and only when there is something new."),
    )

    voices = forms.ChoiceField(
        label=_("Proposals that wait for my voice"),
        choices=VoiceMail,
        required=False,
        help_text=_("In the projects that you hold, and where you speak for somebody of the working circle."),
    )

    def __init__(self, *args, user: User, **kwargs):
        """Offer what `user` holds and speaks for, with what they chose before."""
        super().__init__(*args, **kwargs)
        chosen = Alert.objects.filter(user=user)
        self._offer("projects", digests.held_projects(user), chosen.values_list("project", flat=True))
        self._offer("actors", _own_first(user), chosen.values_list("actor", flat=True))
        digest = Digest.objects.filter(user=user).first()
        stopped = digest is not None and digest.stopped_at is not None
        self.initial["every"] = NEVER if stopped else (digest or Digest()).every
        self.initial["voices"] = (digest or Digest()).voices

    def clean_voices(self) -> str:
        """Change nothing when nothing is said of it."""
        return self.cleaned_data["voices"] or self.initial["voices"]

    def clean(self):
        """Gather nothing in a mail that never leaves."""
        cleaned = super().clean() or {}
        if (
            cleaned.get("voices") == VoiceMail.DIGEST
            and not cleaned.get("every")
            and "every" not in self.errors
        ):
            words = _("No mail gathers anything: choose how often above, or another answer here.")
            self.add_error("voices", forms.ValidationError(words, code="no-digest"))
        return cleaned

    def _offer(self, name: str, offered, chosen) -> None:
        field = cast(forms.ModelMultipleChoiceField, self.fields[name])
        kept = [key for key in chosen if key]
        first = list(dict.fromkeys([*kept, *offered.values_list("pk", flat=True)[:MOST]]))
        narrowed = offered.filter(pk__in=first)
        field.queryset = narrowed
        self.initial[name] = [one.slug for one in narrowed.filter(pk__in=kept)]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to choose among."""
        fields = (cast(forms.ModelMultipleChoiceField, self.fields[name]) for name in ("projects", "actors"))
        return not any(field.queryset for field in fields)


def _own_first(user: User):
    """Return the actors that `user` speaks for, those that they claimed first."""
    claimed = Claim.objects.of(user).values("actor")
    own = digests.own_actors(user)
    others_after = Case(When(pk__in=claimed, then=0), default=1)
    return own.order_by(others_after, "search_name", "pk")
