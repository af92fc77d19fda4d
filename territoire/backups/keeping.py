"""Which backups to keep: one a day, a week and a month, for as long as one says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from territoire.backups import BackupProblem

_RULE = re.compile(r"(?:(\d+)d)? ?(?:(\d+)w)? ?(?:(\d+)m)?")


@dataclass(frozen=True)
class Rule:
    """How many days, weeks and months keep their newest backup."""

    days: int
    weeks: int
    months: int

    @classmethod
    def read(cls, text: str) -> "Rule":
        """Read “7d 4w 12m”: any of the three, in this order."""
        found = _RULE.fullmatch(text.strip())
        if not found or not any(found.groups()):
            raise BackupProblem(f"“{text}” is no rule: write for example 7d 4w 12m (days, weeks, months).")
        return cls(*(int(one or 0) for one in found.groups()))

    def kept(self, moments: Iterable[datetime]) -> set[datetime]:
        """Return the moments to keep: the newest of each of the newest periods that have one; always the last."""
        newest_first = sorted(moments, reverse=True)
        keep = set(newest_first[:1])
        for number, period in ((self.days, "%Y-%j"), (self.weeks, "%G-%V"), (self.months, "%Y-%m")):
            newest: dict[str, datetime] = {}
            for moment in newest_first:
                newest.setdefault(moment.strftime(period), moment)
            keep |= set(list(newest.values())[:number])
        return keep
