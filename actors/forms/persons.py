"""What every form that registers a person asks: their address, unless they objected; and how they agreed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors.actions import addresses
from actors.models import Actor, Objection
from actors.models.actor import UNUSABLE
from territoire.enums import TerritoryKind, Visibility
from territoire.form_fields import ChoiceCards
from territoire.models import Territory

NOT_THEIRS = _(
    "This is the address of an account of yours, or of your team: somebody else could answer in the person’s place. "
    "Leave it empty: who has an account chooses “This is me” on the page, and answers from there; others are handed a "
    "printed notice."
)
TOLD_ENOUGH = _("A notice went there this week, or you sent many today: leave them the time to answer.")
# Else one tick would show who has not agreed.
STAYS_A_PERSON = _(
    "A person stays a person: register the organisation apart, and delete this page if it is not one."
)
RESTRICTED = _(
    "This person asked that nothing be done with it: only they change that, by their link or account."
)
SHOWN = [(Visibility.PUBLIC, _("Everyone")), (Visibility.MEMBERS, _("People with an account"))]


class PersonEmailField(forms.EmailField):
    """The address of a person; refused when its owner objected, when nobody reads it, when it is a keeper's own.

    The form sets `registrar`, the account that registers, and `person` when they are registered already.
    """

    registrar = None
    person = None

    def __init__(self, **options):
        """Optional unless said otherwise: not everyone has one."""
        defaults = {
            "label": _("Their e-mail address"),
            "required": False,
            "help_text": _(
                "For a person: they are told at once, and answer by a link. Without it, you hand them a printed notice."
            ),
            "error_messages": {
                "invalid": _("Something is missing in this address: name@example.org."),
                "required": _("Write the address at which they are told."),
            },
        }
        super().__init__(**{**defaults, **options})

    def validate(self, value):
        """Refuse what does not reach the person, and who objected."""
        super().validate(value)
        if not value:
            return
        if addresses.is_unread(value) or Objection.objects.concern(value):
            raise ValidationError(UNUSABLE, code="unusable")
        if addresses.is_of_keepers(value, by=self.registrar, person=self.person):
            raise ValidationError(NOT_THEIRS, code="not-theirs")
        if addresses.is_told_enough(value, by=self.registrar, person=self.person):
            raise ValidationError(TOLD_ENOUGH, code="told-enough")


def check_place(place) -> None:
    """Refuse, for a person, a place smaller than a commune; raises `ValidationError`."""
    if place is None or place.kind != TerritoryKind.CUSTOM:
        return
    if not Territory.objects.within(place).filter(kind=TerritoryKind.COMMUNE).exists():
        raise ValidationError(_("For a person, choose a commune or a wider territory."), code="too-near")


def places_of(person: Actor) -> list[Territory]:
    """Return the place of a person, then the wider ones that hold it."""
    seat = person.seat
    if seat is None:
        return []
    wider = [seat, seat.epci, seat.departement, seat.region]
    return list(dict.fromkeys(place for place in wider if place))


class TellForm(forms.Form):
    """The address where a person is told that they are registered."""

    email = PersonEmailField(required=True, help_text="")

    def __init__(self, *args, person: Actor, by, **kwargs):
        """Know who tells whom."""
        super().__init__(*args, **kwargs)
        self.fields["email"].registrar, self.fields["email"].person = by, person


class AttestForm(forms.Form):
    """How a person agreed who did not answer by their link, and who may see them."""

    consent_proof = forms.CharField(
        label=_("How and when they agreed"),
        max_length=300,
        help_text=_("For example: paper signed on 12 March 2026, kept at the town hall."),
        error_messages={"required": _("Say how and when they agreed: it must be possible to show it.")},
    )
    visibility = forms.ChoiceField(
        label=_("Who may see them"), choices=SHOWN, initial=Visibility.MEMBERS, widget=ChoiceCards
    )

    def __init__(self, *args, person: Actor, **kwargs):
        """Know who agreed."""
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self):
        """Leave alone a person who asked that nothing be done with what is known of them."""
        if self.person.restricted_at:
            raise ValidationError(RESTRICTED, code="restricted")
        return super().clean()


class PlaceField(forms.ChoiceField):
    """How near one is shown: a place, a wider one, or nowhere; the form sets the person."""

    NOWHERE = "nowhere"

    def __init__(self, **options):
        """Draw the choices one under the other."""
        defaults = {
            "label": _("Where you are shown"),
            "widget": forms.RadioSelect,
            "help_text": _("What is nearer than your choice is forgotten, not only hidden."),
        }
        super().__init__(**{**defaults, **options})

    def offer(self, person: Actor) -> None:
        """Offer the person's place and the wider ones."""
        self.places = {place.code: place for place in places_of(person)}
        named = [(code, f"{place.name} – {place.get_kind_display()}") for code, place in self.places.items()]
        self.choices = [*named, (self.NOWHERE, _("Nowhere"))]
        self.initial = next(iter(self.places), self.NOWHERE)

    def clean(self, value) -> Territory | None:
        """Return the place, None for nowhere."""
        return self.places.get(super().clean(value))


class AgreeForm(forms.Form):
    """To be shown: to whom, and how near."""

    visibility = forms.ChoiceField(
        label=_("Who may see you"),
        choices=[
            (Visibility.PUBLIC, _("Everyone, on the web")),
            (Visibility.MEMBERS, _("Only people who have an account on this site")),
        ],
        widget=forms.RadioSelect,
        initial=Visibility.MEMBERS,
        error_messages={"required": _("Choose who may see you.")},
    )
    place = PlaceField()

    def __init__(self, *args, person: Actor, **kwargs):
        """Offer the person's own places."""
        super().__init__(*args, **kwargs)
        self.fields["place"].offer(person)
        if person.visibility != Visibility.TEAM:
            self.fields["visibility"].initial = person.visibility


class CorrectForm(forms.Form):
    """What a person says of themself, and their words to the keepers."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        error_messages={"required": _("Give a name, even a first name alone.")},
    )
    description = forms.CharField(
        label=_("In a few words"), max_length=5000, required=False, widget=forms.Textarea({"rows": 4})
    )
    place = PlaceField()
    message = forms.CharField(
        label=_("Anything else to put right"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Who keeps your page reads it: what you know how to do, what you take part in…"),
    )

    def __init__(self, *args, person: Actor, **kwargs):
        """Start from what is held; contact details are not shown: each is kept, replaced or removed."""
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = person.name
        self.fields["description"].initial = person.description
        self.fields["place"].offer(person)
        self.points = {f"contact_{point.uid.hex}": point for point in person.contact_points.order_by("pk")}
        for name, point in self.points.items():
            self.fields[name] = forms.CharField(
                label=point.get_kind_display(),
                max_length=300,
                required=False,
                help_text=_("Not shown here. Leave empty to keep it as it is."),
            )
            self.fields[f"{name}_off"] = forms.BooleanField(
                label=_("Remove it: %(kind)s") % {"kind": point.get_kind_display().lower()}, required=False
            )
        fields = [part for name in self.points for part in (name, f"{name}_off")]
        self.order_fields(["name", "description", "place", *fields, "message"])

    @property
    def said(self) -> dict:
        """Return what the person says of themself."""
        values = self.cleaned_data
        return {"name": values["name"], "description": values["description"], "seat": values["place"]}

    @property
    def contacts(self) -> dict:
        """Return each contact detail that changes with what it becomes, nothing when it is removed."""
        said = self.cleaned_data
        return {
            point: "" if said[f"{name}_off"] else said[name]
            for name, point in self.points.items()
            if said[name] or said[f"{name}_off"]
        }
