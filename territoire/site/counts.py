"""Counts that stay quick on big territories: beyond a ceiling they say "more than"."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from territoire.templatetags.ui import number

CEILING = 10_000


@dataclass(frozen=True)
class Count:
    """A number of things; `more` when there are more than counted."""

    value: int
    more: bool = False

    def __str__(self) -> str:
        return _("more than %(count)s") % {"count": number(self.value)} if self.more else number(self.value)

    def __bool__(self) -> bool:
        return self.value > 0


def count(queryset: QuerySet, ceiling: int | None = None) -> Count:
    """Count the rows, up to `ceiling` (by default `CEILING`)."""
    ceiling = ceiling or CEILING
    found = queryset.order_by()[: ceiling + 1].count()
    return Count(min(found, ceiling), found > ceiling)
