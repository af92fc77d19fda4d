"""Periods of facts: PostgreSQL `daterange`, upper bound excluded, open ends allowed.

A period says when something was true in the world; the history says who changed the record.
"""

from datetime import date

from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from territoire.overlaps import NoOverlap


def always() -> DateRange:
    """Return the period without beginning nor end."""
    return DateRange(None, None, "[)")


def since(first: date | None, until: date | None = None) -> DateRange:
    """Return the period from `first` (included) to `until` (excluded); `None` leaves that end open."""
    return DateRange(first, until, "[)")


def holds(period: DateRange, day: date) -> bool:
    """Tell whether `day` lies in `period` (whose upper bound is excluded)."""
    return day in period


def overlap(one: DateRange, other: DateRange) -> bool:
    """Tell whether two periods have a day in common."""
    starts_before = one.lower is None or other.upper is None or one.lower < other.upper
    ends_after = one.upper is None or other.lower is None or other.lower < one.upper
    return starts_before and ends_after


class DatedQuerySet(models.QuerySet):
    """Records that hold during a period."""

    def active_on(self, day: date):
        """Keep what is true on `day`."""
        return self.filter(period__holds=day)


class Dated(models.Model):
    """A fact that is true during a period."""

    period = DateRangeField(_("period"), default=always)

    class Meta:
        abstract = True


def never_empty(name: str) -> models.CheckConstraint:
    """Return the constraint that refuses a period that holds no day."""
    return models.CheckConstraint(
        condition=models.Q(period__isempty=False),
        name=name,
        violation_error_message=_("The end must come after the beginning."),
    )


def no_overlap(*relations: str, of: str = "", name: str, message) -> NoOverlap:
    """Return the constraint that refuses two records alike in `relations` and the text `of`, whose periods overlap."""
    alike = [*relations, *([of] if of else [])]
    return NoOverlap(
        name=name,
        expressions=[
            *((each, RangeOperators.EQUAL) for each in alike),
            ("period", RangeOperators.OVERLAPS),
        ],
        violation_error_message=message,
    )
