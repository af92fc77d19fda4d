"""The forms of the pages, filled in JSON: the same fields, the same rules, the same messages.

A form is filled as its page shows it (initial values, those of the record), then with what was sent on top: what is not
sent keeps its value when a record changes, and takes the page's own default when one is made. Choices are named by
public identifiers (slug, code, uid), periods by their first day and the first day after them.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from territoire.api.problems import Refused, Stale
from territoire.forms import PeriodField
from territoire.models import Team, User

PUBLIC_KEYS = ("slug", "code", "uid", "value")
#: What programs say otherwise (versions in If-Match, tokens in Idempotency-Key), or not at all (files).
UNSAID = frozenset({"version", "submission", "picture", "other_than_known"})
#: Who is in charge: oneself; nobody when it is null.
ME = "me"

type Names = Mapping[str, str]


class PeriodBody(serializers.Serializer):
    """A period: its first day, and the first day after it; an end that is open, or not said, is null."""

    lower = serializers.DateField(allow_null=True, required=False)
    upper = serializers.DateField(allow_null=True, required=False)


class Body(serializers.Serializer):
    """What a program sends, as far as types go: the form says the rest. A name that nobody knows is refused."""

    def to_internal_value(self, data):
        """Refuse unknown names, which would be lost unseen."""
        if isinstance(data, Mapping) and (unknown := set(data) - set(self.fields)):
            raise serializers.ValidationError({name: [UNKNOWN] for name in sorted(map(str, unknown))})
        for field in self.fields.values():
            if isinstance(field, serializers.CharField):
                # The form says what may not stay empty, in its own words and with all else that is wrong.
                field.allow_blank = True
        return super().to_internal_value(data)


NOT_OFFERED = serializers.ErrorDetail(_("This is not offered here."), code="invalid_choice")
UNKNOWN = serializers.ErrorDetail(_("Nothing has this name here."), code="unknown")


@cache
def body_class(
    form_class: type[forms.BaseForm],
    *,
    name: str = "",
    leave: frozenset[str] = frozenset(),
    names: tuple[tuple[str, str], ...] = (),
    needed: frozenset[str] = frozenset(),
    optional: frozenset[str] = frozenset(),
) -> type[Body]:
    """Return the serializer of what fills in a form.

    `leave`: fields that programs do not fill in; `names`: (name of the field, its name in the API) where they differ;
    `needed` and `optional`: fields that the form asks for, or not, otherwise than it declares.
    """
    renamed = dict(names)
    fields: dict[str, Any] = {}
    for field_name, field in form_class.base_fields.items():
        if field_name in UNSAID | leave:
            continue
        required = (field.required or field_name in needed) and field_name not in optional
        has_default = field.initial is not None or isinstance(field, forms.BooleanField)
        own = _field(field, required=required and not has_default, model=_model_of(form_class, field_name))
        fields[renamed.get(field_name, field_name)] = own
    title = (name or form_class.__name__).removesuffix("Form")
    return type(f"{title}Body", (Body,), {**fields, "__doc__": form_class.__doc__})


def _model_of(form_class, name: str) -> models.Field | None:
    model = getattr(getattr(form_class, "_meta", None), "model", None)
    known = {field.name: field for field in model._meta.fields} if model else {}
    return known.get(name)


def _field(field: forms.Field, *, required: bool, model: models.Field | None) -> serializers.Field:
    said: dict[str, Any] = {"required": required and not (model is not None and model.has_default())}
    if help_text := field.help_text or field.label:
        # In the language of who reads it, hence as it is.
        said["help_text"] = help_text
    free = {**said, "allow_null": not field.required}
    match field:
        case PeriodField():
            return PeriodBody(**said)
        case forms.ModelMultipleChoiceField():
            return serializers.ListField(child=serializers.CharField(max_length=200), max_length=500, **said)
        case forms.ModelChoiceField():
            return _choice(field, free)
        case forms.BooleanField():
            return serializers.BooleanField(**said)
        case forms.ChoiceField():
            choices = [(key, label) for key, label in _flat(field.choices) if key != ""]
            return serializers.ChoiceField(choices=choices, **free) if choices else _text(field, free)
        case forms.DecimalField():
            digits = {"max_digits": field.max_digits or 14, "decimal_places": field.decimal_places or 2}
            return serializers.DecimalField(coerce_to_string=False, **digits, **free)
        case forms.IntegerField():
            bounds = {"min_value": field.min_value, "max_value": field.max_value}
            return serializers.IntegerField(**{k: v for k, v in bounds.items() if v is not None}, **free)
        case forms.DateField():
            return serializers.DateField(**free)
        case forms.EmailField():
            return serializers.EmailField(allow_blank=not field.required, **said)
    return _text(field, said)


def _flat(choices) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label


def _text(field: forms.Field, said: dict[str, Any]) -> serializers.Field:
    most = {"max_length": most} if (most := getattr(field, "max_length", None)) else {}
    return serializers.CharField(allow_blank=not field.required, **most, **said)


def _choice(field: forms.ModelChoiceField, said: dict[str, Any]) -> serializers.Field:
    model = field.queryset.model
    key = public_key(model)
    if key == "uid":
        return serializers.UUIDField(**said)
    if key == "value":
        return serializers.IntegerField(min_value=1, max_value=5, **said)
    return serializers.CharField(max_length=200, **said)


def public_key(model: type[models.Model]) -> str:
    """Return the field by which programs name records of `model`."""
    if model is Team:
        return "project__slug"
    if model is User:
        return ME
    names = {field.name for field in model._meta.fields}
    return next(name for name in PUBLIC_KEYS if name in names)


def filled(form: forms.BaseForm, said: Mapping[str, Any], user) -> dict[str, Any]:
    """Return the data that fills in `form` (as its page shows it) once `said`, by names of fields, is on top."""
    data: dict[str, Any] = {}
    for name, field in form.fields.items():
        if name in said:
            _put(data, form.add_prefix(name), field, said[name], user)
        elif not isinstance(field, forms.FileField):
            _keep(data, form.add_prefix(name), field, form.get_initial_for_field(field, name))
    return data


def _keep(data: dict[str, Any], name: str, field: forms.Field, value: Any) -> None:
    """Write what the page would show."""
    if isinstance(field, PeriodField):
        widget: Any = field.widget
        put_period(data, name, *widget.decompress(value))
    elif isinstance(field, forms.ModelMultipleChoiceField):
        data[name] = [str(one) for one in field.prepare_value(value or [])]
    elif isinstance(field, forms.BooleanField):
        data[name] = bool(value)
    elif value is not None:
        data[name] = str(field.prepare_value(value))


def _put(data: dict[str, Any], name: str, field: forms.Field, value: Any, user) -> None:
    """Write what was sent."""
    if isinstance(field, PeriodField):
        value = value or {}
        if value.get("upper") == date.min:
            raise serializers.ValidationError({name: [field.error_messages["order"]]})
        put_period(data, name, value.get("lower"), last_day(value.get("upper")))
    elif isinstance(field, forms.ModelMultipleChoiceField):
        data[name] = [_form_key(field, one, user) for one in value or []]
    elif isinstance(field, forms.ModelChoiceField):
        data[name] = "" if value in (None, "") else _form_key(field, value, user)
    elif isinstance(field, forms.FileField):
        # A file goes by itself; nothing, said, removes the one there is.
        data |= {} if value else {f"{name}-clear": "on"}
    elif isinstance(field, forms.BooleanField):
        data[name] = bool(value)
    else:
        data[name] = "" if value is None else str(value)


def put_period(data: dict[str, Any], name: str, first: date | None, last: date | None) -> None:
    """Write a period as its widget sends it."""
    data[f"{name}_since"] = first.isoformat() if first else ""
    data[f"{name}_until"] = last.isoformat() if last else ""


def last_day(upper: date | None) -> date | None:
    """Return the last day of a period that ends before `upper`."""
    # Before the first day of the calendar there is none.
    return upper - timedelta(days=1) if upper and upper > date.min else None


def _form_key(field: forms.ModelChoiceField, value: Any, user) -> str:
    """Return how the form names what programs name by `value`; what is not offered stays as no choice of the form."""
    key, text = public_key(field.queryset.model), str(value)
    named = {"pk": user.pk if text == ME else None} if key == ME else {key: value}
    try:
        found = field.queryset.filter(**named).first()
    except (ValueError, ValidationError):
        found = None
    if found is not None:
        return str(field.prepare_value(found))
    # A number that nobody was given must not become the key of something else.
    return f"“{text}”" if field.to_field_name is None else text


def refusal(form: forms.BaseForm, names: Names | None = None) -> Exception:
    """Return the problem that the errors of a form make: stale (412), or what is to be mended (400)."""
    data = form.errors.as_data()
    if any(error.code == "stale" for errors in data.values() for error in errors):
        told = [
            {"field": label, "before": before, "now": now}
            for label, before, now in getattr(form, "conflicts", [])
        ]
        return Stale(told)
    return Refused([error for name, errors in data.items() for error in _errors(name, errors, names or {})])


def _errors(name: str, errors: list[ValidationError], names: Names) -> Iterator[dict[str, str]]:
    pointer = "" if name == "__all__" else f"/{names.get(name, name)}"
    for error in errors:
        for message in error.messages:
            yield {"pointer": pointer, "detail": message, "code": error.code or "invalid"}
