"""What every record that people edit carries: who and when, where it comes from."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import pghistory
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from territoire import freshness
from territoire.enums import Rhythm, Visibility


def tracked(**options):
    """Keep each version of a model's rows, written by database triggers that no code path evades.

    Rows come and go by thousands (imports): those of one statement are kept at once. Changes are kept one by one, since
    only rows that say something else have a new version.
    """
    track = pghistory.track(
        pghistory.InsertEvent(level=pghistory.Statement),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(level=pghistory.Statement),
        **options,
    )

    def tracking(model):
        model = track(model)
        for field in model._meta.concrete_fields:
            if field.is_relation and field.remote_field.on_delete is not models.CASCADE:
                _not_looked_up(model.pgh_event_model, field.name)
        return model

    return tracking


def _not_looked_up(events: type[models.Model], name: str) -> None:
    """Spare history an index: versions are found by what their record hangs on, not by what it only names."""
    with suppress(FieldDoesNotExist):
        events._meta.get_field(name).db_index = False  # type: ignore[union-attr]  # a column


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
    # A mark, which the database does not check row by row: an import holds its own until it is written.
    import_batch = models.ForeignKey(
        "territoire.ImportBatch",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_constraint=False,
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
    """A public record that somebody who moderates looked at once, or not yet, or hid, with a reason."""

    visibility: str  # said by the model itself

    reviewed_at = models.DateTimeField(_("looked at on"), null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    hidden_from = models.CharField(
        _("who could see it before it was hidden"),
        max_length=20,
        choices=Visibility,
        blank=True,
        editable=False,
        help_text=_("Empty unless somebody who moderates hid it."),
    )
    hidden_reason = models.CharField(_("why it was hidden"), max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True

    # The reason may name somebody: where the record is a person, it is erased.
    MODERATION_FIELDS = frozenset({"reviewed_at", "reviewed_by", "hidden_from"})

    @property
    def is_hidden_by_moderation(self) -> bool:
        """Tell whether somebody who moderates hid it, and its keepers have not shown it again."""
        return bool(self.hidden_from) and self.visibility == Visibility.TEAM


class Confirmable(models.Model):
    """A record whose keepers are asked, at the rhythm they choose, whether it is still true."""

    created_at: datetime  # said by `Record`

    confirmed_at = models.DateTimeField(_("last confirmed on"), null=True, blank=True)
    confirm_every = models.PositiveSmallIntegerField(
        _("ask me whether it is still true"), choices=Rhythm, default=Rhythm.YEAR
    )

    class Meta:
        abstract = True

    CONFIRMATION_FIELDS = frozenset({"confirmed_at", "confirm_every"})

    @property
    def known_since(self) -> datetime:
        """Return when it was last confirmed, or registered when it never was."""
        return self.confirmed_at or self.created_at

    @property
    def stale(self) -> bool:
        """Tell whether it should have been confirmed again by today."""
        return freshness.is_stale(self.known_since, self.confirm_every, timezone.localdate())

    @property
    def months_unconfirmed(self) -> int:
        """Count the whole months since it was last confirmed."""
        return freshness.months_between(self.known_since, timezone.localdate())
