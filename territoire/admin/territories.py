"""Territories: the official ones come from files; custom ones are composed here."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.translation import gettext_lazy as _

from territoire.actions import territories
from territoire.admin.accounts import FacilitationInline
from territoire.admin.records import OVERRIDES, HistoryMixin
from territoire.models import Territory, TerritoryPart

LABELS = {"epci": _("EPCI"), "departement": _("Département"), "region": _("Région")}


class TerritoryForm(forms.ModelForm):
    """A territory and what it is made of; one that would hold itself is refused."""

    composed_of = forms.ModelMultipleChoiceField(
        Territory.objects.all(),
        required=False,
        label=_("Made of"),
        help_text=_("For territories of your own."),
    )

    def __init__(self, *args, **kwargs):
        """Start from the parts there are."""
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            if name in self.fields:
                self.fields[name].label = label
        if "composed_of" in self.fields:
            field = TerritoryPart._meta.get_field("part")
            self.fields["composed_of"].widget = AutocompleteSelectMultiple(field, admin.site)
            self.fields["composed_of"].widget.choices = self.fields["composed_of"].choices
            if self.instance.pk:
                self.initial["composed_of"] = list(self.instance.parts.all())

    def clean_composed_of(self):
        """Say which part would make a circle."""
        parts = self.cleaned_data["composed_of"]
        if self.instance.pk and (looped := territories.loop(self.instance, parts)):
            raise forms.ValidationError(
                _("%(name)s already holds this territory: it cannot be a part of it.") % {"name": looped}
            )
        return parts


class OwnFacilitationInline(FacilitationInline):
    """Who facilitates this territory."""

    autocomplete_fields = ["user"]


@admin.register(Territory)
class TerritoryAdmin(HistoryMixin, admin.ModelAdmin):
    """Search among 36,000; compose those that no code has."""

    form = TerritoryForm
    formfield_overrides = OVERRIDES
    list_display = ["name", "kind", "official_code", "departement", "population"]
    list_select_related = ["departement"]
    list_filter = ["kind"]
    search_fields = ["search_text__contains"]
    autocomplete_fields = ["epci", "departement", "region", "successors"]
    show_full_result_count = False
    list_per_page = 50
    inlines = [OwnFacilitationInline]
    fieldsets = [
        (None, {"fields": ["name", "kind", "nature", "code", "official_code", "other_names", "postcodes"]}),
        (_("Where"), {"fields": ["composed_of", "epci", "departement", "region", "latitude", "longitude"]}),
        (_("When"), {"fields": ["period", "successors", "population"]}),
    ]

    def get_search_results(self, request, queryset, search_term):
        """Exact names first, then big places."""
        if not search_term.strip():
            return queryset, False
        return queryset.named_like(search_term).select_related("departement"), False

    def autocomplete_label(self, territory) -> str:
        """Tell namesakes apart."""
        return f"{territory.name} – {territory.whereabouts}"

    def save_related(self, request, form, formsets, change):
        """Compose the territory once it is saved."""
        super().save_related(request, form, formsets, change)
        if {"composed_of", "epci", "departement", "region", "kind"} & set(form.changed_data):
            changed = territories.recompose(form.instance, form.cleaned_data["composed_of"], by=request.user)
            messages.info(request, _("%(count)s inclusions were brought up to date.") % {"count": changed})
