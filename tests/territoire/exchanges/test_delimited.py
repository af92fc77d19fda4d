"""Text files of cells, however they are encoded, parted and ended."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territoire import tables
from territoire.exchanges.delimited import Delimited
from territoire.exchanges.sources import Source
from territoire.exchanges.values import Unreadable
from tests.reading import guess_kind, read

# What French registers are made of, in encodings that have all of it.
LETTERS = "abcdefghijklmnopqrstuvwxyzéèêàçùîôÉÀ '-"
# An apostrophe before a hyphen is how spreadsheets are told not to compute a cell.
WORDS = (
    st.text(LETTERS, min_size=1, max_size=12)
    .map(lambda word: word.strip(" '"))
    .filter(lambda word: len(word) > 2)
)
CELLS = st.one_of(
    WORDS, WORDS, st.tuples(WORDS, st.sampled_from(['"', ";", ",", "\n", "\t"]), WORDS).map("".join)
)
HEADINGS = ("Nom", "Téléphone", "Commune", "Prénom de la présidente")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "iso8859-15", "mac-roman", "cp850")


def written(rows, delimiter=";", ending="\r\n", encoding="utf-8"):
    """Return rows as the bytes of a file."""
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_MINIMAL).writerows(rows)
    return held.getvalue().encode(encoding)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(st.tuples(*[CELLS] * len(HEADINGS)), min_size=3, max_size=8),
    delimiter=st.sampled_from([";", ",", "\t", "|"]),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(ENCODINGS),
)
def test_what_was_written_is_read_whatever_the_encoding_separator_and_line_end(
    rows, delimiter, ending, encoding
):
    content = written([HEADINGS, *rows], delimiter, ending, encoding)
    sheet = read(content, "fichier.csv").sheets[0]
    assert sheet.headings == HEADINGS
    assert [row.cells for row in sheet.rows()] == [tuple(cell.strip() for cell in row) for row in rows]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them():
    text = 'Annuaire 2024\n\nNom;Ville\n"Le\nTemps";Ambert\n\nAutre;Thiers\n'
    sheet = read(text.encode(), "a.csv").sheets[0]
    assert sheet.headings == ("Nom", "Ville")
    assert [(row.number, row.cells[0]) for row in sheet.rows()] == [(4, "Le\nTemps"), (6, "Autre")]


def test_headings_on_two_rows_with_line_breaks_and_trailing_empty_columns():
    text = 'Structure;;Lieu;;;\nNom;Sigle;"Code\npostal";;;\nA;B;63600;x;;\n'
    sheet = read(text.encode(), "a.csv").sheets[0]
    assert sheet.headings == ("Nom", "Sigle", "Code postal", "Colonne D")
    assert [row.cells for row in sheet.rows()] == [("A", "B", "63600", "x")]


def test_a_word_that_is_a_heading_elsewhere_makes_no_headings():
    text = "Partenaires\n\nMachin;Truc;Chose\nA;B;C\nMairie;Commune;D\n"
    sheet = read(text.encode(), "a.csv").sheets[0]
    assert sheet.headings == ("Machin", "Truc", "Chose")
    assert [row.number for row in sheet.rows()] == [4, 5]


def test_the_separator_may_be_declared_and_headings_repeated():
    sheet = read(b"sep=^\nNom^Nom^Nom (2)^^Ville\na^b^c^d^e\n", "a.csv").sheets[0]
    assert sheet.headings == ("Nom", "Nom (2)", "Nom (2) (2)", "Colonne D", "Ville")


def test_what_our_own_files_defuse_is_read_as_it_was():
    cells = ("=1+1", "+33 4 71 00 00 00", "-", "L'Atelier", "'x")
    table = tables.Table(
        "a", [tables.Column(str(at), lambda row, at=at: row[at]) for at in range(5)], [cells]
    )
    sheet = read("".join(tables.csv_lines(table)).encode(), "a.csv").sheets[0]
    assert next(sheet.rows()).cells == cells


def test_two_files_put_end_to_end_in_two_encodings():
    content = "Nom;Ville\nCafé Église;Évry\nÀ côté;Mâcon\n".encode() + "Château;Nîmes\n".encode("cp1252")
    document = read(content, "a.csv")
    assert [row.cells[0] for row in document.sheets[0].rows()] == ["Café Église", "À côté", "Château"]
    assert document.notes


def test_a_list_without_heading_is_a_list_of_names():
    document = read(b"Le Potager\n- La Ferme\n", "noms.txt")
    assert (document.format, guess_kind(document.sheets[0])) == ("list", "actors")
    assert [row.cells for row in document.sheets[0].rows()] == [("Le Potager",), ("La Ferme",)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"Nom;Ville\n", "aucune ligne"),
        (b'Nom;Ville\n"A;B\n' + b"C;D\n" * 20, "ligne 2"),
        (b'Nom;Ville\n"A' + b"x" * 200_000 + b'";B\n', "ligne 2"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table><tr><td>Nom</td></tr></table></html>", "page web"),
        (bytes(range(256)) * 20, "ni du texte"),
    ],
)
def test_what_cannot_be_read_is_told_with_a_way_to_mend_it(content, said):
    with pytest.raises(Unreadable, match=said):
        read(content, "fichier.csv")


def test_lines_are_read_as_they_come(tmp_path):
    """Ten times as many lines take no more memory: what is held is a line, not a file."""
    path = tmp_path / "a.csv"
    path.write_text("Nom;Ville\n" + "Association des amis;Ambert\n" * 50_000)
    rows = Delimited(Source(path)).rows()
    assert next(rows).cells == ("Nom", "Ville")
    assert sum(1 for _row in rows) == 50_000
