"""Forms on requests to board sent without an account."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors import duplicates
from actors.actions import addresses
from actors.enums import ActorKind
from actors.forms.persons import check_place
from actors.models import Actor, ActorFamily
from projects.enums import Gesture
from projects.forms.choices import ActorField
from projects.forms.join_requests import CARRIES, AcceptForm, NeedField, offer_needs
from projects.forms.projects import TerritoryField
from projects.models import Degree, GuestRequest, Need, Project
from territoire.form_fields import ChoiceCards, DegreeCards, FamilyCards
from territoire.models import Territory

KNOWN = ("known_name", "known_kind", "known_how")


class GuestForm(forms.ModelForm):
    """Somebody without an account offers to come aboard, or names somebody for a need."""

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
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
    # Robots fill in every field; people do not see this one.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = GuestRequest
        fields = ["need", "gesture", *KNOWN, "message", "wanted_degree", "name", "email", "organisation"]
        widgets = {
            "gesture": ChoiceCards,
            "known_kind": ChoiceCards,
            "wanted_degree": DegreeCards,
            "message": forms.Textarea({"rows": 4}),
            "name": forms.TextInput({"autocomplete": "name"}),
            "email": forms.EmailInput({"autocomplete": "email"}),
            "organisation": forms.TextInput({"autocomplete": "organization"}),
        }
        labels = {"gesture": _("What can you do?"), "wanted_degree": _("How far would you go?")}
        help_texts = {
            "message": _(
                "What you bring, when, on what conditions; or what the one whom you know could bring."
            ),
            "name": _("As whoever holds the project will read it."),
            "email": _("A link goes there at once: nobody sees your request before you open it."),
            "organisation": _(
                "Leave it empty to come for yourself. It is registered only if your request is accepted."
            ),
            "known_how": _("A meeting, a neighbourhood… They have the right to know it."),
        }
        error_messages = {
            "gesture": {"required": _("Choose what comes closest.")},
            "wanted_degree": {"required": _("Choose how far you would go.")},
            "message": {"required": _("Say in a few words what you bring.")},
            "name": {"required": _("Give a name, even a first name alone.")},
            "email": {
                "required": _("Write your address: the answer goes there."),
                "invalid": _("Something is missing in this address: name@example.org."),
            },
        }

    def __init__(self, *args, project: Project, **kwargs):
        """Offer the project's open needs."""
        super().__init__(*args, **kwargs)
        self.instance.project = project
        offer_needs(self.fields["need"], project)
        degree: Any = self.fields["wanted_degree"]
        degree.queryset, degree.empty_label = Degree.objects.filter(value__lt=CARRIES), None
        degree.initial = 3
        gesture: Any = self.fields["gesture"]
        gesture.choices, gesture.initial = Gesture.choices, Gesture.ABLE
        kind: Any = self.fields["known_kind"]
        kind.choices, kind.required = ActorKind.choices, False

    def known_fields(self):
        """Return the fields on somebody whom one knows."""
        return [self[name] for name in KNOWN]

    def clean_website(self) -> str:
        """Refuse what only a robot fills in."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty: only robots fill it in."), code="robot")
        return ""

    def clean_email(self) -> str:
        """Refuse a mailbox that nobody reads: the answer would reach nobody."""
        email = self.cleaned_data["email"].strip()
        if addresses.is_unread(email):
            raise ValidationError(_("Nobody reads this address: write one of yours."), code="unread")
        return email

    def clean(self):
        """Ask whom, of who knows somebody; forget it of the others."""
        cleaned = super().clean()
        if cleaned.get("gesture") != Gesture.KNOW:
            cleaned |= dict.fromkeys(("known_name", "known_how"), "")
            return cleaned
        cleaned["organisation"] = ""
        for name, text in (
            ("known_name", _("Say whom you know.")),
            ("known_how", _("Say how you know them: they have the right to know it.")),
        ):
            if not cleaned.get(name):
                self.add_error(name, ValidationError(text, code="required"))
        cleaned["known_kind"] = cleaned.get("known_kind") or ActorKind.ORGANISATION
        return cleaned

    def save(self, commit: bool = True) -> GuestRequest:
        """Return the request, known by the token of the form: a double click is one request."""
        self.instance.uid = self.cleaned_data["submission"] or uuid.uuid4()
        return super().save(commit=commit)


class AcceptGuestForm(AcceptForm):
    """To which degree, from when, and who it is: known already, or to register."""

    actor = ActorField(
        label=_("Known already as"),
        required=False,
        help_text=_("Leave it empty to register a new person, seen by the team alone until they agree."),
    )
    family = forms.ModelChoiceField(
        ActorFamily.objects.all(), label=_("Family"), required=False, empty_label=None, widget=FamilyCards
    )
    seat = TerritoryField(label=_("Commune, or a wider place"), required=False)
    other_than_known = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, guest: GuestRequest, user, **kwargs):
        """Offer the actors that `user` sees; somebody of the project's territory unless said otherwise."""
        super().__init__(*args, need=guest.need, **kwargs)
        self.guest = guest
        self.visible = Actor.objects.visible_to(user).listed()
        self.fields["actor"].queryset = self.visible
        if guest.organisation:
            self.fields["actor"].help_text = _(
                "Leave it empty to register “%(name)s”, which everyone sees."
            ) % {"name": guest.organisation}
        for name in ("family", "seat"):
            self.fields[name].needed = True
        self.initial.setdefault("seat", guest.project.territory.code)
        self.order_fields(["degree", "day", "changes", "able", "actor", "family", "seat"])

    def clean(self):
        """Ask for the family and the place of who is registered."""
        cleaned = super().clean()
        other_than_known = cleaned.pop("other_than_known", "")
        if cleaned.get("actor") or "actor" in self.errors:
            return cleaned
        if not cleaned.get("family") and "family" not in self.errors:
            self.add_error("family", _("Choose the family that suits best."))
        if not cleaned.get("seat"):
            if "seat" not in self.errors:
                self.add_error("seat", _("Say where it is: a commune, or a wider territory."))
            return cleaned
        if self.guest.organisation:
            if not self.errors and other_than_known != self.guest.organisation:
                self._ask_whether_known(cleaned["seat"])
            return cleaned
        try:
            check_place(cleaned["seat"])
        except ValidationError as error:
            self.add_error("seat", error)
        return cleaned

    def _ask_whether_known(self, seat: Territory) -> None:
        """When something alike is there, ask once to choose it, or to accept again if it is another."""
        name = self.guest.organisation
        alike = duplicates.likely(self.visible.exclude(kind=ActorKind.PERSON), name=name, seat=seat)
        if not alike:
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("other_than_known")] = name
        known = ", ".join(f"{one.actor} ({', '.join(one.reasons)})" for one in alike)
        text = _("Perhaps it is known already: %(known)s. Choose it here, or accept again if it is another.")
        self.add_error("actor", ValidationError(text % {"known": known}, code="alike"))
