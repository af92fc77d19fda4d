"""Who saw or exported contact details: written when they are shown, read by admins, kept twelve months."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import AccessWay
from actors.models.actor import Actor


class ContactAccess(models.Model):
    """One showing of an actor's contact details; the account is empty for a visitor."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="contact_accesses", verbose_name=_("actor"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("account")
    )
    way = models.CharField(_("how"), max_length=20, choices=AccessWay)
    count = models.PositiveIntegerField(_("how many details"), default=0)
    at = models.DateTimeField(_("on"), default=timezone.now, db_index=True)

    class PersonalData:
        """Says who looked, and when; goes after twelve months."""

        erase = {}
        keep = {"id", "actor", "user", "way", "count", "at"}
        delete_with_actor = True

    class Meta:
        verbose_name = _("access to contact details")
        verbose_name_plural = _("accesses to contact details")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.actor} · {self.at:%Y-%m-%d}"
