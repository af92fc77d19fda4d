"""The reference data shipped with the project keeps its own rules."""

import csv
import gzip
import re
from collections import Counter
from pathlib import Path

import pytest

from actors.enums import FamilyGroup, Unit
from territoire.enums import TerritoryKind
from territoire.text import normalise

ROOT = Path(__file__).parents[1]
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def rows(path: str) -> list[dict[str, str]]:
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def competences():
    return rows("actors/data/competences.csv")


@pytest.fixture(scope="module")
def territories():
    with gzip.open(ROOT / "territoire/data/territories.csv.gz", "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def depth(slug: str, parents: dict[str, str]) -> int:
    return 1 + depth(parents[slug], parents) if parents[slug] else 1


def test_the_tree_has_250_to_400_competences_on_three_levels(competences):
    parents = {row["slug"]: row["parent"] for row in competences}
    inner = set(parents.values()) - {""}

    leaf_depths = {depth(slug, parents) for slug in parents if slug not in inner}

    assert 250 <= len(competences) <= 400
    assert leaf_depths == {3}


def test_each_parent_stands_before_its_children(competences):
    seen = {""}
    for row in competences:
        assert row["parent"] in seen, row["slug"]
        seen.add(row["slug"])


def test_slugs_are_short_plain_and_unique(competences):
    slugs = [row["slug"] for row in competences]

    assert len(set(slugs)) == len(slugs)
    assert [slug for slug in slugs if not SLUG.fullmatch(slug) or len(slug) > 40] == []


def test_each_competence_has_a_definition_of_one_line_and_one_to_five_synonyms(competences):
    for row in competences:
        assert 10 <= len(row["definition"]) <= 120, row["slug"]
        assert row["definition"].endswith("."), row["slug"]
        assert 1 <= len(row["synonyms"].split("|")) <= 5, row["slug"]


def test_no_word_leads_to_two_competences(competences):
    words = Counter(
        normalise(word) for row in competences for word in [row["name"], *row["synonyms"].split("|")]
    )

    assert [word for word, times in words.items() if times > 1] == []


@pytest.mark.parametrize(
    "word",
    [
        "tri de la laine",
        "dessuintage",
        "filature",
        "maille",
        "feutre de laine",
        "teinture végétale",
        "élevage ovin",
        "chevrier",
        "muséographie",
        "diagnostic territorial",
        "recherche-action",
        "PLIE",
        "intérim",
        "jardin partagé",
        "comité de quartier",
        "subventions publiques",
        "construction de partenariats",
        "organisation d'événements",
        "bénévolat",
        "pouvoir d'invitation",
    ],
)
def test_the_words_of_a_wool_or_garden_project_are_found(competences, word):
    words = {normalise(w) for row in competences for w in [row["name"], *row["synonyms"].split("|")]}

    assert normalise(word) in words


def test_the_twelve_families_belong_to_a_sphere():
    families = rows("actors/data/families.csv")

    assert len({row["code"] for row in families}) == len(families) == 12
    assert {row["group"] for row in families} == set(FamilyGroup.values)


def test_partnership_kinds_say_whether_they_go_both_ways():
    assert {row["symmetric"] for row in rows("actors/data/partnership_kinds.csv")} == {"yes", "no"}


def test_resource_kinds_have_a_known_unit():
    assert {row["unit"] for row in rows("actors/data/resource_kinds.csv")} <= set(Unit.values)


def test_degrees_go_from_one_to_five():
    assert [row["value"] for row in rows("projects/data/degrees.csv")] == list("12345")


def test_themes_name_four_to_eight_known_competences(competences):
    known = {row["slug"] for row in competences}
    for theme in rows("projects/data/themes.csv"):
        usual = theme["usual_competences"].split("|")
        assert 4 <= len(usual) <= 8, theme["slug"]
        assert set(usual) <= known, theme["slug"]


def test_occupations_are_the_1584_of_rome():
    codes = [row["code"] for row in rows("actors/data/occupations.csv")]

    assert len(set(codes)) == len(codes) == 1584
    assert [code for code in codes if not re.fullmatch(r"[A-N]\d{4}", code)] == []


def test_all_official_territories_are_there(territories):
    counts = Counter(row["kind"] for row in territories)

    assert counts == {"commune": 34969, "epci": 1253, "ept": 11, "departement": 109, "region": 26}
    assert set(counts) <= set(TerritoryKind.values)


def test_territory_codes_are_unique_within_their_kind_and_kept_as_text(territories):
    keys = {(row["kind"], row["code"]) for row in territories}

    assert len(keys) == len(territories)
    assert {("departement", "01"), ("departement", "2A"), ("departement", "75"), ("region", "75")} <= keys


def test_territories_only_name_territories_that_exist(territories):
    keys = {(row["kind"], row["code"]) for row in territories}
    for row in territories:
        for kind in ("epci", "ept", "departement", "region"):
            assert not row[kind] or (kind, row[kind]) in keys, row["code"]


def test_former_communes_lie_in_a_commune_of_today(territories):
    communes = {row["code"] for row in territories if row["kind"] == "commune"}

    assert {row["commune"] for row in rows("territoire/data/former_communes.csv")} <= communes


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/data/*.csv")), ids=lambda path: path.name)
def test_files_are_utf8_with_plain_line_ends(path):
    content = path.read_bytes()

    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.decode()
