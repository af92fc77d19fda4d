"""How far voices agree on a statement: all of them, and family by family; never an average, never one person's."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cocreation.enums import FEWEST_VOICES, Agreement, Spread

#: So many of those who speak make most of them; so many on each side divide them.
MOST, DIVIDING = 2 / 3, 1 / 3
TALLEST = 34


@dataclass(frozen=True)
class Bar:
    """One degree of agreement: how many voices chose it; `height` of `TALLEST` where it is drawn."""

    value: int
    label: str
    count: int
    height: int

    @property
    def x(self) -> int:
        """Return where its column begins."""
        return 4 + (self.value - 1) * 26

    @property
    def middle(self) -> int:
        """Return the middle of its column."""
        return self.x + 11

    @property
    def top(self) -> int:
        """Return where its column ends, from above."""
        return 12 + TALLEST - self.height


@dataclass(frozen=True)
class Opinion:
    """What some voices say together; `bars` are empty when too few speak to tell."""

    voices: int
    spread: Spread
    bars: tuple[Bar, ...]

    @property
    def words(self) -> str:
        """Say the distribution in words, for who does not see the drawing."""
        return ", ".join(f"{bar.label} : {bar.count}" for bar in self.bars)


@dataclass(frozen=True)
class OfFamily:
    """What the voices of one family say."""

    code: str
    name: str
    opinion: Opinion


@dataclass(frozen=True)
class Shared:
    """What all voices say on a statement, then each family that may be told, and the names of those that may not."""

    whole: Opinion
    families: tuple[OfFamily, ...]
    untold: tuple[str, ...]

    @property
    def disagreement(self) -> str:
        """Say in a sentence which families do not see it alike, empty when none do."""
        agree, refuse, divided = (
            [one.name for one in self.families if one.opinion.spread == spread]
            for spread in (Spread.AGREED, Spread.REFUSED, Spread.DIVIDED)
        )
        if agree and refuse:
            return _("Families do not see it alike: mostly yes for %(yes)s, mostly no for %(no)s.") % {
                "yes": ", ".join(agree),
                "no": ", ".join(refuse),
            }
        if divided:
            return _("Divided within: %(families)s.") % {"families": ", ".join(divided)}
        return ""

    @property
    def strife(self) -> int:
        """Return how much there is to talk about: the most divided first."""
        order = [Spread.FEW, Spread.AGREED, Spread.REFUSED, Spread.OPEN, Spread.DIVIDED]
        apart = {one.opinion.spread for one in self.families} >= {Spread.AGREED, Spread.REFUSED}
        return order.index(self.whole.spread) + (len(order) if apart else 0)


def share(votes: Iterable[tuple[int | None, int]], families: Mapping[int, tuple[str, str]]) -> Shared:
    """Tell what votes (key of a family or `None`, value 1 to 5) say; `families` gives code and name by key.

    A family of fewer than `FEWEST_VOICES` is told without its values. Those left untold are as many together, or
    nobody, so that taking the told from the whole gives nobody away either: the smallest told family is left out
    until it is so.
    """
    by_family: dict[int | None, list[int]] = defaultdict(list)
    for family, value in votes:
        by_family[family].append(value)
    everyone = [value for values in by_family.values() for value in values]
    told = _told({key: len(values) for key, values in by_family.items()})
    names = [(families[key][1], key) for key in by_family if key is not None]
    return Shared(
        whole=opinion(everyone),
        families=tuple(
            OfFamily(*families[key], opinion(by_family[key])) for _name, key in sorted(names) if key in told
        ),
        untold=tuple(name for name, key in sorted(names) if key not in told),
    )


def _told(sizes: Mapping[int | None, int]) -> set[int]:
    told = sorted(
        (key for key, size in sizes.items() if key is not None and size >= FEWEST_VOICES),
        key=lambda key: (sizes[key], key),
    )
    while told and 0 < sum(sizes.values()) - sum(sizes[key] for key in told) < FEWEST_VOICES:
        told.pop(0)
    return set(told)


def opinion(values: list[int]) -> Opinion:
    """Tell what values from 1 to 5 say together."""
    if len(values) < FEWEST_VOICES:
        return Opinion(len(values), Spread.FEW, ())
    counts = Counter(values)
    highest = max(counts.values())
    bars = tuple(
        Bar(
            degree.value,
            str(degree.label),
            counts[degree.value],
            round(TALLEST * counts[degree.value] / highest),
        )
        for degree in Agreement
    )
    return Opinion(len(values), _word(counts, len(values)), bars)


def _word(counts: Mapping[int, int], voices: int) -> Spread:
    agree, refuse = ((counts[a] + counts[b]) / voices for a, b in ((4, 5), (1, 2)))
    if agree >= MOST:
        return Spread.AGREED
    if refuse >= MOST:
        return Spread.REFUSED
    return Spread.DIVIDED if min(agree, refuse) >= DIVIDING else Spread.OPEN
