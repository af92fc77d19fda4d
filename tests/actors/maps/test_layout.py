"""Layout and names of a network: still, inside the picture, apart from one another."""

from itertools import pairwise

import pytest

from actors.maps import labels, layout, network
from actors.maps.values import Mark, Node, Tie, TieNature


def star(count):
    keys = tuple(f"k{i:03}" for i in range(count))
    return keys, frozenset(("k000", key) for key in keys[1:])


@pytest.mark.parametrize("count", [1, 2, 3, 24, 150])
@pytest.mark.parametrize("size", [(760, 480), (360, 500)])
def test_everybody_is_inside_the_picture(count, size):
    keys, pairs = star(count)

    places = layout.positions(keys, pairs, *size)

    assert set(places) == set(keys)
    assert all(0 <= x <= size[0] and 0 <= y <= size[1] for x, y in places.values())


def test_the_order_in_which_things_are_given_changes_nothing():
    keys, pairs = star(20)
    layout.positions.cache_clear()
    first = layout.positions(keys, pairs, 760, 480)
    layout.positions.cache_clear()

    assert layout.positions(tuple(reversed(keys)), frozenset((b, a) for a, b in pairs), 760, 480) == first


def test_who_is_tied_to_nobody_stands_under_the_others():
    keys, pairs = star(10)

    places = layout.positions((*keys, "lone"), pairs, 760, 480)

    assert places["lone"][1] > max(places[key][1] for key in keys)


def test_nobody_stands_on_somebody_else():
    keys, pairs = star(60)

    places = sorted(layout.positions(keys, pairs, 760, 620).values())

    assert len(set(places)) == 60
    assert all(abs(a - c) > 8 or abs(b - d) > 8 for (a, b), (c, d) in pairwise(places))


@pytest.mark.parametrize(
    ("name", "acronym", "lines"),
    [
        ("Ardelaine", "", ("Ardelaine",)),
        ("Ateliers de la Bruyère", "", ("Ateliers de", "la Bruyère")),
        ("Coopérative d'activités et d'emploi", "CAE", ("Coopérative", "d'activités et d'emploi")),
        ("Centre d'études et de recherches appliquées au Massif central", "CERAMAC", ("CERAMAC",)),
        ("N" * 120, "", ("N" * 21 + "…",)),
        ("", "", ("",)),
    ],
)
def test_long_names_take_two_lines_or_less(name, acronym, lines):
    assert labels.wrapped(name, acronym) == lines


def test_a_name_without_room_gives_way_to_its_number():
    crowd = [
        Mark(Node(f"k{i}", f"Association numéro {i}", "asso", rank=-i, number=i + 1), 100 + 9 * i, 100)
        for i in range(12)
    ]

    placed = labels.place(crowd, 300, 200)

    assert placed[0].lines[0].text.startswith("Association")
    assert any(mark.numbered for mark in placed)
    assert all(mark.lines for mark in placed)


def test_several_ties_of_two_make_a_bundle_of_threads():
    nodes = [Node("a", "A", "asso"), Node("b", "B", "coll")]
    ties = [Tie("a", "b", TieNature.PARTNERSHIP, f"Axe {i}", f"axe{i}", directed=i == 0) for i in range(5)]

    picture = network.draw(nodes, ties, title="Deux")

    assert len({thread.path for thread in picture.threads}) == 5
    assert [bool(thread.arrow) for thread in picture.threads] == [True, False, False, False, False]
