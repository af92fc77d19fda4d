"""Whom a project should invite first, as one viewer may see them: the smallest circle, in records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from actors.models import Actor
from projects.analysis import gaps
from projects.analysis.acquaintances import Acquaintances
from projects.analysis.beyond import Beyond, what_to_do
from projects.analysis.candidates import WEIGHTS, Choices, Parts
from projects.analysis.choices import chosen_by_hand
from projects.analysis.circle_to_invite import CirclesToInvite, CircleToInvite, Offer
from projects.analysis.experiences import kilometres
from projects.analysis.facts import facts_of, open_needs
from projects.analysis.offers import offers_of
from projects.analysis.report import involved
from projects.analysis.supply import supply_of
from projects.analysis.ties import Chain, surroundings, third_ties
from projects.enums import Choice
from projects.models import CandidateChoice, Need, Project

# How many other circles as small one can ask for.
MOST_ALTERNATIVES = 9
# Above it, what happens when somebody declines is not worked out in advance.
MOST_REPLACED = 12
# Up to so many needs, that takes no time to speak of.
QUICKLY = 12


@dataclass(frozen=True, slots=True)
class IfDeclined:
    """What becomes of the circle without somebody: who comes instead, which needs nobody else covers.

    `proven`: no smaller nor better circle does without them; else the time ran out before that was known.
    """

    instead: tuple[Actor, ...]
    lost: tuple[Need, ...]
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody to invite: what they help to cover, who can introduce them, what if they decline.

    `for_good`: kept by a choice that was noted. `involvement` identifies that of an actor who is in the circle
    already, at a lower degree.
    """

    actor: Actor
    fills: tuple[Need, ...]
    chain: tuple[Actor, ...]
    km: int | None
    pinned: bool
    for_good: bool
    involvement: UUID | None
    if_declined: IfDeclined | None


@dataclass(frozen=True, slots=True)
class WhomToInvite:
    """The smallest circle; `beyond` are the needs that nobody known can meet: the true gaps of the place.

    `at_least`: where the circle is not `proven` to be the smallest, how many it takes in any case. `number` counts
    from 0 the circles as small that were asked for one after the other; `last`: there are no more. `choices` are
    those noted for good that count here, for who may read them. Unless `foreseen`, it is left to be asked for who comes
    instead of each.
    """

    project: Project
    day: date
    invitees: tuple[Invitee, ...]
    met: tuple[Need, ...]
    beyond: tuple[Beyond, ...]
    excluded: tuple[Actor, ...]
    proven: bool
    at_least: int
    number: int = 0
    last: bool = False
    choices: tuple[CandidateChoice, ...] = ()
    weights: Parts = WEIGHTS
    foreseen: bool = True

    @property
    def left_out(self) -> tuple[CandidateChoice, ...]:
        """Return the choices by which somebody was left out for good."""
        return tuple(one for one in self.choices if one.choice == Choice.EXCLUDED)


def whom_to_invite(
    project: Project,
    user,
    day: date,
    *,
    pinned: Iterable[str] = (),
    excluded: Iterable[str] = (),
    weights: Parts = WEIGHTS,
    number: int = 0,
    foreseen: bool | None = True,
) -> WhomToInvite:
    """Work out the circle to invite from what `user` sees; `pinned` and `excluded` are slugs of actors.

    These come on top of what was chosen for good, and win over it. `number`: which of the circles as small.
    `foreseen`: who would come instead of each member is worked out; if `None`, where that is quick.
    """
    needs = open_needs(project, day)
    facts = facts_of(project, needs, day)
    uncovered = [gap.need for gap in gaps.analyse(facts) if gap.uncovered]
    visible = Actor.objects.visible_to(user)
    known = facts.known_to(frozenset(visible.filter(pk__among=facts.actors).values_list("pk", flat=True)))
    neighbours = Acquaintances(user, project, day)
    kept, out = _named(visible, pinned), _named(visible, excluded)
    chosen = chosen_by_hand(user, project)
    choices = _lasting(chosen.plain, kept, out)
    supply = supply_of(user, project, uncovered, known.under, day)
    around = surroundings(known.working_circle, neighbours, neighbours.names, supply.everybody)
    always = kept | frozenset().union(*choices.pinned.values())
    others = min(max(number, 0), MOST_ALTERNATIVES)
    # Those left out, a member who declines, and members of the circles shown before may be missing.
    spare = len(out) + 1 + others
    lacks, offers = offers_of(known, uncovered, supply, around, weights, choices, spare=spare, always=always)
    circles = CirclesToInvite(lacks, offers, pinned=always, excluded=out, spare=max(1, others))
    # For each of the circles looked for: the first one, then one without each member.
    seconds = settings.TERRITOIRE_SOLVER_SECONDS
    circle = circles.smallest(seconds)
    others_as_small = circles.others(circle, others, seconds)
    shown = len(others_as_small)
    circle = [circle, *others_as_small][shown]
    if foreseen is None:
        foreseen = len(uncovered) <= QUICKLY
    instead = {}
    if foreseen and len(circle.members) <= MOST_REPLACED:
        instead = circles.replacements(circle, seconds)
    chains = _chains(around, frozenset(circle.members), neighbours)
    named = {*circle.members, *out}
    named.update(*(other.members for other in instead.values()), *chains.values())
    actors = visible.filter(pk__among=named)
    writer = _Writer(project, needs, actors, offers, circle, involved(known), always - kept)
    return WhomToInvite(
        project=project,
        day=day,
        invitees=tuple(
            writer.invitee(member, chains.get(member, ()), member in kept, instead.get(member))
            for member in circle.members
        ),
        met=writer.needs(circle.met),
        beyond=what_to_do(user, project, known, writer.needs(circle.unmet)),
        excluded=writer.actors_of(out),
        proven=circle.proven,
        at_least=circle.at_least,
        number=shown,
        last=shown < number or shown == MOST_ALTERNATIVES,
        choices=tuple(chosen.rows.values()),
        weights=weights,
        foreseen=foreseen or len(circle.members) > MOST_REPLACED,
    )


def _lasting(choices: Choices, kept: frozenset[int], out: frozenset[int]) -> Choices:
    """Return the choices made for good, but for those about whom the address says otherwise."""
    return Choices(
        pinned={need: actors - out for need, actors in choices.pinned.items()},
        excluded={need: actors - kept for need, actors in choices.excluded.items()},
    )


def _named(visible, slugs: Iterable[str]) -> frozenset[int]:
    return frozenset(visible.filter(slug__in=list(slugs)).values_list("pk", flat=True))


def _chains(around, members: frozenset[int], neighbours: Acquaintances) -> Mapping[int, Chain]:
    third = third_ties(around, members, neighbours, neighbours.names)
    return {member: around.chain(member) or third.get(member, ()) for member in members}


class _Writer:
    """Puts identifiers back into records."""

    def __init__(
        self,
        project: Project,
        needs: Iterable[Need],
        actors,
        offers: Iterable[Offer],
        circle: CircleToInvite,
        involvements: Mapping[int, UUID],
        for_good: frozenset[int],
    ) -> None:
        self.project, self.circle, self.involvements = project, circle, involvements
        self.for_good = for_good
        self.all_needs = sorted(needs, key=lambda need: (-need.importance, need.pk))
        self.actors = {one.pk: one for one in actors.select_related("family", "seat")}
        members = frozenset(circle.members)
        self.offers = {offer.actor: offer for offer in offers if offer.actor in members}

    def needs(self, keys: frozenset[int]) -> tuple[Need, ...]:
        return tuple(need for need in self.all_needs if need.pk in keys)

    def actors_of(self, keys: Iterable[int]) -> tuple[Actor, ...]:
        found = (self.actors[key] for key in keys if key in self.actors)
        return tuple(sorted(found, key=lambda actor: (actor.search_name, actor.pk)))

    def invitee(self, member: int, chain: Chain, pinned: bool, other: CircleToInvite | None) -> Invitee:
        actor = self.actors[member]
        return Invitee(
            actor=actor,
            fills=self._fills(self.offers[member]),
            chain=tuple(self.actors[link] for link in chain if link in self.actors),
            km=kilometres(self.project.territory, actor.seat),
            pinned=pinned,
            for_good=member in self.for_good,
            involvement=self.involvements.get(member),
            if_declined=None if other is None else self._if_declined(other),
        )

    def _fills(self, offer: Offer) -> tuple[Need, ...]:
        return tuple(
            need
            for need in self.all_needs
            if need.pk in self.circle.met
            and (need.pk in offer.bearers or (need.resource_kind_id or 0) in offer.stocks)
        )

    def _if_declined(self, other: CircleToInvite) -> IfDeclined:
        return IfDeclined(
            instead=self.actors_of(frozenset(other.members) - frozenset(self.circle.members)),
            lost=self.needs(self.circle.met - other.met),
            proven=other.proven,
        )
