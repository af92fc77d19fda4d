"""What the page of an actor tells, on one day, to one user: read once, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from actors.enums import Direction
from actors.models import (
    Actor,
    ActorIdentifier,
    ActorOccupation,
    Affiliation,
    CompetenceClosure,
    ContactPoint,
    Mastery,
    Partnership,
    PartnershipAxis,
    PartnershipKind,
    Resource,
)

MOST_SHOWN = 200


@dataclass(frozen=True)
class Knowledge:
    """What an actor knows in one domain (a root of the tree of competences)."""

    domain: str
    masteries: list[Mastery]


@dataclass(frozen=True)
class Axis:
    """One way in which two actors work together, told from the side of one of them."""

    axis: PartnershipAxis
    words: str


@dataclass(frozen=True)
class Tie:
    """A partner and the axes along which one works with it."""

    partner: Actor
    partnership: Partnership
    axes: list[Axis]


@dataclass(frozen=True)
class Portrait:
    """An actor as one user may see it on one day."""

    actor: Actor
    day: date
    knowledge: list[Knowledge]
    practised: list[ActorOccupation]
    resources: list[Resource]
    organisations: list[Affiliation]
    members: list[Affiliation]
    member_count: int
    ties: list[Tie]
    contacts: list[ContactPoint]
    identifiers: list[ActorIdentifier]

    @cached_property
    def neighbours(self) -> list[Actor]:
        """List who is directly linked: partners, what it belongs to, who belongs to it; each once, by name."""
        linked = {
            actor.pk: actor
            for actor in (
                *(tie.partner for tie in self.ties),
                *(link.organisation for link in self.organisations),
                *(link.member for link in self.members),
            )
        }
        return sorted(linked.values(), key=lambda actor: (actor.search_name, actor.pk))

    @property
    def mastery_count(self) -> int:
        """Return how many competences are known."""
        return sum(len(part.masteries) for part in self.knowledge)


def portrait(actor: Actor, user, day: date) -> Portrait:
    """Read what `user` may see of `actor` on `day`."""
    members = (
        Affiliation.objects.visible_to(user)
        .active_on(day)
        .filter(organisation=actor, member__merged_into=None)
        .select_related("member__family")
        .order_by("member__search_name", "pk")
    )
    shown = list(members[: MOST_SHOWN + 1])
    return Portrait(
        actor=actor,
        day=day,
        knowledge=_knowledge(actor, day),
        practised=list(
            actor.practised.active_on(day).select_related("occupation").order_by("occupation__name")
        ),
        resources=list(
            actor.resources.active_on(day).select_related("kind").order_by("kind__position", "pk")
        ),
        organisations=list(
            Affiliation.objects.visible_to(user)
            .active_on(day)
            .filter(member=actor)
            .select_related("organisation__family")
            .order_by("organisation__search_name", "pk")
        ),
        members=shown[:MOST_SHOWN],
        member_count=len(shown) if len(shown) <= MOST_SHOWN else members.count(),
        ties=_ties(actor, user, day),
        contacts=list(
            # Without their values, which come out on request alone (`actions.contacts`).
            ContactPoint.objects.visible_to(user).filter(actor=actor).defer("value").order_by("kind", "pk")
        ),
        identifiers=list(actor.identifiers.order_by("scheme", "value")),
    )


def _knowledge(actor: Actor, day: date) -> list[Knowledge]:
    masteries = list(
        actor.masteries.active_on(day)
        .select_related("competence")
        .order_by("-level", "competence__name", "pk")
    )
    roots = CompetenceClosure.objects.filter(
        descendant__in=[mastery.competence_id for mastery in masteries], ancestor__parent=None
    )
    domains = dict(roots.values_list("descendant", "ancestor__name"))
    grouped: dict[str, list[Mastery]] = {}
    for mastery in masteries:
        domain = domains.get(mastery.competence_id, mastery.competence.name)
        grouped.setdefault(domain, []).append(mastery)
    return [Knowledge(domain, grouped[domain]) for domain in sorted(grouped)]


def _ties(actor: Actor, user, day: date) -> list[Tie]:
    axes = (
        PartnershipAxis.objects.visible_to(user)
        .active_on(day)
        .filter(partnership__in=Partnership.objects.of(actor))
        .select_related("kind", "partnership__first__family", "partnership__second__family")
        .order_by("kind__position", "pk")
    )
    by_partnership: dict[Partnership, list[Axis]] = {}
    for axis in axes:
        words = axis_words(axis.kind, axis.direction, from_first=axis.partnership.first_id == actor.pk)
        by_partnership.setdefault(axis.partnership, []).append(Axis(axis, words))
    ties = [
        Tie(partnership.other(actor), partnership, found) for partnership, found in by_partnership.items()
    ]
    return sorted(ties, key=lambda tie: (tie.partner.search_name, tie.partnership.pk))


def axis_words(kind: PartnershipKind, direction: str, *, from_first: bool) -> str:
    """Say in words what one partner does with the other: "buys from", or the kind and its direction."""
    if words := kind.words(Direction(direction), from_first=from_first):
        return words
    if direction == Direction.BOTH:
        return _("%(kind)s, both ways with") % {"kind": kind.name}
    given = (direction == Direction.FORWARD) == from_first
    return (_("%(kind)s, to") if given else _("%(kind)s, from")) % {"kind": kind.name}
