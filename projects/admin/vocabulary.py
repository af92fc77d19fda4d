"""Reference tables whose words an instance may change."""

from django.contrib import admin

from projects.models import Degree, SharedValue, Theme
from territoire.admin.records import ReferenceAdmin


@admin.register(Theme)
class ThemeAdmin(ReferenceAdmin):
    """Themes, and what their projects usually need."""

    list_display = ["name", "slug", "position"]
    list_editable = ["position"]
    search_fields = ["name"]
    autocomplete_fields = ["usual_competences"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(SharedValue)
class SharedValueAdmin(ReferenceAdmin):
    """Values that projects hold."""

    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Degree)
class DegreeAdmin(ReferenceAdmin):
    """The five degrees: their words change, their number and meaning do not."""

    list_display = ["value", "name", "description"]
    list_display_links = ["name"]
    readonly_fields = ["value"]

    def has_add_permission(self, request):
        """There are five."""
        return False

    def has_delete_permission(self, request, obj=None):
        """There are five."""
        return False
