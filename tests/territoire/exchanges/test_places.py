"""Communes and territories, from what files say of them."""

import pytest

from territoire.exchanges.places import Places, PlaceWords
from territoire.exchanges.values import Problem
from tests.factories.territoire import TerritoryFactory
from tests.territoire.exchanges.communes import places_of_the_file


@pytest.fixture(scope="module")
def places():
    return places_of_the_file()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"insee": "CI_80001"}, "Abbeville (80)"),
        ({"insee": "1033"}, "Valserhône (01)"),
        ({"insee": "01340"}, "Arboys en Bugey (01)"),  # a commune of before
        ({"name": "Ambert"}, "Ambert (63)"),
        ({"name": "43000 LE PUY EN VELAY CEDEX 2"}, "Le Puy-en-Velay (43)"),
        ({"name": "Saint-Denis (93)"}, "Saint-Denis (93)"),
        ({"name": "Saint-Denis", "postcode": "97400"}, "Saint-Denis (974)"),
        ({"name": "Saint-Denis", "departement": "Aude"}, "Saint-Denis (11)"),
        ({"name": "Saint-Denis", "region": "Occitanie", "departement": "30 - Gard"}, "Saint-Denis (30)"),
        ({"name": "Saint-Palais", "address": "3 rue du Bourg - 33820 Saint-Palais"}, "Saint-Palais (33)"),
        ({"name": "Bassens", "latitude": "44.9012", "longitude": "-0.5166"}, "Bassens (33)"),
        ({"name": "TRINITE (LA)", "departement": "6"}, "La Trinité (06)"),
        ({"name": "St Etienne"}, "Saint-Étienne (42)"),
        ({"name": "Lyon 3e"}, "Lyon (69)"),
        (
            {"name": "Cestas", "postcode": "18300", "latitude": "44.7426", "longitude": "-0.6828"},
            "Cestas (33)",
        ),
        ({"name": "38000"}, "Grenoble (38)"),
        ({"name": "AJACCIO", "postcode": "20700 CEDEX 9"}, "Ajaccio (2A)"),
        ({"name": "Paris 12ème arrondissement"}, "Paris (75)"),
        ({"name": "Bellegarde-sur-Valserine"}, "Valserhône (01)"),
        ({"name": "Janville", "postcode": "28310"}, "Janville-en-Beauce (28)"),
        ({"name": "Anbert", "postcode": "63600"}, "Ambert (63)"),
        ({"postcode": "13016"}, "Marseille (13)"),
        ({"postcode": "CP_80100", "address": "Place Max Lejeune 80100 Abbeville"}, "Abbeville (80)"),
        ({"address": "36 impasse du Pré 38000 Grenoble"}, "Grenoble (38)"),
        ({"latitude": "-12.899767", "longitude": "45.096521"}, "Bouéni (976)"),
        ({"x": "475198,121680863", "y": "6692424,50691385"}, "Allonnes (49)"),
        ({"x": "44.839574881764", "y": "-0.58023800736287"}, "Bordeaux (33)"),  # the wrong way round
        ({"coordinates": "45.5494, 3.7416"}, "Ambert (63)"),
    ],
)
def test_a_commune_is_found_by_all_that_the_line_says(places, words, found):
    assert str(places.seat(PlaceWords(**words))) == found


@pytest.mark.parametrize(
    "words",
    [
        {"name": "Saint-Denis"},
        {"name": "Saint-Denis", "postcode": "59000"},
        {"name": "Ambert", "postcode": "69001"},
        {"name": "Cestas", "postcode": "18300", "latitude": "47.339868", "longitude": "2.853027"},
        {"name": "63100"},  # the postcode of Clermont-Ferrand, the official code of another
        {"name": "Nullepart"},
        {"name": "Anbert"},
        {"insee": "99999"},
        {"postcode": "01400"},
        {"postcode": "ABC"},
    ],
)
def test_what_may_be_several_or_none_is_never_guessed(places, words):
    problem = places.seat(PlaceWords(**words))
    assert isinstance(problem, Problem)
    assert problem.refuses
    assert problem.mend


@pytest.mark.parametrize(
    "words", [{}, {"departement": "22"}, {"latitude": "0", "longitude": "0"}, {"x": "1e9", "y": "x"}]
)
def test_nothing_is_found_where_nothing_is_said(places, words):
    assert places.seat(PlaceWords(**words)) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Haute-Loire", "Haute-Loire"),
        ("63", "Puy-de-Dôme"),
        ("Bretagne", "Bretagne"),
        ("CA Saumur Val de Loire", "Communauté d'agglomération Saumur Val de Loire"),
        ("Saint Brieuc Armor Agglomération", "Communauté d'agglomération Saint-Brieuc Armor Agglomération"),
        ("200071199", "Communauté de communes Plaine Limagne"),
        ("Clermont-Ferrand", "Clermont-Ferrand (63)"),
    ],
)
def test_a_territory_of_any_kind_is_found(places, text, found):
    assert str(places.area(text)) == found


def test_places_are_read_in_two_queries_whatever_the_lines(db, django_assert_max_num_queries):
    whole = TerritoryFactory(kind="departement", official_code="43", name="Haute-Loire")
    TerritoryFactory(
        official_code="43112",
        name="Langeac",
        other_names="Langeac-le-Vieux",
        postcodes="43300",
        within=[whole],
    )
    places = Places()
    with django_assert_max_num_queries(2):
        for number in range(50):
            assert (
                str(places.seat(PlaceWords(name="Langeac le Vieux", address=str(number)))) == "Langeac (43)"
            )
            assert str(places.area("Haute-Loire")) == "Haute-Loire"
