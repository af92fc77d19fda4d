"""Brokers and isolated actors, against walks through the whole network."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.review.network import Place, Sort, places

ACTORS = range(1, 9)
pairs = st.lists(st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS)), max_size=14)
parts = st.lists(st.tuples(st.sampled_from(ACTORS), st.integers(1, 3)), max_size=10)


def reached(start, ties, without) -> set:
    """Return all nodes that can be reached from one, without another."""
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for pair in ties:
            if here in pair:
                for other in pair:
                    if other not in found and other != without:
                        found.add(other)
                        waiting.append(other)
    return found


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pairs, parts)
def test_who_is_said_to_link_alone_does(ties, at_work):
    everything = {
        *(frozenset({(Sort.ACTOR, a), (Sort.ACTOR, b)}) for a, b in ties if a != b),
        *(frozenset({(Sort.ACTOR, a), (Sort.PROJECT, p)}) for a, p in at_work),
    }
    count = Counter(node for pair in everything for node in pair)

    for place in places(ACTORS, ties, at_work):
        node = (Sort.ACTOR, place.actor)
        assert place.ties == count[node]
        if place.alone:
            one, other = place.links[:2]
            assert other in reached(one, everything, None)
            assert other not in reached(one, everything, node)


def test_two_projects_and_who_is_the_only_link_between_them():
    triangles = [(1, 2), (2, 3), (1, 3), (4, 5), (5, 6), (4, 6)]
    at_work = [(1, 100), (2, 100), (3, 100), (4, 200), (5, 200), (6, 200)]
    found = places(range(1, 10), [*triangles, (7, 1), (7, 4), (8, 1)], at_work)

    by_actor = {place.actor: place for place in found}
    one, other = (Sort.PROJECT, 100), (Sort.PROJECT, 200)
    assert (by_actor[7].alone, set(by_actor[7].links)) == (True, {one, other})
    assert by_actor[8] == Place(8, ties=1, between=0, links=((Sort.ACTOR, 1),))
    assert by_actor[9] == Place(9, ties=0)
    assert max(found, key=lambda place: place.between).actor in (1, 4, 7)
