"""The network: who is tied to whom, one thread for each reason."""

from django.utils.translation import gettext as _

from actors.maps import layout, network
from actors.maps.values import PROJECT_SHAPE, Node, Picture
from projects.maps.shared import missing, sheets
from projects.maps.shared.nodes import actor_node
from projects.maps.shared.values import StakeholderMap, project_key

#: Sizes of the picture in pixels: width for large screens and prints, width for phones.
WIDTH, COMPACT_WIDTH = 760, 360
MARGINS, COMPACT_MARGINS = (58, 26, 58, 40), (30, 22, 30, 34)
#: Above this, the layout follows what is shown only (else it holds still whatever the day and filters).
MOST_STILL = 150


def draw(
    stakeholder_map: StakeholderMap, *, chosen: str = "", compact: bool = False, sheet: bool = False
) -> Picture:
    """Draw the map as a network; on a `sheet`, with room for each name."""
    keys, pairs = _backdrop(stakeholder_map)
    width, height = _measures(len(keys), compact, sheet)
    nodes = [
        *(_project_node(p, chosen) for p in stakeholder_map.projects),
        *_actor_nodes(stakeholder_map, chosen),
    ]
    picture = network.draw(
        nodes,
        stakeholder_map.ties,
        title=_("Network: a thread ties two actors that work together"),
        width=width,
        height=height,
        margins=COMPACT_MARGINS if compact else MARGINS,
        backdrop=(keys, pairs),
        named=not compact or len(nodes) <= 8,
        alone=_("Tied to nobody yet"),
    )
    return missing.added(picture, stakeholder_map)


def places(stakeholder_map: StakeholderMap) -> dict[str, layout.Point]:
    """Return where each key stands in the large picture."""
    keys, pairs = _backdrop(stakeholder_map)
    return layout.positions(tuple(keys), pairs, WIDTH, network.height_for(len(keys)), MARGINS)


def _measures(count: int, compact: bool, sheet: bool) -> tuple[float, float]:
    if sheet:
        return sheets.size(count)
    return COMPACT_WIDTH if compact else WIDTH, network.height_for(count, compact=compact)


def _backdrop(stakeholder_map: StakeholderMap) -> tuple[tuple[str, ...], frozenset[tuple[str, str]]]:
    shown = {a.slug for a in stakeholder_map.stakeholders}
    shown |= {project_key(p.slug) for p in stakeholder_map.projects}
    keys, pairs = stakeholder_map.backdrop
    if keys >= shown and len(keys) <= MOST_STILL:
        return tuple(sorted(keys)), pairs
    return tuple(sorted(shown)), frozenset(tie.pair for tie in stakeholder_map.ties)


def _actor_nodes(stakeholder_map: StakeholderMap, chosen: str):
    numbers, tied = stakeholder_map.numbers(), network.degrees(stakeholder_map.ties)
    ranks = sorted(tied.values(), reverse=True)
    busiest = ranks[min(5, len(ranks) - 1)] if ranks else 0
    for actor in stakeholder_map.stakeholders:
        ties = tied.get(actor.slug, 0)
        yield actor_node(
            actor,
            stakeholder_map,
            number=numbers[actor.slug],
            rank=10 * (actor.degree or 0) + min(ties, 9),
            major=(actor.degree or 0) >= 4 or (ties >= max(2, busiest)),
            chosen=actor.slug == chosen,
            ties=ties,
        )


def _project_node(project, chosen: str) -> Node:
    key = project_key(project.slug)
    return Node(
        key,
        project.name,
        PROJECT_SHAPE,
        size=26,
        rank=100,
        description=_("%(name)s, project") % {"name": project.name},
        chosen=key == chosen,
    )
