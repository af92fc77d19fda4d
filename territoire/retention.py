"""How long what concerns people is kept: when somebody silent is warned, then erased; what one daily pass does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from territoire.enums import WarningStage

#: Without activity for so long (24 months), somebody is erased…
LASTS = timedelta(days=730)
#: …after two warnings, sent at least so long before.
BEFORE = {WarningStage.MONTH: timedelta(days=30), WarningStage.WEEK: timedelta(days=7)}


class Step(StrEnum):
    """What is due to somebody of whom nothing is heard."""

    MONTH = WarningStage.MONTH.value
    WEEK = WarningStage.WEEK.value
    ERASE = "erase"


@dataclass(frozen=True)
class Task:
    """One sort of thing that a pass does: its name in the journal, words, on what, and how."""

    name: str
    words: str
    items: Iterable[Any]
    act: Callable[[Any], object]


def quiet_since(now: datetime) -> datetime:
    """Return the moment since which nothing must have been heard for anything to be due."""
    return now - LASTS + BEFORE[WarningStage.MONTH]


def due(last: datetime, warned: dict[str, datetime], now: datetime) -> Step | None:
    """Return what is due now to somebody last heard of at `last`; `warned` gives the latest warning of each stage.

    A warning sent before `last` is void: the count begins again.
    """
    first, second = (_since(last, warned.get(stage)) for stage in (WarningStage.MONTH, WarningStage.WEEK))
    if first is None:
        return Step.MONTH if now >= last + LASTS - BEFORE[WarningStage.MONTH] else None
    end = max(last + LASTS, first + BEFORE[WarningStage.MONTH])
    if second is None or second < first:
        return Step.WEEK if now >= end - BEFORE[WarningStage.WEEK] else None
    return Step.ERASE if now >= max(end, second + BEFORE[WarningStage.WEEK]) else None


def _since(last: datetime, sent: datetime | None) -> datetime | None:
    return sent if sent is not None and sent > last else None
