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
    # Columns rather than records, which take five times as long to make.
    rows = (
        PartnershipAxis.objects.visible_to(user)
        .filter(partnership__first__among=slugs, partnership__second__among=slugs)
        .order_by("partnership", "kind__position", "pk")
        .values_list(
            "partnership__first_id",
            "partnership__second_id",
            "direction",
            "kind__name",
            "kind__code",
            "kind__symmetric",
            "amount",
            "period",
            "state",
            "illustrative",
            "partnership__illustrative",
        )
    )
    for first, second, direction, name, code, symmetric, amount, period, state, *illustrative in rows:
        one, two = (second, first) if direction == Direction.BACKWARD else (first, second)
        tie = Tie(
            slugs[one],
            slugs[two],
            TieNature.PARTNERSHIP,
            name,
            code,
            directed=direction != Direction.BOTH and not symmetric,
            amount=amount,
            since=period.lower,
            until=period.upper,
            declared=state == FactState.DECLARED,
            illustrative=any(illustrative),
        )
        yield tie, period, {one, two}


def _affiliations(slugs: dict[int, str], user) -> Iterator[Fact]:
    rows = (
        Affiliation.objects.visible_to(user)
        .filter(member__among=slugs, organisation__among=slugs)
        .order_by("member", "organisation", "pk")
        .values_list("member_id", "organisation_id", "role", "period", "illustrative")
    )
    for member, organisation, role, period, illustrative in rows:
        tie = Tie(
            slugs[member],
            slugs[organisation],
            TieNature.AFFILIATION,
            role,
            directed=True,
            since=period.lower,
            until=period.upper,
            illustrative=illustrative,
        )
        yield tie, period, {member, organisation}
