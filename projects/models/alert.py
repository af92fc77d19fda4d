"""What people ask to be told of."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from projects.enums import AlertKind, DigestRhythm, VoiceMail
from projects.models.project import Project


class Alert(models.Model):
    """A person wants to know when a need of a project can be met, or when a project seeks what an actor knows."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="alerts")
    kind = models.CharField(_("about"), max_length=20, choices=AlertKind)
    project = models.ForeignKey(
        Project, models.CASCADE, null=True, blank=True, related_name="alerts", verbose_name=_("project")
    )
    actor = models.ForeignKey(
        Actor, models.CASCADE, null=True, blank=True, related_name="alerts", verbose_name=_("actor")
    )
    # What was told already is not news: identifiers of (need, candidate) or of needs.
    told = models.JSONField(default=list, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class PersonalData:
        """Goes with the account; what was told may point at people, by identifiers that lead nowhere once erased."""

        erase = {"told": []}
        keep = {"id", "user", "kind", "project", "actor", "created_at"}
        delete_with_actor = True

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "project", "actor"], nulls_distinct=False, name="alert_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=AlertKind.CAN_BE_MET, project__isnull=False, actor=None)
                | Q(kind=AlertKind.SOUGHT, project=None, actor__isnull=False),
                name="alert_about_a_project_or_an_actor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.project or self.actor}"


class Digest(models.Model):
    """How often somebody wants the news of their alerts, and when they last had them."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digest")
    every = models.PositiveSmallIntegerField(_("how often"), choices=DigestRhythm, default=DigestRhythm.WEEK)
    sent_at = models.DateTimeField(null=True, editable=False)
    # A proposal waits for whose circle must answer: unless they say otherwise, they are told of it.
    voices = models.CharField(
        _("proposals that wait for my voice"),
        max_length=10,
        choices=VoiceMail,
        default=VoiceMail.AT_ONCE,
        db_default=VoiceMail.AT_ONCE,
    )
    # Keys of the proposals that a digest told of already.
    voices_told = models.JSONField(default=list, db_default=Value([], models.JSONField()), editable=False)
    stopped_at = models.DateTimeField(null=True, editable=False)

    class PersonalData:
        """Goes with the account."""

        erase = {"voices_told": []}
        keep = {"id", "uid", "user", "every", "sent_at", "stopped_at", "voices"}

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")

    def __str__(self) -> str:
        return str(self.user)

    @property
    def is_silent(self) -> bool:
        """Tell whether nothing is sent at all."""
        return self.stopped_at is not None and self.voices == VoiceMail.NEVER
