"""The story of a project in one line of time, as far as one viewer sees: who came, what was reached, what was met.

Nothing of it is written for its own sake: it is read off what is registered (who takes part and since when, steps,
needs and what met them), so that it never says anything else than the map and the page of gaps.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils import timezone

from actors.models import Actor
from projects.analysis.evolution import follow
from projects.analysis.overview import when
from projects.analysis.turns import Turn, What
from projects.enums import MilestoneState, NeedState
from projects.models import Involvement, Milestone, Need, Project, Proposal

#: What somebody does that meets a need.
GIVING = frozenset({What.CAME, What.BELONGS, What.ABLE, What.HAS, What.PLEDGED})


class Kind(StrEnum):
    """What a moment is about."""

    BEGAN = "began"
    CAME = "came"
    LEFT = "left"
    STEP = "step"
    MET = "met"
    DECIDED = "decided"
    UNDONE = "undone"
    TOLD = "told"
    ENDED = "ended"


#: On one day, what comes first.
ORDER = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened on a day.

    `actors`: who came or left, who proposed, or thanks to whom a need is met, as far as the viewer sees; `somebody`:
    others had a part in it; `when`: the day as exactly as it is known; `told`, `url`: what another app tells, in words.
    """

    kind: Kind
    day: date
    actors: tuple[Actor, ...] = ()
    involvement: Involvement | None = None
    step: Milestone | None = None
    need: Need | None = None
    proposal: Proposal | None = None
    somebody: bool = False
    when: str = ""
    told: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """The moments, newest first; `thanks`: who moved the project, and how many times, most often first."""

    moments: tuple[Moment, ...]
    thanks: tuple[tuple[Actor, int], ...]
    actors: tuple[Actor, ...]

    def between(self, since: date | None, until: date | None, actor: str = "") -> "Story":
        """Keep what happened from a day to another, both included, and what one actor (a slug) had a part in."""
        kept = tuple(
            one
            for one in self.moments
            if (since is None or since <= one.day)
            and (until is None or one.day <= until)
            and (not actor or any(each.slug == actor for each in one.actors))
        )
        return Story(kept, thanked(kept), self.actors)


type Teller = Callable[[Project, Any], Iterable[Moment]]

_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    """Let an app above tell moments: `teller(project, user)` gives them, of the kind `TOLD`, as `user` may see them."""
    if teller not in _tellers:
        _tellers.append(teller)


def story(project: Project, user, day: date) -> Story:
    """Tell what happened in the project until `day`, as far as `user` may see."""
    moments = [
        one
        for one in (
            *_frame(project),
            *_circle(project, user),
            *_steps(project),
            *_decided(project, user),
            *_met(project, user),
            *(one for teller in _tellers for one in teller(project, user)),
        )
        if one.day <= day
    ]
    moments.sort(key=_newest_first, reverse=True)
    actors = {actor.pk: actor for one in moments for actor in one.actors}
    return Story(
        tuple(moments), thanked(moments), tuple(sorted(actors.values(), key=lambda one: one.name.lower()))
    )


def latest(project: Project, user, day: date, most: int) -> tuple[Moment, ...]:
    """Tell the last moments until `day`: who came and left, steps, decisions.

    The needs that were met are left to the whole story: saying when takes all the facts of the project.
    """
    seen = _seen(project, user)
    came = seen.filter(period__startswith__lte=day).order_by("-period__startswith", "pk")[:most]
    left = seen.filter(period__endswith__lte=day).order_by("-period__endswith", "pk")[:most]
    found = [
        *_frame(project),
        *(Moment(Kind.CAME, one.period.lower, (one.actor,), involvement=one) for one in came),
        *(Moment(Kind.LEFT, one.period.upper, (one.actor,), involvement=one) for one in left),
        *_steps(project),
        *_decided(project, user, most),
    ]
    return tuple(sorted((one for one in found if one.day <= day), key=_newest_first, reverse=True)[:most])


def _newest_first(one: Moment) -> tuple[date, int]:
    return one.day, ORDER.index(one.kind)


def thanked(moments: Iterable[Moment]) -> tuple[tuple[Actor, int], ...]:
    """Count by actor the needs that it met and the changes that it brought or proposed, most first, then by name."""
    actors: dict[int, Actor] = {}
    counts: Counter[int] = Counter()
    for one in moments:
        changed = one.kind == Kind.CAME and one.involvement is not None and one.involvement.changes
        for actor in one.actors if changed or one.kind in (Kind.MET, Kind.DECIDED) else ():
            actors[actor.pk] = actor
            counts[actor.pk] += 1
    most = sorted(counts, key=lambda pk: (-counts[pk], actors[pk].name.lower(), pk))
    return tuple((actors[pk], counts[pk]) for pk in most)


def _frame(project: Project) -> Iterator[Moment]:
    if project.started_on:
        yield Moment(Kind.BEGAN, project.started_on)
    if project.ended_on:
        yield Moment(Kind.ENDED, project.ended_on)


def _circle(project: Project, user) -> Iterator[Moment]:
    """Tell who came and who left; what has no day is not told."""
    for one in _seen(project, user).order_by("actor__search_name", "pk"):
        if one.period.lower:
            yield Moment(Kind.CAME, one.period.lower, (one.actor,), involvement=one)
        if one.period.upper:
            yield Moment(Kind.LEFT, one.period.upper, (one.actor,), involvement=one)


def _seen(project: Project, user):
    seen = Involvement.objects.visible_to(user).filter(project=project, actor__restricted_at=None)
    return seen.select_related("actor__family", "degree")


def _steps(project: Project) -> Iterator[Moment]:
    for step in project.milestones.exclude(state=MilestoneState.AHEAD):
        if step.day:
            yield Moment(Kind.STEP, step.day, step=step, when=when(step))


def _decided(project: Project, user, most: int | None = None) -> Iterator[Moment]:
    """Tell what was adopted, and what of it was undone; who proposed it is told to who sees them."""
    adopted = Proposal.objects.visible_to(user).done().filter(project=project).select_related("project")
    done = list(adopted.order_by("-decided_at", "pk")[:most])
    named = {one.actor_id for one in done if one.actor_id}
    seen = Actor.objects.visible_to(user).filter(restricted_at=None, pk__in=named).select_related("family")
    actors = {one.pk: one for one in seen} if named else {}
    for one in done:
        who = (actors[one.actor_id],) if one.actor_id in actors else ()
        if one.decided_at:
            yield Moment(Kind.DECIDED, timezone.localdate(one.decided_at), who, proposal=one)
        if one.undone_at:
            yield Moment(Kind.UNDONE, timezone.localdate(one.undone_at), proposal=one)


def _met(project: Project, user) -> Iterator[Moment]:
    """Tell when each need was met, and thanks to whom."""
    followed = follow(project, user)
    named = {pk for turn in followed.turns for pk in _givers(turn)}
    actors = {one.pk: one for one in Actor.objects.filter(pk__among=named).select_related("family")}
    for turn in followed.turns:
        givers = tuple(actors[pk] for pk in _givers(turn))
        hidden = any(event.what == What.SOMEBODY for event in turn.events)
        for shift in turn.shifts:
            if shift.after.state == NeedState.COVERED != shift.before.state:
                yield Moment(
                    Kind.MET,
                    turn.day,
                    givers,
                    need=followed.needs[shift.need.id],
                    somebody=hidden or not givers,
                )


def _givers(turn: Turn) -> list[int]:
    """Return who did on that day what meets needs, each once: all of them are actors that the viewer sees."""
    given = (event.actor for event in turn.events if event.what in GIVING)
    return list(dict.fromkeys(actor for actor in given if actor is not None))
