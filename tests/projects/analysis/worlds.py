"""Small random worlds for the analysis of gaps: every fact has a period, some actors are hidden.

Identifiers are positions in the lists. Days are whole numbers, counted from `ORIGIN`.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import strategies as st

ORIGIN = date(2026, 6, 1)
FAMILIES, OCCUPATIONS, KINDS = 2, 2, 2


def to_date(day: int | None) -> date | None:
    return None if day is None else ORIGIN + timedelta(days=day)


@dataclass(frozen=True)
class Fact:
    start: int | None = None
    end: int | None = None

    def on(self, day: int) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True)
class AnActor:
    kind: str = "organisation"
    family: int = 0
    seat: int | None = None
    name: str = "a"
    hidden: bool = False


@dataclass(frozen=True)
class Belongs(Fact):
    member: int = 0
    organisation: int = 0


@dataclass(frozen=True)
class Knows(Fact):
    actor: int = 0
    competence: int = 0
    level: int = 2
    mobilisable: bool = True


@dataclass(frozen=True)
class Practises(Fact):
    actor: int = 0
    occupation: int = 0


@dataclass(frozen=True)
class Owns(Fact):
    actor: int = 0
    kind: int = 0
    quantity: int | None = None


@dataclass(frozen=True)
class Gives(Fact):
    need: int = 0
    actor: int = 0
    resource: int | None = None
    quantity: int = 1
    confirmed: bool = True


@dataclass(frozen=True)
class TakesPart(Fact):
    project: int = 0
    actor: int = 0
    degree: int = 3
    engaged: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Partners(Fact):
    first: int = 0
    second: int = 1
    hidden: bool = False


@dataclass(frozen=True)
class Wants:
    kind: str = "competence"
    asked: int = 0
    level: int | None = 2
    quantity: int = 1
    importance: int = 2
    opened: int | None = None
    closed: int | None = None
    wanted_by: int | None = None
    waived: int | None = None


@dataclass(frozen=True)
class World:
    """Project 0 is the one under analysis; `hidden_projects` are those that the viewer does not see."""

    day: int = 0
    parents: list[int | None] = field(default_factory=lambda: [None])
    actors: list[AnActor] = field(default_factory=list)
    belongs: list[Belongs] = field(default_factory=list)
    knows: list[Knows] = field(default_factory=list)
    practises: list[Practises] = field(default_factory=list)
    owns: list[Owns] = field(default_factory=list)
    gives: list[Gives] = field(default_factory=list)
    parts: list[TakesPart] = field(default_factory=list)
    partners: list[Partners] = field(default_factory=list)
    needs: list[Wants] = field(default_factory=list)
    hidden_projects: frozenset[int] = frozenset()
    place: int = 0


# A small country: two régions, three départements, four EPCI (the first straddles two départements), five communes,
# and a territory of its own made of the first and last communes.
@dataclass(frozen=True)
class Place:
    kind: str
    epci: int | None = None
    departement: int | None = None
    region: int | None = None
    within: tuple[int, ...] = ()


PLACES = [
    Place("region"),  # 0
    Place("region"),  # 1
    Place("departement", region=0, within=(0,)),  # 2
    Place("departement", region=0, within=(0,)),  # 3
    Place("departement", region=1, within=(1,)),  # 4
    Place("epci", departement=2, region=0, within=(0,)),  # 5, in 2 and 3
    Place("epci", departement=2, region=0, within=(2, 0)),  # 6
    Place("epci", departement=3, region=0, within=(3, 0)),  # 7
    Place("epci", departement=4, region=1, within=(4, 1)),  # 8
    Place("commune", 5, 2, 0, within=(5, 2, 0, 14)),  # 9
    Place("commune", 5, 3, 0, within=(5, 3, 0)),  # 10
    Place("commune", 6, 2, 0, within=(6, 2, 0)),  # 11
    Place("commune", 7, 3, 0, within=(7, 3, 0)),  # 12
    Place("commune", 8, 4, 1, within=(8, 4, 1, 14)),  # 13
    Place("custom"),  # 14
]

DAYS = st.sampled_from([-400, -91, -90, -1, 0, 1, 30, 89, 90, 91, 92, 200, 491])
MOSTLY_NONE = st.integers(0, 4).flatmap(lambda n: st.none() if n else DAYS)


@st.composite
def periods(draw) -> dict:
    """Mostly open periods, so that much is true on most days."""
    start, end = draw(MOSTLY_NONE), draw(MOSTLY_NONE)
    if start is not None and end is not None and start >= end:
        start, end = end, start if start != end else start + 1
    return {"start": start, "end": end}


def facts(cls, *, key=None, min_size=0, max_size=8, **fields):
    """Lists of facts; `key` names what the database wants once at a time."""
    one = st.builds(lambda period, values: cls(**period, **values), periods(), st.fixed_dictionaries(fields))
    unique = (lambda fact: tuple(getattr(fact, name) for name in key)) if key else None
    return st.lists(one, min_size=min_size, max_size=max_size, unique_by=unique)


@st.composite
def worlds(draw, size: int = 9) -> World:
    some = st.integers(0, size - 1)
    actors = draw(
        st.lists(
            st.builds(
                AnActor,
                kind=st.sampled_from(["organisation", "organisation", "group", "person", "person"]),
                family=st.integers(0, FAMILIES - 1),
                seat=st.none() | st.integers(0, len(PLACES) - 1) | st.integers(9, 13),
                name=st.sampled_from(["Été", "ete", "Abeille", "Zoé", "œuvre"]),
                hidden=st.sampled_from([False, False, False, True]),
            ),
            min_size=size,
            max_size=size,
        )
    )
    persons = [number for number, actor in enumerate(actors) if actor.kind == "person"]
    tree = draw(st.integers(2, 4))
    parents = [None, *(draw(st.none() | st.integers(0, n - 1) | st.just(n - 1)) for n in range(1, tree))]
    competence = st.integers(0, tree - 1)
    belongs = draw(
        facts(
            Belongs, key=("member", "organisation"), min_size=6, max_size=14, member=some, organisation=some
        )
    )
    belongs = [one for one in belongs if one.member != one.organisation]
    needs = draw(st.lists(needs_for(competence), min_size=2, max_size=5))
    owns = draw(
        facts(
            Owns,
            min_size=2,
            actor=some,
            kind=st.integers(0, KINDS - 1),
            quantity=st.none() | st.integers(1, 6),
        )
    )
    engaged = st.frozensets(st.sampled_from(persons), max_size=4) if persons else st.just(frozenset())
    return World(
        day=draw(st.sampled_from([-100, 0, 0, 0, 100, 400])),
        parents=parents,
        actors=actors,
        belongs=belongs,
        knows=draw(
            facts(
                Knows,
                key=("actor", "competence"),
                min_size=8,
                max_size=20,
                actor=some,
                competence=competence,
                level=st.integers(1, 3),
                mobilisable=st.sampled_from([True, True, False]),
            )
        ),
        practises=draw(
            facts(
                Practises,
                key=("actor", "occupation"),
                min_size=3,
                actor=some,
                occupation=st.integers(0, OCCUPATIONS - 1),
            )
        ),
        owns=owns,
        gives=never_twice(draw(pledges(needs, owns, some)), owns),
        parts=draw(
            facts(
                TakesPart,
                key=("project", "actor"),
                min_size=6,
                max_size=14,
                project=st.sampled_from([0, 0, 0, 1, 2]),
                actor=some,
                degree=st.sampled_from([1, 2, 3, 3, 4, 5]),
                engaged=engaged,
            )
        ),
        partners=[
            one
            for one in draw(
                facts(
                    Partners,
                    key=("first", "second"),
                    min_size=6,
                    max_size=12,
                    first=some,
                    second=some,
                    hidden=st.sampled_from([False, False, True]),
                )
            )
            if one.first < one.second
        ],
        needs=needs,
        hidden_projects=draw(st.sampled_from([frozenset(), frozenset({2})])),
        place=draw(st.integers(0, len(PLACES) - 1)),
    )


@st.composite
def needs_for(draw, competence) -> Wants:
    kind = draw(
        st.sampled_from(["competence", "competence", "competence", "occupation", "resource", "family"])
    )
    sizes = {"occupation": OCCUPATIONS, "resource": KINDS, "family": FAMILIES}
    opened, closed = draw(MOSTLY_NONE), draw(MOSTLY_NONE)
    if opened is not None and closed is not None:
        opened, closed = sorted([opened, closed])
    return Wants(
        kind=kind,
        asked=draw(competence if kind == "competence" else st.integers(0, sizes[kind] - 1)),
        level=draw(st.integers(1, 3)) if kind == "competence" else None,
        quantity=draw(st.integers(1, 6) if kind == "resource" else st.sampled_from([1, 1, 1, 2, 3])),
        importance=draw(st.integers(1, 3)),
        opened=opened,
        closed=closed,
        wanted_by=draw(st.none() | DAYS),
        waived=draw(MOSTLY_NONE),
    )


def pledges(needs: list[Wants], owns: list[Owns], actor):
    """Pledges to the needs for resources, some out of a resource of the giver."""
    asking = [number for number, need in enumerate(needs) if need.kind == "resource"]
    if not asking:
        return st.just([])
    return facts(
        Gives,
        min_size=2,
        max_size=8,
        need=st.sampled_from(asking),
        actor=actor,
        resource=st.none() | st.integers(0, len(owns) - 1) if owns else st.none(),
        quantity=st.integers(1, 6),
        confirmed=st.booleans(),
    )


def never_twice(gives: list[Gives], owns: list[Owns]) -> list[Gives]:
    """Pledge out of a resource only while it is not used up, as the database wants; else out of none."""
    used: Counter[int] = Counter()
    kept = []
    for one in gives:
        stock = None if one.resource is None else owns[one.resource].quantity
        if stock is not None and used[one.resource] + one.quantity > stock:
            one = replace(one, resource=None)
        used[one.resource] += one.quantity
        kept.append(one)
    return kept
