"""Files of other programs, read as sheets under our own headings."""

import io
import json

import pytest
import xlsxwriter

from territoire.exchanges.columns import match_columns
from tests.reading import KINDS, guess_kind, read, read_names, told


def records(sheet):
    """Return what each line of a sheet says, by field code."""
    kind = KINDS[guess_kind(sheet)]
    columns = match_columns(kind, sheet.headings)
    return [told(kind, columns, row) for row in sheet.rows()]


def as_json(value):
    return json.dumps(value, ensure_ascii=False).encode()


def book(**sheets):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name.replace("_", " "))
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return held.getvalue()


BLUEPRINT = {
    "elements": [
        {"id": "e1", "label": "CRESNA", "type": "Association", "tags": ["une", "deux"], "URL": "cresna.fr"},
        {"id": "e2", "label": "La Doume", "Favori": True},
    ],
    "connections": [
        {"id": "c1", "from": "e1", "to": "e2", "type": "finance", "direction": "directed"},
        {"from": "e2", "to": "e1", "direction": "mutual"},
    ],
}
KUMU = book(
    Elements=[
        ("ID", "Label", "Type"),
        ("1", "CRESNA", "Association"),
        ("2", "La Doume", ""),
        ("3", "VRAC", ""),
    ],
    Connections=[("From", "To", "Type"), ("1", "2|3", "finance")],
    Notes_ignore=[("rien",)],
)


def test_kumu_as_json():
    document = read(as_json(BLUEPRINT), "carte.json")
    elements, connections = document.sheets
    assert document.format == "kumu"
    assert records(elements) == [
        {"external_id": "e1", "name": "CRESNA", "family": "Association", "website": "cresna.fr"},
        {"external_id": "e2", "name": "La Doume"},
    ]
    assert {"tags", "Favori"} <= set(elements.headings)
    assert [(tie["first"], tie["second"], tie["direction"]) for tie in records(connections)] == [
        ("CRESNA", "La Doume", "Du premier vers le second"),
        ("La Doume", "CRESNA", "Dans les deux sens"),
    ]


def test_kumu_as_a_workbook_whose_connections_point_to_identifiers_and_to_several():
    document = read(KUMU, "kumu.xlsx")
    elements, connections = document.sheets[:2]
    assert document.format == "kumu"
    assert [element["name"] for element in records(elements)] == ["CRESNA", "La Doume", "VRAC"]
    assert [(tie["first"], tie["second"]) for tie in records(connections)] == [
        ("CRESNA", "La Doume"),
        ("CRESNA", "VRAC"),
    ]


def test_kumu_as_two_csv_files():
    assert records(read(b"Label,Type,Description,Tags\nKumu,Company,A tool,Map|Tech\n").sheets[0]) == [
        {"name": "Kumu", "family": "Company", "description": "A tool"}
    ]
    assert records(read(b"From,To,Type,Strength\nEd,NSA,Contractor,3\n").sheets[0]) == [
        {"first": "Ed", "second": "NSA", "kind": "Contractor"}
    ]


def test_onodo():
    document = read(
        book(
            Nodes=[
                ("Name", "Type", "Description", "Visible"),
                ("A", "asso", "<b>Un</b><br>deux", 0),
                ("B", "", "", ""),
            ],
            Relations=[
                ("Source", "Type", "Target", "Directed", "From", "To"),
                ("A", "finance", "B", 1, "2020", "2021"),
            ],
        ),
        "onodo.xlsx",
    )
    nodes, relations = document.sheets
    assert document.format == "onodo"
    assert records(nodes)[0] == {
        "name": "A",
        "family": "asso",
        "description": "Un\ndeux",
        "visibility": "équipe",
    }
    assert records(relations) == [
        {"first": "A", "second": "B", "kind": "finance", "direction": "1", "start": "2020", "end": "2021"}
    ]


def test_gogocarto_whole_and_compact():
    element = {
        "id": "10kw", "status": 1, "name": "La Ruche", "geo": {"latitude": 46.3252, "longitude": -0.0339},
        "address": {"streetAddress": "5 rue Proust", "addressLocality": "Chenay", "postalCode": "79120"},
        "email": "hidden", "taxonomy": ["10429", "Autre"], "sourceKey": "Colibris", "description": "<p>Miel</p>",
    }  # fmt: skip
    taxonomy = {"name": "Tout", "options": [{"id": 10429, "name": "Marché", "subcategories": []}]}
    whole = read(
        as_json({"ontology": "gogofull", "taxonomy": taxonomy, "data": [element, {**element, "status": -4}]})
    )
    assert (whole.format, len(whole.notes)) == ("gogocarto", 1)
    assert records(whole.sheets[0]) == [
        {
            "external_id": "10kw", "name": "La Ruche", "latitude": "46.3252", "longitude": "-0.0339",
            "address": "5 rue Proust", "seat": "Chenay", "postcode": "79120", "source": "Colibris",
            "description": "Miel", "family": "Marché",
        }
    ]  # fmt: skip
    compact = read(
        as_json({"ontology": "gogocompact", "data": [["10kw", ["La Ruche"], 46.3, -0.03, [[1, 0]]]]})
    )
    assert records(compact.sheets[0])[0] | {"family": ""} == {
        "external_id": "10kw", "name": "La Ruche", "latitude": "46.3", "longitude": "-0.03", "family": "",
    }  # fmt: skip


GEXF = """<?xml version="1.0"?><gexf xmlns="{space}" version="{version}">
<graph mode="dynamic" defaultedgetype="directed">
<attributes class="node"><attribute id="0" title="Commune" type="string"/></attributes>
<attributes class="edge"><attribute id="0" title="montant" type="integer"/></attributes>
<nodes><node id="a" label="CRESNA"><attvalues><attvalue for="0" value="Ambert"/></attvalues></node>
<node id="b" label="La Doume"/><node id="c" label="La Doume"/></nodes>
<edges><edge source="a" target="b" label="finance" start="2020-01-01" end="2021-12-31">
<attvalues><attvalue for="0" value="300"/></attvalues></edge>
<edge source="b" target="c" type="undirected"/><edge source="a" target="z"/></edges></graph></gexf>"""


@pytest.mark.parametrize("version", [("http://www.gexf.net/1.2draft", "1.2"), ("http://gexf.net/1.3", "1.3")])
def test_gexf(version):
    document = read(GEXF.format(space=version[0], version=version[1]).encode(), "reseau.gexf")
    nodes, ties = document.sheets
    assert (document.format, len(document.notes)) == ("gexf", 1)
    assert records(nodes)[0] == {"external_id": "a", "name": "CRESNA", "seat": "Ambert"}
    first, second = records(ties)
    assert first == {
        "first": "CRESNA", "second": "b", "kind": "finance", "direction": "Du premier vers le second",
        "start": "2020-01-01", "end": "2021-12-31", "amount": "300",
    }  # fmt: skip
    assert (second["first"], second["second"]) == ("b", "c")  # two of the same name


def test_graphml_and_gml_and_node_link():
    graphml = b"""<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
    <key id="d0" for="node" attr.name="nom" attr.type="string"/><key id="d1" for="edge" attr.name="type"/>
    <key id="d2" for="node" yfiles.type="nodegraphics"/>
    <graph edgedefault="undirected"><node id="1"><data key="d0">Alice</data></node>
    <node id="2"><data key="d2"><y:ShapeNode><y:NodeLabel>Bob</y:NodeLabel></y:ShapeNode></data></node>
    <edge source="1" target="2"><data key="d1">amis</data></edge></graph></graphml>"""
    gml = b"""Creator "x"\ngraph [ directed 0 node [ id 1 label "Alice" graphics [ x 1 y 2 ] ] node [ id 2 label "Bob" ]
    edge [ source 1 target 2 type "amis" ] ]"""
    link = as_json(
        {"directed": False, "nodes": [{"id": 1, "name": "Alice"}, {"id": 2, "name": "Bob"}],
         "links": [{"source": 1, "target": 2, "type": "amis"}]}
    )  # fmt: skip
    for content, format in ((graphml, "graphml"), (gml, "gml"), (link, "node-link")):
        document = read(content, "x")
        assert document.format == format
        assert [node["name"] for node in records(document.sheets[0])] == ["Alice", "Bob"]
        assert records(document.sheets[1]) == [
            {"first": "Alice", "second": "Bob", "kind": "amis", "direction": "Dans les deux sens"}
        ]


def test_geojson_gives_latitude_second():
    feature = {
        "type": "Feature", "id": "x1", "properties": {"name": "Jardin", "type": "Association"},
        "geometry": {"type": "Polygon", "coordinates": [[[3, 45], [4, 45], [4, 46], [3, 45]]]},
    }  # fmt: skip
    document = read(as_json({"type": "FeatureCollection", "features": [feature]}), "carte.geojson")
    assert records(document.sheets[0]) == [
        {
            "external_id": "x1",
            "name": "Jardin",
            "family": "Association",
            "latitude": "45.5",
            "longitude": "3.5",
        }
    ]


def test_two_french_registers():
    inclusion = b"id,nom,source,date_maj,siret,typologie,code_insee,courriel\nd--1,A,d,2024-01-01,,CCAS,63003,a@b.fr\n"
    mediation = (
        b"id,pivot,nom,commune,code_postal,adresse,services,courriels,typologie\n"
        b"1,,B,Ambert,63600,rue,X|Y,c@d.fr,TIERS_LIEUX;ASSO\n"
    )
    read_one, read_other = read(inclusion), read(mediation)
    assert (read_one.format, read_other.format) == ("data-inclusion", "mediation-numerique")
    assert records(read_one.sheets[0]) == [
        {
            "external_id": "d--1",
            "name": "A",
            "source": "d",
            "family": "CCAS",
            "insee": "63003",
            "email": "a@b.fr",
        }
    ]
    assert records(read_other.sheets[0])[0] | {"address": ""} == {
        "external_id": "1", "name": "B", "seat": "Ambert", "postcode": "63600", "address": "", "competences": "X|Y",
        "email": "c@d.fr", "family": "Tiers-lieu",
    }  # fmt: skip


def test_workbooks_keep_days_numbers_merged_cells_and_row_numbers():
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as workbook:
        sheet, hidden = workbook.add_worksheet("Annuaire"), workbook.add_worksheet("Caché")
        hidden.hide()
        hidden.write_string(0, 0, "secret")
        sheet.merge_range("A1:E1", "Annuaire 2024")
        sheet.write_row("A3", ["Catégorie", "Nom", "SIRET", "Depuis", "Latitude"])
        sheet.merge_range("A4:A5", "Association")
        sheet.write_row("B4", ["Un", 33414954900027])
        sheet.write_number("D4", 45000, workbook.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_number("E4", 45.5)
        sheet.write_row("B5", ["Deux"])
    document = read(held.getvalue(), "a.xlsx")
    assert len(document.notes) == 1
    rows = list(document.sheets[0].rows())
    assert [(row.number, row.cells) for row in rows] == [
        (4, ("Association", "Un", "33414954900027", "2023-03-15", "45.5")),
        (5, ("Association", "Deux", "", "", "")),
    ]


def test_pasted_names():
    sheet = read_names("• Le Potager\n\n2. La Ferme du Pré\nLa 3.0\n").sheets[0]
    assert [(row.number, row.cells[0]) for row in sheet.rows()] == [
        (1, "Le Potager"),
        (3, "La Ferme du Pré"),
        (4, "La 3.0"),
    ]
