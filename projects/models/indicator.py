"""What a project says of its effects in figures: indicators, and what was measured."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project
from territoire.models import Record, tracked

#: Twelve digits before the comma: more than the kilometres of all roads, less than what a page cannot show.
DIGITS: dict[str, Any] = {"max_digits": 15, "decimal_places": 3}


class IndicatorQuerySet(models.QuerySet):
    """Indicators, with what a page says of them."""

    def with_measures(self):
        """Load what was measured, the oldest first."""
        return self.prefetch_related("measures")


@tracked()
class Indicator(Record):
    """Something that the project counts: from what it starts, what it aims at."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="indicators", verbose_name=_("project"))
    name = models.CharField(
        _("what is counted"), max_length=120, help_text=_("Wool collected, hours given, households helped…")
    )
    unit = models.CharField(
        _("unit"),
        max_length=40,
        blank=True,
        help_text=_("kg, hours, households… Nothing for a plain number."),
    )
    start_value = models.DecimalField(_("value at the start"), **DIGITS)
    start_day = models.DateField(_("day of the start"))
    target_value = models.DecimalField(_("value aimed at"), **DIGITS, null=True, blank=True)
    target_day = models.DateField(_("by which day"), null=True, blank=True)
    method = models.CharField(_("how it is counted"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0, editable=False)
    illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = IndicatorQuerySet.as_manager()

    class PersonalData:
        """A figure of the project."""

        erase = {}
        keep = Record.RECORD_FIELDS | {
            "project",
            "name",
            "unit",
            "start_value",
            "start_day",
            "target_value",
            "target_day",
            "method",
            "position",
            "illustrative",
        }

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"],
                name="indicator_once",
                violation_error_message=_("The project already counts something of this name."),
            ),
            models.CheckConstraint(
                condition=Q(target_day=None) | Q(target_value__isnull=False),
                name="indicator_day_of_a_target",
                violation_error_message=_("Say which value is aimed at by that day."),
            ),
            models.CheckConstraint(
                condition=Q(target_day=None) | Q(target_day__gt=F("start_day")),
                name="indicator_target_after_start",
                violation_error_message=_("The day of the target must come after that of the start."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Measure(Record):
    """What an indicator stood at on a day, and how it is known."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="measures", verbose_name=_("indicator")
    )
    day = models.DateField(_("day"))
    value = models.DecimalField(_("value"), **DIGITS)
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Who counted, or where it is written.")
    )
    comment = models.CharField(_("comment"), max_length=300, blank=True)
    illustrative = models.BooleanField(_("illustrative"), default=False)

    class PersonalData:
        """A figure of the project."""

        erase = {}
        keep = Record.RECORD_FIELDS | {"indicator", "day", "value", "source", "comment", "illustrative"}

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "day"],
                name="measure_once_a_day",
                violation_error_message=_("There is a measure of that day already: change it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.day}"
