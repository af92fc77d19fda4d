"""Chains of introductions on graphs made by hand."""

from projects.analysis.ties import surroundings, third_ties


def neighbours_in(*edges):
    both = {*edges, *((b, a) for a, b in edges)}
    return lambda actors: [(a, b) for a, b in both if a in actors]


def names(actors):
    return {actor: "abcdefgh"[actor % 8] for actor in actors}


def test_shortest_first():
    found = surroundings(frozenset({0}), neighbours_in((0, 1), (1, 2), (0, 2)), names)

    assert found.near == {1: (0, 1), 2: (0, 2)}
    assert found.far == {}


def test_among_equals_the_first_by_name_from_the_circle_on():
    ties = neighbours_in((0, 3), (1, 2), (2, 7), (3, 7))

    found = surroundings(frozenset({0, 1}), ties, names)

    assert found.chain(7) == (0, 3, 7)


def test_three_ties_are_asked_for_apart():
    ties = neighbours_in((0, 1), (1, 2), (2, 3), (3, 4))
    found = surroundings(frozenset({0}), ties, names)

    assert found.chain(3) == ()
    assert third_ties(found, frozenset({2, 3, 4}), ties, names) == {3: (0, 1, 2, 3)}


def test_nothing_around_nobody():
    found = surroundings(frozenset(), neighbours_in((0, 1)), names)

    assert (found.near, found.far) == ({}, {})
    assert third_ties(found, frozenset({1}), neighbours_in((0, 1)), names) == {}
