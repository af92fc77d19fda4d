"""What a team says of an actor: medians, spreads, disagreement, parts of the grid, classes of salience."""

import pytest

from projects.maps.influence import picture as influence
from projects.maps.influence.judgements import CLASSES, Judged, Part, Voice
from projects.maps.influence.table import sentences
from projects.maps.shared.values import Stakeholder, StakeholderMap
from tests.projects.maps.competences.test_picture import the_map


def judged(*voices):
    return Judged(tuple(Voice(*voice) for voice in voices))


def test_an_actor_stands_at_the_median_and_voices_two_apart_disagree():
    one = judged((5, 3), (2, 3), (4, 4))

    assert (one.influence.middle, one.influence.least, one.influence.most) == (4, 2, 5)
    assert (one.interest.middle, one.apart) == (3, True)
    assert judged((5, 3), (4, 3)).apart is False


@pytest.mark.parametrize(
    ("influence_of", "interest", "part"),
    [
        (5, 4, Part.WORK_WITH),
        (5, 2, Part.WIN_OVER),
        (1, 4, Part.SUPPORT),
        (2, 1, Part.INFORM),
        (3, 5, Part.BETWEEN),
        (5, 3, Part.BETWEEN),
    ],
)
def test_four_parts_and_the_line_between_them(influence_of, interest, part):
    assert judged((influence_of, interest)).part == part


@pytest.mark.parametrize(
    ("power", "legitimacy", "urgency", "attributes"),
    [
        (5, 5, 5, {"power", "legitimacy", "urgency"}),
        (5, 4, 1, {"power", "legitimacy"}),
        (4, 3, 4, {"power", "urgency"}),
        (3, 4, 5, {"legitimacy", "urgency"}),
        (4, 1, 1, {"power"}),
        (1, 4, 3, {"legitimacy"}),
        (1, 1, 4, {"urgency"}),
        (3, 3, 3, set()),
    ],
)
def test_each_class_of_salience_has_its_attributes(power, legitimacy, urgency, attributes):
    assert judged((power, 3, "", legitimacy, urgency)).salience.attributes == attributes


def test_salience_waits_for_legitimacy_and_urgency():
    assert judged((5, 5, "", 4, None)).salience is None
    assert len({one.attributes for one in CLASSES}) == len(CLASSES) == 8


def seen(**voices) -> StakeholderMap:
    the_seen = influence.Seen({slug: judged(*them) for slug, them in voices.items()})
    return influence.replace(the_map(), more=the_seen)


def test_the_grid_holds_every_actor_assessed_or_not():
    grid = influence.draw(seen(ana=[(5, 5)], bob=[(5, 5), (1, 2)]), chosen="bob")

    marks = {mark.node.key: mark for mark in grid.marks}
    bottom = grid.frame.top + grid.frame.height
    assert set(marks) == {"ana", "bob", "chu"}
    assert marks["chu"].y > bottom > max(marks["ana"].y, marks["bob"].y)
    assert marks["ana"].y < marks["bob"].y
    assert [area.css for area in grid.areas if "spread" in area.css] == ["map-spread is-apart"]


def test_a_crowd_on_one_spot_stays_in_its_square():
    crowd = tuple(
        Stakeholder(f"a{i}", f"A{i}", "", "organisation", "asso", "Associations", "civil", 3)
        for i in range(300)
    )
    everyone = influence.Seen({actor.slug: judged((4, 4)) for actor in crowd})
    grid = influence.draw(influence.replace(the_map(), stakeholders=crowd, more=everyone))

    x, y = grid.frame.point(4, 4)
    assert all(
        abs(m.x - x) <= grid.frame.step[0] / 2 and abs(m.y - y) <= grid.frame.step[1] / 2 for m in grid.marks
    )
    assert len({(round(m.x, 1), round(m.y, 1)) for m in grid.marks}) == 300


def test_the_grid_in_words():
    the_seen = seen(ana=[(5, 2, "opposed")], bob=[(5, 5), (1, 5)])

    said = sentences(the_seen, the_seen.more.judged)

    assert said[0] == "2 acteurs appréciés sur 3."
    assert "Les voix divergent sur\xa0: Bob." in said
    assert said[-1] == "Pèsent, et sont vus comme réservés ou opposés\xa0: Ana."
