"""The administration of workshops, to read: who leads one changes it on its pages.

Post-its are not there: nothing of a workshop is read beyond who leads it, save what somebody reported.
"""

from django.contrib import admin

from territoire.admin.read_only import ReadOnlyAdmin
from workshops.models import NoteReport, Workshop


@admin.register(Workshop)
class WorkshopAdmin(ReadOnlyAdmin):
    """Workshops, the next ones first."""

    list_display = ["name", "project", "territory", "begins_at", "visibility", "opened_at", "closed_at"]
    list_select_related = ["project", "territory"]
    list_filter = ["visibility", "begins_at"]
    search_fields = ["name", "project__search_name__contains", "territory__search_name__contains"]
    date_hierarchy = "begins_at"


@admin.register(NoteReport)
class NoteReportAdmin(ReadOnlyAdmin):
    """Reports, with what became of them."""

    list_display = ["note", "reason", "state", "created_at", "decided_at"]
    list_select_related = ["note"]
    list_filter = ["state", "reason"]
