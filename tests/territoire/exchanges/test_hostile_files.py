"""Files made to harm: each gets a clear line, and nothing else happens."""

import io
import struct
import zipfile

import pytest
import xlsxwriter

from territoire.exchanges import limits
from territoire.exchanges.values import Unreadable
from tests.reading import read


def workbook(rows, *more):
    """Return a workbook of one sheet, with other members."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Feuille")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return held.getvalue()


def rezipped(content, name, replaced):
    """Return the workbook with one member replaced."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, replaced if info.filename == name else old.read(info))
    return held.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
PLAIN = workbook([("Nom", "Ville"), ("A", "Ambert")])


def far_away():
    """Return a workbook of a few hundred bytes whose two cells are seventeen milliards of cells apart."""
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return rezipped(PLAIN, SHEET, f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>')


def bomb():
    """Return a small workbook that unfolds into 1.5 GB."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as member:
            for _turn in range(30):
                member.write(b"0" * 1_000_000)
    return held.getvalue()


def lying():
    """Return a workbook whose directory says a member is of ten bytes when it unfolds into a million."""
    content = rezipped(PLAIN, SHEET, "0" * 1_000_000)
    size = struct.pack("<I", 1_000_000)
    return content.replace(size, struct.pack("<I", 10))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (far_away(), "demande trop"),
        (bomb(), "bien trop gros"),
        (lying(), "abîmé"),
        (PLAIN[:-200], "abîmé"),
        (b"PK\x03\x04" + b"\x00" * 100, "abîmé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4000, "abîmé"),
        (b'<!DOCTYPE g [<!ENTITY a "x">]><gexf><graph>&a;</graph></gexf>', "entités"),
        (b'<!DOCTYPE g [<!ENTITY a SYSTEM "file:///etc/passwd">]><graphml>&a;</graphml>', "entités"),
        (b"<gexf>" + b"<a>" * 100, "imbriqué"),
        (b"<gexf><graph>", "mal formé"),
        (b"<svg></svg>", "ni du GEXF ni du GraphML"),
        (b"[" * 100_000, "mal formé"),
        (b'[{"Nom": ' + b"9" * 5_000 + b"}]", "mal formé"),
        (b'{"elements": [}', "ligne 1, caractère 15"),
        (b'{"type": "FeatureCollection", "features": []}', "aucun objet"),
        (b"{}", "aucune ligne"),
    ],
)
def test_a_hostile_file_is_refused_with_a_clear_line(content, said):
    with pytest.raises(Unreadable, match=said):
        read(content, "fichier.xlsx")


def test_a_document_renamed_as_a_workbook_is_told_apart():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(Unreadable, match="pas un classeur"):
        read(held.getvalue(), "annuaire.xlsx")


def test_the_child_process_is_bounded(monkeypatch):
    monkeypatch.setattr(limits, "CHILD_MEMORY", 1_000_000)
    with pytest.raises(Unreadable, match=r"demande trop|abîmé"):
        read(PLAIN, "a.xlsx")


def test_formulas_come_as_text_and_are_not_computed():
    rows = [("Nom", "Ville"), ("=cmd|'/c calc'!A1", "@SUM(1)")]
    sheet = read(workbook(rows), "a.xlsx").sheets[0]
    assert [row.cells for row in sheet.rows()] == [rows[1]]


def test_a_lying_name_does_not_matter():
    assert read(PLAIN, "a.csv").format == "xlsx"
    assert read(b"Nom;Ville\nA;B\n", "a.xlsx").format == "csv"
    assert read(b'[{"Nom": "A"}]', "a.csv").format == "json"
