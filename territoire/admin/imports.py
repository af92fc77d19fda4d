"""Imports, to look at."""

from django.contrib import admin

from territoire.models import ImportBatch


@admin.register(ImportBatch)
class ImportBatchAdmin(admin.ModelAdmin):
    """What was imported, when, by whom: written by the import itself."""

    list_display = ["label", "created_by", "created_at", "undone_at"]
    list_select_related = ["created_by"]
    search_fields = ["label"]
    date_hierarchy = "created_at"

    def has_add_permission(self, request):
        """An import is not typed by hand."""
        return False

    def has_change_permission(self, request, obj=None):
        """What happened is not rewritten."""
        return False
