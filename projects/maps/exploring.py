"""What one asks of the network besides its picture: its groups, a way from one actor to another, more than is drawn."""

from typing import Any

from django.http import QueryDict

from projects.maps import network
from projects.maps.groups import groups
from projects.maps.positions import shown_keys
from projects.maps.values import StakeholderMap
from projects.maps.ways import way

#: So many names at most help to type.
MOST_NAMES = 300


def asked(data: QueryDict, stakeholder_map: StakeholderMap) -> dict[str, Any]:
    """Return what the address asks for: `?groupes=1`, `?de=` and `?vers=`, `?explorer=1` or more than is drawn."""
    start, end = data.get("de", "")[:200], data.get("vers", "")[:200]
    large = len(shown_keys(stakeholder_map)) > network.MOST_STILL
    return {
        "groups": groups(stakeholder_map) if data.get("groupes") else None,
        "way": way(stakeholder_map, start, end),
        "way_from": start,
        "way_to": end,
        "at_once": large or bool(data.get("explorer")),
        "names": [actor.name for actor in stakeholder_map.stakeholders[:MOST_NAMES]],
        "address": [(name, text) for name, texts in data.lists() if name not in OWN for text in texts],
    }


#: What the form of ways asks anew.
OWN = {"de", "vers", "page", "format"}
