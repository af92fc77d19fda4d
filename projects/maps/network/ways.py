"""From one actor to another: who can introduce them, step by step."""

from collections import deque
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.maps.values import Tie
from projects.maps.shared.values import Stakeholder, StakeholderMap
from projects.maps.shared.words import tie_words
from territoire.text import normalise

MOST_CHOICES, MOST_OTHERS = 8, 5


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody, or a project, on the way, and what ties it to the one before."""

    key: str
    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """How to reach an actor: `steps` from the first to the last, `said` in a sentence.

    `others`: who else could make the first introduction. `choices`: actors between whom to choose, when what was
    typed (`field`: "de" or "vers") names several.
    """

    said: str
    steps: tuple[Step, ...] = ()
    others: tuple[str, ...] = ()
    choices: tuple[Stakeholder, ...] = ()
    field: str = ""

    @property
    def keys(self) -> str:
        """The keys on the way, for scripts."""
        return " ".join(step.key for step in self.steps)


def way(stakeholder_map: StakeholderMap, start: str, end: str) -> Way | None:
    """Return how to go from an actor to another, each told by its address or its name; `None` when none is asked."""
    if not start.strip() or not end.strip():
        return None
    ends: list[str] = []
    for field, text in (("de", start), ("vers", end)):
        found = named(stakeholder_map, text)
        if not found:
            return Way(_("Nobody on this map is called “%(text)s”.") % {"text": text.strip()}, field=field)
        if len(found) > 1:
            said = _("Several actors answer to “%(text)s”: choose one.") % {"text": text.strip()}
            return Way(said, choices=tuple(found[:MOST_CHOICES]), field=field)
        ends.append(found[0].slug)
    return _between(stakeholder_map, *ends)


def named(stakeholder_map: StakeholderMap, text: str) -> list[Stakeholder]:
    """Return who has this address, else this very name, else a name that holds all these words."""
    wanted = normalise(text)
    actors = stakeholder_map.stakeholders
    for answers in (
        lambda a: a.slug == text.strip(),
        lambda a: wanted in (normalise(a.name), normalise(a.acronym)),
        lambda a: all(word in normalise(f"{a.name} {a.acronym}") for word in wanted.split()),
    ):
        if found := [actor for actor in actors if answers(actor)]:
            return found
    return []


def _between(stakeholder_map: StakeholderMap, start: str, end: str) -> Way:
    names = stakeholder_map.names()
    who = {"one": names[start], "other": names[end]}
    if start == end:
        return Way(_("It is the same actor."))
    tied = stakeholder_map.tied_to()
    far = _distances(tied, end)
    if start not in far:
        return Way(_("No tie leads from %(one)s to %(other)s on this map.") % who)
    ties: dict[tuple[str, str], list[Tie]] = {}
    for tie in stakeholder_map.ties:
        ties.setdefault(tie.pair, []).append(tie)
    keys = [start]
    while keys[-1] != end:
        nearer = [key for key in tied[keys[-1]] if far.get(key) == far[keys[-1]] - 1]
        keys.append(min(nearer, key=lambda key: _surest(ties, tied, keys[-1], key)))
    others = [
        names[key] for key in tied[start] if far.get(key) == far[start] - 1 and key not in (keys[1], end)
    ]
    steps = [Step(start, names[start])]
    steps += [Step(key, names[key], _tied(ties, before, key)) for before, key in pairwise(keys)]
    return Way(_said(steps, who), tuple(steps), tuple(sorted(others)[:MOST_OTHERS]))


def _surest(ties, tied: dict[str, tuple[str, ...]], one: str, other: str):
    """Sort key: ties that both confirmed first, many reasons rather than one, then who knows most others."""
    between = ties[min(one, other), max(one, other)]
    return (all(tie.declared for tie in between), -len(between), -len(tied[other]), other)


def _distances(tied: dict[str, tuple[str, ...]], start: str) -> dict[str, int]:
    far, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for other in tied.get(here, ()):
            if other not in far:
                far[other] = far[here] + 1
                waiting.append(other)
    return far


def _tied(ties, one: str, other: str) -> str:
    return " ; ".join(tie_words(tie, one) for tie in ties[min(one, other), max(one, other)])


def _said(steps: list[Step], who: dict[str, str]) -> str:
    between = [step.name for step in steps[1:-1]]
    if not between:
        return _("%(one)s and %(other)s are tied already.") % who
    return ngettext(
        "%(names)s can introduce %(one)s to %(other)s.",
        "One after the other, %(names)s can lead %(one)s to %(other)s.",
        len(between),
    ) % (who | {"names": ", ".join(between)})
