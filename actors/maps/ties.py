"""From the database to ties: axes of partnerships and affiliations that `user` may see, in two queries.

`slugs` are the addresses of actors, by identifier: actors that `user` may see elsewhere than on their own page.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from actors.enums import Direction, FactState
from actors.maps.values import Tie, TieNature
from actors.models import Affiliation, PartnershipAxis, open_partnership
from territoire.statements import written_once

type Fact = tuple[Tie, int, int]
#: The ends of a period, as days: the driver takes five times as long to read a range.
PERIOD = ("period__startswith", "period__endswith")


def load_ties(slugs: dict[int, str], user, day: date) -> list[Tie]:
    """Return the ties of `day` among `slugs`."""
    ends = list(slugs)
    partnerships = [_partnership(row, slugs) for row in _axes(user, ends, day)]
    return partnerships + [_affiliation(row, slugs) for row in _affiliations(None, ends, day)]


def load_facts(slugs: dict[int, str], user) -> list[Fact]:
    """Return the ties of all days among `slugs`, each with who is at its ends."""
    ends = list(slugs)
    pk = {slug: one for one, slug in slugs.items()}
    ties = [_partnership(row, slugs) for row in _axes(user, ends)]
    ties += [_affiliation(row, slugs) for row in _affiliations(None, ends)]
    return [(tie, pk[tie.source], pk[tie.target]) for tie in ties]


def ties_on(facts: Iterable[Fact], here: set[int], day: date) -> list[Tie]:
    """Return the ties of `day` between the actors `here`."""
    return [
        tie
        for tie, one, other in facts
        if one in here
        and other in here
        and (tie.since is None or tie.since <= day)
        and (tie.until is None or day < tie.until)
    ]


@written_once
def _axes(user, ends: list[int], *days: date):
    """Return axes of partnerships between two of `ends`: of all days, or of one."""
    return (
        _on(days, PartnershipAxis.objects.filter(open_partnership(user, "partnership__")))
        .filter(partnership__first__among=ends, partnership__second__among=ends)
        .order_by("partnership", "kind__position", "pk")
        .values_list(
            "partnership__first_id",
            "partnership__second_id",
            "direction",
            "kind__name",
            "kind__code",
            "kind__symmetric",
            "amount",
            *PERIOD,
            "state",
            "illustrative",
            "partnership__illustrative",
        )
    )


def _partnership(row: tuple, slugs: dict[int, str]) -> Tie:
    first, second, direction, name, code, symmetric, amount, since, until, state, *illustrative = row
    one, two = (second, first) if direction == Direction.BACKWARD else (first, second)
    return Tie(
        slugs[one],
        slugs[two],
        TieNature.PARTNERSHIP,
        name,
        code,
        directed=direction != Direction.BOTH and not symmetric,
        amount=amount,
        since=since,
        until=until,
        declared=state == FactState.DECLARED,
        illustrative=any(illustrative),
    )


@written_once
def _affiliations(_user, ends: list[int], *days: date):
    return (
        _on(days, Affiliation.objects.all())
        .filter(member__among=ends, organisation__among=ends)
        .order_by("member", "organisation", "pk")
        .values_list("member_id", "organisation_id", "role", *PERIOD, "illustrative")
    )


def _affiliation(row: tuple, slugs: dict[int, str]) -> Tie:
    member, organisation, role, since, until, illustrative = row
    return Tie(
        slugs[member],
        slugs[organisation],
        TieNature.AFFILIATION,
        role,
        directed=True,
        since=since,
        until=until,
        illustrative=illustrative,
    )


def _on(days: Sequence[date], facts):
    return facts.active_on(*days) if days else facts
