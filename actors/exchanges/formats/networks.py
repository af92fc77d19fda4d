"""Networks as actors and partnerships: nodes under our headings, each tie between the names of two nodes."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.exchanges.kinds import ACTORS, PARTNERSHIPS
from territoire.exchanges import spool
from territoire.exchanges.columns import match_columns
from territoire.exchanges.networks import Network, Node, Tie
from territoire.exchanges.values import Document, Unreadable

ID, NAME = (ACTORS.field(code).label for code in ("external_id", "name"))
OF_TIES = {
    code: PARTNERSHIPS.field(code).label for code in ("first", "second", "kind", "direction", "start", "end")
}
SENSES = {
    "directed": "Du premier vers le second",
    "undirected": "Dans les deux sens",
    "mutual": "Dans les deux sens",
}
# What says what a tie is, best first; the others stay under their own names.
KINDS = ("kind", "type", "label", "relation", "edgelabel")
# Drawings of the nodes are not theirs.
DRAWN = frozenset(
    {"x", "y", "z", "r", "g", "b", "color", "size", "shape", "width", "height", "graphics", "viz"}
)


def document(network: Network) -> Document:
    """Return the document of a network; ties to nodes that it does not hold are left out, and said."""
    if not network.nodes:
        raise Unreadable(_("This network has no node. Check that the whole of it was exported."))
    names = _names(network.nodes)
    ties = [tie for tie in network.ties if tie.source in names and tie.target in names]
    notes = []
    if lost := len(network.ties) - len(ties):
        notes.append(
            ngettext(
                "%(count)d tie leads to a node that is not in the file: it was left out.",
                "%(count)d ties lead to nodes that are not in the file: they were left out.",
                lost,
            )
            % {"count": lost}
        )
    sheets = [
        spool.of_records(_("Nodes"), [_node(node) for node in network.nodes], ACTORS.code, (ID, NAME)),
        spool.of_records(
            _("Ties"), [_tie(tie, names) for tie in ties], PARTNERSHIPS.code, tuple(OF_TIES.values())
        ),
    ]
    return Document(network.format, tuple(sheet for sheet in sheets if sheet), tuple(notes))


def _names(nodes: list[Node]) -> dict[str, str]:
    """Return what ties call each node: its name, or its identifier where two have the same name."""
    count = Counter(node.label or node.id for node in nodes)
    return {
        node.id: (node.label or node.id) if count[node.label or node.id] == 1 else node.id for node in nodes
    }


def _node(node: Node) -> dict[str, str]:
    kept = {
        name: value for name, value in node.attributes.items() if name.lower() not in DRAWN | {"start", "end"}
    }
    taken = {kept_name for index, code in match_columns(ACTORS, list(kept)).items()
             for kept_name in [list(kept)[index]] if code in ("external_id", "name")}  # fmt: skip
    return {ID: node.id, NAME: node.label or node.id} | {n: v for n, v in kept.items() if n not in taken}


def _tie(tie: Tie, names: dict[str, str]) -> dict[str, str]:
    rest = {name: value for name, value in tie.attributes.items() if name.lower() not in DRAWN}
    kind = next((rest.pop(name) for name in list(rest) if name.lower() in KINDS), "")
    told = {
        OF_TIES["first"]: names[tie.source],
        OF_TIES["second"]: names[tie.target],
        OF_TIES["kind"]: kind,
        OF_TIES["direction"]: SENSES.get(tie.directed, ""),
        OF_TIES["start"]: rest.pop("start", ""),
        OF_TIES["end"]: rest.pop("end", ""),
    }
    return told | rest
