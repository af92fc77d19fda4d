"""Imports: a file that was sent, what each of its lines would become, and what became of them.

The plan is kept line by line until it is applied, so that one can look at it, mend it, leave it and come back. An
import that waits for the worker is its own queue: see `territoire.imports.queue`.
"""

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from territoire.enums import WAITING, ImportState, LineChoice, Outcome, Visibility
from territoire.models.team import Team


class ImportBatchQuerySet(models.QuerySet):
    """Imports, by who sent them and by what they wait for."""

    def visible_to(self, user):
        """Keep those that `user` sent; all of them for admins."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_superuser else self.filter(created_by=user)

    def waiting(self):
        """Keep those that wait for the worker, the oldest first."""
        return self.filter(state__in=WAITING).order_by("asked_at", "pk")


class ImportBatch(models.Model):
    """One import: everything that it brought can be found, and undone, together."""

    uid = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    label = models.CharField(_("label"), max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("registered by"),
    )
    created_at = models.DateTimeField(_("registered on"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.APPLIED, db_index=True
    )
    format = models.CharField(_("format"), max_length=30, blank=True)
    notes = models.JSONField(default=list, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    family = models.CharField(_("family, where a line says none"), max_length=30, blank=True)
    place = models.ForeignKey(
        "territoire.Territory",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place, where a line says none"),
    )
    visibility = models.CharField(
        _("who can see it"), max_length=20, choices=Visibility, default=Visibility.PUBLIC
    )
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="+")
    project_uid = models.UUIDField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    stamp = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)
    context = models.UUIDField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(_("undone on"), null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class PersonalData:
        """A label names a file, not a person; lines, which may, go with the file (see `ImportLine`)."""

        erase = {}
        keep = {
            "id",
            "uid",
            "label",
            "created_by",
            "created_at",
            "state",
            "format",
            "notes",
            "source",
            "family",
            "place",
            "visibility",
            "team",
            "project_uid",
            "asked_at",
            "attempts",
            "done",
            "total",
            "problem",
            "stamp",
            "counts",
            "report",
            "context",
            "applied_at",
            "undone_at",
        }

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Return the address of the import's page."""
        return reverse("imports:import", args=[self.uid])

    @property
    def is_waiting(self) -> bool:
        """Tell whether it waits for the worker, or is being worked on."""
        return self.state in WAITING

    @property
    def share(self) -> int:
        """Return how much of the work is done, in hundredths."""
        return min(100, 100 * self.done // self.total) if self.total else 0


class ImportFile(models.Model):
    """The file of an import, kept until it is applied: it goes with what it says of people."""

    batch = models.OneToOneField(ImportBatch, models.CASCADE, related_name="file", primary_key=True)
    name = models.CharField(max_length=200)
    content = models.BinaryField()

    class PersonalData:
        """Deleted once imported, or after a month."""

        erase = {}
        keep = {"batch", "name", "content"}

    class Meta:
        verbose_name = _("file of an import")
        verbose_name_plural = _("files of imports")

    def __str__(self) -> str:
        return self.name


class ImportSheet(models.Model):
    """One sheet of the file: what its lines are (`kind` "" leaves it out), and what each column stands for.

    `matching` gives the code of a field by the index of the column, as text; `examples` the first rows.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="sheets")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, blank=True)
    headings = models.JSONField(default=list, blank=True)
    matching = models.JSONField(default=dict, blank=True)
    examples = models.JSONField(default=list, blank=True)
    rows = models.PositiveIntegerField(null=True, blank=True)

    class PersonalData:
        """Examples are rows of the file; they go with it."""

        erase = {}
        keep = {"id", "batch", "position", "name", "kind", "headings", "matching", "examples", "rows"}

    class Meta:
        verbose_name = _("sheet of an import")
        verbose_name_plural = _("sheets of imports")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="import_sheet_once")]

    def __str__(self) -> str:
        return self.name


class ImportLine(models.Model):
    """What one line would become, and why; once applied, which record it became (`target`).

    `name_key`, `place` and `external` say by what it is known; `cells` are the texts of the file, `mended` those that
    somebody wrote in their place (by the index of the column, as text); `values` what they stand for, as plain
    values; `changes` what differs from the record that it is.
    """

    sheet = models.ForeignKey(ImportSheet, models.CASCADE, related_name="lines", db_index=False)
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    mended = models.JSONField(default=dict, blank=True)
    label = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    choice = models.CharField(max_length=10, choices=LineChoice, blank=True, default="")
    name_key = models.CharField(max_length=250, blank=True)
    place = models.BigIntegerField(null=True, blank=True)
    external = models.CharField(max_length=200, blank=True)
    values = models.JSONField(blank=True)
    problems = models.JSONField(blank=True)
    changes = models.JSONField(blank=True)
    likely = models.JSONField(blank=True)
    target = models.BigIntegerField(null=True, blank=True)

    class PersonalData:
        """What the line says goes with the file, once applied; the report keeps numbers."""

        erase = {}
        keep = {
            "id",
            "sheet",
            "number",
            "cells",
            "mended",
            "label",
            "outcome",
            "choice",
            "name_key",
            "place",
            "external",
            "values",
            "problems",
            "changes",
            "likely",
            "target",
        }

    class Meta:
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of imports")
        ordering = ["sheet", "number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="import_line_once")]
        indexes = [
            models.Index(fields=["sheet", "outcome", "number"], name="import_line_outcome"),
            models.Index(fields=["sheet", "name_key"], name="import_line_name"),
            models.Index(
                fields=["sheet", "external"], condition=~Q(external=""), name="import_line_external"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.label}"

    @property
    def is_left_out(self) -> bool:
        """Tell whether nothing is done with it as it stands."""
        undecided = self.outcome == Outcome.DOUBTFUL and not self.choice
        return self.outcome == Outcome.REFUSED or undecided or self.choice == LineChoice.OUT


class ColumnMatching(models.Model):
    """How columns were matched by hand, for the next file with the same headings, sent for the same team."""

    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    headings = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, blank=True)
    matching = models.JSONField(default=dict)
    used_at = models.DateTimeField(default=timezone.now)

    class PersonalData:
        """Headings of a file, hashed, and the codes of fields; goes with the account or its team."""

        erase = {}
        keep = {"id", "team", "user", "headings", "kind", "matching", "used_at"}

    class Meta:
        verbose_name = _("matching of columns")
        verbose_name_plural = _("matchings of columns")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user", "headings"], nulls_distinct=False, name="column_matching_once"
            )
        ]

    def __str__(self) -> str:
        return self.headings
