"""Puts the analysis of gaps in words and records, for one viewer."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from actors.enums import Unit
from actors.models import Actor
from projects.analysis import values, words
from projects.analysis.candidates import Candidate, Parts, Ranking
from projects.analysis.choices import Chosen
from projects.analysis.experiences import kilometres
from projects.analysis.gaps import Bearer, Gap, masked
from projects.analysis.shown import NeedReport, ShownBearer, ShownCandidate, Sums
from projects.enums import NeedKind, NeedState
from projects.models import Need, Project


class Held(NamedTuple):
    """A mastery as the page tells of it: `name` is that of its competence."""

    competence_id: int
    level: int
    name: str
    conditions: str
    illustrative: bool


class Writer:
    """What one viewer may know of each need; `actors` are those that they may see."""

    def __init__(
        self,
        project: Project,
        facts: values.Facts,
        known: values.Facts,
        needs: Iterable[Need],
        actors: Mapping[int, Actor],
        held: Mapping[int, list[Held]],
        involved: Mapping[int, UUID],
        weights: Parts,
        chosen: Chosen | None = None,
    ) -> None:
        self.project, self.under, self.actors, self.held, self.weights = (
            project,
            facts.under,
            actors,
            held,
            weights,
        )
        self.needs = {need.pk: need for need in needs}
        self.known, self.chosen = known, chosen or Chosen()
        self.actor_of = {one.id: one.actor for one in facts.involvements}
        self.involved = involved

    def need(self, gap: Gap, shown: Gap, ranking: Ranking, since: date | None = None) -> NeedReport:
        """Write what the viewer may know of one need: `gap` from all facts, `shown` from those that they see.

        State and fragility are those of all facts. Who bears it, who is near and what it rests on are told as if
        what is hidden were not there, but for the words "somebody": nothing tells through whom a masked bearer comes.
        """
        need = self.needs[gap.need.id]
        return NeedReport(
            need=need,
            state=gap.state,
            fragile=gap.fragile,
            asked=words.asked(need),
            bearers=tuple(self._bearer(need, bearer) for bearer in shown.bearers),
            somebody=masked(gap, shown),
            why_fragile=tuple(self._why_fragile(gap, shown)),
            within_reach=tuple(self._within_reach(gap, shown)),
            candidates=tuple(self.candidate(need, one, ranking.pinned) for one in ranking.candidates),
            total=ranking.total,
            more=ranking.more,
            listed=ranking.listed,
            since=since,
            sums=self._sums(need, shown),
            excluded=self.chosen.excluded(need.pk, ranking.excluded),
        )

    def _sums(self, need: Need, shown: Gap) -> Sums | None:
        if need.resource_kind is None:
            return None
        offers = (one for one in self.known.pledges if one.need == need.pk and not one.confirmed)
        offered = sum((one.quantity for one in offers), Decimal(0))
        return Sums(need.quantity, shown.k, offered, need.resource_kind.unit)

    def _seen(self, actors: Iterable[int]) -> tuple[Actor, ...]:
        return tuple(self.actors[actor] for actor in actors if actor in self.actors)

    def _bearer(self, need: Need, bearer: Bearer) -> ShownBearer:
        unit = need.resource_kind.unit if need.resource_kind else Unit.NONE
        held = self._sufficient(need, bearer.actor)
        return ShownBearer(
            actor=self.actors[bearer.actor],
            level=bearer.level,
            amount="" if bearer.quantity is None else words.amount(bearer.quantity, unit),
            through=self._seen(
                actor for actor in map(self.actor_of.get, bearer.through) if actor and actor != bearer.actor
            ),
            illustrative=bool(held) and all(one.illustrative for one in held),
        )

    def _sufficient(self, need: Need, actor: int) -> list[Held]:
        """Return the masteries by which an actor has the need: best first."""
        under = self.under.get(need.competence_id or 0, frozenset())
        return [
            one
            for one in self.held.get(actor, ())
            if one.competence_id in under and one.level >= (need.minimum_level or 1)
        ]

    def _why_fragile(self, gap: Gap, shown: Gap) -> list[str]:
        if gap.fragility is None:
            return []
        pillars = {*gap.fragility.bearers, *(self.actor_of[one] for one in gap.fragility.involvements)}
        named = [actor for actor in self._rests_on(gap, shown) if actor in pillars]
        names = [self.actors[actor].name for actor in named]
        seen = {one.actor for one in shown.bearers}.intersection(named)
        if len(seen) < len(gap.fragility.bearers) or (pillars and not named):
            names.append(words.somebody())
        return words.rests_on(gap.fragility, names)

    def _rests_on(self, gap: Gap, shown: Gap) -> list[int]:
        """Return those without whom the bearers that the viewer sees would be too few, as they know it."""
        spare = gap.k - gap.need.quantity
        if gap.need.kind == NeedKind.RESOURCE:
            return [one.actor for one in shown.bearers if (one.quantity or 0) > spare]
        alone = Counter(one.through[0] for one in shown.bearers if len(one.through) == 1)
        bearers = [one.actor for one in shown.bearers] if spare < 1 else []
        through = [self.actor_of[one] for one, number in sorted(alone.items()) if number > spare]
        return list(dict.fromkeys([*bearers, *through]))

    def _within_reach(self, gap: Gap, shown: Gap) -> list[str]:
        if gap.state != NeedState.LATENT:
            return []
        said = [
            words.obstacle(
                near.why,
                self.actors[near.actor].name,
                words.joined(actor.name for actor in self._seen(near.through)),
                near.level,
            )
            for near in shown.within_reach
        ]
        hidden = {near.actor for near in gap.within_reach} - {near.actor for near in shown.within_reach}
        return [*said, words.somebody_near()] if hidden else said

    def candidate(self, need: Need, one: Candidate, pinned: frozenset[int] = frozenset()) -> ShownCandidate:
        """Write why somebody is proposed for a need."""
        actor, chain, helpers = self.actors[one.actor], self._seen(one.chain), self._seen(one.helpers)
        held = [held for who in (one.helpers or (one.actor,)) for held in self._sufficient(need, who)]
        best = max(held, key=lambda mastery: mastery.level, default=None)
        return ShownCandidate(
            actor=actor,
            score=one.score,
            parts=one.parts,
            level=one.level,
            helpers=helpers,
            chain=chain,
            reasons=tuple(
                words.reasons(
                    need,
                    one,
                    best.name if best else "",
                    [link.name for link in chain],
                    [helper.name for helper in helpers],
                    [str(self.needs[other]) for other in one.also],
                )
            ),
            reserve=words.reserve(need, one, self.weights, best.conditions if best else ""),
            involvement=self.involved.get(one.actor),
            km=kilometres(self.project.territory, actor.seat),
            illustrative=bool(held) and all(mastery.illustrative for mastery in held),
            weights=self.weights,
            pin=self.chosen.about(need.pk, one.actor) if one.actor in pinned else None,
        )
