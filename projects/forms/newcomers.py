"""An actor chosen among those known, or registered on the spot."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.actions import consent
from actors.enums import ActorKind
from actors.forms.persons import PersonEmailField, check_place
from actors.models import Actor, ActorFamily
from projects.forms.choices import ActorField
from projects.forms.projects import TerritoryField
from territoire.enums import Visibility
from territoire.form_fields import ChoiceCards, FamilyCards
from territoire.slugs import free_slug
from territoire.text import normalise

NEW_FIELDS = ("new_name", "new_kind", "new_family", "new_seat", "new_origin", "new_email")
OPTIONAL = {"new_email"}


class NewcomerFields(forms.Form):
    """The part of a form that says which actor: one of the list, or a new one.

    Who uses it calls `ask_for_actor` at first, `check_newcomer` in `clean` and `actor_for` while saving. When
    something alike is known already, the form asks once whether it is the same.
    """

    actor = ActorField(label=_("Actor"), required=False)
    new_name = forms.CharField(label=_("Name"), max_length=200, required=False)
    new_kind = forms.ChoiceField(
        label=_("It is"),
        choices=ActorKind,
        initial=ActorKind.ORGANISATION,
        required=False,
        widget=ChoiceCards,
    )
    new_family = forms.ModelChoiceField(
        ActorFamily.objects.all(), label=_("Family"), required=False, empty_label=None, widget=FamilyCards
    )
    new_seat = TerritoryField(label=_("Commune"), required=False)
    new_origin = forms.CharField(
        label=_("How you know this person"),
        max_length=300,
        required=False,
        help_text=_("For a person only: a meeting, a public directory… A person is seen by the team alone."),
    )
    new_email = PersonEmailField()
    other_than_known = forms.CharField(required=False, widget=forms.HiddenInput)

    def ask_for_actor(self, queryset, *, by) -> None:
        """Offer the actors of `queryset` to `by`, and want one unless a new one is named."""
        self.fields["new_email"].registrar = by
        field = self.fields["actor"]
        field.queryset = queryset
        field.required = not self.data.get(self.add_prefix("new_name"))
        field.error_messages["required"] = _("Choose an actor, or register it below.")
        for name in NEW_FIELDS:
            self.fields[name].needed = name not in OPTIONAL

    def new_fields(self):
        """Return the fields of a new actor, for the template."""
        return [self[name] for name in NEW_FIELDS]

    def new_open(self) -> bool:
        """Tell whether the part for a new actor is to be shown unfolded."""
        return bool(self["new_name"].value()) or any(name in self.errors for name in NEW_FIELDS)

    def clean_new_kind(self) -> str:
        """An organisation unless said otherwise."""
        return self.cleaned_data["new_kind"] or ActorKind.ORGANISATION

    def check_newcomer(self, cleaned: dict, visible) -> None:
        """Ask for one actor, known or new, with the little that a new one needs."""
        known, name = cleaned.get("actor"), cleaned.get("new_name")
        if known and name:
            self.add_error("actor", _("Choose an actor of the list, or register a new one: not both."))
        elif name and not known:
            self._check_new(cleaned, visible)

    def _check_new(self, cleaned: dict, visible) -> None:
        if not cleaned.get("new_family"):
            self.add_error("new_family", _("Choose the family that suits best."))
        if not cleaned.get("new_seat") and "new_seat" not in self.errors:
            self.add_error("new_seat", _("Say where it is: a commune, or a wider territory."))
        if cleaned.get("new_kind") == ActorKind.PERSON:
            self._check_person(cleaned)
        if not self.errors and cleaned.get("other_than_known") != cleaned["new_name"]:
            self._ask_whether_known(cleaned["new_name"], visible)

    def _check_person(self, cleaned: dict) -> None:
        if not cleaned.get("new_origin"):
            self.add_error("new_origin", _("Say how you know this person: they have the right to know it."))
        try:
            check_place(cleaned.get("new_seat"))
        except ValidationError as error:
            self.add_error("new_seat", error)

    def _ask_whether_known(self, name: str, visible) -> None:
        """When a visible actor has that name, ask to choose it, or to send again if it is another."""
        alike = list(visible.filter(search_name__startswith=normalise(name))[:5])
        if alike:
            self.data = self.data.copy()
            self.data[self.add_prefix("other_than_known")] = name
            text = _(
                "This name is known: %(names)s. Choose it in the list above, or save again if it is another."
            )
            self.add_error(
                "new_name", ValidationError(text % {"names": ", ".join(map(str, alike))}, code="alike")
            )

    def actor_for(self, team, by) -> Actor:
        """Return the actor chosen, or the new one once saved; a person is seen by `team`, and told."""
        known = self.cleaned_data.get("actor")
        if known:
            return known
        person = self.cleaned_data["new_kind"] == ActorKind.PERSON
        name = self.cleaned_data["new_name"]
        actor = Actor.objects.create(
            name=name,
            slug=free_slug(Actor, name, hidden=person),
            kind=self.cleaned_data["new_kind"],
            family=self.cleaned_data["new_family"],
            seat=self.cleaned_data["new_seat"],
            origin=self.cleaned_data["new_origin"],
            visibility=Visibility.TEAM if person else Visibility.PUBLIC,
            team=team,
            created_by=by,
            confirmed_at=timezone.now(),
        )
        if person and self.cleaned_data.get("new_email"):
            consent.tell(actor, self.cleaned_data["new_email"], by=by)
        return actor
