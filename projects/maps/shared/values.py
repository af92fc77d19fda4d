"""The stakeholder map as plain values: pictures, table, sentences and JSON all take the very same object."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from actors.maps.values import Tie, TieNature
from projects.analysis.gaps import UNCOVERED
from projects.maps.loading.growth import Growth
from territoire.text import normalise


@dataclass(frozen=True, slots=True)
class Skill:
    """A competence that a stakeholder masters, at a level from 1 to 3."""

    slug: str
    name: str
    level: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What a filter offers: its word in the address, its name, and the group under which a list puts it."""

    code: str
    name: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an actor sits, as it is registered (persons may say no more than a wide territory): never closer.

    `commune`, `epci`, `departement` and `region` are codes of territories, empty when there is none or it is wider.
    """

    code: str
    name: str
    latitude: float | None = None
    longitude: float | None = None
    commune: str = ""
    epci: str = ""
    departement: str = ""
    region: str = ""

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all the official territories where it lies, itself included."""
        return frozenset({self.code, self.commune, self.epci, self.departement, self.region} - {""})


@dataclass(frozen=True, slots=True)
class Subject:
    """What the map is of: a "project", a "territory" or an "actor"; `slug` is its word in addresses."""

    kind: str
    slug: str
    name: str


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
    a territory, takes part in no project; `place` and `since` may be unknown. `spot` is its seat, `areas` the codes
    of the territories where it acts, `themes` the codes of those of all its projects.
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
    spot: Spot | None = None
    areas: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()

    @property
    def weight(self) -> tuple[int, str, str]:
        """Sort key: the most involved first, then by name."""
        return (-(self.degree or 0), _normalised(self.name), self.slug)


@dataclass(frozen=True, slots=True)
class NeedMark:
    """A need open that day, with its state of the gap analysis.

    `sort` says what it asks for (`projects.enums.NeedKind`), `key` which one (its address or code), `project` of
    which project it is. `fillers` are the addresses of who bears it, and of those through whom persons bear it, as
    far as the viewer sees: a state may rest on others.
    """

    uid: str
    name: str
    sort: str
    key: str
    state: str
    fragile: bool = False
    importance: int = 2
    fillers: tuple[str, ...] = ()
    project: str = ""

    @property
    def uncovered(self) -> bool:
        """Tell whether somebody is sought."""
        return self.state in UNCOVERED


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

    `skills` holds the address of a competence and those of all that stands under it, `places` the codes of a
    territory and of all within (where one sits or acts), `tie_kinds` the codes of kinds of partnerships. `near`: only
    who is within `steps` ties of this actor, and the actor (everyone when it is not on the map).
    """

    families: frozenset[str] = frozenset()
    degree: int = 0
    skills: frozenset[str] = frozenset()
    text: str = ""
    places: frozenset[str] = frozenset()
    occupation: str = ""
    themes: frozenset[str] = frozenset()
    tie_kinds: frozenset[str] = frozenset()
    near: str = ""
    steps: int = 1

    def keep(self, actor: Stakeholder, *, families: bool = True) -> bool:
        """Tell whether `actor` stays, whatever its ties; `families=False` leaves that filter out (to count each)."""
        return (
            (not families or not self.families or actor.family in self.families)
            and (actor.degree or 0) >= self.degree
            and (not self.skills or any(skill.slug in self.skills for skill in actor.skills))
            and (not self.occupation or self.occupation in actor.occupations)
            and (not self.themes or not self.themes.isdisjoint(actor.themes))
            and (not self.places or self._placed(actor))
            and all(word in _searched(actor) for word in normalise(self.text).split())
        )

    @property
    def ask_details(self) -> bool:
        """Tell whether they ask what actors know, do, and where they act: `projects.maps.loading.details`."""
        return bool(self.skills or self.occupation or self.themes or self.places)

    def _placed(self, actor: Stakeholder) -> bool:
        codes = actor.spot.codes if actor.spot else frozenset()
        return not self.places.isdisjoint(codes) or not self.places.isdisjoint(actor.areas)

    def __bool__(self) -> bool:
        """Tell whether anything is filtered."""
        return self != MapFilters()


@dataclass(frozen=True, slots=True)
class StakeholderMap:
    """Who is on the map on `day`, what ties them, and enough of the rest to keep pictures still.

    `total` counts the actors before any filter and cap. `backdrop` holds the keys and pairs of all that the viewer
    may see, whatever the day and filters. `more` is what one picture alone needs besides (see its `complete`).
    `needs` come the most important first; `expected` are pairs of actors (see `projects.maps.loading.expected`). What
    filters offer, before any filter: `skills`, `domains` (what they stand under), `occupations`, `themes`, `places`
    and `tie_kinds`.
    """

    day: date
    stakeholders: tuple[Stakeholder, ...] = ()
    ties: tuple[Tie, ...] = ()
    projects: tuple[ProjectNode, ...] = ()
    families: tuple[FamilyCount, ...] = ()
    degrees: dict[int, str] = field(default_factory=dict)
    skills: tuple[Skill, ...] = ()
    domains: tuple[Choice, ...] = ()
    occupations: tuple[Choice, ...] = ()
    themes: tuple[Choice, ...] = ()
    places: tuple[Choice, ...] = ()
    tie_kinds: tuple[Choice, ...] = ()
    needs: tuple[NeedMark, ...] = ()
    expected: tuple[tuple[str, str], ...] = ()
    total: int = 0
    capped: bool = False
    backdrop: tuple[frozenset[str], frozenset[tuple[str, str]]] = (frozenset(), frozenset())
    more: Any = None
    subject: Subject = Subject("", "", "")
    growth: Growth | None = None

    @property
    def of_projects(self) -> bool:
        """Tell whether actors may take part in several projects (the map of a territory, or of an actor)."""
        return self.subject.kind in {"territory", "actor"}

    @property
    def seats(self) -> tuple[NeedMark, ...]:
        """The empty seats: the needs that the circle does not cover, or only in part."""
        return tuple(need for need in self.needs if need.uncovered)

    def filtered(self, filters: MapFilters) -> "StakeholderMap":
        """Return the map with what `filters` keep, the counts of families, and the ties between who is left.

        With kinds of partnerships chosen, who has none of them leaves, and so do all other ties.
        """
        if filters.near:
            return self._near(filters.near, filters.steps).filtered(replace(filters, near=""))
        if not filters.tie_kinds:
            return self._kept(self.stakeholders, filters)
        ties = tuple(tie for tie in self.ties if _is_of(tie, filters.tie_kinds))
        tied = {end for tie in ties for end in tie.pair}
        there = tuple(actor for actor in self.stakeholders if actor.slug in tied)
        return replace(self, ties=ties, projects=(), expected=())._kept(there, filters)

    def _near(self, key: str, steps: int) -> "StakeholderMap":
        if self.find(key) is None:
            return self
        tied, found, edge = self.tied_to(), {key}, {key}
        for _step in range(steps):
            edge = {other for one in edge for other in tied.get(one, ())} - found
            found |= edge
        projects = tuple(p for p in self.projects if project_key(p.slug) in found)
        return replace(self, projects=projects)._with(tuple(a for a in self.stakeholders if a.slug in found))

    def _kept(self, there: tuple[Stakeholder, ...], filters: MapFilters) -> "StakeholderMap":
        if not filters:
            counts = Counter(a.family for a in there)
            return replace(self, families=tuple(replace(f, count=counts[f.code]) for f in self.families))
        kept = tuple(a for a in there if filters.keep(a))
        counts = Counter(a.family for a in there if filters.keep(a, families=False))
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
        expected = tuple(pair for pair in self.expected if here >= set(pair))
        projects = self.projects
        if len(here) < len(self.stakeholders):
            reached = {end for tie in ties if here & {tie.source, tie.target} for end in tie.pair}
            projects = tuple(p for p in projects if project_key(p.slug) in reached)
        return replace(self, stakeholders=kept, ties=ties, projects=projects, expected=expected, **changes)

    def tied_to(self) -> dict[str, tuple[str, ...]]:
        """Return, for each key that has ties, the keys at the other end, each once."""
        others: dict[str, dict[str, None]] = {}
        for tie in self.ties:
            others.setdefault(tie.source, {})[tie.target] = None
            others.setdefault(tie.target, {})[tie.source] = None
        return {key: tuple(them) for key, them in others.items()}

    def around(self, key: str) -> "StakeholderMap":
        """Return the map with the ties of one actor alone."""
        return replace(self, ties=tuple(tie for tie in self.ties if key in tie.pair))

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


# Names are sorted at each visit.
_normalised = lru_cache(50_000)(normalise)


def project_key(slug: str) -> str:
    """Return the key of a project among actors (an address holds no colon)."""
    return f"project:{slug}"


def _is_of(tie: Tie, kinds: frozenset[str]) -> bool:
    return tie.nature == TieNature.PARTNERSHIP and tie.code in kinds


def _searched(actor: Stakeholder) -> str:
    return normalise(f"{actor.name} {actor.acronym} {actor.role} {actor.brings} {actor.place}")
