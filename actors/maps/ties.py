"""From the database to ties: axes of partnerships and affiliations that `user` may see, in two queries.

`slugs` are the addresses of actors, by identifier: actors that `user` may see elsewhere than on their own page.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from actors.enums import Direction, FactState
from actors.maps.values import Tie, TieNature
from actors.models import Affiliation, PartnershipAxis, open_partnership

type Fact = tuple[Tie, int, int]
#: The ends of a period, as days: the driver takes five times as long to read a range.
PERIOD = ("period__startswith", "period__endswith")


def load_ties(slugs: dict[int, str], user, day: date) -> list[Tie]:
    """Return the ties of `day` among `slugs`."""
    axes, affiliations = (facts.active_on(day) for facts in (PartnershipAxis.objects, Affiliation.objects))
    return [tie for tie, *_ in (*_axes(axes, slugs, user), *_affiliations(affiliations, slugs))]


def load_facts(slugs: dict[int, str], user) -> list[Fact]:
    """Return the ties of all days among `slugs`, each with who is at its ends."""
    axes, affiliations = PartnershipAxis.objects.all(), Affiliation.objects.all()
    return [*_axes(axes, slugs, user), *_affiliations(affiliations, slugs)]


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


def _axes(axes, slugs: dict[int, str], user) -> Iterator[Fact]:
    # Columns rather than records, which take five times as long to make.
    rows = (
        axes.filter(open_partnership(user, "partnership__"))
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
            *PERIOD,
            "state",
            "illustrative",
            "partnership__illustrative",
        )
    )
    for first, second, direction, name, code, symmetric, amount, since, until, state, *illustrative in rows:
        one, two = (second, first) if direction == Direction.BACKWARD else (first, second)
        tie = Tie(
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
        yield tie, one, two


def _affiliations(affiliations, slugs: dict[int, str]) -> Iterator[Fact]:
    rows = (
        affiliations.filter(member__among=slugs, organisation__among=slugs)
        .order_by("member", "organisation", "pk")
        .values_list("member_id", "organisation_id", "role", *PERIOD, "illustrative")
    )
    for member, organisation, role, since, until, illustrative in rows:
        tie = Tie(
            slugs[member],
            slugs[organisation],
            TieNature.AFFILIATION,
            role,
            directed=True,
            since=since,
            until=until,
            illustrative=illustrative,
        )
        yield tie, member, organisation
