"""What is kept of warnings before erasure, and of each daily pass."""

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
