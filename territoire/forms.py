"""Forms that keep what was typed, register once, and never overwrite somebody's change unseen."""

import uuid
from datetime import date, datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from territoire.enums import Rhythm
from territoire.form_fields import RichTextField
from territoire.models import Team
from territoire.overlaps import NoOverlap
from territoire.periods import since

#: Beyond it, nobody means a day; and after the last day of the calendar there is no other.
LAST_DAY = date(2999, 12, 31)
#: Far more than anybody writes, and less than what PostgreSQL can index of a text.
LONGEST_TEXT = 20_000


class DayInput(forms.DateInput):
    """The browser's own calendar, which wants ISO days."""

    input_type = "date"

    def __init__(self, attrs=None):
        """Write days as the browser's calendar wants them."""
        super().__init__(attrs, format="%Y-%m-%d")


class PeriodWidget(forms.MultiWidget):
    """Two days, "since" and "until", both included in what people read and type."""

    template_name = "territoire/widgets/period.html"

    def __init__(self, attrs=None):
        """Make the two calendars."""
        super().__init__({"since": DayInput(), "until": DayInput()}, attrs)

    def decompress(self, value: DateRange | None) -> list[date | None]:
        """Return the first and the last day of a period; its upper bound is excluded, people's is not."""
        if value is None:
            return [None, None]
        return [value.lower, value.upper and value.upper - timedelta(days=1)]


class PeriodField(forms.MultiValueField):
    """A period typed as its first and last day, each optional."""

    widget = PeriodWidget
    default_error_messages = {
        "order": _("The end must come after the beginning."),
        "far": _("Choose a day nearer to us."),
    }

    def __init__(self, **options):
        """Two optional days."""
        options.pop("encoder", None)
        super().__init__(
            fields=(forms.DateField(required=False), forms.DateField(required=False)),
            require_all_fields=False,
            required=False,
            **{key: value for key, value in options.items() if key != "required"},
        )

    def compress(self, days: list[date | None]) -> DateRange:
        """Return the period from the first to the last day."""
        first, last = days or (None, None)
        if first and last and last < first:
            raise ValidationError(self.error_messages["order"], code="order")
        if last and last > LAST_DAY:
            raise ValidationError(self.error_messages["far"], code="far")
        return since(first, last and last + timedelta(days=1))


class RemoteChoice(forms.Select):
    """A choice among thousands: only what is chosen is in the page, the rest is searched for while typing."""

    def __init__(self, url, attrs=None, *, create: bool = False):
        """`url` (lazy) answers `?q=` with `{"results": [{"id", "text", "detail"}]}`."""
        super().__init__(
            {"data-autocomplete-url": url, **({"data-create": ""} if create else {}), **(attrs or {})}
        )

    def optgroups(self, name, value, attrs=None):
        """Offer the chosen entries alone."""
        chosen = [str(v) for v in value if v not in (None, "")]
        field = self.choices.field
        entries = (
            self.choices.queryset.filter(**{f"{field.to_field_name or 'pk'}__in": [v for v in chosen if v]})
            if all(_fits(field, v) for v in chosen)
            else self.choices.queryset.none()
        )
        options = [] if self.allow_multiple_selected or chosen else [("", "")]
        options += [(field.prepare_value(entry), field.label_from_instance(entry)) for entry in entries]
        return [
            (None, [self.create_option(name, key, text, str(key) in chosen, i)], i)
            for i, (key, text) in enumerate(options)
        ]


class RemoteChoices(RemoteChoice, forms.SelectMultiple):
    """Several choices among thousands."""

    allow_multiple_selected = True


def _fits(field: forms.ModelChoiceField, value: str) -> bool:
    """Tell whether `value` can be a key of the field's model at all (a stranger's text must not reach SQL)."""
    key = (
        field.queryset.model._meta.get_field(field.to_field_name)
        if field.to_field_name
        else field.queryset.model._meta.pk
    )
    try:
        key.to_python(value)
    except ValidationError:
        return False
    return True


class TeamField(forms.ModelChoiceField):
    """A team among one's own; the one that a record has already, if not one's own, stays without its name.

    A team is named after what it works on, which may be hidden.
    """

    def offer(self, own, current: int | None) -> None:
        """Offer the teams `own`, and the `current` one."""
        self.own = set(own.values_list("pk", flat=True))
        self.queryset = own | Team.objects.filter(pk=current)

    def label_from_instance(self, team: Team) -> str:
        """Name one's own teams."""
        return str(team) if team.pk in self.own else str(_("The team that keeps it"))


class RecordForm(forms.ModelForm):
    """A form on one record.

    Every constraint of the model is checked, also those on what the view sets and the form does not show; its message
    stands by the field that `constraint_fields` names, else by the first field of the constraint that is shown.

    When the record exists, the form carries the moment of its last change: if somebody changed it since, nothing is
    saved, `conflicts` says what they changed, and sending again saves knowingly.
    """

    constraint_fields: dict[str, str] = {}
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        """Carry the moment of the last change, and use our own field for periods."""
        super().__init__(*args, **kwargs)
        _bound_texts(self)
        _explain_layout(self)
        self.conflicts: list[tuple[str, str, str]] = []
        self._start_from_keys()
        if self.instance.pk and hasattr(self.instance, "updated_at"):
            self.initial["version"] = self.instance.updated_at.isoformat()
        else:
            del self.fields["version"]

    def _start_from_keys(self) -> None:
        """Start choices known by a code or an address from it: Django starts from the primary key of what is chosen."""
        for name, field in self.fields.items():
            if not isinstance(field, forms.ModelChoiceField) or isinstance(
                field, forms.ModelMultipleChoiceField
            ):
                continue
            if field.to_field_name and self.initial.get(name) is not None:
                chosen = getattr(self.instance, name, None)
                if getattr(chosen, "pk", None) == self.initial[name]:
                    self.initial[name] = getattr(chosen, field.to_field_name)

    def clean(self):
        """Refuse to overwrite what somebody changed since the form was shown."""
        cleaned = super().clean()
        if "version" in self.fields:
            self._refuse_when_stale(cleaned.get("version", ""))
        return cleaned

    def _refuse_when_stale(self, version: str) -> None:
        model = type(self.instance)
        current = model._default_manager.select_for_update(of=("self",)).get(pk=self.instance.pk)
        if current.updated_at.isoformat() == version:
            return
        self.conflicts = self._changes_since(version, current)
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = current.updated_at.isoformat()
        self.add_error(None, ValidationError(self._conflict_message(), code="stale"))

    def _conflict_message(self) -> str:
        changes = "; ".join(
            _("%(field)s: “%(before)s” became “%(now)s”")
            % {"field": label, "before": before or "–", "now": now or "–"}
            for label, before, now in self.conflicts
        )
        lead = _("Somebody changed this record while you were writing.")
        advice = _("Nothing of yours is saved yet: look, mend if needed, and save again.")
        return " ".join(str(part) for part in (lead, changes and f"{changes}.", advice) if part)

    def _changes_since(self, version: str, current: models.Model) -> list[tuple[str, str, str]]:
        """List (label, before, now) for each shown field that changed since `version`, from the history."""
        event_model = getattr(type(current), "pgh_event_model", None)
        try:
            moment = datetime.fromisoformat(version)
        except ValueError:
            return []
        if timezone.is_naive(moment):
            return []
        shown = event_model and (
            event_model.objects.filter(pgh_obj_id=current.pk, updated_at=moment).order_by("-pgh_id").first()
        )
        if shown is None:
            return []
        fields = [f for f in current._meta.concrete_fields if f.name in self.fields]
        return [
            (str(f.verbose_name), self._words(shown, f), self._words(current, f))
            for f in fields
            if getattr(shown, f.attname) != getattr(current, f.attname)
        ]

    def _words(self, record: models.Model, field: models.Field) -> str:
        """Return how `field` of `record` is read by who fills in the form: what they may not choose is not named."""
        offered, chosen = self.fields[field.name], getattr(record, field.name)
        if not isinstance(offered, forms.ModelChoiceField) or chosen is None:
            return _words(record, field)
        if offered.queryset.filter(pk=chosen.pk).exists():
            return str(offered.label_from_instance(chosen))
        return str(_("something that is hidden from you, or is no more"))

    def validate_constraints(self):
        """Leave constraints to `_post_clean`, which knows beside which field each is said."""

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        for _model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                self._check(constraint)

    def _check(self, constraint: models.BaseConstraint) -> None:
        try:
            constraint.validate(type(self.instance), self.instance)
        except ValidationError as error:
            self.add_error(self._field_of(constraint), ValidationError(error.messages, code=error.code))

    def _field_of(self, constraint: models.BaseConstraint) -> str | None:
        if constraint.name in self.constraint_fields:
            return self.constraint_fields[constraint.name]
        names = getattr(constraint, "fields", None) or _excluded(constraint)
        return next((name for name in names if name in self.fields), None)


class ConfirmableForm(RecordForm):
    """A form whose record asks its keepers, at a rhythm that they choose, whether it is still true."""

    confirm_every = forms.TypedChoiceField(
        label=_("Ask whether it is still true"),
        choices=Rhythm,
        coerce=int,
        required=False,
        initial=Rhythm.YEAR,
        help_text=_("One gesture will answer. Saving this form counts as an answer."),
    )

    def clean_confirm_every(self) -> int:
        """Keep the rhythm of before where none is sent."""
        chosen = self.cleaned_data["confirm_every"]
        return self.instance.confirm_every if chosen == "" else chosen


def _excluded(constraint: models.BaseConstraint) -> list[str]:
    if not isinstance(constraint, NoOverlap):
        return []
    return [name for name, _operator in constraint.expressions]


def _bound_texts(form: forms.BaseForm) -> None:
    """Give each text without a greatest length one."""
    for field in form.fields.values():
        text = isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField)
        if text and field.max_length is None:
            field.max_length = LONGEST_TEXT
            field.validators.append(MaxLengthValidator(LONGEST_TEXT))
            field.widget.attrs.update(field.widget_attrs(field.widget))


def _explain_layout(form: forms.BaseForm) -> None:
    """Say once in a form how long texts are laid out."""
    first = next((field for field in form.fields.values() if isinstance(field, RichTextField)), None)
    if first is not None:
        first.explain()


def _words(record: models.Model, field: models.Field) -> str:
    """Return how `field` of `record` is read by people."""
    display = getattr(record, f"get_{field.name}_display", None)
    if display is not None:
        return str(display())
    value = getattr(record, field.name)
    if isinstance(field, models.FileField):
        return str(_("a file")) if value else ""
    return "" if value is None else str(localize(value))


class OnceForm(RecordForm):
    """A form that registers something new; sent twice (double click, lost answer), it registers once."""

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        """Give each form that is shown a token of its own."""
        super().__init__(*args, **kwargs)
        self.fields["submission"].initial = uuid.uuid4

    def clean_submission(self) -> uuid.UUID:
        """Return the token; a form sent without one (by a program) gets a new one."""
        return self.cleaned_data["submission"] or uuid.uuid4()
