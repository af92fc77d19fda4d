"""The line of time of a map: the months in which somebody or something comes or goes, and how many are aboard then."""

import calendar
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import formats

type Period = tuple[date | None, date | None]

#: A line of more months would not be walked; it begins later instead.
MOST_MONTHS = 480


@dataclass(frozen=True, slots=True)
class Growth:
    """From the month of `first` to that of `last`; `aboard` gives, for each month in which something changes, how many
    are aboard at its end."""

    first: date
    last: date
    aboard: dict[date, int]

    @property
    def months(self) -> int:
        """How many months it spans, besides the first."""
        return rank(self.last) - rank(self.first)

    def at(self, day: date) -> int:
        """Return the place of `day` on the line, in months from the first one."""
        return min(max(rank(day) - rank(self.first), 0), self.months)

    @property
    def outline(self) -> str:
        """The number aboard through time, as the path of an area one unit high and one unit wide a month."""
        most = max(self.aboard.values(), default=0) or 1
        path, height = ["M0 1"], 0.0
        for month, count in sorted(self.aboard.items()):
            x, level = rank(month) - rank(self.first), round(count / most, 3)
            path.append(f"H{x}V{round(1 - level, 3):g}")
            height = level
        return f"{''.join(path)}H{max(self.months, 1)}V1Z" if height or len(path) > 1 else ""

    @property
    def changes(self) -> list[tuple[date, str, int]]:
        """The months with a change: its last day, its name, how many are aboard then."""
        return [
            (month_end(month), formats.date_format(month, "F Y"), count)
            for month, count in sorted(self.aboard.items())
        ]

    @property
    def data(self) -> dict:
        """What the script needs, months as 2012-03."""
        return {
            "first": f"{self.first:%Y-%m}",
            "changes": {f"{month:%Y-%m}": count for month, count in sorted(self.aboard.items())},
        }


def growth(periods: Iterable[Sequence[Period]], moments: Iterable[date], today: date) -> Growth | None:
    """Return the line of time; nothing when nothing is dated.

    `periods`: for each actor, those of its involvements. `moments`: the days on which anything else begins or ends.
    """
    actors = [list(each) for each in periods]
    days = {day for each in actors for period in each for day in period if day}
    dated = sorted(days | set(moments))
    if not dated:
        return None
    last = max(month_of(today), month_of(dated[-1]))
    earliest = min(dated[0], today)
    first = max(month_of(earliest), _earlier(last, MOST_MONTHS))
    months = {month_of(day) for day in dated if first <= month_of(day)} | {first}
    stays = [stay for each in actors for stay in _merged(each)]
    came, went = sorted(start for start, _end in stays), sorted(end for _start, end in stays)
    ends = {month: month_end(month) for month in sorted(months)}
    return Growth(
        first, last, {month: bisect_right(came, day) - bisect_right(went, day) for month, day in ends.items()}
    )


def _merged(periods: Iterable[Period]) -> list[tuple[date, date]]:
    """Return the stays of one actor, none touching another: who is aboard twice counts once."""
    stays: list[tuple[date, date]] = []
    for start, end in sorted((start or date.min, end or date.max) for start, end in periods):
        if start >= end:
            continue
        if stays and start <= stays[-1][1]:
            stays[-1] = (stays[-1][0], max(end, stays[-1][1]))
        else:
            stays.append((start, end))
    return stays


def month_of(day: date) -> date:
    """Return the first day of its month."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """Return the last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def rank(day: date) -> int:
    """Number the months."""
    return day.year * 12 + day.month - 1


def _earlier(month: date, months: int) -> date:
    number = rank(month) - months
    return date(number // 12, number % 12 + 1, 1)
