"""Filters, maps and reviews that somebody keeps under a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """A page of the site with its filters, kept under a name: every filter is in the address."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=100)
    address = models.CharField(_("address"), max_length=2000, help_text=_("Path and filters, on this site."))
    created_at = models.DateTimeField(auto_now_add=True)

    class PersonalData:
        """Goes with the account."""

        erase = {}
        keep = {"id", "user", "name", "address", "created_at"}

    class Meta:
        verbose_name = _("kept view")
        verbose_name_plural = _("kept views")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="saved_view_name_once",
                violation_error_message=_("You have kept a view under this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
