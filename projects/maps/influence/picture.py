"""Influence and interest: where the team sees each actor, how far its voices lie apart, who is not assessed yet.

An actor stands at the median of the last word of each assessor; a cross says from where to where they go.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from actors.maps import labels
from actors.maps.values import Area, Caption, Mark, Node, Picture
from projects.maps.influence.judgements import Judged, Part, load_judgements
from projects.maps.influence.table import (
    JudgedRow,
    SalienceGroup,
    judged_rows,
    said,
    salience_groups,
    sentences,
)
from projects.maps.shared.nodes import actor_node
from projects.maps.shared.values import Stakeholder, StakeholderMap
from projects.models import Project
from projects.permissions import assess_actors, see_assessments

#: On the same spot, marks stand on a spiral this many pixels apart, within this share of a step of the scale.
APART_BY, WITHIN = 17.0, 0.46
GOLDEN = math.pi * (3 - math.sqrt(5))
#: Who is not assessed yet waits under the grid, so many a row.
TRAY_ROW, TRAY_ROOM, TIGHT_ROW, TIGHT_ROOM = 48, 124, 30, 46
MOST_ROOMY = 24


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of the grid, in pixels of the picture."""

    width: float
    left: float
    top: float
    side: float
    height: float
    scale: float = 1

    @property
    def step(self) -> tuple[float, float]:
        """How far two figures of the scale lie from each other, across and down."""
        return self.side / 5, self.height / 5

    def point(self, interest: float, influence: float) -> tuple[float, float]:
        """Return where these two figures meet; 3 is in the middle."""
        across, down = self.step
        return self.left + (interest - 0.5) * across, self.top + self.height - (influence - 0.5) * down


WIDE = Frame(width=800, left=54, top=34, side=722, height=430)
COMPACT = Frame(width=360, left=26, top=28, side=326, height=340, scale=0.85)


@dataclass(frozen=True, slots=True)
class Grid(Picture):
    """The picture, with the same in a table, in sentences, and by class of salience when asked for."""

    rows: tuple[JudgedRow, ...] = ()
    words: tuple[str, ...] = ()
    classes: tuple[SalienceGroup, ...] = ()
    salience: bool = False
    frame: Frame = WIDE
    chosen: Stakeholder | None = None
    may_assess: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What this picture alone needs: the judgements by actor, and whether the viewer may make some."""

    judged: dict[str, Judged]
    may_assess: bool = False


def offered(user, subject) -> bool:
    """For the team of a project alone."""
    return isinstance(subject, Project) and see_assessments(user, subject)


def settings(data: QueryDict) -> dict[str, bool]:
    """Tell whether the address asks for the classes of salience."""
    return {"salience": data.get("saillance") == "oui"}


def complete(stakeholder_map: StakeholderMap, subject, user) -> StakeholderMap:
    """Return the map with what the team said of its actors until its day."""
    slugs = [actor.slug for actor in stakeholder_map.stakeholders]
    judged = load_judgements(subject, slugs, user, stakeholder_map.day)
    may_assess = assess_actors(user, subject)
    return replace(stakeholder_map, more=Seen(judged, may_assess))


def draw(
    stakeholder_map: StakeholderMap, *, chosen: str = "", compact: bool = False, salience: bool = False
) -> Grid:
    """Draw the map as a grid of influence and interest."""
    seen: Seen = stakeholder_map.more or Seen({})
    frame = COMPACT if compact else WIDE
    judged = [a for a in stakeholder_map.stakeholders if a.slug in seen.judged]
    waiting = [a for a in stakeholder_map.stakeholders if a.slug not in seen.judged]
    marks = [*_placed(judged, seen.judged, stakeholder_map, frame, chosen)]
    tray, bottom, caption = _tray(waiting, stakeholder_map, frame, chosen)
    captions = (*_captions(frame, compact), *caption)
    named = [m for m in (*marks, *tray) if not compact or m.node.major or m.node.chosen]
    unnamed = [m for m in (*marks, *tray) if m not in named]
    placed = labels.place(
        named,
        frame.width,
        bottom,
        obstacles=[*map(labels.box_of, captions), *(_square(mark) for mark in unnamed)],
        longest=18,
    )
    return Grid(
        frame.width,
        bottom,
        _("Influence and interest: the higher, the more influence; the farther right, the more interest"),
        marks=tuple(sorted((*placed, *unnamed), key=lambda m: (-m.node.rank, m.node.key))),
        areas=(*_ground(frame), *_spreads(marks, seen.judged, frame), *_own(marks, seen.judged, frame)),
        captions=captions,
        rows=tuple(judged_rows(stakeholder_map, seen.judged)),
        words=tuple(sentences(stakeholder_map, seen.judged)),
        classes=tuple(salience_groups(stakeholder_map, seen.judged)) if salience else (),
        salience=salience,
        frame=frame,
        chosen=stakeholder_map.find(chosen),
        may_assess=seen.may_assess,
    )


def _placed(
    actors: Iterable[Stakeholder],
    judged: dict[str, Judged],
    stakeholder_map: StakeholderMap,
    frame: Frame,
    chosen: str,
) -> Iterator[Mark]:
    spots = defaultdict(list)
    for actor in sorted(actors, key=lambda one: one.weight):
        one = judged[actor.slug]
        spots[one.interest.middle, one.influence.middle].append(actor)
    numbers = stakeholder_map.numbers()
    for (interest, influence), here in spots.items():
        x, y = frame.point(interest, influence)
        gap = min(APART_BY * frame.scale, min(frame.step) * WITHIN / math.sqrt(len(here)))
        for place, actor in enumerate(here):
            radius = gap * math.sqrt(place) if place else 0
            node = _node(actor, stakeholder_map, numbers[actor.slug], frame, chosen)
            description = f"{node.description}, {said(judged[actor.slug])}"
            yield Mark(
                replace(node, description=description),
                x + radius * math.cos(GOLDEN * place),
                y + radius * math.sin(GOLDEN * place),
            )


def _node(
    actor: Stakeholder, stakeholder_map: StakeholderMap, number: int, frame: Frame, chosen: str
) -> Node:
    return actor_node(
        actor,
        stakeholder_map,
        number=number,
        rank=actor.degree or 0,
        major=(actor.degree or 0) >= 4,
        chosen=actor.slug == chosen,
        scale=frame.scale,
    )


def _tray(
    waiting: list[Stakeholder], stakeholder_map: StakeholderMap, frame: Frame, chosen: str
) -> tuple[list[Mark], float, list[Caption]]:
    """Place those not assessed yet under the grid; return them, where the picture ends, and what stands over them."""
    end = frame.top + frame.height + 44
    if not waiting:
        return [], end, []
    roomy = len(waiting) <= MOST_ROOMY and frame is WIDE
    room, row = (TRAY_ROOM, TRAY_ROW) if roomy else (TIGHT_ROOM, TIGHT_ROW)
    per_row = int((frame.width - 24) // room)
    numbers = stakeholder_map.numbers()
    marks = [
        Mark(
            _node(actor, stakeholder_map, numbers[actor.slug], frame, chosen),
            12 + room * (place % per_row + 0.5),
            end + 34 + row * (place // per_row),
        )
        for place, actor in enumerate(sorted(waiting, key=lambda one: one.weight))
    ]
    title = Caption(12, end + 8, _("Not assessed yet"), "map-head", "start")
    return marks, marks[-1].y + 32, [title]


def _ground(frame: Frame) -> Iterator[Area]:
    x, y = frame.point(3, 3)
    left, top, right, bottom = frame.left, frame.top, frame.left + frame.side, frame.top + frame.height
    yield Area(f"M{left:.1f} {top:.1f}H{right:.1f}V{bottom:.1f}H{left:.1f}z", "map-ring map-ring-1")
    yield Area(f"M{x:.1f} {top:.1f}H{right:.1f}V{y:.1f}H{x:.1f}z", "map-ring-5")
    yield Area(f"M{x:.1f} {top:.1f}V{bottom:.1f}M{left:.1f} {y:.1f}H{right:.1f}", "map-half")
    ticks = [f"M{frame.point(n, 3)[0]:.1f} {bottom:.1f}v6" for n in range(1, 6)]
    ticks += [f"M{left:.1f} {frame.point(3, n)[1]:.1f}h-6" for n in range(1, 6)]
    yield Area("".join(ticks), "map-ring")


def _captions(frame: Frame, compact: bool) -> Iterator[Caption]:
    right, bottom = frame.left + frame.side, frame.top + frame.height
    yield Caption(frame.left + 4, frame.top - 10, str(Part.WIN_OVER.label), "map-head", "start")
    yield Caption(right - 4, frame.top - 10, str(Part.WORK_WITH.label), "map-head", "end")
    yield Caption(frame.left + 4, bottom - 8, str(Part.INFORM.label), "map-head", "start")
    yield Caption(right - 4, bottom - 8, str(Part.SUPPORT.label), "map-head", "end")
    for n in range(1, 6):
        yield Caption(frame.point(n, 3)[0], bottom + 20, str(n))
        yield Caption(frame.left - 11, frame.point(3, n)[1] + 4, str(n))
    x, y = frame.point(3, 3)
    yield Caption(x, bottom + 36, _("Interest in the project, from weak to strong"))
    if not compact:
        yield Caption(20, y, _("Influence, from weak to strong"), turned=True)


def _spreads(marks: Iterable[Mark], judged: dict[str, Judged], frame: Frame) -> Iterator[Area]:
    """Draw from where to where the voices on each actor go, across and up; those that disagree stand out."""
    across, down = frame.step
    for mark in marks:
        one = judged[mark.node.key]
        lines = []
        for spread, pull, way in ((one.interest, across, "h"), (one.influence, -down, "v")):
            if spread.apart:
                first = (spread.least - spread.middle) * pull
                start = (mark.x + first, mark.y) if way == "h" else (mark.x, mark.y + first)
                lines.append(f"M{start[0]:.1f} {start[1]:.1f}{way}{spread.apart * pull:.1f}")
        if lines:
            wide = " is-apart" if one.apart else ""
            yield Area("".join(lines), f"map-spread{wide}")


def _own(marks: Iterable[Mark], judged: dict[str, Judged], frame: Frame) -> Iterator[Area]:
    """Show where the viewer sees the one who is chosen, when others see it elsewhere."""
    for mark in marks:
        own = judged[mark.node.key].own
        if mark.node.chosen and own and len(judged[mark.node.key].voices) > 1:
            x, y = frame.point(own.interest, own.influence)
            yield Area(f"M{mark.x:.1f} {mark.y:.1f}L{x:.1f} {y:.1f}", "map-spread is-apart")
            yield Area(f"M{x - 8:.1f} {y:.1f}a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z", "map-own")


def _square(mark: Mark) -> tuple[float, float, float, float]:
    half = mark.node.size / 2 + 1
    return (mark.x - half, mark.y - half, mark.x + half, mark.y + half)
