"""The definition of gaps, followed word by word over a whole small world: slow, naive, apart from the real thing.

`seen` is what one viewer may see: everything for states, less for candidates.
"""

import unicodedata
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

from tests.projects.analysis.worlds import PLACES, TakesPart, Wants, World

FOREVER = 10**6


class Brute:
    def __init__(self, world: World, *, everything: bool = True, horizon: int | None = None):
        self.world, self.day, self.everything, self.horizon = world, world.day, everything, horizon

    # What holds on the day (and until the horizon, when there is one).

    def holds(self, fact) -> bool:
        return fact.on(self.day) and (self.horizon is None or fact.on(self.horizon))

    def seen(self, *actors: int) -> bool:
        return self.everything or not any(self.world.actors[actor].hidden for actor in actors)

    def everyone(self) -> list[int]:
        return [number for number in range(len(self.world.actors)) if self.seen(number)]

    def involvements(self, project: int = 0, lowest: int = 1) -> list[TakesPart]:
        return [
            part
            for part in self.world.parts
            if part.project == project
            and part.degree >= lowest
            and self.holds(part)
            and self.seen(part.actor)
        ]

    def belongs(self, member: int, organisation: int) -> bool:
        return any(
            one.member == member and one.organisation == organisation and self.holds(one)
            for one in self.world.belongs
        ) and self.seen(member, organisation)

    def affiliated(self, person: int, organisation: int) -> bool:
        """A person who belongs to an organisation or group (nobody belongs to a person)."""
        return (
            self.is_person(person) and not self.is_person(organisation) and self.belongs(person, organisation)
        )

    def is_person(self, actor: int) -> bool:
        return self.world.actors[actor].kind == "person"

    def under(self, competence: int, top: int) -> bool:
        while competence is not None:
            if competence == top:
                return True
            competence = self.world.parents[competence]
        return False

    # Having a need.

    def levels(self, actor: int, need: Wants) -> list[int]:
        """Levels at which the actor has the need; 3 for an occupation."""
        if not self.seen(actor):
            return []
        if need.kind == "occupation":
            return [
                3
                for one in self.world.practises
                if one.actor == actor and one.occupation == need.asked and self.holds(one)
            ]
        return [
            one.level
            for one in self.world.knows
            if one.actor == actor
            and self.under(one.competence, need.asked)
            and one.mobilisable
            and one.level >= need.level
            and self.holds(one)
        ]

    def holds_at_all(self, actor: int, need: Wants) -> bool:
        if need.kind == "occupation":
            return bool(self.levels(actor, need))
        return any(
            one.actor == actor and self.under(one.competence, need.asked) and self.holds(one)
            for one in self.world.knows
        )

    def engaged(self, part: TakesPart) -> set[int]:
        return {
            person
            for person in part.engaged
            if person != part.actor and self.seen(person) and self.affiliated(person, part.actor)
        }

    def bearers(self, need: Wants, parts: list[TakesPart], gone: int | None = None) -> set[int]:
        found = set()
        for part in parts:
            persons = {p for p in self.engaged(part) if self.levels(p, need) and p != gone}
            found |= persons
            alone = self.levels(part.actor, need) and part.actor != gone
            if alone and (self.is_person(part.actor) or not persons):
                found.add(part.actor)
        return found

    def k(self, number: int, parts: list[TakesPart] | None = None, gone: int | None = None) -> int:
        need = self.world.needs[number]
        if parts is None:
            parts = self.involvements(lowest=3)
        if need.kind == "resource":
            return sum(
                one.quantity
                for one in self.world.gives
                if one.need == number
                and one.confirmed
                and self.holds(one)
                and self.seen(one.actor)
                and one.actor != gone
            )
        if need.kind == "family":
            return sum(
                self.world.actors[part.actor].family == need.asked and part.actor != gone for part in parts
            )
        return len(self.bearers(need, parts, gone))

    # States.

    def open(self) -> list[int]:
        return [
            number
            for number, need in enumerate(self.world.needs)
            if (need.opened is None or need.opened <= self.day)
            and (need.closed is None or need.closed > self.day)
        ]

    def state(self, number: int) -> str:
        need = self.world.needs[number]
        if need.waived is not None and need.waived <= self.day:
            return "waived"
        k = self.k(number)
        if k >= need.quantity:
            return "covered"
        if k > 0:
            return "partial"
        return "latent" if self.latent(number, need) else "missing"

    def latent(self, number: int, need: Wants) -> bool:
        circle = self.involvements()
        actors = {part.actor for part in circle}
        if need.kind == "family":
            return any(self.world.actors[actor].family == need.asked for actor in actors)
        if need.kind == "resource":
            return any(self.free(actor, need.asked) > 0 for actor in actors) or any(
                one.need == number and not one.confirmed and one.actor in actors and self.holds(one)
                for one in self.world.gives
            )
        near = actors | {
            person
            for person in range(len(self.world.actors))
            if any(self.affiliated(person, actor) for actor in actors)
        }
        return any(self.holds_at_all(actor, need) for actor in near)

    def free(self, actor: int, kind: int) -> int:
        """What the actor has of the kind that is pledged nowhere; an unknown quantity counts as one unit."""
        left = 0
        for number, one in enumerate(self.world.owns):
            if one.actor == actor and one.kind == kind and self.holds(one) and self.seen(actor):
                pledged = sum(
                    gift.quantity
                    for gift in self.world.gives
                    if gift.resource == number and self.holds(gift) and self.seen(gift.actor)
                )
                left += max(0, (1 if one.quantity is None else one.quantity) - pledged)
        return left

    def fragile(self, number: int) -> tuple[set[int], set[int], bool]:
        """The actors whose involvement alone, the bearers who alone, and whether time alone, break it."""
        need, parts = self.world.needs[number], self.involvements(lowest=3)

        def breaks(k: int) -> bool:
            return k < need.quantity

        everyone = range(len(self.world.actors))
        bearers = {actor for actor in everyone if breaks(self.k(number, gone=actor))}
        if need.kind == "resource":
            involved = {part.actor for part in self.involvements()} & bearers
        else:
            involved = {
                part.actor
                for part in parts
                if breaks(self.k(number, parts=[other for other in parts if other is not part]))
            }
        until = max(self.day + 90, -FOREVER if need.wanted_by is None else need.wanted_by)
        return involved, bearers, breaks(Brute(self.world, horizon=until).k(number))

    def coverage(self) -> Fraction | None:
        counted = [n for n in self.open() if self.state(n) != "waived"]
        weights = [self.world.needs[n].importance for n in counted]
        if not counted:
            return None
        met = [
            Fraction(min(self.k(n), self.world.needs[n].quantity), self.world.needs[n].quantity)
            for n in counted
        ]
        return sum(weight * part for weight, part in zip(weights, met, strict=True)) / sum(weights)

    # Candidates: what the viewer sees.

    def joining(self, actor: int, number: int):
        """The part "level" that the actor would add by joining at degree 3; nothing when it would not raise k."""
        need, parts = self.world.needs[number], self.involvements(lowest=3)
        if actor in {part.actor for part in parts} or not self.seen(actor):
            return None
        if need.kind == "family":
            return Fraction(1) if self.world.actors[actor].family == need.asked else None
        if need.kind == "resource":
            free = self.free(actor, need.asked)
            return min(Fraction(1), Fraction(free, need.quantity - self.k(number))) if free else None
        before = self.bearers(need, parts)
        helping = frozenset(
            person
            for person in self.everyone()
            if self.affiliated(person, actor) and self.levels(person, need) and person not in before
        )
        after = self.bearers(need, [*parts, TakesPart(actor=actor, degree=3, engaged=helping)])
        added = [level for one in after - before for level in self.levels(one, need)]
        return Fraction(max(added), 3) if added else None

    def proximity(self, seat: int | None) -> Fraction:
        if seat is None:
            return Fraction(0)
        place = self.world.place
        if seat == place or place in PLACES[seat].within:
            return Fraction(1)
        communes = [
            here
            for number, here in enumerate(PLACES)
            if here.kind == "commune" and (number == place or place in here.within)
        ]
        for part, kind in (
            (Fraction(3, 4), "epci"),
            (Fraction(1, 2), "departement"),
            (Fraction(1, 4), "region"),
        ):
            mine = seat if PLACES[seat].kind == kind else getattr(PLACES[seat], kind)
            if mine is not None and any(getattr(here, kind) == mine for here in communes):
                return part
        return Fraction(0)

    def tied(self, one: int, other: int) -> bool:
        if one == other or not self.seen(one, other):
            return False
        if self.belongs(one, other) or self.belongs(other, one):
            return True
        if any(
            {axis.first, axis.second} == {one, other} and self.holds(axis) and not axis.hidden
            for axis in self.world.partners
        ):
            return True
        for project in {part.project for part in self.world.parts} - {0} - self.world.hidden_projects:
            circle = {part.actor for part in self.involvements(project, lowest=3)}
            if {one, other} <= circle and len(circle) <= 50:
                return True
        return False

    def key(self, actor: int) -> tuple[str, int]:
        name = self.world.actors[actor].name.replace("œ", "oe")
        plain = [c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)]
        return "".join(plain).lower(), actor

    def chain(self, actor: int) -> tuple[int, ...]:
        """Every path of ties of one, two, then three, and the first of the shortest."""
        paths = [(start,) for start in {part.actor for part in self.involvements(lowest=3)}]
        circle = {path[0] for path in paths}
        if actor in circle:
            return ()
        for _ in range(3):
            paths = [
                (*path, step)
                for path in paths
                for step in self.everyone()
                if step not in path and self.tied(path[-1], step)
            ]
            arrived = [path for path in paths if path[-1] == actor]
            if arrived:
                return min(arrived, key=lambda path: [self.key(one) for one in path])
        return ()

    def ties(self, actor: int) -> Fraction:
        if actor in {part.actor for part in self.involvements()}:
            return Fraction(1)
        chain = self.chain(actor)
        return {1: Fraction(3, 4), 2: Fraction(2, 5)}.get(len(list(pairwise(chain))), Fraction(0))

    def candidates(self, number: int, uncovered: list[int], most: int | None = 20) -> list[tuple]:
        """(actor, score, proximity, ties, level, complementarity, chain), best first."""
        others = [other for other in uncovered if other != number]
        found = []
        for actor in self.everyone():
            level = self.joining(actor, number)
            if level is None:
                continue
            proximity, ties = self.proximity(self.world.actors[actor].seat), self.ties(actor)
            also = sum(self.joining(actor, other) is not None for other in others)
            shared = Fraction(also, len(others)) if others else Fraction(0)
            score = (3 * proximity + 3 * ties + 2 * level + 2 * shared) / 10
            found.append((actor, score, proximity, ties, level, shared, self.chain(actor)))
        return sorted(found, key=lambda one: (-one[1], self.key(one[0])))[:most]

    # Whom to invite.

    def circles_to_invite(self, uncovered: list[int]) -> tuple[int, list[Fraction], set[int]]:
        """The size of the smallest circles, the sum of best scores of each, highest first, and the needs covered."""
        best: dict[int, Fraction] = {}
        for number in uncovered:
            for actor, score, *_ in self.candidates(number, uncovered, most=None):
                best[actor] = max(score, best.get(actor, score))
        met: list[int] = []
        wanted = [(self.world.needs[n].importance, self.lacking(n), n) for n in uncovered]
        for _importance, _lacking, number in sorted(wanted, key=lambda one: (-one[0], *one[1:])):
            if self.covered_with(set(best), [*met, number], uncovered):
                met.append(number)
        for size in range(len(best) + 1):
            sums = [
                sum((best[actor] for actor in chosen), Fraction(0))
                for chosen in combinations(best, size)
                if self.covered_with(set(chosen), met, uncovered)
            ]
            if sums:
                return size, sorted(sums, reverse=True), set(met)
        raise AssertionError("what everybody together covers is covered")

    def lacking(self, number: int) -> int:
        return self.world.needs[number].quantity - self.k(number)

    def covered_with(self, chosen: set[int], numbers: list[int], uncovered: list[int]) -> bool:
        """Whether all these needs are covered once the chosen have joined, each with its persons who help any."""
        parts = [part for part in self.involvements(lowest=3) if part.actor not in chosen]
        parts += [
            TakesPart(actor=actor, degree=3, engaged=self.helping(actor, uncovered)) for actor in chosen
        ]
        asked: dict[int, int] = {}
        for number in numbers:
            need = self.world.needs[number]
            if need.kind == "resource":
                asked[need.asked] = asked.get(need.asked, 0) + self.lacking(number)
            elif self.k(number, parts) < need.quantity:
                return False
        return all(sum(self.free(actor, kind) for actor in chosen) >= n for kind, n in asked.items())

    def helping(self, actor: int, uncovered: list[int]) -> frozenset[int]:
        working = self.involvements(lowest=3)
        return frozenset(
            person
            for number in uncovered
            if (need := self.world.needs[number]).kind in ("competence", "occupation")
            for person in self.everyone()
            if self.affiliated(person, actor)
            and self.levels(person, need)
            and person not in self.bearers(need, working)
        )

    # What each brings, and what would be lost with them.

    def without(self, actor: int) -> "Brute":
        """The same world once an actor has left the project, with what it pledged."""
        parts = [part for part in self.world.parts if (part.project, part.actor) != (0, actor)]
        gives = [one for one in self.world.gives if one.actor != actor]
        return Brute(replace(self.world, parts=parts, gives=gives), everything=self.everything)

    def brings(self, actor: int, number: int) -> bool:
        """Whether the actor, or somebody engaged through it, is one of those who have the need for the circle."""
        need = self.world.needs[number]
        [part] = [one for one in self.involvements() if one.actor == actor]
        if need.kind == "resource":
            return any(
                one.need == number and one.actor == actor and one.confirmed and self.holds(one)
                for one in self.world.gives
            )
        if part.degree < 3:
            return False
        if need.kind == "family":
            return self.world.actors[actor].family == need.asked
        return bool(self.levels(actor, need)) or any(self.levels(one, need) for one in self.engaged(part))

    def departure(self, actor: int) -> tuple[set[int], set[int], set[int], Fraction | None]:
        """The needs that the actor alone brings, those that it brings with others, those no longer covered without
        it, and the rate then."""
        after = self.without(actor)
        counted = [n for n in self.open() if self.state(n) != "waived"]
        brought = {n for n in counted if self.brings(actor, n)}
        lost = {n for n in counted if self.state(n) == "covered" and after.state(n) != "covered"}
        alone = {n for n in brought if after.k(n) == 0}
        return alone, brought - alone, lost, after.coverage()


def usual(
    own: set[int], neighbours: list[set[int]], parents: list[int | None], expected: set[int]
) -> list[tuple]:
    """(competence, how many ask for it): asked for by enough neighbours or expected, and by nothing of one's own."""

    def under(one: int | None, top: int) -> bool:
        while one is not None:
            if one == top:
                return True
            one = parents[one]
        return False

    def number(c: int) -> int:
        return sum(any(under(asked, c) for asked in one) for one in neighbours)

    named = expected.union(*neighbours)
    enough = [
        c
        for c in named
        if (c in expected or (number(c) >= 2 and 4 * number(c) >= len(neighbours)))
        and not any(under(c, one) or under(one, c) for one in own)
    ]
    precise = [
        c for c in enough if not any(d != c and under(d, c) and number(d) == number(c) for d in enough)
    ]
    return sorted(((c, number(c)) for c in precise), key=lambda one: (-one[1], one[0]))
