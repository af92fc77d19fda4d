"""Personal tokens: what a program says to act for an account, in the API and nowhere else."""

import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from territoire.enums import Scope


class ApiTokenQuerySet(models.QuerySet):
    """Tokens, by whether they open anything."""

    def holding(self, now: datetime):
        """Keep those that are neither over nor taken back, of accounts that are in use."""
        return self.filter(revoked_at=None, expires_at__gt=now, user__is_active=True)


class ApiToken(models.Model):
    """A token, of which only a hash is kept: it is shown once, when it is made."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=100, help_text=_("What it is for: “our website”…"))
    digest = models.CharField(max_length=64, unique=True, editable=False, help_text="SHA-256 of the secret.")
    start = models.CharField(_("begins with"), max_length=16, editable=False)
    scopes = ArrayField(models.CharField(max_length=30, choices=Scope), verbose_name=_("what it opens"))
    created_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("holds until"))
    used_at = models.DateTimeField(_("last used on"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("taken back on"), null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class PersonalData:
        """Goes with the account."""

        erase = {}
        keep = {
            "id",
            "uid",
            "user",
            "name",
            "digest",
            "start",
            "scopes",
            "created_at",
            "expires_at",
            "used_at",
            "revoked_at",
        }

    class Meta:
        verbose_name = _("personal token")
        verbose_name_plural = _("personal tokens")
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="token_ends_after_it_is_made"
            ),
            models.CheckConstraint(condition=~Q(scopes=[]), name="token_opens_something"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def holds(self) -> bool:
        """Tell whether it still opens something."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def scope_labels(self) -> list[str]:
        """Return in words what it opens."""
        return [str(Scope(scope).label) for scope in self.scopes if scope in Scope.values]
