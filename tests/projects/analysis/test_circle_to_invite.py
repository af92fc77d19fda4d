"""The circle to invite against all circles tried one by one."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from projects.analysis.circle_to_invite import CirclesToInvite, Lack, Offer

NEEDS, KINDS, BEARERS, MOST = 4, 2, 6, 8

lacks = st.builds(
    lambda counts, sums: [
        *(Lack(need, Fraction(n), importance) for need, (n, importance) in enumerate(counts)),
        *(
            Lack(100 + number, Fraction(amount), importance, resource=kind)
            for number, (amount, importance, kind) in enumerate(sums)
        ),
    ],
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), max_size=NEEDS),
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 3), st.integers(0, KINDS - 1)), max_size=3),
)
offers = st.lists(
    st.builds(
        lambda score, bearers, stocks: (Fraction(score, 7), bearers, stocks),
        st.integers(0, 7),
        st.dictionaries(
            st.integers(0, NEEDS - 1),
            st.frozensets(st.integers(0, BEARERS), min_size=1, max_size=3),
            max_size=3,
        ),
        st.dictionaries(st.integers(0, KINDS - 1), st.integers(1, 8).map(Fraction), max_size=KINDS),
    ),
    max_size=MOST,
).map(lambda found: [Offer(actor, *one) for actor, one in enumerate(found)])
some = st.frozensets(st.integers(0, MOST - 1), max_size=2)


def covers(circle, asked) -> bool:
    """Tell whether a circle meets all of `asked`, each euro given once."""
    kinds = {}
    for lack in asked:
        if lack.resource is None:
            if len({b for one in circle for b in one.bearers.get(lack.need, ())}) < lack.lacking:
                return False
        else:
            kinds[lack.resource] = kinds.get(lack.resource, 0) + lack.lacking
    return all(sum(one.stocks.get(kind, 0) for one in circle) >= amount for kind, amount in kinds.items())


def brute(asked, known, pinned, excluded):
    """Return the size and the highest sum of scores of the smallest circles, and the needs met."""
    known = [one for one in known if one.actor not in excluded]
    met = []
    for lack in sorted(asked, key=lambda one: (-one.importance, one.lacking, one.need)):
        if covers(known, [*met, lack]):
            met.append(lack)
    forced = [one for one in known if one.actor in pinned]
    free = [one for one in known if one.actor not in pinned]
    for size in range(len(free) + 1):
        sums = [
            sum(one.score for one in (*forced, *others))
            for others in combinations(free, size)
            if covers([*forced, *others], met)
        ]
        if sums:
            return len(forced) + size, max(sums), {one.need for one in met}
    raise AssertionError("what everybody together covers is covered")


@settings(max_examples=150, deadline=None)
@given(lacks, offers, some, some)
def test_no_circle_is_smaller_and_none_of_its_size_scores_higher(asked, known, pinned, excluded):
    pinned -= excluded
    size, best, met = brute(asked, known, pinned, excluded)

    circle = CirclesToInvite(asked, known, pinned=pinned, excluded=excluded).smallest(60)

    chosen = [one for one in known if one.actor in circle.members]
    assert (len(circle.members), circle.met, circle.proven) == (size, met, True)
    assert circle.unmet == {one.need for one in asked} - met
    assert covers(chosen, [one for one in asked if one.need in met])
    assert sum(one.score for one in chosen) == best
    assert pinned & {one.actor for one in known} <= set(circle.members)


@settings(max_examples=100, deadline=None)
@given(lacks, offers)
def test_if_one_declines_the_others_are_found_anew(asked, known):
    circles = CirclesToInvite(asked, known, spare=1)

    for member, other in circles.replacements(circles.smallest()).items():
        size, best, met = brute(asked, known, frozenset(), {member})
        assert (len(other.members), other.met) == (size, met)
        assert sum(one.score for one in known if one.actor in other.members) == best


@settings(max_examples=100, deadline=None)
@given(lacks, offers)
def test_adding_who_brings_most_covers_as_much_with_as_many_or_more(asked, known):
    size, _best, met = brute(asked, known, frozenset(), frozenset())

    found = CirclesToInvite(asked, known).greedy()

    chosen = [one for one in known if one.actor in found]
    assert covers(chosen, [one for one in asked if one.need in met])
    assert len(found) >= size


def test_nothing_lacking_takes_nobody():
    assert CirclesToInvite([], [Offer(1, Fraction(1))]).smallest().members == ()


def test_what_nobody_brings_is_told_apart():
    circles = CirclesToInvite(
        [Lack(1, Fraction(1)), Lack(2, Fraction(1))], [Offer(7, Fraction(1), {1: frozenset({7})})]
    )
    circle = circles.smallest()

    assert (circle.members, circle.met, circle.unmet) == ((7,), {1}, {2})
