"""Imports, to look at."""

from django.contrib import admin

from territoire.admin.read_only import ReadOnlyAdmin
from territoire.models import ImportBatch


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    """What was imported, when, by whom: written by the import itself."""

    list_display = ["label", "created_by", "created_at", "undone_at"]
    list_select_related = ["created_by"]
    search_fields = ["label"]
    date_hierarchy = "created_at"
