"""What every record that people edit carries: who and when, where it comes from."""

import uuid
from collections.abc import Callable

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from territoire.enums import Rhythm


def tracked(**options):
    """Keep each version of a model's rows, written by database triggers that no code path evades."""
    return pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), **options
    )


class Record(models.Model):
    """Something that people register: an unguessable identifier, who made it, when it last changed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("registered by"),
    )
    created_at = models.DateTimeField(_("registered on"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)

    class Meta:
        abstract = True

    RECORD_FIELDS = frozenset({"id", "uid", "created_by", "created_at", "updated_at"})


class Sourced(models.Model):
    """A record that may come from elsewhere: named source, its identifier there, the import that brought it."""

    source = models.CharField(_("source"), max_length=200, blank=True)
    external_id = models.CharField(_("identifier at the source"), max_length=200, blank=True)
    import_batch = models.ForeignKey(
        "territoire.ImportBatch", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    illustrative = models.BooleanField(
        _("illustrative"),
        default=False,
        help_text=_("Made up to show how the site works; said so on the screen."),
    )

    # Of two rows that are one fact, what is not made up wins (see territoire.merging).
    merge_rules: dict[str, Callable] = {"illustrative": min}

    class Meta:
        abstract = True

    SOURCE_FIELDS = frozenset({"source", "external_id", "import_batch", "illustrative"})


class ImportBatch(models.Model):
    """One import: everything that it brought can be found, and undone, together."""

    label = models.CharField(_("label"), max_length=200)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class PersonalData:
        """An import's label is chosen by who imports and names a file, not a person."""

        erase = {}
        keep = {"id", "label", "created_by", "created_at", "undone_at"}

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.label


class Submission(models.Model):
    """A creation form that was sent: the same form sent twice (double click, lost answer) registers once."""

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    result = models.CharField(max_length=500, blank=True, help_text=_("Address of what was registered."))
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class PersonalData:
        """Goes with the account that sent the form."""

        erase = {}
        keep = {"token", "user", "result", "created_at"}

    def __str__(self) -> str:
        return str(self.token)


class Moderated(models.Model):
    """A public record that somebody who moderates looked at once, or not yet."""

    reviewed_at = models.DateTimeField(_("looked at on"), null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True

    MODERATION_FIELDS = frozenset({"reviewed_at", "reviewed_by"})


class Confirmable(models.Model):
    """A record whose keepers are asked, at the rhythm they choose, whether it is still true."""

    confirmed_at = models.DateTimeField(_("last confirmed on"), null=True, blank=True)
    confirm_every = models.PositiveSmallIntegerField(
        _("ask me whether it is still true"), choices=Rhythm, default=Rhythm.YEAR
    )

    class Meta:
        abstract = True

    CONFIRMATION_FIELDS = frozenset({"confirmed_at", "confirm_every"})
