"""Who takes part, and who asks to."""

from django.contrib import admin

from projects.models import Engagement, Involvement, JoinRequest
from territoire.admin.records import RecordAdmin, RecordInline, period


class EngagementInline(RecordInline):
    """The persons who take part."""

    model = Engagement
    autocomplete_fields = ["person"]


@admin.register(Involvement)
class InvolvementAdmin(RecordAdmin):
    """Who takes part in what."""

    list_display = ["actor", "project", "role", "degree", "state", period]
    list_select_related = ["actor", "project", "degree"]
    list_filter = ["degree", "state", "illustrative"]
    search_fields = ["actor__search_name__contains", "project__search_name__contains"]
    autocomplete_fields = ["actor", "project"]
    date_hierarchy = "created_at"
    inlines = [EngagementInline]


@admin.register(JoinRequest)
class JoinRequestAdmin(RecordAdmin):
    """Requests to board: answered by who holds the project, on its page."""

    list_display = ["actor", "project", "need", "wanted_degree", "state", "created_at"]
    list_select_related = [
        "actor",
        "project",
        "wanted_degree",
        "need__competence",
        "need__occupation",
        "need__resource_kind",
        "need__family",
    ]
    list_filter = ["state", "wanted_degree"]
    search_fields = ["actor__search_name__contains", "project__search_name__contains"]
    autocomplete_fields = ["actor", "project", "need"]
    date_hierarchy = "created_at"
    readonly_fields = ["state", "decided_by", "decided_at", "involvement"]
