"""Needs and what is pledged to them."""

from django.contrib import admin

from projects.models import Need, Pledge
from territoire.admin.records import RecordAdmin, RecordInline, period

ASKED = ["competence", "occupation", "resource_kind", "family"]


class PledgeInline(RecordInline):
    """What is pledged to it."""

    model = Pledge
    autocomplete_fields = ["actor", "resource"]
    fields = ["actor", "resource", "quantity", "state", "note", "period"]


@admin.register(Need)
class NeedAdmin(RecordAdmin):
    """What projects need."""

    list_display = ["__str__", "project", "importance", "quantity", "opened_on", "wanted_by", "closed_on"]
    list_select_related = ["project", *ASKED]
    list_filter = ["importance", "family", "resource_kind", ("closed_on", admin.EmptyFieldListFilter)]
    search_fields = [
        "project__search_name__contains",
        "competence__search_text__contains",
        "occupation__search_text__contains",
    ]
    autocomplete_fields = ["project", "competence", "occupation"]
    date_hierarchy = "created_at"
    inlines = [PledgeInline]

    def autocomplete_label(self, need) -> str:
        """Say for which project."""
        return f"{need} – {need.project}"

    def get_search_results(self, request, queryset, search_term):
        """Load what names a need."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        return found.select_related("project", *ASKED), duplicates


@admin.register(Pledge)
class PledgeAdmin(RecordAdmin):
    """What is pledged."""

    list_display = ["actor", "need", "quantity", "state", period]
    list_select_related = ["actor", *(f"need__{name}" for name in ASKED)]
    list_filter = ["state", "illustrative"]
    search_fields = ["actor__search_name__contains", "need__project__search_name__contains"]
    autocomplete_fields = ["need", "actor", "resource"]
    date_hierarchy = "created_at"
