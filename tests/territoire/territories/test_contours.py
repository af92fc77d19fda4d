"""Contours: what the files hold, and the outline of any set of communes."""

from itertools import pairwise

from territoire.territories.contours import contours, departement_of, outline

# Two squares side by side, and a third one around nothing: points as in the files.
LEFT = ((((0, 0), (2, 0), (2, 2), (0, 2), (0, 0)),),)
RIGHT = ((((2, 0), (4, 0), (4, 2), (2, 2), (2, 0)),),)
APART = ((((9, 9), (10, 9), (10, 10), (9, 9)),),)


def area(rings) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for ring in rings for (x1, y1), (x2, y2) in pairwise(ring)) / 2)


def test_the_outline_of_neighbours_drops_the_border_that_they_share():
    around = outline([LEFT, RIGHT, APART])

    assert sorted(len(ring) for ring in around) == [4, 7]
    assert area(around) == 8.5
    assert {(2, 0), (2, 2)} <= {point for ring in around for point in ring}


def test_each_kind_has_its_file_and_unknown_codes_have_no_contour():
    codes = [
        "commune-43234",
        "commune-2A004",
        "commune-97411",
        "epci-200073419",
        "departement-43",
        "region-84",
    ]

    found = contours([*codes, "commune-97501", "pays-imaginaire", "france", "commune-../etc"])

    assert sorted(found) == sorted(codes)
    assert all(ring[0] == ring[-1] for contour in found.values() for polygon in contour for ring in polygon)
    assert departement_of("commune-2A004") == "2A"
    assert contours(["departement-43"], of_france=True)["departement-43"] != found["departement-43"]


def test_communes_of_two_departements_share_their_border():
    # The communes of an EPCI of Indre that reaches into Cher: two files, one ring around them all.
    codes = [
        "18055",
        "18065",
        "18198",
        "36021",
        "36065",
        "36088",
        "36125",
        "36152",
        "36171",
        "36195",
        "36199",
        "36215",
    ]
    members = contours(f"commune-{code}" for code in codes)

    around = outline(members.values())

    assert (len(members), len(around)) == (12, 1)
    assert abs(area(around) - sum(area(polygon) for contour in members.values() for polygon in contour)) < 1
