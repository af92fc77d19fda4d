"""How long what concerns people is kept: when somebody silent is warned, then erased; what one daily pass does."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
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
    """One sort of thing that a pass does: its name in the journal, words, on what, and how.

    `act` takes one item or, `at_once`, all of them (a queryset), and then returns how many there were.
    """

    name: str
    words: str
    items: Any
    act: Callable[[Any], Any]
    at_once: bool = False


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


def by_step[One](
    silent: Iterable[One],
    last: Mapping[int, datetime],
    warned: Iterable[tuple[int, str, datetime]],
    now: datetime,
) -> dict[Step, list[One]]:
    """Sort those of whom nothing is heard by what is due to them; `warned` are (key, stage, moment)."""
    latest: dict[int, dict[str, datetime]] = defaultdict(dict)
    for key, stage, at in warned:
        latest[key][stage] = max(at, latest[key].get(stage, at))
    steps: dict[Step, list[One]] = {step: [] for step in Step}
    for one in silent:
        key = one.pk  # type: ignore[attr-defined]  # a person or an account
        if step := due(last[key], latest[key], now):
            steps[step].append(one)
    return steps


def warned_then_erased(
    who: str, steps: Mapping[Step, list], warn: Callable[..., object], erase: Callable[[Any], object]
) -> Iterator[Task]:
    """Yield the two warnings and the erasure of `who` ("persons", "accounts"); `warn` takes one and `step`."""
    for step, before in ((Step.MONTH, "a month"), (Step.WEEK, "a week")):
        yield Task(f"{who}_{step}", f"{who} warned {before} before", steps[step], partial(warn, step=step))
    yield Task(f"{who}_erased", f"{who} erased", steps[Step.ERASE], erase)


def delete(rows) -> int:
    """Delete the rows of a queryset in one go; return how many."""
    number, _by_model = rows.delete()
    return number


def _since(last: datetime, sent: datetime | None) -> datetime | None:
    return sent if sent is not None and sent > last else None
