"""The days on which a project's gaps moved, and what made them move, as far as one viewer sees.

That something moved, everybody may know; who made it move is told of those whom the viewer sees alone. Plain values
in, plain values out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from projects.analysis import values
from projects.analysis.gaps import Coverage
from projects.analysis.over_time import ONE_DAY, History, Span, Spell, rate_line, rate_on, spell_on


class What(StrEnum):
    """What happened on a day."""

    OPENED = "opened"
    CLOSED = "closed"
    WAIVED = "waived"
    CAME = "came"
    LEFT = "left"
    BELONGS = "belongs"
    BELONGED = "belonged"
    ABLE = "able"
    UNABLE = "unable"
    HAS = "has"
    HAD = "had"
    PLEDGED = "pledged"
    PLEDGE_ENDED = "pledge_ended"
    SOMEBODY = "somebody"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `actor` and `to` (an organisation joined or left) are identifiers."""

    what: What
    actor: int | None = None
    to: int | None = None
    need: int | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """How one need stood before and from a day on."""

    need: values.Need
    before: Spell
    after: Spell


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which the state of a need, or the rate, changed; `events` are told once each."""

    day: date
    before: Coverage
    after: Coverage
    shifts: tuple[Shift, ...]
    events: tuple[Event, ...]


# By kind of fact: what is said when it starts, and when it ends.
STARTS_ENDS: dict[type, tuple[What, What]] = {
    values.Involvement: (What.CAME, What.LEFT),
    values.Affiliation: (What.BELONGS, What.BELONGED),
    values.Mastery: (What.ABLE, What.UNABLE),
    values.Practice: (What.ABLE, What.UNABLE),
    values.Pledge: (What.PLEDGED, What.PLEDGE_ENDED),
}


def turns(
    history: History, known: History, timelines: Mapping[values.Need, tuple[Spell, ...]]
) -> tuple[Turn, ...]:
    """Return the days on which something moved, first ones first; `known` is what the viewer sees of `history`."""
    shifts = defaultdict(list)
    line = rate_line(timelines)
    for need, told in timelines.items():
        for before, after in pairwise(told):
            if after.first and _told(need, before) != _told(need, after):
                shifts[after.first].append(Shift(need, before, after))
    about = {shift.need: known.about(shift.need) for moved in shifts.values() for shift in moved}
    return tuple(
        Turn(
            day,
            rate_on(line, day - ONE_DAY if day > date.min else None),
            rate_on(line, day),
            tuple(moved),
            tuple(dict.fromkeys(event for one in moved for event in _events(one, about[one.need], day))),
        )
        for day, moved in sorted(shifts.items())
    )


def _told(need: values.Need, spell: Spell) -> tuple:
    """Return what moves the state or the rate: more than enough is enough."""
    return spell.state, min(spell.k, need.quantity)


def _events(shift: Shift, known: History, day: date) -> Iterator[Event]:
    """Return what moved a need on `day`: what is dated of the need itself, then who, then somebody hidden."""
    own = list(_of_need(known, day))
    yield from own
    if own or None in (shift.before.state, shift.after.state):
        return
    before, after = spell_on(known, day - ONE_DAY), spell_on(known, day)
    if _told(shift.need, before) != _told(shift.need, after):
        changed = list(_changed(known, shift.need, day))
        movers = [
            event
            for event, without in changed
            if _told(shift.need, spell_on(without, day)) != _told(shift.need, after)
        ]
        yield from movers or [event for event, _without in changed]
    if not _explained(shift, before, after):
        yield Event(What.SOMEBODY)


def _of_need(known: History, day: date) -> Iterator[Event]:
    for one in known.needs:
        for what, when in ((What.OPENED, one.opened), (What.CLOSED, one.closed), (What.WAIVED, one.waived)):
            if when == day:
                yield Event(what, need=one.need.id)


def _explained(shift: Shift, before: Spell, after: Spell) -> bool:
    """Tell whether what the viewer sees moves the need as much as it did."""
    enough = shift.need.quantity
    full = min(shift.after.k, enough) - min(shift.before.k, enough)
    if full:
        return full == min(after.k, enough) - min(before.k, enough) or full == after.k - before.k
    return (shift.before.state, shift.after.state) == (before.state, after.state)


def _changed(known: History, need: values.Need, day: date) -> Iterator[tuple[Event, History]]:
    """Return each fact that starts or ends on `day`, with the history in which it did not."""
    for name in ("involvements", "affiliations", "masteries", "practices", "pledges"):
        spans: tuple[Span, ...] = getattr(known, name)
        for place, span in enumerate(spans):
            if span.since == day:
                others = (*spans[:place], *spans[place + 1 :])
                yield _event(span, 0, need), _with(known, name, others)
            elif span.fact.until == day:
                lasting = replace(span, fact=replace(span.fact, until=None))
                others = (*spans[:place], lasting, *spans[place + 1 :])
                yield _event(span, 1, need), _with(known, name, others)
    for place, held in enumerate(known.holdings):
        others = (*known.holdings[:place], *known.holdings[place + 1 :])
        if held.since == day:
            yield Event(What.HAS, held.fact.actor, need=need.id), replace(known, holdings=others)
        elif held.fact.until == day:
            yield Event(What.HAD, held.fact.actor, need=need.id), known


def _with(known: History, name: str, spans: tuple[Span, ...]) -> History:
    return replace(known, **{name: spans})  # type: ignore[arg-type]  # `name` is that of such a field


def _event(span: Span, end: int, need: values.Need) -> Event:
    """Return what is said of a fact that starts or ends: a coming is told once, whatever needs it moves."""
    fact, what = span.fact, STARTS_ENDS[type(span.fact)][end]
    if isinstance(fact, values.Affiliation):
        return Event(what, fact.person, fact.organisation)
    return Event(what, fact.actor, need=None if isinstance(fact, values.Involvement) else need.id)


def names(found: Iterable[Turn]) -> frozenset[int]:
    """Return the actors that events name."""
    events = [event for turn in found for event in turn.events]
    return frozenset(actor for event in events for actor in (event.actor, event.to) if actor is not None)
