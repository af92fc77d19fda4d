"""Real registers, messy as found: what is read, refused and matched of each, as checked by hand (docs/exchanges.md).

They are not the project's to hold: they are read where `TERRITOIRE_REAL_FILES` says, or beside the project, and skipped
plainly where they are not.
"""

import os
from collections import Counter
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from actors.reference import vocabulary
from projects.reference import vocabulary as of_projects
from territoire.exchanges.columns import match_columns
from tests.reading import KINDS, Lines, guess_kind, read
from tests.territoire.exchanges.communes import places_of_the_file

BESIDE = Path(__file__).resolve().parents[4] / "shared" / "data"
FOLDER = Path(os.environ.get("TERRITOIRE_REAL_FILES", BESIDE))
# file, sheet: kind of lines, lines read, refused, placed (a commune or a territory was found).
EXPECTED = {
    ("lists/actee_aliases.csv", 0): ("actors", 62, 0, 0),
    ("lists/actee_laureats.csv", 0): ("actors", 995, 0, 247),
    ("lists/amap_france_2024.xlsx", 0): ("actors", 1961, 0, 1961),
    ("lists/cis_members.csv", 0): ("actors", 156, 1, 0),
    ("lists/cite_agri_marseille_annuaire.csv", 0): ("actors", 328, 0, 328),
    ("lists/france_services_2021.geojson", 0): ("actors", 908, 1, 907),
    ("lists/lba_handi_engages_20260129.csv", 0): ("actors", 7832, 1022, 6806),
    ("lists/mayotte_initiatives.csv", 0): ("projects", 12, 0, 12),
    ("lists/mayotte_initiatives.ods", 0): ("projects", 12, 0, 12),
    ("lists/mednum_gironde.csv", 0): ("actors", 347, 0, 347),
    ("lists/mednum_hub-lo.csv", 0): ("actors", 426, 1, 425),
    ("lists/mednum_maine-et-loire.csv", 0): ("actors", 243, 3, 243),
    ("networks/dhhs_collab.gml", 0): ("actors", 54, 0, 0),
    ("networks/dhhs_collab.gml", 1): ("partnerships", 447, 0, 0),
    ("networks/mdiplo_medias.tsv", 0): ("actors", 218, 0, 0),
    ("networks/mdiplo_organisation-media.tsv", 0): ("partnerships", 226, 0, 0),
    ("networks/mdiplo_organisation-organisation.tsv", 0): ("partnerships", 43, 0, 0),
    ("networks/mdiplo_organisations.tsv", 0): ("actors", 78, 0, 0),
    ("networks/onodo_template.xlsx", 0): ("actors", 2, 0, 0),
    ("networks/onodo_template.xlsx", 1): ("partnerships", 1, 0, 0),
    ("networks/ssa_liens.csv", 0): ("involvements", 208, 0, 0),
    ("networks/ssa_projets.csv", 0): ("projects", 31, 1, 30),
}


@pytest.fixture
def lines(db):
    for load in (
        vocabulary.load_families,
        vocabulary.load_partnership_kinds,
        vocabulary.load_resource_kinds,
        of_projects.load_degrees,
        of_projects.load_themes,
    ):
        load()
    found = Lines(AnonymousUser())
    found.actors.places = places_of_the_file()
    return found


@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"No real file to read: {FOLDER} is not there.")
def test_every_real_file_is_read_with_the_counts_that_were_checked_by_hand(lines):
    counted, unexplained = {}, []
    for path in sorted({path for path, _sheet in EXPECTED}):
        for number, sheet in enumerate(read(FOLDER / path).sheets):
            kind = KINDS[guess_kind(sheet)]
            columns = match_columns(kind, sheet.headings)
            count = Counter()
            for row in sheet.rows():
                matched = lines.read(kind, columns, row)
                count["read"] += 1
                count["refused"] += matched.refused
                count["placed"] += "seat" in matched.values or "territory" in matched.values
                unexplained += [
                    problem for problem in matched.problems if not (problem.message and problem.mend)
                ]
            counted[path, number] = (kind.code, count["read"], count["refused"], count["placed"])
    assert counted == EXPECTED
    assert not unexplained


@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"No real file to read: {FOLDER} is not there.")
def test_every_real_file_is_known():
    """A file that is there and that no line above expects would be one that nobody looked at."""
    there = {
        f"{path.parent.name}/{path.name}"
        for folder in ("lists", "networks")
        for path in (FOLDER / folder).iterdir()
    }
    assert there == {path for path, _sheet in EXPECTED}
