"""What the map says in words: who links whom, where the circle leans, which ties are expected."""

from datetime import date

from actors.maps.values import Tie, TieNature
from projects.maps.loading.expected import expected_ties
from projects.maps.network.cuts import cut_off
from projects.maps.shared.leaning import external_internal
from projects.maps.shared.values import Stakeholder, StakeholderMap
from projects.maps.shared.words import sentences


def tie(one, two, nature=TieNature.PARTNERSHIP):
    return Tie(one, two, nature, "")


def the_map(spheres, *pairs, **more):
    actors = tuple(
        Stakeholder(slug, slug.upper(), "", "", sphere, sphere, sphere) for slug, sphere in spheres
    )
    return StakeholderMap(date(2026, 1, 1), actors, tuple(tie(*pair) for pair in pairs), **more)


CIRCLE = [("a", "public"), ("b", "public"), ("c", "public"), ("d", "private"), ("e", "civil_society")]


def test_who_carries_is_expected_to_be_tied_to_who_builds():
    circles = [{"a": 5, "b": 4, "c": 3, "d": 4}, {"c": 5, "a": 4}]
    ties = [tie("b", "a"), tie("a", "c", TieNature.INVOLVEMENT)]

    assert expected_ties(circles, ties) == (("a", "c"), ("a", "d"))


def test_cut_points_say_whom_they_alone_link():
    tied = the_map(CIRCLE, ("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e")).tied_to()

    assert cut_off(tied, set("abcde")) == {"c": {"d", "e"}, "d": {"e"}}


def test_the_index_counts_pairs_once():
    a_map = the_map(CIRCLE, ("a", "b"), ("b", "a"), ("a", "d"), ("d", "e"), ("a", "project:x"))

    assert external_internal(a_map) == (2, 1)


def test_the_sentences_say_it_all():
    a_map = the_map(CIRCLE, ("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), expected=(("a", "d"),), total=5)

    said = " ".join(sentences(a_map)).replace("\xa0", " ")

    for words in (
        "5 acteurs, 4 liens.",
        "Sans C, plus rien ne relierait aux autres : D.",
        "Relié à personne ici : E.",
        "3 sur 5 viennent de la sphère publique, 1 de la société civile, 1 du secteur privé.",
        "public 60 %",
        "Liens qui joignent deux sphères : 1 sur 4. Chacun reste plutôt dans la sienne (indice E-I : -0,50).",
        "A et D",
    ):
        assert words in said, (words, said)
