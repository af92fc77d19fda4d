"""The administration of what people build together: ideas and reports, to read; what people do has its pages.

Opinions on statements are not there: nobody but their author reads one.
"""

from django.contrib import admin

from cocreation.models import Idea, IdeaReport, StatementReport, TrainingReport, TrainingSession
from territoire.admin.read_only import ReadOnlyAdmin


@admin.register(Idea)
class IdeaAdmin(ReadOnlyAdmin):
    """Ideas, hidden ones too."""

    list_display = ["name", "territory", "visibility", "project", "created_at", "hidden_at"]
    list_select_related = ["territory", "project"]
    list_filter = ["visibility", ("hidden_at", admin.EmptyFieldListFilter), "illustrative"]
    search_fields = ["name", "territory__search_name__contains"]


@admin.register(StatementReport)
class StatementReportAdmin(ReadOnlyAdmin):
    """Reports on statements, with what became of them."""

    list_display = ["statement", "reason", "state", "created_at", "decided_at"]
    list_select_related = ["statement"]
    list_filter = ["state", "reason"]


@admin.register(IdeaReport)
class IdeaReportAdmin(ReadOnlyAdmin):
    """Reports on ideas, with what became of them."""

    list_display = ["idea", "reason", "state", "created_at", "decided_at"]
    list_select_related = ["idea"]
    list_filter = ["state", "reason"]


@admin.register(TrainingSession)
class TrainingSessionAdmin(ReadOnlyAdmin):
    """Training sessions, hidden ones too."""

    list_display = ["competence", "teacher", "territory", "starts_at", "places", "cancelled_at", "hidden_at"]
    list_select_related = ["competence", "teacher", "territory"]
    list_filter = [("hidden_at", admin.EmptyFieldListFilter), "illustrative"]
    search_fields = ["competence__search_text__contains", "teacher__search_name__contains"]


@admin.register(TrainingReport)
class TrainingReportAdmin(ReadOnlyAdmin):
    """Reports on training sessions, with what became of them."""

    list_display = ["session", "reason", "state", "created_at", "decided_at"]
    list_select_related = ["session__competence"]
    list_filter = ["state", "reason"]
