"""Tables leave the site as people typed them: nothing is computed, nothing is lost."""

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from territoire.tables import Column, Table, csv_lines, defused, file_stem, xlsx

ROWS = [
    ("Été ; laine « brute »", Decimal("1234.50"), date(2026, 11, 23), True),
    ("=1+1", Fraction(1, 3), None, False),
    ('line one\nline "two"', -3, None, None),
]
TABLE = Table(
    "Besoins: [tous]/*?",
    [
        Column(heading, lambda row, i=i: row[i])
        for i, heading in enumerate(["Nom", "Combien", "Jour", "Oui ?"])
    ],
    ROWS,
)


def test_csv_opens_in_a_french_spreadsheet_as_it_was_typed():
    text = "".join(csv_lines(TABLE))

    assert text.startswith("\ufeffNom;Combien;Jour;Oui ?\r\n")
    assert list(csv.reader(io.StringIO(text[1:]), delimiter=";"))[1:] == [
        ["Été ; laine « brute »", "1234,5", "2026-11-23", "oui"],
        ["'=1+1", "0,333333", "", "non"],
        ['line one\nline "two"', "-3", "", ""],
    ]


@pytest.mark.parametrize("text", ["=a", "+a", "-a", "@a", "\ta", " =a", "\u00a0=a", "＝a"])
def test_what_would_be_computed_is_text(text):
    assert defused(text) == f"'{text}"
    assert defused(f"a{text}") == f"a{text}"


def test_a_workbook_holds_text_numbers_and_no_formula():
    with zipfile.ZipFile(io.BytesIO(xlsx([TABLE], title="Besoins"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
        names = book.read("xl/workbook.xml").decode()

    assert "<f>" not in sheet
    assert "=1+1" in strings
    assert "<v>1234.5</v>" in sheet
    assert 'name="Besoins   tous    "' in names


def test_names_of_files_are_plain():
    assert file_stem("Pôle “Laine” ../\r\nX") == "pole-laine-x"
    assert file_stem("…") == "territoire"
