"""What is said of one actor: what it knows, gives and practises, what it belongs to, how to reach it."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.fr import siren, siret

from actors.enums import ContactKind, IdentifierScheme, Level
from actors.forms.proposals import CHOOSE, CompetenceField, CompetenceProposal
from actors.models import (
    Actor,
    ActorIdentifier,
    ActorOccupation,
    Affiliation,
    Competence,
    ContactPoint,
    Mastery,
    Occupation,
    Resource,
)
from territoire import links
from territoire.form_fields import ChoiceCards
from territoire.forms import OnceForm, PeriodField, RecordForm, RemoteChoice
from territoire.history import NOT_SHOWN


class FactForm(RecordForm):
    """A form on something of an actor, for `user`, who chooses among what they may see."""

    def __init__(self, *args, user, **kwargs):
        """Keep who asks."""
        self.user = user
        super().__init__(*args, **kwargs)


class MasteryForm(FactForm):
    """A competence that an actor masters."""

    competence = CompetenceField(label=_("Competence"))
    level = forms.TypedChoiceField(
        label=_("Level"), choices=Level, coerce=int, widget=ChoiceCards, initial=Level.PRACTISES
    )

    class Meta:
        model = Mastery
        fields = ["competence", "level", "mobilisable", "conditions", "period"]
        field_classes = {"period": PeriodField}

    def __init__(self, *args, **kwargs):
        """Offer the approved competences, those that the user proposed, and the one already chosen."""
        super().__init__(*args, **kwargs)
        offered = Competence.objects.offered_to(self.user).filter(merged_into=None)
        chosen = Competence.objects.filter(pk=self.instance.competence_id)
        self.fields["competence"].queryset = offered | chosen


class MasteryRegistrationForm(CompetenceProposal, MasteryForm, OnceForm):
    """A competence to add, or to propose when the list misses it."""


class ResourceForm(FactForm):
    """Something that an actor can give or lend."""

    constraint_fields = {"resource_quantity_positive": "quantity", "resource_period_not_empty": "period"}

    class Meta:
        model = Resource
        fields = ["kind", "description", "quantity", "conditions", "period"]
        localized_fields = ["quantity"]
        field_classes = {"period": PeriodField}


class ResourceRegistrationForm(ResourceForm, OnceForm):
    """A resource to add."""


class OccupationForm(FactForm):
    """A trade that an actor practises."""

    occupation = forms.ModelChoiceField(
        Occupation.objects.all(),
        to_field_name="code",
        label=_("Occupation"),
        widget=RemoteChoice(
            reverse_lazy("actors:occupation-search"),
            {"data-placeholder": _("For example: baker, accountant…")},
        ),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )

    class Meta:
        model = ActorOccupation
        fields = ["occupation", "period"]
        field_classes = {"period": PeriodField}


class OccupationRegistrationForm(OccupationForm, OnceForm):
    """A trade to add."""


class ActorField(forms.ModelChoiceField):
    """An actor found by typing; the form sets its queryset."""

    def __init__(self, **options):
        """Search among the actors that the user may see."""
        super().__init__(
            Actor.objects.none(),
            to_field_name="slug",
            widget=RemoteChoice(
                reverse_lazy("actors:actor-search"), {"data-placeholder": _("Type a name or an acronym")}
            ),
            error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
            **options,
        )


class AffiliationForm(FactForm):
    """What an actor belongs to."""

    constraint_fields = {"affiliation_to_another": "organisation"}

    organisation = ActorField(label=_("Organisation or group"))

    class Meta:
        model = Affiliation
        fields = ["organisation", "role", "period"]
        field_classes = {"period": PeriodField}

    other = "organisation"

    def __init__(self, *args, **kwargs):
        """Offer the actors that the user may see."""
        super().__init__(*args, **kwargs)
        visible = Actor.objects.visible_to(self.user).filter(merged_into=None)
        self.fields[self.other].queryset = visible


class AffiliationRegistrationForm(AffiliationForm, OnceForm):
    """What an actor belongs to, to add."""


class MemberForm(AffiliationForm):
    """Who belongs to an actor."""

    constraint_fields = {"affiliation_to_another": "member"}

    organisation = None
    member = ActorField(label=_("Person, or organisation that belongs to it"))
    other = "member"

    class Meta(AffiliationForm.Meta):
        fields = ["member", "role", "period"]


class MemberRegistrationForm(MemberForm, OnceForm):
    """A member to add."""


class KeptUnseen:
    """A form that may replace a contact detail and never shows it: left empty, the present one stays."""

    def __init__(self, *args, **kwargs):
        """Begin with nothing."""
        super().__init__(*args, **kwargs)
        self.kept = self.instance.value if self.instance.pk else ""
        if self.kept:
            self.initial["value"] = ""
            self.fields["value"].required = False
            self.fields["value"].help_text = _("Not shown here. Leave empty to keep it as it is.")

    def clean_value(self) -> str:
        """Keep what there was when nothing is typed."""
        return self.cleaned_data.get("value") or self.kept

    def _words(self, record, field) -> str:
        return str(NOT_SHOWN) if field.name == "value" else super()._words(record, field)


class ContactForm(FactForm):
    """One way to reach an actor."""

    class Meta:
        model = ContactPoint
        fields = ["kind", "value", "visibility"]

    def clean(self):
        """Refuse an address that leads nowhere."""
        cleaned = super().clean()
        kind, value = cleaned.get("kind"), cleaned.get("value")
        if kind == ContactKind.EMAIL and value:
            self._check_email(value)
        if kind == ContactKind.WEBSITE and value:
            self._clean_website(value)
        if kind == ContactKind.PHONE and value and sum(c.isdigit() for c in value) < 4:
            self.add_error("value", _("Write the number with its digits: 04 71 00 00 00."))
        return cleaned

    def _check_email(self, value: str) -> None:
        try:
            validate_email(value)
        except ValidationError:
            self.add_error("value", _("Something is missing in this address: name@example.org."))

    def _clean_website(self, value: str) -> None:
        try:
            self.cleaned_data["value"] = links.web_address(value)
        except ValidationError as error:
            self.add_error("value", error)


class ContactRegistrationForm(ContactForm, OnceForm):
    """A contact detail to add."""


class ContactChangeForm(KeptUnseen, ContactForm):
    """A contact detail to change, without showing what it is."""


class ContactPointForm(KeptUnseen, forms.ModelForm):
    """A contact detail in the administration, without showing what it is."""

    class Meta:
        model = ContactPoint
        fields = ["actor", "kind", "value", "visibility"]


class IdentifierForm(FactForm, OnceForm):
    """An identifier in a public register, checked by its own key where it has one."""

    class Meta:
        model = ActorIdentifier
        fields = ["scheme", "value"]

    def clean(self):
        """Check the number and write it without spaces."""
        cleaned = super().clean()
        scheme, value = cleaned.get("scheme"), cleaned.get("value")
        if scheme and value:
            cleaned["value"] = self._checked(scheme, value)
        return cleaned

    def _checked(self, scheme: str, value: str) -> str:
        module = {IdentifierScheme.SIREN: siren, IdentifierScheme.SIRET: siret}.get(scheme)
        compact = "".join(value.split()).upper()
        try:
            if module is not None:
                return module.validate(compact)
        except NotANumber:
            self.add_error("value", NUMBERS[scheme])
        if scheme == IdentifierScheme.RNA and not _is_rna(compact):
            self.add_error("value", NUMBERS[scheme])
        return value.strip() if scheme == IdentifierScheme.OTHER else compact


NUMBERS = {
    IdentifierScheme.SIREN: _(
        "A SIREN has nine digits, the last of which checks the others: look for a slip."
    ),
    IdentifierScheme.SIRET: _("A SIRET has fourteen digits, the last of which checks the others."),
    IdentifierScheme.RNA: _("An RNA number is a W and nine figures, for example W431000000."),
}


def _is_rna(value: str) -> bool:
    # The département's two signs may hold a letter (2A, 2B); python-stdnum knows no RNA.
    return len(value) == 10 and value[0] == "W" and value[1:].isalnum() and value[3:].isdigit()
