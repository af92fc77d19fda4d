"""Register an actor with little, and change what is said of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from actors.actions import actors, consent
from actors.enums import ActorKind
from actors.forms.persons import STAYS_A_PERSON, PersonEmailField, check_place
from actors.models import Actor, ActorFamily
from territoire.enums import Visibility
from territoire.form_fields import ChoiceCards, FamilyCards, RichTextField
from territoire.forms import ConfirmableForm, OnceForm, RemoteChoice, RemoteChoices, TeamField
from territoire.models import Territory
from territoire.picture_forms import PicturedForm

TERRITORY_SEARCH = reverse_lazy("site:territory-search")


class ActorForm(PicturedForm, ConfirmableForm):
    """What is said of an actor; `teams` are those that may be given a hidden one."""

    LATER = ("acronym", "description", "picture", "areas", "visibility", "team", "confirm_every")

    constraint_fields = {"person_hidden_until_consent": "visibility", "actor_once_by_source": "name"}

    kind = forms.ChoiceField(
        label=_("Kind"), choices=ActorKind, widget=ChoiceCards, initial=ActorKind.ORGANISATION
    )
    family = forms.ModelChoiceField(
        ActorFamily.objects.all(),
        to_field_name="code",
        label=_("Family"),
        widget=FamilyCards,
        empty_label=None,
        error_messages={"required": _("Choose the family that comes closest.")},
    )
    seat = forms.ModelChoiceField(
        Territory.objects.all(),
        to_field_name="code",
        label=_("Commune"),
        required=False,
        widget=RemoteChoice(TERRITORY_SEARCH, attrs={"data-placeholder": _("For example: Saugues")}),
        error_messages={
            "required": _("Type the first letters of the commune, then choose it in the list."),
            "invalid_choice": _("Choose a place in the list."),
        },
    )
    areas = forms.ModelMultipleChoiceField(
        Territory.objects.all(),
        to_field_name="code",
        label=_("Areas of action"),
        required=False,
        help_text=_("Communes, intercommunalities, départements… where it acts."),
        widget=RemoteChoices(TERRITORY_SEARCH),
    )

    class Meta:
        model = Actor
        fields = [
            "kind",
            "name",
            "family",
            "seat",
            "origin",
            "acronym",
            "description",
            "areas",
            "visibility",
            "team",
            "confirm_every",
        ]
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}
        field_classes = {"team": TeamField, "description": RichTextField}
        error_messages = {
            "name": {
                "required": _("Give a name, even a provisional one."),
                "max_length": _("Shorten the name to %(limit_value)d characters (it has %(show_value)d)."),
            }
        }

    def __init__(self, *args, teams, **kwargs):
        """Offer the user's own teams."""
        super().__init__(*args, **kwargs)
        self.was_concealed = bool(self.instance.pk) and actors.is_concealed(self.instance)
        self.fields["origin"].needed = True  # shown for persons alone
        self._offer_teams(teams)

    def _offer_teams(self, teams) -> None:
        self.fields["team"].offer(teams, self.instance.team_id)
        self.fields["team"].empty_label = _("No team: only you")
        if not self.fields["team"].queryset.exists():
            del self.fields["team"]

    @property
    def later_fields(self):
        """Return the fields that may wait."""
        return [self[name] for name in self.LATER if name in self.fields]

    @property
    def later_is_open(self) -> bool:
        """Tell whether the fields that may wait are to be seen at once."""
        return bool(self.instance.pk) or any(name in self.errors for name in self.LATER)

    def clean(self):
        """Keep a person hidden until they agree, and ask where what is said of them comes from."""
        cleaned = super().clean()
        if cleaned.get("kind") == ActorKind.PERSON:
            self._clean_person(cleaned)
        elif self.instance.pk and self.initial.get("kind") == ActorKind.PERSON:
            self.add_error("kind", ValidationError(STAYS_A_PERSON, code="stays-a-person"))
        return cleaned

    def _clean_person(self, cleaned) -> None:
        """Who sees a person is said on the page of their agreement, not here."""
        cleaned["visibility"] = self.instance.visibility if self.instance.consented_at else Visibility.TEAM
        try:
            check_place(cleaned.get("seat"))
        except ValidationError as error:
            self.add_error("seat", error)
        if not cleaned.get("origin") and "origin" not in self.errors:
            message = _("Say where you know this person from: a meeting, a public directory…")
            self.add_error("origin", ValidationError(message, code="required"))


class ActorRegistrationForm(ActorForm, OnceForm):
    """Register an actor: name, family and commune are enough."""

    email = PersonEmailField()

    def __init__(self, *args, by, **kwargs):
        """Ask for the commune."""
        super().__init__(*args, **kwargs)
        self.fields["seat"].required = True
        self.fields["email"].registrar = by

    def tell(self, actor: Actor, *, by) -> None:
        """Tell a person, once saved, that they are registered."""
        if actor.is_person and self.cleaned_data.get("email"):
            consent.tell(actor, self.cleaned_data["email"], by=by)


class ActorChangeForm(ActorForm):
    """Change an actor."""

    def __init__(self, *args, **kwargs):
        """Say what hiding changes."""
        super().__init__(*args, **kwargs)
        self.fields["visibility"].help_text = _(
            "Once hidden from the public, the page has a new address that nobody can guess; the old one leads nowhere. "
            "Made public again, it keeps that address."
        )
