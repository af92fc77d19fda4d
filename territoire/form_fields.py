"""How form fields are drawn: `{{ form }}` and `{{ field.as_field_group }}` come out as Bootstrap wants.

The markup is in templates/django/forms/; here is only which class goes on which widget.
"""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

CONTROLS: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxInput, "form-check-input"),
    (forms.RadioSelect, ""),  # and CheckboxSelectMultiple: their templates draw each choice
    (forms.Select, "form-select"),
    (forms.HiddenInput, ""),
    (forms.MultipleHiddenInput, ""),
    (forms.Widget, "form-control"),
]


class BootstrapField(forms.BoundField):
    """A field with Bootstrap's classes, "optional" said in words, and its error linked to its widget."""

    @property
    def is_check(self) -> bool:
        """A single box to tick, whose label comes after it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_optional(self) -> bool:
        return not self.field.required and not self.is_check and not self.field.disabled

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        control = next(css for kind, css in CONTROLS if isinstance(widget, kind))
        if control:
            own = attrs.get("class") or widget.attrs.get("class", "")
            attrs["class"] = " ".join(filter(None, [control, own, "is-invalid" if self.errors else ""]))
        return attrs


class Renderer(TemplatesSetting):
    """Django's renderer over our templates, with our fields."""

    bound_field_class = BootstrapField


class ChoiceCards(forms.RadioSelect):
    """One choice among a few, each drawn as a card to press (`t-choix`)."""

    template_name = "components/choice_cards.html"
    option_template_name = "components/choice_card.html"


class FamilyCards(ChoiceCards):
    """The families of actors as cards with their shapes; for a ModelChoiceField of families."""

    option_template_name = "components/family_card.html"


class DegreeCards(ChoiceCards):
    """The degrees of involvement as cards with their bars."""

    template_name = "components/choice_list.html"
    option_template_name = "components/degree_card.html"


class Autocomplete(forms.Select):
    """A choice found by typing: `url` answers ?q= as static/js/autocomplete.js says.

    Only the options already chosen are written in the page, so that a list of any length stays light.
    Pages that use it include "components/autocomplete_scripts.html" in their block `scripts`.
    """

    def __init__(self, url: str = "", attrs: dict[str, Any] | None = None, *, create: bool = False) -> None:
        super().__init__(attrs)
        self.url = url
        self.create = create

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs["data-autocomplete-url"] = str(self.url)
        if self.create:
            attrs["data-create"] = True
        return attrs

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Only the chosen options: the queryset is never listed whole."""
        chosen = [str(item) for item in value if item not in (None, "")]
        groups = [] if self.allow_multiple_selected else [self._group(name, "", "", False, 0)]
        for index, (key, label) in enumerate(self._labels(chosen), len(groups)):
            groups.append(self._group(name, key, label, True, index))
        return groups

    def _group(self, name: str, value: str, label: str, selected: bool, index: int) -> Any:
        return (None, [self.create_option(name, value, label, selected, index)], index)

    def _labels(self, chosen: list[str]) -> list[tuple[str, str]]:
        field = getattr(self.choices, "field", None)
        if field is None:
            return [(str(key), str(label)) for key, label in self.choices if str(key) in chosen]
        if not chosen:
            return []
        key = field.to_field_name or "pk"
        try:
            found = field.queryset.filter(**{f"{key}__in": chosen})
            return [(str(field.prepare_value(item)), field.label_from_instance(item)) for item in found]
        except (TypeError, ValueError, forms.ValidationError):  # typed by hand: validation will say so
            return []


class AutocompleteMany(Autocomplete, forms.SelectMultiple):
    """Several choices found by typing."""
