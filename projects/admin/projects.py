"""Projects with their steps, needs and circle; experiences."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from projects.actions import projects
from projects.models import AxisOrigin, Experience, Involvement, Milestone, Need, Project
from territoire.admin.records import RecordAdmin, RecordInline


class MilestoneInline(RecordInline):
    """Its steps."""

    model = Milestone
    fields = ["name", "day", "precision", "state", "position", "illustrative"]


class NeedInline(RecordInline):
    """What it needs."""

    model = Need
    autocomplete_fields = ["competence", "occupation"]
    fields = [
        "competence",
        "minimum_level",
        "occupation",
        "resource_kind",
        "family",
        "quantity",
        "importance",
        "opened_on",
        "wanted_by",
        "closed_on",
    ]


class InvolvementInline(RecordInline):
    """Who takes part."""

    model = Involvement
    autocomplete_fields = ["actor"]
    fields = ["actor", "role", "degree", "wanted_degree", "state", "period"]


@admin.register(Project)
class ProjectAdmin(RecordAdmin):
    """What is undertaken."""

    list_display = ["name", "territory", "stage", "visibility", "open_to_newcomers", "archived"]
    list_select_related = ["territory"]
    list_filter = [
        "stage",
        "visibility",
        "open_to_newcomers",
        "themes",
        "illustrative",
        ("archived_at", admin.EmptyFieldListFilter),
    ]
    search_fields = ["search_name__contains"]
    autocomplete_fields = ["territory", "themes", "shared_values"]
    date_hierarchy = "created_at"
    inlines = [MilestoneInline, InvolvementInline, NeedInline]
    actions = ["archive", "restore"]
    fieldsets = [
        (None, {"fields": ["name", "summary", "objective", "territory", "themes", "shared_values"]}),
        (_("Where it stands"), {"fields": ["stage", "started_on", "ended_on", "impact", "risk", "success"]}),
        (_("Who sees it"), {"fields": ["visibility", "open_to_newcomers"]}),
        (_("Where it comes from"), {"fields": ["source", "external_id", "illustrative"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        """Add who registered it and when."""
        marks = {"fields": ["created_by", "created_at", "updated_at", "archived_at"]}
        return [*super().get_fieldsets(request, obj), *([(_("Follow-up"), marks)] if obj else [])]

    @admin.display(description=_("archived"), boolean=True)
    def archived(self, project) -> bool:
        """Tell whether it has left the lists."""
        return project.archived_at is not None

    def save_model(self, request, obj, form, change):
        """Start what is new: who registers it holds it."""
        if change:
            super().save_model(request, obj, form, change)
        else:
            projects.start(obj, by=request.user)

    @admin.action(description=_("Archive"), permissions=["change"])
    def archive(self, request, queryset):
        """Take out of the lists; nothing is deleted."""
        for project in queryset:
            projects.archive(project, by=request.user)

    @admin.action(description=_("Restore"), permissions=["change"])
    def restore(self, request, queryset):
        """Put back into the lists."""
        for project in queryset:
            projects.restore(project, by=request.user)


@admin.register(Milestone)
class MilestoneAdmin(RecordAdmin):
    """Steps, as a list."""

    list_display = ["name", "project", "day", "state"]
    list_select_related = ["project"]
    list_filter = ["state", "illustrative"]
    search_fields = ["name", "project__search_name__contains"]
    autocomplete_fields = ["project"]
    date_hierarchy = "day"


@admin.register(Experience)
class ExperienceAdmin(RecordAdmin):
    """What was learnt."""

    list_display = ["title", "project", "need", "day"]
    list_select_related = [
        "project",
        "need__competence",
        "need__occupation",
        "need__resource_kind",
        "need__family",
    ]
    search_fields = ["title", "story", "project__search_name__contains"]
    autocomplete_fields = ["project", "need", "competences", "ask"]
    date_hierarchy = "day"


@admin.register(AxisOrigin)
class AxisOriginAdmin(admin.ModelAdmin):
    """Partnerships that were born of a project."""

    list_display = ["axis", "project"]
    list_select_related = [
        "axis__kind",
        "axis__partnership__first",
        "axis__partnership__second",
        "project",
    ]
    search_fields = ["project__search_name__contains"]
    autocomplete_fields = ["axis", "project"]
    show_full_result_count = False
