"""What one cell stands for."""

import time
from datetime import date
from decimal import Decimal

import pytest

from territoire.exchanges import cells, identifiers
from territoire.exchanges.columns import guess_kind, key, match_columns
from territoire.exchanges.projection import from_lambert93
from territoire.exchanges.values import Problem, Row
from tests.reading import KINDS, told


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11-23", date(2026, 11, 23), date(2026, 11, 23)),
        ("2026-01-28 00:29:07.853", date(2026, 1, 28), date(2026, 1, 28)),
        ("18/01/25", date(2025, 1, 18), date(2025, 1, 18)),
        ("1.2.1998", date(1998, 2, 1), date(1998, 2, 1)),
        ("lundi 1er février 2021", date(2021, 2, 1), date(2021, 2, 1)),
        ("Févr. 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("03/2024", date(2024, 3, 1), date(2024, 3, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_days(text, first, last):
    assert (cells.day(text), cells.day(text, last=True)) == (first, last)


@pytest.mark.parametrize("text", ["31/02/2024", "bientôt", "0012-01-01", "12/13/2024", "99999"])
def test_what_is_no_day(text):
    assert isinstance(cells.day(text), Problem)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,50 €", "1234.50"),
        ("1\u202f234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("12 k€", "12000"),
        ("480074.62", "480074.62"),
        ("40 m²", "40"),
        ("-3", "-3"),
    ],
)
def test_amounts(text, value):
    assert cells.amount(text) == Decimal(value)


def test_what_is_no_amount():
    assert isinstance(cells.amount("beaucoup"), Problem)
    assert isinstance(cells.amount("24 %"), Problem)


def test_lists_and_names():
    assert cells.several("compost | semis ; taille\nsemis") == ["compost", "semis", "taille"]
    assert cells.several("eau/gaz") == ["eau/gaz"]
    assert cells.together("Ecole de la joie x  Oulanga na nyamba") == [
        "Ecole de la joie",
        "Oulanga na nyamba",
    ]
    assert cells.together("Xavier x") == ["Xavier x"]
    assert {cells.called(name) for name in ("le CRESNA", "CRESNA (coopérative)", "CRESNA")} == {"CRESNA"}
    assert cells.called("la laine et nous") == "la laine et nous"


def test_contacts():
    assert cells.phone("471000000") == cells.phone("+33 (0)4 71 00 00 00") == "04 71 00 00 00"
    assert cells.website("exemple.org") == "https://exemple.org"
    assert cells.email(" Contact@Exemple.org ") == "contact@exemple.org"
    assert all(isinstance(read("@"), Problem) for read in (cells.phone, cells.website, cells.email))


def test_identifiers_are_checked():
    assert identifiers.checked("siret", "334 149 549 00027") == "33414954900027"
    # A spreadsheet drops the zeros that a number begins with.
    assert identifiers.checked("siren", "5520176") == "005520176"
    assert identifiers.checked("rna", "w431000000") == "W431000000"
    for scheme, text in (("siren", "123456789"), ("siret", "3,34E+13"), ("rna", "431"), ("wikidata", "abc")):
        problem = identifiers.checked(scheme, text)
        assert isinstance(problem, Problem)
        assert not problem.refuses


def test_headings_are_matched_whatever_their_accents_case_plural_and_order():
    actors = KINDS["actors"]
    headings = (
        "N° de téléphone *",
        "CODE POSTAL",
        "Nom de la structure",
        "addressLocality",
        "Compétence 1",
        "Skills",
    )
    assert match_columns(actors, headings) == {
        0: "phone", 1: "postcode", 2: "name", 3: "seat", 4: "competences", 5: "competences",
    }  # fmt: skip
    assert key("Territoires d’action") == key("territoire d'action")


def test_a_field_of_several_values_takes_several_columns():
    actors = KINDS["actors"]
    columns = match_columns(actors, ("Nom", "Compétences", "Savoir-faire", "Nom"))
    assert told(actors, columns, Row(2, ("A", "compost", "semis", "B"))) == {
        "name": "A",
        "competences": "compost | semis",
    }


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (("Nom", "Prénom", "Structure", "Courriel"), "persons"),
        (("Acteur", "Compétence", "Niveau"), "masteries"),
        (("From", "To", "Type"), "partnerships"),
        (("Projet", "Acteur", "Rôle"), "involvements"),
        (("Projet", "Besoin", "Importance"), "needs"),
        (("Nom", "Objectif", "Porteurs"), "projects"),
        (("Qui", "À quoi", "Fonction"), "affiliations"),
        (("Acteur", "Ressource", "Quantité"), "resources"),
        (("Raison sociale", "Ville"), "actors"),
        (("Foo", "Bar"), ""),
    ],
)
def test_headings_tell_the_kind_of_lines(headings, kind):
    assert guess_kind(headings, KINDS.values()) == kind


def test_each_kind_recognises_its_own_headings():
    for kind in KINDS.values():
        for labels in ([field.label for field in kind.fields], [field.english for field in kind.fields]):
            found = match_columns(kind, labels)
            assert [found.get(index) for index in range(len(labels))] == [field.code for field in kind.fields]
            assert guess_kind(labels, KINDS.values(), kind.label) == kind.code


def test_lambert_93_is_what_ign_says():
    """The example of IGN's own note on the change of projection."""
    assert from_lambert93(668_832.5384, 6_950_138.7285) == pytest.approx((49.6496110, 2.5686536), abs=1e-6)


@pytest.mark.parametrize("text", ["a" + " " * 20_000 + "/", "a (" * 10_000, "[" * 20_000])
def test_no_cell_takes_long_to_be_read(text):
    """A cell of spaces or brackets was read for a minute: a file of such cells would have held the worker for days."""
    begun = time.process_time()
    for read in (cells.several, cells.called, cells.together, key, cells.amount, cells.day):
        read(text)
    assert time.process_time() - begun < 1
