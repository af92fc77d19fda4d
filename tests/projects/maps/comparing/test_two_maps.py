"""Two maps side by side: who came, left and changed, what two projects share and could give each other."""

from dataclasses import replace
from datetime import date

from actors.maps.values import Tie, TieNature
from projects.maps.comparing import two_maps as comparing
from projects.maps.comparing import words as comparison_words
from projects.maps.shared.values import FamilyCount, NeedMark, Skill, StakeholderMap
from tests.projects.maps.competences.test_picture import actor

DAY = date(2026, 1, 1)


def a_map(*actors, **more):
    families = (FamilyCount("asso", "Associations", "civil", "asso"),)
    return StakeholderMap(DAY, actors, families=families, **more)


def test_who_came_left_and_changed():
    before = a_map(
        actor("ana", degree=2), actor("bob", degree=5), actor("chu", degree=3), actor("dan", degree=3)
    )
    asks = replace(actor("eva", degree=None), prospective=True)
    after = a_map(
        actor("ana", degree=4), actor("bob", degree=1), actor("chu", degree=3), actor("fay", degree=1), asks
    )

    found = comparing.lines(before, after)

    changes = {line.actor.slug: (line.change, line.before, line.after) for line in found}
    assert changes == {
        "fay": ("came", None, 1),
        "dan": ("left", 3, None),
        "ana": ("more", 2, 4),
        "bob": ("less", 5, 1),
        "chu": ("same", 3, 3),
    }
    assert comparison_words.of_days(found) == [
        "1 acteur est venu\xa0: Fay.",
        "1 acteur est parti\xa0: Dan.",
        "1 acteur s’implique plus\xa0: Ana.",
        "1 acteur s’implique moins\xa0: Bob.",
    ]


def test_what_is_wished_is_another_map():
    asks = replace(actor("eva", degree=None), prospective=True, wanted_degree=3)
    today = a_map(replace(actor("ana", degree=2), wanted_degree=4), actor("bob", degree=5), asks)

    found = comparing.lines(today, comparing.as_wished(today))

    changes = {line.actor.slug: (line.change, line.after) for line in found}
    assert changes == {"eva": ("came", 3), "ana": ("more", 4), "bob": ("same", 5)}


def test_what_two_projects_share_and_could_give_each_other():
    felt = NeedMark("u", "Feutre", "competence", "textile", "missing")
    one = a_map(actor("ana", ("feutre", 2)), actor("bob"), needs=(felt,))
    other = a_map(actor("ana", ("feutre", 2)), actor("chu", ("feutre", 3)), actor("dan", ("bail", 3)))
    tie = Tie("bob", "dan", TieNature.PARTNERSHIP, "Achat")
    inside = Tie("chu", "dan", TieNature.PARTNERSHIP, "Achat")

    answers = comparing.answers(one, other, {"textile": frozenset({"textile", "feutre"})})
    bridges = comparing.bridges(one, other, [tie, inside])

    assert [(a.need, [(who.slug, skill) for who, skill in a.bearers]) for a in answers] == [
        (felt, [("chu", Skill("feutre", "Feutre", 3))])
    ]
    assert [(b.actor.slug, b.degrees, [a.slug for a in b.reached]) for b in bridges] == [
        ("ana", (3, 3), []),
        ("bob", (3, None), ["dan"]),
        ("dan", (None, 3), ["bob"]),
    ]


def test_who_changes_is_outlined():
    picture = comparing.small_picture(a_map(actor("ana"), actor("bob")), frozenset({"bob"}))

    assert {mark.node.key: mark.node.chosen for mark in picture.marks} == {"ana": False, "bob": True}
