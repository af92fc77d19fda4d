"""Partnerships and their axes."""

from django import forms
from django.contrib import admin

from actors.models import Partnership, PartnershipAxis
from territoire.admin.records import RecordAdmin, RecordInline, period


class AxisInline(RecordInline):
    """One way in which they work together."""

    model = PartnershipAxis
    fields = ["kind", "direction", "amount", "description", "state", "period"]


class PartnershipForm(forms.ModelForm):
    """Two partners in any order: the smaller identifier is put first."""

    def clean(self):
        """Put both in order, so that nobody has to know."""
        cleaned = super().clean()
        first, second = cleaned.get("first"), cleaned.get("second")
        if first and second and first.pk > second.pk:
            cleaned["first"], cleaned["second"] = second, first
        return cleaned


@admin.register(Partnership)
class PartnershipAdmin(RecordAdmin):
    """Who works with whom."""

    form = PartnershipForm
    list_display = ["first", "second", "visibility", "illustrative", "created_at"]
    list_select_related = ["first", "second"]
    list_filter = ["visibility", "illustrative", "axes__kind"]
    search_fields = ["first__search_name__contains", "second__search_name__contains"]
    autocomplete_fields = ["first", "second", "team"]
    date_hierarchy = "created_at"
    inlines = [AxisInline]


@admin.register(PartnershipAxis)
class PartnershipAxisAdmin(RecordAdmin):
    """Axes, as a list."""

    list_display = ["partnership", "kind", "direction", "amount", "state", period]
    list_select_related = ["partnership__first", "partnership__second", "kind"]
    list_filter = ["kind", "state", "direction"]
    search_fields = [
        "partnership__first__search_name__contains",
        "partnership__second__search_name__contains",
    ]
    autocomplete_fields = ["partnership"]
    date_hierarchy = "created_at"
