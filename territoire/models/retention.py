"""What is kept of warnings before erasure, and of each daily pass."""

import hashlib
import hmac

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from territoire.enums import WarningStage


class ErasureWarning(models.Model):
    """A warning that was sent, before somebody without activity is erased."""

    stage = models.CharField(_("warning"), max_length=10, choices=WarningStage)
    sent_at = models.DateTimeField(_("sent on"), default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["-sent_at"]


class AccountWarning(ErasureWarning):
    """A warning sent to an account that nobody uses any more."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="erasure_warnings", verbose_name=_("account")
    )

    class PersonalData:
        """Says when, to an account that is erased itself."""

        erase = {}
        keep = {"id", "user", "stage", "sent_at"}

    class Meta(ErasureWarning.Meta):
        verbose_name = _("warning before erasure of an account")
        verbose_name_plural = _("warnings before erasure of accounts")

    def __str__(self) -> str:
        return f"{self.get_stage_display()} · {self.sent_at:%Y-%m-%d}"


class RetentionRun(models.Model):
    """What one pass of the retention command did, in numbers: nobody is named."""

    at = models.DateTimeField(_("on"), default=timezone.now)
    done = models.JSONField(_("what it did"), default=dict)

    class PersonalData:
        """Numbers only."""

        erase = {}
        keep = {"id", "at", "done"}

    class Meta:
        verbose_name = _("pass of retention")
        verbose_name_plural = _("passes of retention")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """Who was erased, known by keyed hashes alone."""

    def note(self, what: str, key: object) -> None:
        """Remember that `what` (“account”, “person”) of this key was erased."""
        self.get_or_create(digest=erasure_digest(what, key))


class Erasure(models.Model):
    """Somebody who was erased: a keyed hash, so that a backup of before, once restored, does not bring them back."""

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(_("on"), default=timezone.now)

    objects = ErasureQuerySet.as_manager()

    class PersonalData:
        """The hash is what is kept, on purpose; without the key it says nothing."""

        erase = {}
        keep = {"id", "digest", "at"}

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


def erasure_digest(what: str, key: object) -> str:
    """Return the keyed hash (HMAC-SHA-256) under which the erasure of an account or a person is remembered."""
    told = f"erased {what} {key}".encode()
    return hmac.new(settings.OBJECTION_KEY.encode(), told, hashlib.sha256).hexdigest()
