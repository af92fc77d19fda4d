"""What the site writes by itself: to look at in the administration, not to change there."""

from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin):
    """Lists and shows; nothing is added, changed or deleted by hand."""

    def has_add_permission(self, request):
        """It is not typed by hand."""
        return False

    def has_change_permission(self, request, obj=None):
        """What happened is not rewritten."""
        return False

    def has_delete_permission(self, request, obj=None):
        """It goes when its time is over."""
        return False
