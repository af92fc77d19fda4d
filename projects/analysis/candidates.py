"""Who could meet what a project's circle lacks: ranked candidates, with the four parts of their score.

Parts and scores are exact fractions, so that equal scores are equal. Plain values in, plain values out: all that is
given here is what one viewer may see.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from projects.analysis.circle_to_invite import Lack, Offer
from projects.analysis.gaps import counted_bearers
from projects.analysis.ties import Chain, Names, Surroundings
from projects.analysis.values import Facts, Need
from projects.enums import NeedKind

SHOWN = 20
TOP_LEVEL = 3

# Proximity, in quarters; 0 elsewhere.
SAME_TERRITORY, SAME_EPCI, SAME_DEPARTEMENT, SAME_REGION = 4, 3, 2, 1
# Ties, in twentieths; 0 when nobody of the working circle leads there in two ties.
IN_CIRCLE, ONE_TIE, TWO_TIES = 20, 15, 8


@dataclass(frozen=True, slots=True)
class Parts:
    """The four parts of a score, each from 0 to 1; of weights, how much each counts."""

    proximity: Fraction
    ties: Fraction
    level: Fraction
    complementarity: Fraction

    def each(self) -> tuple[tuple[str, Fraction], ...]:
        """Return the parts, each with its name."""
        names = ("proximity", "ties", "level", "complementarity")
        return tuple((name, getattr(self, name)) for name in names)

    def weighed(self, weights: "Parts") -> Fraction:
        """Return the sum of the parts, each times its weight."""
        return (
            self.proximity * weights.proximity
            + self.ties * weights.ties
            + self.level * weights.level
            + self.complementarity * weights.complementarity
        )


WEIGHTS = Parts(Fraction(3, 10), Fraction(3, 10), Fraction(2, 10), Fraction(2, 10))


@dataclass(frozen=True, slots=True)
class Supply:
    """What could be brought to the uncovered needs of one project, as far as the viewer sees.

    `holders`: by need, who has it (mobilisable, at the level asked), with the highest level (3 where levels do not
    apply). `members`: by organisation, those of its persons who are among the holders. `stocks`: by kind of
    resource, what each actor has left to give. `families`: by family, its actors. `proximity`: in
    quarters, 0 when absent.
    """

    holders: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    members: Mapping[int, frozenset[int]] = field(default_factory=dict)
    stocks: Mapping[int, Mapping[int, Decimal]] = field(default_factory=dict)
    families: Mapping[int, frozenset[int]] = field(default_factory=dict)
    proximity: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor who would bring a project nearer to what it needs.

    `level`: the highest that it would add (for competences); `available`: what it has left (for resources);
    `helpers`: those of its persons who would help; `also`: the other needs that it would help to meet.
    """

    actor: int
    score: Fraction
    parts: Parts
    level: int | None = None
    available: Decimal | None = None
    helpers: tuple[int, ...] = ()
    also: tuple[int, ...] = ()
    chain: Chain = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """Actors kept and left out by hand: for the whole project (`None`), or by need."""

    pinned: Mapping[int | None, frozenset[int]] = field(default_factory=dict)
    excluded: Mapping[int | None, frozenset[int]] = field(default_factory=dict)

    def kept(self, need: int) -> frozenset[int]:
        """Return whom to tell of for a need, however far they come in the order."""
        return self._among(self.pinned, need) - self.out(need)

    def out(self, need: int) -> frozenset[int]:
        """Return whom not to propose for a need: what is said of the need itself comes first."""
        apart = self.excluded.get(need, frozenset())
        return apart | (self.excluded.get(None, frozenset()) - self.pinned.get(need, frozenset()))

    @staticmethod
    def _among(chosen: Mapping[int | None, frozenset[int]], need: int) -> frozenset[int]:
        return chosen.get(None, frozenset()) | chosen.get(need, frozenset())


NO_CHOICES = Choices()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best candidates for one need, and how many there are in all.

    `pinned` are among the candidates, which are the first ones and them; `excluded` would be candidates too, by name:
    neither `candidates` nor `total` count them.
    """

    candidates: tuple[Candidate, ...] = ()
    total: int = 0
    pinned: frozenset[int] = frozenset()
    excluded: tuple[int, ...] = ()


def rank(
    facts: Facts,
    needs: Iterable[Need],
    supply: Supply,
    around: Surroundings,
    names: Names,
    weights: Parts = WEIGHTS,
    choices: Choices = NO_CHOICES,
) -> dict[int, Ranking]:
    """Rank the candidates for each of `needs`, which are all the uncovered needs of the project."""
    ranker = _Ranker(facts, tuple(needs), supply, around, weights, choices)
    lists = {need_id: ranker.shortlist(brought) for need_id, brought in ranker.brings.items()}
    told = {actor for found in lists.values() for _, group in found for actor in group}
    out = {actor for brought in ranker.brings.values() for actor in ranker.excluded(brought)}
    named = names(frozenset(told | out))
    return {
        need_id: ranker.ranking(brought, lists[need_id], named) for need_id, brought in ranker.brings.items()
    }


def offers_of(
    facts: Facts,
    needs: Iterable[Need],
    supply: Supply,
    around: Surroundings,
    weights: Parts = WEIGHTS,
    choices: Choices = NO_CHOICES,
) -> tuple[list[Lack], list[Offer]]:
    """Return what each of `needs`, all the uncovered ones, lacks, and what each candidate would bring by joining.

    A candidate joins with those of its persons who help any of the needs; its score is its best. Who is left out for
    a need brings nothing to it.
    """
    needs = tuple(needs)
    ranker = _Ranker(facts, needs, supply, around, weights, choices)
    lacks = [ranker.brings[need.id].lack(facts) for need in needs]
    return lacks, ranker.offers()


class _Ranker:
    """Scores by groups of candidates that have the same four parts: there are few such groups."""

    def __init__(
        self,
        facts: Facts,
        needs: tuple[Need, ...],
        supply: Supply,
        around: Surroundings,
        weights: Parts,
        choices: Choices,
    ) -> None:
        self.brings = {need.id: _Brought(need, facts, supply) for need in needs}
        self.lifted = Counter(actor for brought in self.brings.values() for actor in brought.levels)
        self.lower = facts.lower_circle - facts.working_circle
        self.proximity = supply.proximity
        self.around = around
        self.weights = weights
        self.choices = choices

    def excluded(self, brought: "_Brought") -> frozenset[int]:
        """Return those who would be candidates for a need, had they not been left out."""
        return self.choices.out(brought.need.id) & brought.levels.keys()

    def shortlist(self, brought: "_Brought") -> list[tuple[Fraction, dict[int, Parts]]]:
        """Return the best groups of equal score, enough of them for what is shown: (score, parts by actor).

        Beyond what is shown, only who was kept by hand is told of.
        """
        scored, groups, number = self._by_score(brought), [], 0
        kept, out = self.choices.kept(brought.need.id), self.excluded(brought)
        for score in sorted(scored, reverse=True):
            wanted = kept if number >= SHOWN else None
            if wanted is not None and not wanted:
                break
            group = {
                actor: parts
                for parts, actors in scored[score]
                for actor in actors
                if actor not in out and (wanted is None or actor in wanted)
            }
            if group:
                groups.append((score, group))
                number += len(group)
        return groups

    def ranking(
        self,
        brought: "_Brought",
        shortlist: list[tuple[Fraction, dict[int, Parts]]],
        names: Mapping[int, str],
    ) -> Ranking:
        """Return the first candidates for one need: equals by name, then identifier."""
        ranked = [
            (actor, score, group[actor])
            for score, group in shortlist
            for actor in sorted(group, key=lambda actor: (names[actor], actor))
        ]
        kept, out = self.choices.kept(brought.need.id), self.excluded(brought)
        told = ranked[:SHOWN] + [one for one in ranked[SHOWN:] if one[0] in kept]
        return Ranking(
            candidates=tuple(self._candidate(brought, *one) for one in told),
            total=len(brought.levels) - len(out),
            pinned=kept & {actor for actor, _score, _parts in told},
            excluded=tuple(sorted(out, key=lambda actor: (names[actor], actor))),
        )

    def offers(self) -> list[Offer]:
        """Return what each candidate would bring to all the needs together, with its best score."""
        best: dict[int, Fraction] = {}
        helped: dict[int, list[_Brought]] = defaultdict(list)
        for brought in self.brings.values():
            out = self.excluded(brought)
            for score, alike in self._by_score(brought).items():
                for actor in (actor for _parts, actors in alike for actor in actors if actor not in out):
                    best[actor] = max(score, best.get(actor, score))
                    helped[actor].append(brought)
        return [self._offer(actor, score, helped[actor]) for actor, score in best.items()]

    def _offer(self, actor: int, score: Fraction, helped: list["_Brought"]) -> Offer:
        """Return what an actor would bring to the needs that it would help, which are all those of `helped`."""
        engaged = frozenset(person for brought in helped for person in brought.helpers(actor))
        bearers, stocks = {}, {}
        for brought in helped:
            if brought.need.kind == NeedKind.RESOURCE:
                if actor in brought.stock:
                    stocks[brought.need.asked] = Fraction(brought.stock[actor])
            elif found := brought.bearers(actor, engaged):
                bearers[brought.need.id] = found
        return Offer(actor, score, bearers, stocks)

    def _by_score(self, brought: "_Brought") -> dict[Fraction, list[tuple[Parts, list[int]]]]:
        alike = defaultdict(list)
        for actor, level in brought.levels.items():
            alike[self.proximity.get(actor, 0), self._ties(actor), level, self.lifted[actor]].append(actor)
        scored = defaultdict(list)
        for (quarters, twentieths, level, count), actors in alike.items():
            parts = Parts(
                proximity=Fraction(quarters, 4),
                ties=Fraction(twentieths, 20),
                level=Fraction(level) / TOP_LEVEL,
                complementarity=Fraction(count - 1, max(1, len(self.brings) - 1)),
            )
            scored[parts.weighed(self.weights)].append((parts, actors))
        return scored

    def _ties(self, actor: int) -> int:
        """Return the part "ties" in twentieths."""
        if actor in self.lower:
            return IN_CIRCLE
        return ONE_TIE if actor in self.around.near else TWO_TIES if actor in self.around.far else 0

    def _candidate(self, brought: "_Brought", actor: int, score: Fraction, parts: Parts) -> Candidate:
        others = (other for other in self.brings.values() if other is not brought)
        return Candidate(
            actor=actor,
            score=score,
            parts=parts,
            level=brought.added(actor),
            available=brought.stock.get(actor),
            helpers=brought.helpers(actor),
            also=tuple(other.need.id for other in others if actor in other.levels),
            chain=self.around.chain(actor),
        )


class _Brought:
    """What the actors out of the working circle would add to one need.

    `levels`: by actor, the part "level" in thirds: the level added, 3 where levels do not apply.
    """

    def __init__(self, need: Need, facts: Facts, supply: Supply) -> None:
        self.need = need
        self.stock: Mapping[int, Decimal] = {}
        self.new: dict[int, int] = {}
        self.members = supply.members
        self.holders = supply.holders.get(need.id, {})
        self.levels: Mapping[int, int | Fraction]
        working = facts.working_circle
        if need.kind == NeedKind.RESOURCE:
            self.levels = self._resource(facts, supply, working)
        elif need.kind == NeedKind.FAMILY:
            self.levels = dict.fromkeys(supply.families.get(need.asked, frozenset()) - working, TOP_LEVEL)
        else:
            self.levels = self._ability(facts, supply, working)

    def added(self, actor: int) -> int | None:
        """Return the highest level that the actor would add, where levels apply."""
        return int(self.levels[actor]) if self.need.kind == NeedKind.COMPETENCE else None

    def helpers(self, actor: int) -> tuple[int, ...]:
        """Return those of the actor's persons who would help."""
        return tuple(sorted(person for person in self.members.get(actor, ()) if person in self.new))

    def lack(self, facts: Facts) -> Lack:
        """Return what the need lacks."""
        if self.need.kind == NeedKind.RESOURCE:
            return Lack(self.need.id, self._lacking(facts), self.need.importance, resource=self.need.asked)
        lacking = Fraction(self.need.quantity) - len(counted_bearers(facts, self.need))
        return Lack(self.need.id, lacking, self.need.importance)

    def bearers(self, actor: int, engaged: frozenset[int]) -> frozenset[int]:
        """Return the distinct bearers that the actor adds with the persons `engaged` through it."""
        if self.need.kind == NeedKind.FAMILY:
            return frozenset({actor}) if actor in self.levels else frozenset()
        able = engaged & self.holders.keys()
        if able:
            return able & self.new.keys()
        return frozenset({actor}) & self.new.keys()

    def _lacking(self, facts: Facts) -> Fraction:
        given = sum((p.quantity for p in facts.pledges if p.need == self.need.id and p.confirmed), Decimal(0))
        return Fraction(self.need.quantity - given)

    def _ability(self, facts: Facts, supply: Supply, working: frozenset[int]) -> dict[int, int]:
        """Return the level that each actor would add: its persons', its own where none of them helps."""
        bearers = counted_bearers(facts, self.need)
        self.new = {actor: level for actor, level in self.holders.items() if actor not in bearers}
        levels = {actor: level for actor, level in self.new.items() if actor not in working}
        for organisation, persons in supply.members.items():
            added = [self.new[person] for person in persons if person in self.new]
            if added and organisation not in working:
                levels[organisation] = max(added)
        return levels

    def _resource(self, facts: Facts, supply: Supply, working: frozenset[int]) -> dict[int, Fraction | int]:
        lacking = self._lacking(facts)
        self.stock = {
            actor: free
            for actor, free in supply.stocks.get(self.need.asked, {}).items()
            if free > 0 and actor not in working
        }
        return {a: min(Fraction(1), Fraction(free) / lacking) * TOP_LEVEL for a, free in self.stock.items()}
