"""The picture of places: where each goes, what a box holds, and what is said of each part."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.maps.values import Tie, TieNature
from projects.maps.places import picture as places
from projects.maps.places.ground import Ground, Part
from projects.maps.places.projection import fitted, kilometres, latitude_at, mercator, round_length
from projects.maps.shared.values import Spot, Stakeholder, StakeholderMap

DAY = date(2026, 11, 22)
# Seven communes of Haute-Loire as they are shipped, with about their places.
COMMUNES = {
    "commune-43157": (45.043, 3.885), "commune-43234": (44.959, 3.547), "commune-43112": (45.1, 3.495),
    "commune-43040": (45.29, 3.385), "commune-43137": (45.29, 4.17), "commune-43268": (45.14, 4.1),
}  # fmt: skip
LYON = Spot("commune-69123", "Lyon", 45.76, 4.84, "commune-69123")


def spot(code: str) -> Spot:
    latitude, longitude = COMMUNES[code]
    return Spot(code, code, latitude, longitude, code)


def stakeholder(slug: str, where: Spot | None, **traits) -> Stakeholder:
    family = traits.pop("family", "asso")
    return Stakeholder(
        slug, slug.capitalize(), "", "organisation", family, family, "public", spot=where, **traits
    )


def ground(**needs) -> Ground:
    parts = tuple(Part(code, code, *at, *needs.get(code[-5:], (0, 0))) for code, at in COMMUNES.items())
    return Ground("essai", "Essai", "custom", 45.1, 3.8, {"communes": parts}, "projects" if needs else "")


def a_map(*actors, ties=(), more=None) -> StakeholderMap:
    return StakeholderMap(DAY, actors, ties=tuple(ties), more=more or ground(), total=len(actors))


def test_a_view_holds_its_bounds_and_knows_its_scale():
    view = fitted((3.0, 44.7, 4.5, 45.4), 800, (480, 640), 70)

    (x1, y1), (x2, y2) = view.point(45.4, 3.0), view.point(44.7, 4.5)

    assert (round(x1), round(x2)) == (70, 730)
    assert 69.9 <= y1 < y2 <= view.height - 69.9
    one, two = (45.05, 3.5), (45.05, 3.9)
    pixels = view.point(*two)[0] - view.point(*one)[0]
    assert pixels / view.kilometre == pytest.approx(kilometres(one, two), rel=0.01)
    assert latitude_at(mercator(-21.1)) == pytest.approx(-21.1)
    assert [round_length(x) for x in (0.9, 12, 49, 400)] == [0.5, 10, 20, 200]


def test_one_place_alone_and_no_place_at_all_are_drawn():
    alone = places.draw(StakeholderMap(DAY, (stakeholder("a", LYON),), total=1))
    nowhere = places.draw(StakeholderMap(DAY, (stakeholder("b", None),), total=1))

    assert [mark.node.key for mark in alone.marks] == ["a"]
    assert [box.title for box in nowhere.boxes] == ["Lieu non renseigné"]
    assert nowhere.height > nowhere.map_height


def test_words_and_lists_tell_those_who_are_not_drawn_too():
    one, other = (stakeholder(slug, spot(f"commune-{code}")) for slug, code in (("a", 43157), ("b", 43234)))
    whole = a_map(one, other, more=replace(ground(), whole=a_map(one, other)))

    drawn = places.draw(whole.most_involved(1))

    assert len(drawn.marks) == 1
    assert {part.code for part in drawn.told.parts if part.actors} == {"commune-43157", "commune-43234"}
    assert {actor.slug for place in drawn.told.places for actor in place.actors} == {"a", "b"}


def test_forty_in_one_commune_are_counted_by_family():
    crowd = [
        stakeholder(f"a{i}", spot("commune-43157"), family=("asso", "coll", "hab")[i % 3]) for i in range(40)
    ]

    picture = places.draw(a_map(*crowd))

    [box] = picture.boxes
    assert (box.marks, [count.text for count in box.counts]) == ((), ["14", "13", "13"])
    assert len(picture.marks) == 40
    assert box.words == "commune-43157, 40 acteurs"


def test_who_is_beyond_the_frame_stands_at_its_edge_with_the_distance():
    picture = places.draw(a_map(stakeholder("ici", spot("commune-43234")), stakeholder("loin", LYON)))

    far = next(box for box in picture.boxes if box.site.far)
    assert [note.text for note in far.notes] == ["à 109\xa0km"]
    assert far.left + far.width > picture.width - 12 or far.top < 12
    assert any("Hors du cadre" in said and "Lyon (109\xa0km)" in said for said in picture.told.sentences)


def test_partnerships_are_one_line_for_two_places_as_wide_as_they_are_many():
    here, there = spot("commune-43157"), spot("commune-43234")
    actors = [stakeholder("a", here), stakeholder("b", here), stakeholder("c", there)]
    ties = [
        Tie("a", "c", TieNature.PARTNERSHIP, "Prête", declared=True),
        Tie("c", "b", TieNature.PARTNERSHIP, "Finance"),
        Tie("a", "b", TieNature.PARTNERSHIP, "Conseille"),
        Tie("a", "c", TieNature.AFFILIATION, "Membre"),
    ]

    [line] = places.draw(a_map(*actors, ties=ties), chosen="b").lines

    assert (line.ends, line.declared, line.lit) == ("a b c", False, True)
    assert line.width == pytest.approx(2.1)


def test_parts_tell_their_needs_and_who_sits_there():
    the_map = a_map(
        stakeholder("a", spot("commune-43157")),
        more=ground(**{"43157": (4, 1), "43234": (2, 2), "43112": (3, 0)}),
    )

    picture = places.draw(the_map)

    shades = {shade.code: (shade.level, shade.empty, shade.figure) for shade in picture.shades}
    assert shades["commune-43157"] == (1, False, "1/4")
    assert shades["commune-43234"] == (4, True, "2/2")
    assert shades["commune-43112"] == (0, True, "0/3")
    assert shades["commune-43040"] == (None, True, "")
    assert {(part.code, part.actors) for part in picture.told.parts if part.actors} == {("commune-43157", 1)}
    assert any(
        said.startswith("Personne n’a son siège dans 5 parties sur 6") for said in picture.told.sentences
    )


def test_an_unknown_size_of_parts_is_the_default_one():
    assert places.draw(a_map(), grain="paroisses").grain == "communes"


ACTORS = st.lists(st.sampled_from([None, LYON, *map(spot, COMMUNES)]), max_size=30)


@settings(max_examples=25, deadline=None)
@given(ACTORS, st.booleans())
def test_each_actor_is_drawn_once_and_boxes_never_meet(spots, compact):
    actors = [stakeholder(f"a{i}", where, family=("asso", "coll")[i % 2]) for i, where in enumerate(spots)]

    with translation.override("fr"):
        picture = places.draw(a_map(*actors), compact=compact)

    assert Counter(mark.node.key for mark in picture.marks) == Counter(actor.slug for actor in actors)
    apart = [mark.node.key for mark in (*picture.singles, *(m for box in picture.boxes for m in box.marks))]
    counted = [len(disc.site.actors) for disc in picture.discs]
    counted += [len(box.actors) for box in picture.boxes if box.counts]
    assert len(apart) == len(set(apart))
    assert len(apart) + sum(counted) == len(actors)
    assert sorted(a.slug for row in [row.actors for row in picture.told.places] for a in row) == sorted(
        actor.slug for actor in actors
    )
    near = [box.rectangle for box in picture.boxes if box.site and not box.site.far]
    assert [pair for pair in combinations(near, 2) if meet(*pair)] == []


def meet(one, two) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
