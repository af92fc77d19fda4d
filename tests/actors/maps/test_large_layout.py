"""Large networks: always the same picture, communities apart, newcomers beside those they are tied to."""

import math
import random
from itertools import combinations, pairwise

from actors.maps import large_layout


def communities(number: int, size: int):
    """Return keys and pairs of groups in which all are tied, chained one to the next."""
    groups = [[f"{g}-{n}" for n in range(size)] for g in range(number)]
    dice = random.Random(1)
    pairs = {pair for group in groups for pair in combinations(group, 2) if dice.random() < 0.3}
    pairs |= {(one[0], other[0]) for one, other in pairwise(groups)}
    return groups, [key for group in groups for key in group], pairs


def test_who_works_together_stands_together():
    groups, keys, pairs = communities(12, 30)

    places = large_layout.positions(keys, pairs)

    assert places == large_layout.positions(list(reversed(keys)), sorted(pairs))
    for group in groups:
        x = sum(places[key][0] for key in group) / len(group)
        y = sum(places[key][1] for key in group) / len(group)
        far = max(math.dist(places[key], (x, y)) for key in group)
        strangers = [key for key in keys if key not in group and math.dist(places[key], (x, y)) < far * 0.6]
        assert len(strangers) < len(group) / 3


def test_who_is_tied_to_nobody_stands_around():
    _groups, keys, pairs = communities(10, 30)

    places = large_layout.positions([*keys, "alone", "lonely"], pairs)

    reach = max(math.hypot(*places[key]) for key in keys)
    assert min(math.hypot(*places[key]) for key in ("alone", "lonely")) > reach
    assert large_layout.positions(["a", "b"], ()) != {}
    assert large_layout.positions([], ()) == {}


def test_newcomers_stand_beside_their_ties_and_nobody_moves():
    _groups, keys, pairs = communities(8, 30)
    before = large_layout.positions(keys, pairs)
    ties = {("new", "3-1"), ("new", "3-2"), ("newer", "new")}

    after = large_layout.joined(before, [*keys, "new", "newer", "nobody"], pairs | ties)

    assert {key: after[key] for key in keys} == before
    middle = [(a + b) / 2 for a, b in zip(before["3-1"], before["3-2"], strict=True)]
    assert math.dist(after["new"], middle) <= large_layout.ROOM
    assert math.dist(after["newer"], after["new"]) <= large_layout.ROOM
    assert math.hypot(*after["nobody"]) > max(math.hypot(*place) for place in before.values())
