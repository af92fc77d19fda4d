"""How open a circle or a territory is, month by month: ties across families and places, newcomers, civil society.

The index of a month is (external - internal) / (external + internal) ties (Krackhardt & Stern, 1988): from -1, where
every tie stays within one group, to 1, where every tie leads to another. Plain values in, plain values out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

#: How many months are told, today's included.
MONTHS = 24


@dataclass(frozen=True, slots=True)
class Somebody:
    """An actor: its family, whether that is civil society, and where it sits (any key, `None` when unknown)."""

    key: int
    family: int
    civil: bool
    place: int | None


@dataclass(frozen=True, slots=True)
class Spell:
    """Something that holds from a day (`None`: always) until another, excluded; who it is of, one or two."""

    actors: tuple[int, ...]
    since: date | None
    until: date | None

    def holds(self, day: date) -> bool:
        """Tell whether it holds on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Ties:
    """Ties of a month, within a group and out of it."""

    internal: int
    external: int

    @property
    def index(self) -> float | None:
        """Return the E-I index, `None` without a tie."""
        total = self.internal + self.external
        return (self.external - self.internal) / total if total else None

    @property
    def total(self) -> int:
        """Return how many ties there are."""
        return self.internal + self.external


@dataclass(frozen=True, slots=True)
class Month:
    """What is told of one month, as it stood on its last day, or today."""

    day: date
    families: Ties
    places: Ties
    newcomers: int
    civil: int
    aboard: int

    @property
    def civil_share(self) -> int | None:
        """Return how many actors aboard, of a hundred, are of civil society."""
        return round(100 * self.civil / self.aboard) if self.aboard else None


def months(
    people: Iterable[Somebody],
    aboard: Iterable[Spell],
    ties: Iterable[Spell],
    today: date,
    count: int = MONTHS,
) -> list[Month]:
    """Tell the last `count` months: `aboard` are spells of one actor, `ties` of two."""
    known = {one.key: one for one in people}
    spells = [one for one in aboard if one.actors[0] in known]
    pairs = [one for one in ties if all(key in known for key in one.actors)]
    arrivals = _arrivals(spells)
    return [_month(first, last, known, spells, pairs, arrivals) for first, last in _last_months(today, count)]


def split(pairs: Iterable[tuple[object, object]]) -> Ties:
    """Part ties between two groups from those within one; unknown groups are not counted."""
    sides = [one == other for one, other in pairs if one is not None and other is not None]
    return Ties(internal=sum(sides), external=len(sides) - sum(sides))


def _month(first: date, last: date, known, spells, pairs, arrivals) -> Month:
    present = {one.actors[0] for one in spells if one.holds(last)}
    tied = {frozenset(one.actors) for one in pairs if one.holds(last)}
    ends = [[known[key] for key in pair] for pair in tied if len(pair) == 2]
    return Month(
        day=last,
        families=split((one.family, other.family) for one, other in ends),
        places=split((one.place, other.place) for one, other in ends),
        newcomers=sum(first <= day <= last for day in arrivals),
        civil=sum(known[key].civil for key in present),
        aboard=len(present),
    )


def _arrivals(spells: Iterable[Spell]) -> list[date]:
    """Return the first day of each actor; who was always there is no newcomer."""
    firsts: dict[int, date] = {}
    for one in spells:
        day = one.since or date.min
        firsts[one.actors[0]] = min(firsts.get(one.actors[0], day), day)
    return [day for day in firsts.values() if day != date.min]


def _last_months(today: date, count: int) -> list[tuple[date, date]]:
    """Return the first and the last day of each month, the oldest first; the last one ends today."""
    firsts = []
    year, month = today.year, today.month
    for _step in range(count):
        firsts.append(date(year, month, 1))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    firsts.reverse()
    ends = [date.fromordinal(one.toordinal() - 1) for one in firsts[1:]]
    return list(zip(firsts, [*ends, today], strict=True))
