"""A project's gaps as days went by, for one viewer: reads the facts once, tells turns and spells in words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.models import Actor
from projects.analysis import values
from projects.analysis.gaps import Coverage
from projects.analysis.history import all_needs, history_of
from projects.analysis.over_time import Point, Spell, at, rate_line, rate_on, spells
from projects.analysis.supposing import percent
from projects.analysis.turns import Event, Shift, Turn, What, names, turns
from projects.models import Need, Project

# A change known for later is shown when it is no further than that.
AHEAD = timedelta(days=730)
SHORTEST = timedelta(days=60)
MARGIN = 25
MONTH = timedelta(days=30.44)


@dataclass(frozen=True, slots=True)
class ShownShift:
    """How one need stood before and from a day on."""

    need: Need
    before: Spell
    after: Spell


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A day on which something moved: the rate around it (in percents), each need that moved, what happened."""

    day: date
    before: int | None
    after: int | None
    shifts: tuple[ShownShift, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One need from the start to the end of what is shown."""

    need: Need
    spells: tuple[Spell, ...]
    now: Spell


@dataclass(frozen=True, slots=True)
class Evolution:
    """All that one viewer may know of how a project's gaps moved; turns are the newest first."""

    project: Project
    day: date
    today: date
    start: date
    end: date
    line: tuple[Point, ...]
    turns: tuple[ShownTurn, ...]
    needs: tuple[NeedLine, ...]
    coverage: Coverage
    first: Coverage

    @property
    def percent(self) -> int | None:
        """Return the rate on the day asked for."""
        return percent(self.coverage)

    @property
    def percent_first(self) -> int | None:
        """Return the rate on the first day shown."""
        return percent(self.first)

    @property
    def open_needs(self) -> list[Spell]:
        """Return how each need that is there on the day stands, as blocks are drawn from."""
        return [one.now for one in self.needs if one.now.state]


@dataclass(frozen=True, slots=True)
class Followed:
    """The needs of a project by identifier, how each stood as days went by, and what moved them, for one viewer.

    `seen`: the actors that the viewer sees, by identifier.
    """

    needs: Mapping[int, Need]
    seen: Mapping[int, Actor]
    timelines: Mapping[values.Need, tuple[Spell, ...]]
    turns: tuple[Turn, ...]


def follow(project: Project, user) -> Followed:
    """Read all that the project's needs depended on, once."""
    needs = all_needs(project)
    history = history_of(project, needs)
    visible = Actor.objects.visible_to(user).filter(restricted_at=None)
    seen = {one.pk: one for one in visible.filter(pk__among=history.actors).only("pk", "name")}
    timelines = {dated.need: spells(history, dated.need) for dated in history.needs}
    found = turns(history, history.known_to(frozenset(seen)), timelines)
    return Followed({need.pk: need for need in needs}, seen, timelines, found)


def evolution(project: Project, user, day: date, months: int | None = None) -> Evolution:
    """Follow the project's gaps since its start, or in the last `months`."""
    followed = follow(project, user)
    records, timelines, found = followed.needs, followed.timelines, followed.turns
    line = rate_line(timelines)
    today = timezone.localdate()
    start, end = _window(project, found, today)
    if months:
        start = max(start, today - months * MONTH)
    writer = _Writer(records, {pk: followed.seen[pk].name for pk in names(found)})
    return Evolution(
        project=project,
        day=day,
        today=today,
        start=start,
        end=end,
        line=line,
        turns=tuple(writer.turn(turn) for turn in reversed(found) if start <= turn.day <= end),
        needs=tuple(
            NeedLine(records[need.id], told, at(told, day))
            for need, told in sorted(timelines.items(), key=lambda one: (-one[0].importance, one[0].id))
        ),
        coverage=rate_on(line, day),
        first=rate_on(line, start),
    )


def _window(project: Project, found: tuple[Turn, ...], today: date) -> tuple[date, date]:
    """Return the first and the last day shown: from the start of the project to the changes known for later."""
    known = [project.started_on] if project.started_on else [turn.day for turn in found[:1]]
    start = min([*known, project.created_at.date(), today])
    last = max([turn.day for turn in found if turn.day <= today + AHEAD], default=today)
    start = min(start, max(today, last) - SHORTEST)
    # What the last change brings is seen too.
    end = last + (last - start) / MARGIN if last > today else today
    return start, end


class _Writer:
    """Puts turns in records and words."""

    def __init__(self, needs: Mapping[int, Need], actors: Mapping[int, str]) -> None:
        self.needs, self.actors = needs, actors

    def turn(self, turn: Turn) -> ShownTurn:
        """Write one day; the needs that are stated, closed or given up are named with how they stand."""
        counts = Counter(one.what for one in turn.events)
        return ShownTurn(
            turn.day,
            percent(turn.before),
            percent(turn.after),
            tuple(self._shift(one) for one in turn.shifts),
            tuple(dict.fromkeys(self._event(one, counts) for one in turn.events)),
        )

    def _shift(self, shift: Shift) -> ShownShift:
        return ShownShift(self.needs[shift.need.id], shift.before, shift.after)

    def _event(self, event: Event, counts: Counter) -> str:
        number = counts[event.what]
        said = {
            What.OPENED: ngettext("A need is stated", "%(count)s needs are stated", number),
            What.CLOSED: ngettext("A need is closed", "%(count)s needs are closed", number),
            What.WAIVED: ngettext("A need is given up", "%(count)s needs are given up", number),
            What.CAME: _("%(actor)s comes aboard"),
            What.LEFT: _("%(actor)s is no longer aboard"),
            What.BELONGS: _("%(actor)s joins %(to)s"),
            What.BELONGED: _("%(actor)s leaves %(to)s"),
            What.ABLE: _("%(actor)s can bring: %(need)s"),
            What.UNABLE: _("%(actor)s can no longer bring: %(need)s"),
            What.HAS: _("%(actor)s has some to give: %(need)s"),
            What.HAD: _("%(actor)s has none left to give: %(need)s"),
            What.PLEDGED: _("%(actor)s gives: %(need)s"),
            What.PLEDGE_ENDED: _("%(actor)s no longer gives: %(need)s"),
            What.SOMEBODY: _("Somebody in the circle"),
        }[event.what]
        return said % {
            "count": number,
            "actor": self.actors.get(event.actor or 0, ""),
            "to": self.actors.get(event.to or 0, ""),
            "need": self.needs[event.need].asked if event.need else "",
        }
