"""From the database to ties: axes of partnerships and affiliations that `user` may see, in two queries."""

from collections.abc import Iterable, Iterator
from datetime import date

from actors.enums import Direction, FactState
from actors.maps.values import Tie, TieNature
from actors.models import Affiliation, PartnershipAxis
from territoire.periods import holds

Fact = tuple[Tie, object, set[int]]


def load_ties(
    slugs: dict[int, str], here: set[int], user, day: date
) -> tuple[list[Tie], frozenset[tuple[str, str]]]:
    """Return the ties of `day` between the actors `here`, and the pairs ever tied among all of `slugs`."""
    facts = load_facts(slugs, user)
    return ties_on(facts, here, day), frozenset(tie.pair for tie, *_ in facts)


def load_facts(slugs: dict[int, str], user) -> list[Fact]:
    """Return the ties of all days among `slugs`, each with its period and who is at its ends."""
    return [*_axes(slugs, user), *_affiliations(slugs, user)]


def ties_on(facts: Iterable[Fact], here: set[int], day: date) -> list[Tie]:
    """Return the ties of `day` between the actors `here`."""
    return [tie for tie, period, ends in facts if holds(period, day) and ends <= here]


def _axes(slugs: dict[int, str], user) -> Iterator[Fact]:
    axes = (
        PartnershipAxis.objects.visible_to(user)
        .filter(partnership__first__in=slugs, partnership__second__in=slugs)
        .select_related("kind", "partnership")
        .order_by("partnership", "kind__position", "pk")
    )
    for axis in axes:
        one, two = axis.partnership.first_id, axis.partnership.second_id
        if axis.direction == Direction.BACKWARD:
            one, two = two, one
        tie = Tie(
            slugs[one],
            slugs[two],
            TieNature.PARTNERSHIP,
            axis.kind.name,
            axis.kind.code,
            directed=axis.direction != Direction.BOTH and not axis.kind.symmetric,
            amount=axis.amount,
            since=axis.period.lower,
            until=axis.period.upper,
            declared=axis.state == FactState.DECLARED,
            illustrative=axis.illustrative or axis.partnership.illustrative,
        )
        yield tie, axis.period, {one, two}


def _affiliations(slugs: dict[int, str], user) -> Iterator[Fact]:
    affiliations = (
        Affiliation.objects.visible_to(user)
        .filter(member__in=slugs, organisation__in=slugs)
        .order_by("member", "organisation", "pk")
    )
    for fact in affiliations:
        tie = Tie(
            slugs[fact.member_id],
            slugs[fact.organisation_id],
            TieNature.AFFILIATION,
            fact.role,
            directed=True,
            since=fact.period.lower,
            until=fact.period.upper,
            illustrative=fact.illustrative,
        )
        yield tie, fact.period, {fact.member_id, fact.organisation_id}
