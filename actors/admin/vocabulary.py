"""Reference tables whose words an instance may change."""

from django.contrib import admin

from actors.models import ActorFamily, Occupation, PartnershipKind, ResourceKind
from territoire.admin.records import ReferenceAdmin, Searchable


@admin.register(ActorFamily)
class ActorFamilyAdmin(ReferenceAdmin):
    """Families: the code chooses shape and colour, the words are free."""

    list_display = ["name", "code", "group", "position"]
    list_editable = ["position"]
    list_filter = ["group"]
    search_fields = ["name"]


@admin.register(PartnershipKind)
class PartnershipKindAdmin(ReferenceAdmin):
    """Kinds of partnerships."""

    list_display = ["name", "code", "symmetric", "position"]
    list_editable = ["position"]
    list_filter = ["symmetric"]
    search_fields = ["name"]


@admin.register(ResourceKind)
class ResourceKindAdmin(ReferenceAdmin):
    """Kinds of resources."""

    list_display = ["name", "code", "unit", "position"]
    list_editable = ["position"]
    list_filter = ["unit"]
    search_fields = ["name"]


@admin.register(Occupation)
class OccupationAdmin(Searchable, ReferenceAdmin):
    """The 1,584 trades of the reference list."""

    list_display = ["name", "code"]
    search_fields = ["search_text__contains", "code__istartswith"]

    def autocomplete_label(self, occupation) -> str:
        """Show the code too."""
        return f"{occupation.name} ({occupation.code})"
