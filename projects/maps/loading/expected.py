"""Expected ties: who carries a project, and each who builds it along, when nothing is known that ties them."""

from collections.abc import Iterable, Mapping
from itertools import product

from actors.maps.values import Tie, TieNature

CARRIES, BUILDS = 5, 4
#: Where more build a project together, nobody expects each to be tied to those who carry it.
MOST_BUILDERS = 40


def expected_ties(circles: Iterable[Mapping[str, int]], ties: Iterable[Tie]) -> tuple[tuple[str, str], ...]:
    """Return the pairs that should be tied, in alphabetical order.

    `circles` give, for each project, the degree of involvement of each actor; a partnership or an affiliation ties, to
    take part in the same project does not.
    """
    tied = {tie.pair for tie in ties if tie.nature != TieNature.INVOLVEMENT}
    pairs = set()
    for circle in circles:
        carriers = [actor for actor, degree in circle.items() if degree >= CARRIES]
        builders = [actor for actor, degree in circle.items() if degree >= BUILDS]
        if len(builders) > MOST_BUILDERS:
            continue
        pairs |= {(min(one, two), max(one, two)) for one, two in product(carriers, builders) if one != two}
    return tuple(sorted(pairs - tied))
