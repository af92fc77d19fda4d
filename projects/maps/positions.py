"""Where each actor and project of a map stands in the network, whatever their number."""

from actors.maps import large_layout
from projects.maps import network
from projects.maps.values import StakeholderMap, project_key

type Point = tuple[float, float]


def positions(stakeholder_map: StakeholderMap) -> dict[str, Point]:
    """Return the place of each key of the map: those of the drawn network where it is small."""
    shown = shown_keys(stakeholder_map)
    if len(shown) <= network.MOST_STILL:
        return network.places(stakeholder_map)
    keys, pairs = stakeholder_map.backdrop
    if keys >= shown:
        return large_layout.positions(keys, pairs)
    return large_layout.positions(shown, {tie.pair for tie in stakeholder_map.ties})


def shown_keys(stakeholder_map: StakeholderMap) -> set[str]:
    """Return the key of each actor and project of the map."""
    return {a.slug for a in stakeholder_map.stakeholders} | {
        project_key(p.slug) for p in stakeholder_map.projects
    }
