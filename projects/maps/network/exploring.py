"""What one asks of the network besides its picture: its groups, a way from one actor to another, more than is drawn."""

from typing import Any

from django.http import QueryDict

from projects.maps.loading.territory import MOST_ASKED
from projects.maps.network import picture as network
from projects.maps.network.groups import groups
from projects.maps.network.positions import shown_keys
from projects.maps.network.ways import way
from projects.maps.shared.values import StakeholderMap

#: So many names at most help to type.
MOST_NAMES = 300
#: How many actors one asks for, beyond those that a map holds at first.
STEPS = (1_000, MOST_ASKED)
#: What the form of ways asks anew.
OWN = {"de", "vers", "page", "format"}


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
        "next_most": _next(stakeholder_map),
        "near": data.get("autour", "") if data.get("autour") in {"1", "2"} else "",
        "names": [actor.name for actor in stakeholder_map.stakeholders[:MOST_NAMES]],
        "address": [(name, text) for name, texts in data.lists() if name not in OWN for text in texts],
    }


def _next(stakeholder_map: StakeholderMap) -> int:
    """Return how many actors to ask for next, 0 where all are there or no more can be read at once."""
    if not stakeholder_map.capped:
        return 0
    shown = len(stakeholder_map.stakeholders)
    return next((step for step in STEPS if step > shown), 0)
