"""Figures of opinions give nobody away, and never only an average."""

from cocreation.analysis.spread import share
from cocreation.enums import Spread

FAMILIES = {1: ("asso", "Associations"), 2: ("coll", "Collectivités"), 3: ("hab", "Habitants")}


def told(votes):
    shared = share(votes, FAMILIES)
    return [one.name for one in shared.families], list(shared.untold)


def test_families_that_do_not_see_it_alike_are_named():
    shared = share([(1, 5), (1, 4), (1, 5), (2, 1), (2, 2), (2, 1)], FAMILIES)

    assert shared.whole.spread == Spread.DIVIDED
    assert [bar.count for bar in shared.whole.bars] == [2, 1, 0, 1, 2]
    assert [(one.name, one.opinion.spread) for one in shared.families] == [
        ("Associations", Spread.AGREED),
        ("Collectivités", Spread.REFUSED),
    ]
    assert "Associations" in shared.disagreement


def test_fewer_than_three_voices_are_told_without_their_values():
    shared = share([(1, 5), (None, 2)], FAMILIES)

    assert (shared.whole.voices, shared.whole.spread, shared.whole.bars) == (2, Spread.FEW, ())
    assert (shared.families, shared.untold) == ((), ("Associations",))


def test_what_is_left_untold_cannot_be_had_by_taking_away():
    one_voice = [(2, 1)]

    # The three associations alone would give the one of the other family away.
    assert told([(1, 5)] * 3 + one_voice) == ([], ["Associations", "Collectivités"])
    # Of two families, the smaller is left out with it.
    assert told([(1, 5)] * 4 + [(3, 4)] * 3 + one_voice) == (["Associations"], ["Collectivités", "Habitants"])
    # Three who told no family hide each other.
    assert told([(1, 5)] * 3 + [(None, 1)] * 3) == (["Associations"], [])
