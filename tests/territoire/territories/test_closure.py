"""What lies within what."""

import pytest

from territoire.enums import TerritoryKind
from territoire.models import Territory, TerritoryClosure, TerritoryPart
from territoire.territories import closure

pytestmark = pytest.mark.django_db


def make(code: str, kind: str, **places) -> Territory:
    return Territory.objects.create(code=code, kind=kind, name=code, **places)


@pytest.fixture
def country():
    """Two départements of one région; one EPCI inside the first, one astride both."""
    france = make("france", TerritoryKind.COUNTRY)
    region = make("region", TerritoryKind.REGION)
    east, west = (make(code, TerritoryKind.DEPARTEMENT, region=region) for code in ("east", "west"))
    inner, astride = (make(code, TerritoryKind.EPCI) for code in ("inner", "astride"))
    for code, departement, epci in (
        ("a", east, inner),
        ("b", east, inner),
        ("c", east, astride),
        ("d", west, astride),
    ):
        make(code, TerritoryKind.COMMUNE, departement=departement, region=region, epci=epci)
    return france


def around(code: str) -> set[str]:
    return set(Territory.objects.containing(Territory.objects.get(code=code)).values_list("code", flat=True))


def compose(code: str, *parts: str) -> None:
    whole = make(code, TerritoryKind.CUSTOM)
    for part in Territory.objects.filter(code__in=parts):
        TerritoryPart.objects.create(whole=whole, part=part)


def test_a_commune_lies_in_itself_and_in_each_official_level(country):
    closure.rebuild()

    assert around("a") == {"a", "inner", "east", "region", "france"}


def test_an_epci_lies_in_a_departement_only_with_all_its_communes(country):
    closure.rebuild()

    assert around("inner") == {"inner", "east", "region", "france"}
    assert around("astride") == {"astride", "region", "france"}


def test_a_custom_territory_lies_in_what_holds_all_its_communes(country):
    compose("pays", "a", "b")
    compose("bassin", "pays", "d")

    closure.rebuild()

    assert around("pays") == {"pays", "inner", "bassin", "east", "region", "france"}
    assert around("bassin") == {"bassin", "region", "france"}
    assert "bassin" in around("a")


def test_a_quarter_that_is_a_part_of_a_commune_lies_where_the_commune_does(country):
    quarter = make("quarter", TerritoryKind.CUSTOM)
    TerritoryPart.objects.create(whole=Territory.objects.get(code="a"), part=quarter)

    closure.rebuild()

    assert around("quarter") == {"quarter", "a", "inner", "east", "region", "france"}


def test_a_region_of_the_past_holds_what_its_departements_hold(country):
    compose("past", "east")

    closure.rebuild()

    assert {"past"} <= around("a") & around("inner") & around("east")
    assert "past" not in around("d") | around("astride")


def test_rebuilding_again_changes_nothing(country):
    assert closure.rebuild() == TerritoryClosure.objects.count()

    assert closure.rebuild() == 0


def test_what_is_no_longer_a_part_no_longer_lies_within(country):
    compose("pays", "a", "d")
    closure.rebuild()
    TerritoryPart.objects.filter(part__code="d").delete()

    closure.rebuild()

    assert "pays" not in around("d")
