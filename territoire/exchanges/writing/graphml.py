"""Networks for yEd, Cytoscape, NodeXL and others: GraphML, which has no lists nor days of its own.

http://graphml.graphdrawing.org/
"""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from territoire.exchanges.writing.values import SEPARATOR, Column, Export, Link, Thing, known, plain
from territoire.exchanges.writing.xml import HEAD, attributes, inside

TYPES = {"number": "double", "yes-no": "boolean"}
OPENING = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'


def write(export: Export) -> Iterator[str]:
    """Write the file: a directed graph, whose ties that go both ways say so (readers refuse both sorts together)."""
    yield HEAD + OPENING
    yield f" <desc>{inside(export.about.sentence())}</desc>\n"
    yield from _keys("node", "n-", (Column("name", "label"), *_days(), *_own(export.columns)))
    yield from _keys("edge", "e-", (*_of_ties(), *_days(), *export.link_columns))
    yield ' <graph edgedefault="directed">\n'
    yield from (_node(thing, export.columns) for thing in export.things())
    yield from (_edge(number, link, export.link_columns) for number, link in enumerate(export.links()))
    yield " </graph>\n</graphml>\n"


#: Gephi and yEd show what is called "label".
def _of_ties() -> tuple[Column, ...]:
    return (
        Column("label", "label"),
        Column("kind", _("Kind")),
        Column("mutual", _("Both ways"), "yes-no"),
    )


def _days() -> tuple[Column, ...]:
    return (Column("since", _("Since")), Column("until", _("Until")))


def _own(columns: Iterable[Column]) -> list[Column]:
    return [column for column in columns if column.code != "name"]


def _keys(of: str, prefix: str, columns: Iterable[Column]) -> Iterator[str]:
    for one in columns:
        names = {"attr.name": one.heading, "attr.type": TYPES.get(one.sort, "string")}
        yield f" <key{attributes(id=prefix + one.code, for_=of, **names)}/>\n"


def _node(thing: Thing, columns: Iterable[Column]) -> str:
    data = _data("n-", {"name": thing.name, "since": thing.since, "until": thing.until})
    return f"  <node{attributes(id=thing.key)}>{data}{_values('n-', thing, _own(columns))}</node>\n"


def _edge(number: int, link: Link, columns: Iterable[Column]) -> str:
    head = attributes(id=f"e{number}", source=link.source, target=link.target)
    own = {"label": link.label, "kind": link.kind, "mutual": not link.directed}
    data = _data("e-", {**own, "since": link.since, "until": link.until})
    return f"  <edge{head}>{data}{_values('e-', link, columns)}</edge>\n"


def _values(prefix: str, one: Thing | Link, columns: Iterable[Column]) -> str:
    return _data(prefix, {column.code: value for column, value in known(one, columns)})


def _data(prefix: str, values: dict) -> str:
    return "".join(
        f"<data{attributes(key=prefix + code)}>{inside(_written(value))}</data>"
        for code, value in values.items()
        if value not in (None, "")
    )


def _written(value) -> str:
    value = plain(value)
    if isinstance(value, list):
        return SEPARATOR.join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
