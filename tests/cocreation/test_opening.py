"""How open a circle is, from plain values."""

from datetime import date

from cocreation.analysis.opening import Somebody, Spell, Ties, months

PEOPLE = [
    Somebody(1, family=1, civil=True, place=7),
    Somebody(2, family=1, civil=True, place=8),
    Somebody(3, family=2, civil=False, place=7),
    Somebody(4, family=3, civil=False, place=None),
]


def test_ties_across_families_are_set_against_those_within():
    aboard = [
        Spell((1,), None, None),
        Spell((3,), date(2024, 3, 10), None),
        Spell((2,), date(2024, 2, 1), None),
    ]
    ties = [
        Spell((1, 2), None, date(2024, 3, 1)),
        Spell((1, 3), date(2024, 2, 1), None),
        # The same pair is one tie, however many partnerships; nobody knows where the last one sits.
        Spell((3, 1), None, None),
        Spell((2, 4), date(2024, 3, 1), None),
        Spell((1, 99), None, None),
    ]

    january, february, march = months(PEOPLE, aboard, ties, date(2024, 3, 15), 3)

    assert (january.day, february.day, march.day) == (date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 15))
    assert january.families == Ties(internal=1, external=1)
    assert january.families.index == 0
    assert (march.families, march.families.index) == (Ties(internal=0, external=2), 1)
    assert (march.places, march.places.index) == (Ties(internal=1, external=0), -1)
    assert [one.newcomers for one in (january, february, march)] == [0, 1, 1]
    assert [one.civil_share for one in (january, february, march)] == [100, 100, 67]


def test_without_a_tie_there_is_no_index():
    [month] = months([], [], [], date(2024, 1, 1), 1)

    assert (month.families.index, month.civil_share) == (None, None)
