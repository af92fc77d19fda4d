"""Networks of nodes and ties (GEXF, GraphML, GML), read as they go; entities and deep nesting are refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from territoire.exchanges.encodings import detect
from territoire.exchanges.limits import MOST_BYTES, MOST_NODES, MOST_XML_DEPTH
from territoire.exchanges.sources import Source
from territoire.exchanges.values import Unreadable

#: What nodes are called by, best first.
LABELS = ("label", "name", "nom", "title", "titre", "vertexnames", "nodelabel", "d_label")
LISTED = re.compile(r'"((?:[^"\\]|\\.)*)"|([^,\s"][^,"]*)')
TOKEN = re.compile(r'"([^"]*)"|(\[)|(\])|([^\s\[\]"#]+)|#[^\n]*')
TEXT_ELEMENTS = frozenset({"data", "nodelabel", "edgelabel", "default", "attvalue"})
BOUNDS = {"start": "start", "startopen": "start", "end": "end", "endopen": "end"}


@dataclass(slots=True)
class Node:
    """A node: its identifier, what it is called, its other attributes."""

    id: str
    label: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Tie:
    """A tie between two nodes, by identifiers; `directed` is "" when the file does not say."""

    source: str
    target: str
    directed: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Network:
    """What a file of a network holds."""

    format: str
    nodes: list[Node] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def add(self, item: Node | Tie) -> None:
        """Add a node or a tie, within bounds."""
        if len(self.nodes) + len(self.ties) >= MOST_NODES:
            raise Unreadable(
                _("This network holds more than %(most)d nodes and ties. Keep a part of it.")
                % {"most": MOST_NODES}
            )
        if isinstance(item, Node):
            self.nodes.append(item)
        else:
            self.ties.append(item)


def read_xml(source: Source) -> Network:
    """Return the network of a GEXF or GraphML file."""
    reader = _XmlReader()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = reader.refuse_entities
    try:
        with source.open() as file:
            parser.ParseFile(file)
    except expat.ExpatError as error:
        raise Unreadable(
            _("This XML file is malformed at line %(line)d. Export it again, whole.") % {"line": error.lineno}
        ) from error
    if reader.network is None:
        raise Unreadable(
            _("This XML file is neither GEXF nor GraphML. Export it in one of these formats, or as CSV.")
        )
    return reader.network


class _XmlReader:
    """Follows the elements of GEXF and of GraphML, by their names without namespaces."""

    def __init__(self) -> None:
        self.network: Network | None = None
        self.depth = 0
        self.titles: dict[tuple[str, str], str] = {}
        self.lists: set[tuple[str, str]] = set()
        self.defaults: dict[tuple[str, str], str] = {}
        self.of = "node"
        self.default_direction = ""
        self.stack: list[Node | Tie] = []
        self.key = ""
        self.said: list[str] | None = None

    def start(self, name: str, given: dict[str, str]) -> None:
        """Begin an element."""
        self.depth += 1
        if self.depth > MOST_XML_DEPTH:
            raise Unreadable(_("This XML file is nested too deeply to be a network. Export it again."))
        element = _local(name)
        if self.depth == 1:
            if element not in ("gexf", "graphml"):
                raise Unreadable(
                    _(
                        "This XML file is neither GEXF nor GraphML. Export it in one of these formats, or as CSV."
                    )
                )
            self.network = Network(element)
        if handler := getattr(self, f"_{element}", None):
            handler({_local(key): value for key, value in given.items()})
        if element in TEXT_ELEMENTS:
            self.said = []

    def text(self, said: str) -> None:
        """Gather what an element says."""
        if self.said is not None:
            self.said.append(said)

    def end(self, name: str) -> None:
        """End an element."""
        self.depth -= 1
        element = _local(name)
        said = "".join(self.said or []).strip()
        if element == "data" and self.stack and said:
            title = (
                self.titles.get((self._level(), self.key)) or self.titles.get(("all", self.key)) or self.key
            )
            self.stack[-1].attributes.setdefault(title, said)
        elif element in ("nodelabel", "edgelabel") and self.stack and said:
            self.stack[-1].attributes.setdefault(element.lower(), said)
        elif element == "default" and said:
            self.defaults[self.of, self.key] = said
        elif element in ("node", "edge") and self.stack:
            self._finish(self.stack.pop())
        if element in TEXT_ELEMENTS:
            self.said = None

    def refuse_entities(self, *_given) -> None:
        """Refuse entities of a file's own: they make a small file unfold into a huge one, or read others."""
        raise Unreadable(
            _("This XML file defines entities, which are refused for safety. Export it again without.")
        )

    def _level(self) -> str:
        return "node" if isinstance(self.stack[-1], Node) else "edge"

    def _finish(self, item: Node | Tie) -> None:
        level = "node" if isinstance(item, Node) else "edge"
        for (of, key), value in self.defaults.items():
            if of == level:
                item.attributes.setdefault(self.titles.get((of, key), key), value)
        if isinstance(item, Node):
            item.label = item.label or take_label(item.attributes)
        if self.network is not None:
            self.network.add(item)

    def _graph(self, given: dict[str, str]) -> None:
        direction = given.get("defaultedgetype") or given.get("edgedefault") or ""
        self.default_direction = self.default_direction or direction

    def _attributes(self, given: dict[str, str]) -> None:
        self.of = given.get("class", "node")

    def _attribute(self, given: dict[str, str]) -> None:
        self.key = given.get("id", "")
        self.titles[self.of, self.key] = given.get("title") or self.key
        if given.get("type", "").lower().startswith("list"):
            self.lists.add((self.of, self.key))

    def _key(self, given: dict[str, str]) -> None:
        self.of, self.key = given.get("for", "all"), given.get("id", "")
        self.titles[self.of, self.key] = given.get("attr.name") or given.get("yfiles.type") or self.key

    def _node(self, given: dict[str, str]) -> None:
        self.stack.append(Node(given.get("id", ""), given.get("label", ""), _period(given)))

    def _edge(self, given: dict[str, str]) -> None:
        directed = given.get("type") or {"true": "directed", "false": "undirected"}.get(
            given.get("directed", ""), ""
        )
        kept = {name: given[name] for name in ("label", "kind", "weight", "id") if given.get(name)}
        tie = Tie(given.get("source", ""), given.get("target", ""), directed or self.default_direction)
        tie.attributes = kept | _period(given)
        self.stack.append(tie)

    def _spell(self, given: dict[str, str]) -> None:
        if self.stack:
            for name, value in _period(given).items():
                self.stack[-1].attributes.setdefault(name, value)

    def _attvalue(self, given: dict[str, str]) -> None:
        if not self.stack:
            return
        key = given.get("for") or given.get("id") or ""
        title = self.titles.get((self._level(), key), key)
        if value := given.get("value", ""):
            of_several = (self._level(), key) in self.lists
            self.stack[-1].attributes.setdefault(title, _listed(value) if of_several else value)

    def _data(self, given: dict[str, str]) -> None:
        self.key = given.get("key", "")


def _listed(value: str) -> str:
    """Return a list of GEXF (`["a", b]`) as cells have lists; one that is written otherwise stays as it is."""
    if not (value.startswith("[") and value.endswith("]")):
        return value
    found = LISTED.findall(value[1:-1])
    return " | ".join(re.sub(r"\\(.)", r"\1", quoted) or bare.strip() for quoted, bare in found)


def _period(given: dict[str, str]) -> dict[str, str]:
    return {BOUNDS[name]: value for name, value in given.items() if name in BOUNDS and value}


def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2].lower()


def take_label(attributes: dict[str, str]) -> str:
    """Take out of attributes the one that a node is called by."""
    lower = {name.lower(): name for name in attributes}
    found = next((lower[name] for name in LABELS if name in lower), None)
    return attributes.pop(found) if found else ""


def looks_like_gml(head: bytes) -> bool:
    """Tell whether a file begins as GML: words, then a graph in brackets."""
    return bool(re.search(rb"(?:^|\n)\s*graph\s*\[", head))


def read_gml(source: Source) -> Network:
    """Return the network of a GML file (Graph Modelling Language)."""
    with source.open() as file:
        encoding = detect(file)
    text = source.read(MOST_BYTES).decode(encoding.name, encoding.errors)
    network = Network("gml")
    tokens = _tokens(text)
    directed = "undirected"
    for word, quoted in tokens:
        if quoted or word not in ("node", "edge", "directed"):
            continue
        if word == "directed":
            directed = "directed" if next(tokens, ("0", False))[0] == "1" else "undirected"
        elif next(tokens, ("", False))[0] == "[":
            network.add(_gml_item(word, _gml_record(tokens), directed))
    return network


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    for found in TOKEN.finditer(text):
        if found[1] is not None:
            yield found[1], True
        elif token := found[2] or found[3] or found[4]:
            yield token, False


def _gml_record(tokens: Iterator[tuple[str, bool]]) -> dict[str, str]:
    """Return the pairs of a record up to its bracket; records within it (graphics) are left out."""
    record: dict[str, str] = {}
    depth, name = 0, ""
    for word, quoted in tokens:
        if not quoted and word == "[":
            depth, name = depth + 1, ""
        elif not quoted and word == "]":
            if not depth:
                break
            depth -= 1
        elif depth:
            continue
        elif name:
            record[name], name = word, ""
        else:
            name = word
    return record


def _gml_item(word: str, record: dict[str, str], directed: str) -> Node | Tie:
    if word == "edge":
        return Tie(record.pop("source", ""), record.pop("target", ""), directed, record)
    identifier = record.pop("id", "")
    return Node(identifier, take_label(record), record)
