"""How form fields are drawn: `{{ form }}` and `{{ field.as_field_group }}` come out as Bootstrap wants.

The markup is in templates/django/forms/; here is only which class goes on which widget.
"""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

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
        """Tell whether it may stay empty; a field that another choice makes required has `needed`."""
        needed = self.field.required or getattr(self.field, "needed", False)
        return not needed and not self.is_check and not self.field.disabled

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


class RichTextField(forms.CharField):
    """A long text that may be laid out (Markdown, see `territoire.rich_text`); the first of a form says how."""

    widget = forms.Textarea
    how = _(
        "To lay out long texts: *italic*, **bold**, a dash before each line of a list, "
        "[words](https://address) for a link."
    )

    def explain(self) -> None:
        """Add how to lay it out to what is said of it."""
        self.help_text = format_lazy("{} {}", self.help_text, self.how) if self.help_text else self.how


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
