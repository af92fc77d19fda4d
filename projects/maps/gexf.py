"""The map as a network for other tools (Gephi, Gephi Lite, Cytoscape…): GEXF 1.3, with days and places.

https://gexf.net/schema.html
"""

from collections.abc import Mapping
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from django.utils import timezone

from projects.maps.nodes import SIZES, shape_of
from projects.maps.values import Stakeholder, StakeholderMap, project_key
from projects.maps.words import tie_label

type Point = tuple[float, float]

GEXF, VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"
#: The columns of nodes and of ties: title and type of each.
NODE_COLUMNS = {
    "sort": "string", "family": "string", "sphere": "string", "involvement": "integer",
    "wanted involvement": "integer", "aboard": "boolean", "declared": "boolean", "place": "string",
    "role": "string", "brings": "string", "competences": "liststring", "address": "string",
}  # fmt: skip
TIE_COLUMNS = {"nature": "string", "kind": "string", "declared": "boolean", "amount": "double"}
#: A shape of GEXF for each of ours that has one near.
SHAPES = {"ent": "square", "rech": "triangle", "etu": "triangle", "fin": "diamond", "project": "disc"}

ET.register_namespace("", GEXF)
ET.register_namespace("viz", VIZ)


def render(stakeholder_map: StakeholderMap, places: Mapping[str, Point], *, title: str, source: str) -> bytes:
    """Return the whole file; `source` is the address of the map."""
    root = ET.Element(f"{{{GEXF}}}gexf", {"version": "1.3"})
    meta = _under(root, "meta", lastmodifieddate=timezone.localdate().isoformat())
    for name, text in (("creator", "Territoire"), ("description", f"{title} – {source}")):
        _under(meta, name).text = _written(text)
    graph = _under(
        root,
        "graph",
        defaultedgetype="undirected",
        mode="dynamic",
        timeformat="date",
        timerepresentation="interval",
    )
    for what, columns in (("node", NODE_COLUMNS), ("edge", TIE_COLUMNS)):
        declared = _under(graph, "attributes", **{"class": what, "mode": "static"})
        for column, sort in columns.items():
            _under(declared, "attribute", id=column.replace(" ", "-"), title=column, type=sort)
    nodes = _under(graph, "nodes")
    for actor in stakeholder_map.stakeholders:
        _actor(nodes, actor, places[actor.slug])
    for project in stakeholder_map.projects:
        key = project_key(project.slug)
        node = _under(nodes, "node", id=key, label=_written(project.name))
        _values(node, {"sort": "project", "place": project.place})
        _placed(node, places[key], 26, "project")
    ties = _under(graph, "edges")
    for number, tie in enumerate(stakeholder_map.ties):
        _tie(ties, number, tie)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _actor(nodes: ET.Element, actor: Stakeholder, place: Point) -> None:
    node = _under(nodes, "node", id=actor.slug, label=_written(actor.name), **_days(actor.since, actor.until))
    values = {
        "sort": "actor", "family": actor.family_name, "sphere": actor.sphere, "involvement": actor.degree,
        "wanted involvement": actor.wanted_degree, "aboard": not actor.prospective, "declared": actor.declared,
        "place": actor.place, "role": actor.role, "brings": actor.brings,
        "competences": "|".join(skill.name for skill in actor.skills), "address": actor.slug,
    }  # fmt: skip
    _values(node, values)
    _placed(node, place, SIZES[actor.degree], shape_of(actor.family))


def _tie(ties: ET.Element, number: int, tie) -> None:
    edge = _under(
        ties, "edge", id=str(number), source=tie.source, target=tie.target, label=_written(tie_label(tie)),
        type="directed" if tie.directed else "undirected", kind=tie.code or str(tie.nature),
        **_days(tie.since, tie.until),
    )  # fmt: skip
    _values(
        edge,
        {"nature": str(tie.nature), "kind": tie.code, "declared": tie.declared, "amount": tie.amount},
    )


def _values(element: ET.Element, values: dict) -> None:
    told = {column: value for column, value in values.items() if value not in (None, "")}
    if not told:
        return
    inside = _under(element, "attvalues")
    for column, value in told.items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        _under(inside, "attvalue", **{"for": column.replace(" ", "-"), "value": _written(text)})


def _placed(node: ET.Element, place: Point, size: float, shape: str) -> None:
    # In these tools y goes up.
    ET.SubElement(node, f"{{{VIZ}}}position", {"x": str(place[0]), "y": str(-place[1]), "z": "0"})
    ET.SubElement(node, f"{{{VIZ}}}size", {"value": str(size)})
    ET.SubElement(node, f"{{{VIZ}}}shape", {"value": SHAPES.get(shape, "disc")})


def _days(since: date | None, until: date | None) -> dict[str, str]:
    """Return the days between which a fact holds: the last day is included in GEXF, excluded with us."""
    days = {"start": since.isoformat()} if since else {}
    if until:
        days["end"] = (until - timedelta(days=1)).isoformat()
    return days


def _under(parent: ET.Element, name: str, **values: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{GEXF}}}{name}", values)


def _written(text: str) -> str:
    """Leave out what XML cannot hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
