"""What a project's page says, from the records that its reader may see: its line, its circle, its news."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import formats
from django.utils.translation import gettext as _

from projects.enums import WORKING_DEGREE, DatePrecision, MilestoneState
from projects.models import Degree, Involvement, Milestone
from territoire.periods import holds
from territoire.templatetags.ui import day as in_words

FORMATS = {DatePrecision.MONTH: "F Y", DatePrecision.YEAR: "Y"}


@dataclass(slots=True)
class Step:
    """A step of the line, and the actors that came aboard during it."""

    milestone: Milestone
    when: str
    arrivals: list = field(default_factory=list)

    @property
    def is_current(self) -> bool:
        """Tell whether the project stands there."""
        return self.milestone.state == MilestoneState.CURRENT


@dataclass(frozen=True, slots=True)
class Ring:
    """The involvements of one degree."""

    degree: Degree
    involvements: tuple[Involvement, ...]

    @property
    def works(self) -> bool:
        """Tell whether the ring belongs to the working circle."""
        return self.degree.value >= WORKING_DEGREE


@dataclass(frozen=True, slots=True)
class News:
    """Something that was registered or changed in the project."""

    at: datetime
    words: str


def line(milestones: Iterable[Milestone], involvements: Iterable[Involvement], day: date) -> list[Step]:
    """Return the steps, each with the actors whose involvement began between its day and the next one's."""
    steps = [Step(milestone, when(milestone)) for milestone in milestones]
    dated = sorted((step for step in steps if step.milestone.day), key=lambda step: step.milestone.day or day)
    days = [step.milestone.day for step in dated]
    for one in involvements:
        began = one.period.lower
        if dated and began and began <= day:
            dated[max(0, bisect_right(days, began) - 1)].arrivals.append(one.actor)
    return steps


def when(milestone: Milestone) -> str:
    """Say the day of a step as exactly as it is known."""
    if milestone.day is None:
        return ""
    if milestone.precision == DatePrecision.DAY:
        return in_words(milestone.day)
    return formats.date_format(milestone.day, FORMATS[DatePrecision(milestone.precision)])


def rings(involvements: Iterable[Involvement], day: date) -> list[Ring]:
    """Return the involvements that hold on `day`, by degree, the deepest first."""
    active = [one for one in involvements if holds(one.period, day)]
    degrees = {one.degree_id: one.degree for one in active}
    return [
        Ring(degrees[value], tuple(one for one in active if one.degree_id == value))
        for value in sorted(degrees, reverse=True)
    ]


def news(records: Sequence, limit: int = 6) -> list[News]:
    """Say the last changes among `records` (anything with `created_at` and `updated_at`), newest first."""
    latest = sorted(records, key=lambda record: record.updated_at, reverse=True)[:limit]
    return [News(record.updated_at, _words(record)) for record in latest]


def _words(record) -> str:
    new = (record.updated_at - record.created_at).total_seconds() < 1
    subject = record.actor if isinstance(record, Involvement) else record
    name = str(record._meta.verbose_name)
    kind = name[:1].upper() + name[1:]
    text = _("%(kind)s added: %(subject)s") if new else _("%(kind)s changed: %(subject)s")
    return text % {"kind": kind, "subject": subject}
