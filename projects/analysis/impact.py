"""What a project's indicators say on a day: from where to where, how far towards what is aimed at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from projects.models import Indicator, Measure
from territoire.templatetags.ui import day as in_words
from territoire.templatetags.ui import figure


@dataclass(frozen=True)
class Told:
    """An indicator with what was measured until a day, the oldest first."""

    indicator: Indicator
    measures: tuple[Measure, ...]
    day: date

    @property
    def latest(self) -> Decimal:
        """Return where it stands."""
        return self.measures[-1].value if self.measures else self.indicator.start_value

    @property
    def progress(self) -> int | None:
        """Return how much of the way to the target is done, in percents; nothing without a way to go."""
        target, start = self.indicator.target_value, self.indicator.start_value
        if target is None or target == start or not self.measures:
            return None
        return round((self.latest - start) / (target - start) * 100)

    @cached_property
    def said(self) -> dict[str, str]:
        """Return its figures in words: `start`, `latest`, `target`, each with the unit."""
        one = self.indicator
        return {
            "start": figure(one.start_value, one.unit),
            "latest": figure(self.latest, one.unit),
            "target": "" if one.target_value is None else figure(one.target_value, one.unit),
        }

    @property
    def summary(self) -> str:
        """Say all of it in a sentence or two."""
        one, words = self.indicator, self.said
        parts = [
            _("From %(before)s on %(start)s to %(after)s on %(day)s.")
            % {
                "before": words["start"],
                "start": in_words(one.start_day),
                "after": words["latest"],
                "day": in_words(self.measures[-1].day),
            }
            if self.measures
            else _("%(value)s on %(day)s; nothing was measured since.")
            % {"value": words["start"], "day": in_words(one.start_day)}
        ]
        if words["target"] and one.target_day:
            aim = _("The aim: %(target)s by %(day)s.")
            parts.append(aim % {"target": words["target"], "day": in_words(one.target_day)})
        elif words["target"]:
            parts.append(_("The aim: %(target)s.") % {"target": words["target"]})
        return " ".join(parts)


def told(indicators: Iterable[Indicator], day: date) -> list[Told]:
    """Tell each of `indicators` (with their measures loaded) as known on `day`; those not begun are left out."""
    return [
        Told(one, tuple(measure for measure in one.measures.all() if measure.day <= day), day)
        for one in indicators
        if one.start_day <= day or day >= timezone.localdate()
    ]
