"""What was said to be wrong with projects: to look at."""

from django.contrib import admin

from projects.models import ProjectReport
from territoire.admin.read_only import ReadOnlyAdmin


@admin.register(ProjectReport)
class ProjectReportAdmin(ReadOnlyAdmin):
    """Reports, with what became of them."""

    list_display = ["project", "reason", "state", "created_at", "decided_at"]
    list_select_related = ["project"]
    list_filter = ["state", "reason"]
