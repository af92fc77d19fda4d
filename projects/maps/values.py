"""The stakeholder map as plain values: pictures, table, sentences and JSON all take the very same object."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from actors.maps.values import Tie
from territoire.text import normalise


@dataclass(frozen=True, slots=True)
class Skill:
    """A competence that a stakeholder masters, at a level from 1 to 3."""

    slug: str
    name: str
    level: int


@dataclass(frozen=True, slots=True)
class ProjectNode:
    """A project of the territory, drawn among its actors."""

    slug: str
    name: str
    stage: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """An actor of the map, as one viewer may see it on one day.

    `degree` is `None` for who is not aboard yet (`prospective`: a request waits for its answer) or, on the map of
    a territory, takes part in no project; `place` and `since` may be unknown.
    """

    slug: str
    name: str
    acronym: str
    kind: str
    family: str
    family_name: str
    sphere: str
    degree: int | None = None
    wanted_degree: int | None = None
    role: str = ""
    brings: str = ""
    since: date | None = None
    until: date | None = None
    place: str = ""
    skills: tuple[Skill, ...] = ()
    engaged: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    declared: bool = False
    illustrative: bool = False
    prospective: bool = False

    @property
    def weight(self) -> tuple[int, str, str]:
        """Sort key: the most involved first, then by name."""
        return (-(self.degree or 0), normalise(self.name), self.slug)


@dataclass(frozen=True, slots=True)
class Seat:
    """An empty seat: a need that the circle does not cover (or only in part), with its state of the gap analysis."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class FamilyCount:
    """A family of actors, in the order of the reference table, with how many of it the filters would show."""

    code: str
    name: str
    sphere: str
    shape: str = "autre"
    count: int = 0


@dataclass(frozen=True, slots=True)
class MapFilters:
    """What to keep: nothing chosen keeps everything.

    `skills` holds the address of a competence and those of all that stands under it.
    """

    families: frozenset[str] = frozenset()
    degree: int = 0
    skills: frozenset[str] = frozenset()
    text: str = ""

    def keep(self, actor: Stakeholder, *, families: bool = True) -> bool:
        """Tell whether `actor` stays; `families=False` leaves that filter out (to count each family)."""
        return (
            (not families or not self.families or actor.family in self.families)
            and (actor.degree or 0) >= self.degree
            and (not self.skills or any(skill.slug in self.skills for skill in actor.skills))
            and all(word in _searched(actor) for word in normalise(self.text).split())
        )

    def __bool__(self) -> bool:
        """Tell whether anything is filtered."""
        return self != MapFilters()


@dataclass(frozen=True, slots=True)
class StakeholderMap:
    """Who is on the map on `day`, what ties them, and enough of the rest to keep pictures still.

    `total` counts the actors before any filter and cap. `backdrop` holds the keys and pairs of all that the viewer
    may see, whatever the day and filters. `more` is what one picture alone needs besides (see its `complete`).
    """

    day: date
    stakeholders: tuple[Stakeholder, ...] = ()
    ties: tuple[Tie, ...] = ()
    projects: tuple[ProjectNode, ...] = ()
    families: tuple[FamilyCount, ...] = ()
    degrees: dict[int, str] = field(default_factory=dict)
    skills: tuple[Skill, ...] = ()
    seats: tuple[Seat, ...] = ()
    total: int = 0
    capped: bool = False
    of_territory: bool = False
    backdrop: tuple[frozenset[str], frozenset[tuple[str, str]]] = (frozenset(), frozenset())
    more: Any = None

    def filtered(self, filters: MapFilters) -> "StakeholderMap":
        """Return the map with what `filters` keep, the counts of families, and the ties between who is left."""
        kept = tuple(a for a in self.stakeholders if filters.keep(a))
        counts = Counter(a.family for a in self.stakeholders if filters.keep(a, families=False))
        return self._with(kept, families=tuple(replace(f, count=counts[f.code]) for f in self.families))

    def most_involved(self, limit: int) -> "StakeholderMap":
        """Return the map with the `limit` actors that are most involved, then most tied."""
        if len(self.stakeholders) <= limit:
            return self
        tied = self.tied_to()
        best = sorted(
            self.stakeholders, key=lambda a: (-(a.degree or 0), -len(tied.get(a.slug, ())), a.weight)
        )
        kept = {a.slug for a in best[:limit]}
        return self._with(tuple(a for a in self.stakeholders if a.slug in kept))

    def _with(self, kept: tuple[Stakeholder, ...], **changes) -> "StakeholderMap":
        here = {actor.slug for actor in kept}
        ends = here | {project_key(p.slug) for p in self.projects}
        ties = tuple(t for t in self.ties if t.source in ends and t.target in ends)
        projects = self.projects
        if len(here) < len(self.stakeholders):
            reached = {end for tie in ties if here & {tie.source, tie.target} for end in tie.pair}
            projects = tuple(p for p in projects if project_key(p.slug) in reached)
        return replace(self, stakeholders=kept, ties=ties, projects=projects, **changes)

    def tied_to(self) -> dict[str, tuple[str, ...]]:
        """Return, for each key that has ties, the keys at the other end, each once."""
        others: dict[str, dict[str, None]] = {}
        for tie in self.ties:
            others.setdefault(tie.source, {})[tie.target] = None
            others.setdefault(tie.target, {})[tie.source] = None
        return {key: tuple(them) for key, them in others.items()}

    def names(self) -> dict[str, str]:
        """Return the name of each key of the map."""
        return {a.slug: a.name for a in self.stakeholders} | {
            project_key(p.slug): p.name for p in self.projects
        }

    def find(self, slug: str) -> Stakeholder | None:
        """Return the actor at this address, if it is on the map."""
        return next((a for a in self.stakeholders if a.slug == slug), None)

    def numbers(self) -> dict[str, int]:
        """Return the number of each actor, from 1: its rank in the default order of the table."""
        ordered = sorted(self.stakeholders, key=lambda actor: actor.weight)
        return {actor.slug: number for number, actor in enumerate(ordered, 1)}


def project_key(slug: str) -> str:
    """Return the key of a project among actors (an address holds no colon)."""
    return f"project:{slug}"


def _searched(actor: Stakeholder) -> str:
    return normalise(f"{actor.name} {actor.acronym} {actor.role} {actor.brings} {actor.place}")
