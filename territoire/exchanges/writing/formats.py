"""The formats in which things can leave: one list, from which addresses and menus are made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from territoire.exchanges.writing import geojson, gexf, gogocarto, graphml, jsonld, kumu, tables
from territoire.exchanges.writing.values import Export
from territoire.tables import CSV_TYPE, XLSX_TYPE

JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Format:
    """How a file is written: its ending in addresses, its type, what menus say, and its writer."""

    ending: str
    content_type: str
    label: str | Promise
    hint: str | Promise
    write: Callable[[Export], Iterable[str | bytes]]


FORMATS = {
    one.ending: one
    for one in (
        Format("csv", CSV_TYPE, _("Table (CSV)"), _("for any spreadsheet"), tables.csv),
        Format("xlsx", XLSX_TYPE, _("Workbook (XLSX)"), _("for Excel or LibreOffice"), tables.workbook),
        Format(
            "geojson", "application/geo+json", _("Places (GeoJSON)"), _("for uMap or QGIS"), geojson.write
        ),
        Format(
            "gexf", "application/gexf+xml; charset=utf-8", _("Network (GEXF)"), _("for Gephi"), gexf.write
        ),
        Format(
            "graphml",
            "application/graphml+xml; charset=utf-8",
            _("Network (GraphML)"),
            _("for yEd or Cytoscape"),
            graphml.write,
        ),
        Format("kumu.json", JSON_TYPE, _("Network (Kumu)"), _("to import into Kumu"), kumu.write),
        Format(
            "gogocarto.json",
            JSON_TYPE,
            _("Directory (GoGoCarto)"),
            _("also for Transiscope"),
            gogocarto.write,
        ),
        Format(
            "jsonld",
            "application/ld+json",
            _("Linked data (JSON-LD)"),
            _("PAIR and schema.org"),
            jsonld.write,
        ),
        Format(
            "liens.csv", CSV_TYPE, _("Table of ties (CSV)"), _("for any spreadsheet"), tables.csv_of_links
        ),
    )
}
#: Of lists of actors; of lists of projects; of maps.
ACTORS = ("csv", "xlsx", "geojson", "gexf", "graphml", "kumu.json", "gogocarto.json", "jsonld")
PROJECTS = ("csv", "xlsx", "geojson", "gogocarto.json", "jsonld")
MAPS = ("xlsx", "csv", "liens.csv", "geojson", "gexf", "graphml", "kumu.json", "jsonld")
#: Of pages that list what is on no map.
TABLES = ("csv", "xlsx")
#: Those that another site may read live.
LIVE = ("geojson", "kumu.json", "gogocarto.json", "jsonld")
