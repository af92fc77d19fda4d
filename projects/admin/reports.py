"""What was said to be wrong with projects and what is written there: to look at."""

from django.contrib import admin

from projects.models import CommentReport, NewsReport, ProjectReport, SupportReport
from territoire.admin.read_only import ReadOnlyAdmin


@admin.register(ProjectReport)
class ProjectReportAdmin(ReadOnlyAdmin):
    """Reports, with what became of them."""

    list_display = ["project", "reason", "state", "created_at", "decided_at"]
    list_select_related = ["project"]
    list_filter = ["state", "reason"]


@admin.register(CommentReport)
class CommentReportAdmin(ReadOnlyAdmin):
    """Reports, with what became of them."""

    list_display = ["comment", "reason", "state", "created_at", "decided_at"]
    list_select_related = ["comment"]
    list_filter = ["state", "reason"]


@admin.register(NewsReport)
class NewsReportAdmin(ReadOnlyAdmin):
    """Reports, with what became of them."""

    list_display = ["news", "reason", "state", "created_at", "decided_at"]
    list_select_related = ["news"]
    list_filter = ["state", "reason"]


@admin.register(SupportReport)
class SupportReportAdmin(ReadOnlyAdmin):
    """Reports, with what became of them."""

    list_display = ["support", "reason", "state", "created_at", "decided_at"]
    list_select_related = ["support__actor", "support__project"]
    list_filter = ["state", "reason"]
