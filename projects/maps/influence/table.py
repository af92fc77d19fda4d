"""The grid of influence in words: a row for each actor, sentences on the whole, actors by class of salience."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.enums import Stance
from projects.maps.influence.judgements import ATTRIBUTES, CLASSES, PARTS, Judged, Part, Salience, Spread
from projects.maps.shared.nodes import shape_of
from projects.maps.shared.values import Stakeholder, StakeholderMap
from projects.maps.shared.words import listed
from territoire.text import normalise


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """An actor and what the team says of it; only `actor` and `shape` for who is not assessed yet."""

    actor: Stakeholder
    shape: str
    influence: str = ""
    interest: str = ""
    voices: int = 0
    apart: bool = False
    stances: str = ""
    part: str | Promise = ""
    salience: str | Promise = ""
    own: str = ""
    own_day: date | None = None


@dataclass(frozen=True, slots=True)
class SalienceGroup:
    """A class of salience and who is in it, each with its shape."""

    salience: Salience
    actors: tuple[tuple[Stakeholder, str], ...]

    @property
    def attributes(self) -> str:
        """What makes it, in words."""
        return " + ".join(str(ATTRIBUTES[name]) for name in ATTRIBUTES if name in self.salience.attributes)


def figure(value: float) -> str:
    """Write a median: a whole number, or one with a half."""
    return f"{value:g}".replace(".", ",")


def said(judged: Judged) -> str:
    """Say where the median stands and how far the voices go, in one line."""
    words = _("influence %(influence)s, interest %(interest)s") % {
        "influence": figure(judged.influence.middle),
        "interest": figure(judged.interest.middle),
    }
    if judged.agreed_on and len(judged.voices) == 1:
        return ", ".join([words, _("settled in a workshop")])
    count = len(judged.voices)
    voices = ngettext("%(count)s voice", "%(count)s voices", count) % {"count": count}
    return ", ".join([words, voices, *([_("which disagree")] if judged.apart else [])])


def judged_rows(stakeholder_map: StakeholderMap, judged: Mapping[str, Judged]) -> list[JudgedRow]:
    """Return a row for each actor: those where most is at stake first, those not assessed yet last, by name."""
    rows = [
        (_row(actor, judged.get(actor.slug)), judged.get(actor.slug))
        for actor in stakeholder_map.stakeholders
    ]
    rows.sort(key=lambda pair: (_weight(pair[1]), normalise(pair[0].actor.name), pair[0].actor.slug))
    return [row for row, _judged in rows]


def _weight(judged: Judged | None) -> float:
    return -(judged.influence.middle * 10 + judged.interest.middle) if judged else 0


def _row(actor: Stakeholder, judged: Judged | None) -> JudgedRow:
    if judged is None:
        return JudgedRow(actor, shape_of(actor.family))
    own, salience = judged.own, judged.salience
    return JudgedRow(
        actor,
        shape_of(actor.family),
        _range(judged.influence),
        _range(judged.interest),
        len(judged.voices),
        judged.apart,
        ", ".join(f"{Stance(stance).label} ({count})" for stance, count in judged.stances),
        judged.part.label,
        salience.name if salience else "",
        f"{own.influence} · {own.interest}" if own else "",
        own.day if own else None,
    )


def _range(spread: Spread) -> str:
    if not spread.apart:
        return figure(spread.middle)
    words = {"middle": figure(spread.middle), "least": spread.least, "most": spread.most}
    return _("%(middle)s (from %(least)s to %(most)s)") % words


def salience_groups(stakeholder_map: StakeholderMap, judged: Mapping[str, Judged]) -> list[SalienceGroup]:
    """Return the classes of salience in order of urgency, each with its actors; empty ones too."""
    members: dict[frozenset[str], list[tuple[Stakeholder, str]]] = {one.attributes: [] for one in CLASSES}
    for actor in stakeholder_map.stakeholders:
        salience = judged[actor.slug].salience if actor.slug in judged else None
        if salience:
            members[salience.attributes].append((actor, shape_of(actor.family)))
    return [SalienceGroup(one, tuple(members[one.attributes])) for one in CLASSES]


def sentences(stakeholder_map: StakeholderMap, judged: Mapping[str, Judged]) -> list[str]:
    """Say how many are assessed, who stands in each part of the grid, and on whom voices disagree."""
    actors = [actor for actor in stakeholder_map.stakeholders if actor.slug in judged]
    total = len(stakeholder_map.stakeholders)
    if not actors:
        return [_("Nobody is assessed yet: choose an actor to say how you see it.")] if total else []
    assessed = _("%(count)s of %(total)s actors assessed.") % {"count": len(actors), "total": total}
    apart = [actor.name for actor in actors if judged[actor.slug].apart]
    said_apart = [_("Voices disagree on: %(names)s.") % {"names": listed(apart)}] if apart else []
    return [assessed, *_by_part(actors, judged), *said_apart, *_against(actors, judged)]


def _by_part(actors: list[Stakeholder], judged: Mapping[str, Judged]) -> list[str]:
    parts: dict[Part, list[str]] = {part: [] for part in PARTS}
    for actor in actors:
        parts[judged[actor.slug].part].append(actor.name)
    words = _("%(part)s: %(names)s.")
    return [words % {"part": part.label, "names": listed(names)} for part, names in parts.items() if names]


def _against(actors: list[Stakeholder], judged: Mapping[str, Judged]) -> list[str]:
    """Name who weighs and is mostly seen as opposed or reserved."""
    held = {Stance.OPPOSED, Stance.RESERVED}
    names = []
    for actor in actors:
        one = judged[actor.slug]
        stances = Counter(dict(one.stances))
        if one.influence.high and 2 * sum(stances[s] for s in held) > stances.total():
            names.append(actor.name)
    return (
        [_("Weigh, and are seen as reserved or opposed: %(names)s.") % {"names": listed(names)}]
        if names
        else []
    )
