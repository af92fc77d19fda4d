"""The first candidates for some of a project's needs, without reading all that others could bring.

A page tells of the first candidates for one need. How near they sit and what they would bring to the other needs counts
in their order: it is asked of those alone who can still be among the first, whatever the answer. Of how many could
meet another need, it is enough to know that they are more than are ever told of. Who is told of, their order and their
parts are those of `ranking.rank`.
"""

from collections.abc import Container, Iterable
from dataclasses import replace

from projects.analysis import supply, values
from projects.analysis.acquaintances import Acquaintances
from projects.analysis.brought import Supply
from projects.analysis.candidates import (
    PLENTY,
    SAME_REGION,
    SHOWN,
    Choices,
    Parts,
    Ranking,
)
from projects.analysis.ranking import Ranker, ranked
from projects.analysis.supply import MANY, Near
from projects.analysis.ties import Surroundings, surroundings
from projects.models import Project


class FirstOnes:
    """Ranks the candidates for a few of the uncovered needs of a project, as one viewer may see them."""

    def __init__(
        self,
        user,
        project: Project,
        known: values.Facts,
        needs: Iterable[values.Need],
        neighbours: Acquaintances,
    ) -> None:
        """Read nothing yet. `needs` are all the uncovered ones, `known` what the viewer knows."""
        self.user, self.project, self.known, self.neighbours = user, project, known, neighbours
        self.needs, self.around = tuple(needs), Surroundings(known.working_circle)

    def ranked(
        self,
        weights: Parts,
        choices: Choices,
        most: int,
        told_of: Container[int],
        *,
        counted: bool = True,
    ) -> dict[int, Ranking]:
        """Tell of the candidates for the needs in `told_of`; of the others how many there are, if `counted`."""
        plenty = self._plenty(choices, told_of, counted=counted)
        whole = tuple(need for need in self.needs if need.id not in plenty)
        if not whole:
            return dict.fromkeys((need.id for need in self.needs), PLENTY)
        brought = supply.brought_to(self.user, whole, self.known.under, self.known.day)
        names, everybody = self.neighbours.names, brought.everybody
        self.around = surroundings(self.known.working_circle, self.neighbours, names, everybody)
        brought, near = self._placed(brought, everybody)
        ranker = Ranker(self.known, whole, brought, self.around, weights, choices, unread=len(plenty))
        ranker.most = SHOWN if choices.any else most
        if plenty or near:
            ranker = self._closer(ranker, brought, near, told_of)
        found = ranked(ranker, names, told_of)
        return {need.id: PLENTY if need.id in plenty else found[need.id] for need in self.needs}

    def _plenty(self, choices: Choices, told_of: Container[int], *, counted: bool) -> frozenset[int]:
        """Return the other needs that it is not worth reading all of."""
        others = [need for need in self.needs if need.id not in told_of]
        if not (others and counted):
            return frozenset(need.id for need in others)
        aboard = self.known.working_circle | self.known.lower_circle
        engaged = {person for one in self.known.involvements for person in one.engaged}
        out = frozenset().union(*(choices.out(need.id) for need in others))
        return supply.with_plenty(
            self.user, others, self.known.under, self.known.day, aboard | engaged | out, SHOWN
        )

    def _placed(self, brought: Supply, everybody: frozenset[int]) -> tuple[Supply, Near | None]:
        """Tell how near all these sit; of how far those who are not close sit, leave it to who is returned."""
        near = Near(self.project.territory_id)
        if len(everybody) < MANY or not near.narrow:
            return replace(brought, proximity=near.actors(everybody)), None
        return replace(brought, proximity=near.closest()), near

    def _closer(self, ranker: Ranker, brought: Supply, near: Near | None, told_of: Container[int]) -> Ranker:
        """Read what is missing of those who may still be among the first, and rank them again."""
        left = [need for need in self.needs if need.id not in ranker.brings]
        further = SAME_REGION if near else 0
        contenders = frozenset(
            actor
            for need_id, one in ranker.brings.items()
            if need_id in told_of
            for actor in ranker.contenders(one, len(left), brought.proximity, further)
        )
        rest = supply.brought_to(self.user, left, self.known.under, self.known.day, contenders)
        if near:
            brought = replace(brought, proximity={**brought.proximity, **near.actors(contenders)})
        again = Ranker(
            self.known,
            self.needs,
            brought.joined(rest),
            self.around,
            ranker.weights,
            ranker.choices,
            known=ranker.brings,
        )
        again.most = ranker.most
        return again
