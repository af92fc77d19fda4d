"""Networks for Gephi, Gephi Lite and others: GEXF 1.3, with days, and places where a picture has them.

https://gexf.net/schema.html
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from territoire.exchanges.writing.values import Column, Export, Link, Thing, known, plain
from territoire.exchanges.writing.xml import HEAD, attributes, inside

TYPES = {"number": "double", "yes-no": "boolean", "list": "liststring"}
OPENING = '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
# Ties that go both ways are "mutual" in a directed graph: many readers refuse directed and other ties together.
GRAPH = ' <graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'


def write(export: Export) -> Iterator[str]:
    """Write the file; the last day of a period is included in GEXF, excluded with us."""
    about = export.about
    yield HEAD + OPENING
    yield f" <meta{attributes(lastmodifieddate=about.made_at.date())}>\n  <creator>Territoire</creator>\n"
    yield f"  <title>{inside(about.title)}</title>\n  <description>{inside(about.sentence())}</description>\n </meta>\n"
    yield GRAPH
    yield _declared("node", export.columns)
    yield _declared("edge", export.link_columns)
    yield "  <nodes>\n"
    yield from (_node(thing, export.columns) for thing in export.things())
    yield "  </nodes>\n  <edges>\n"
    yield from (_edge(number, link, export.link_columns) for number, link in enumerate(export.links()))
    yield "  </edges>\n </graph>\n</gexf>\n"


def _declared(sort: str, columns: Iterable[Column]) -> str:
    lines = [
        f"   <attribute{attributes(id=one.code, title=one.heading, type=TYPES.get(one.sort, 'string'))}/>\n"
        for one in columns
    ]
    return f'  <attributes class="{sort}" mode="static">\n{"".join(lines)}  </attributes>\n'


def _node(thing: Thing, columns: Iterable[Column]) -> str:
    drawn = ""
    if thing.x is not None and thing.y is not None:
        # In these tools y goes up.
        drawn += f"<viz:position{attributes(x=thing.x, y=-thing.y, z=0.0)}/>"
    if thing.size:
        drawn += f"<viz:size{attributes(value=thing.size)}/>"
    if thing.shape:
        drawn += f"<viz:shape{attributes(value=thing.shape)}/>"
    head = attributes(id=thing.key, label=thing.name, **_days(thing.since, thing.until))
    return f"   <node{head}>{_values(thing, columns)}{drawn}</node>\n"


def _edge(number: int, link: Link, columns: Iterable[Column]) -> str:
    sort = "directed" if link.directed else "mutual"
    head = attributes(
        id=number, source=link.source, target=link.target, label=link.label, type=sort, kind=link.kind,
        **_days(link.since, link.until),
    )  # fmt: skip
    return f"   <edge{head}>{_values(link, columns)}</edge>\n"


def _values(one: Thing | Link, columns: Iterable[Column]) -> str:
    told = "".join(
        f"<attvalue{attributes(for_=column.code, value=_written(value))}/>"
        for column, value in known(one, columns)
    )
    return f"<attvalues>{told}</attvalues>" if told else ""


def _written(value) -> str:
    value = plain(value)
    if isinstance(value, list):
        # As Gephi reads lists: a value may hold commas and brackets, and most of ours do.
        return f"[{', '.join(map(_literal, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _days(since: date | None, until: date | None) -> dict[str, str]:
    days = {"start": since.isoformat()} if since else {}
    if until:
        days["end"] = (until - timedelta(days=1)).isoformat()
    return days
