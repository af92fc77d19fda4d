"""The map as data for the scripts that draw it (`?format=json`): columns rather than records, which are long to read.

`nodes` and `ties` hold lists of the same length. `nodes`: actors, then projects.

    key                the address of the actor, or `project:` and that of the project
    sort               "actor" | "project"
    name, acronym, place, family (code), shape (of the sprite, without `f-`)
    degree, wanted     0 when there is none
    aboard, declared   false: not aboard yet; true: declared, not confirmed
    ties               to how many others it is tied
    spot               the code of the territory where it sits, "" when not known
    latitude, longitude   as stored (residents are blurred), null when not known
    x, y               its place in the network; y goes down
    group              the number of its group, 0 when it is in none; only when groups are asked for

`ties`: `source` and `target` are ranks in `nodes`; `nature` ("partnership" | "affiliation" | "involvement"); `kind`
(code of a partnership, else ""; `kinds` names them); `directed`; `since` (included) and `until` (excluded), as days or
null; `declared`. `expected`: `source` and `target` of ties that should be (see `projects.maps.loading.expected`), the
first ones.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from actors.maps.network import degrees
from actors.maps.values import PROJECT_SHAPE, TieNature
from projects.maps.network.groups import groups
from projects.maps.network.positions import positions
from projects.maps.shared.missing import MOST_EXPECTED
from projects.maps.shared.nodes import shape_of
from projects.maps.shared.values import StakeholderMap, project_key

type Point = tuple[float, float]


def as_json(stakeholder_map: StakeholderMap, *, grouped: bool = False) -> bytes:
    """Return the whole map as JSON; `grouped` tells the group of each."""
    told = payload(stakeholder_map, positions(stakeholder_map))
    if grouped:
        numbers = groups(stakeholder_map).number_of()
        told["nodes"]["group"] = [numbers.get(key, 0) for key in told["nodes"]["key"]]
    return orjson.dumps(told)


def payload(stakeholder_map: StakeholderMap, places: Mapping[str, Point]) -> dict[str, Any]:
    """Return the map as plain values, in columns; `places` holds each key."""
    nodes = _nodes(stakeholder_map, places)
    return {
        "day": stakeholder_map.day,
        "total": stakeholder_map.total,
        "capped": stakeholder_map.capped,
        "degrees": {str(value): name for value, name in stakeholder_map.degrees.items()},
        "families": [
            {"code": family.code, "name": family.name, "shape": family.shape}
            for family in stakeholder_map.families
        ],
        "kinds": {t.code: t.label for t in stakeholder_map.ties if t.nature == TieNature.PARTNERSHIP},
        "nodes": nodes,
        "ties": _ties(stakeholder_map, nodes["key"]),
        "expected": _expected(stakeholder_map, nodes["key"]),
    }


def _nodes(stakeholder_map: StakeholderMap, places: Mapping[str, Point]) -> dict[str, list]:
    actors, projects = stakeholder_map.stakeholders, stakeholder_map.projects
    tied = degrees(stakeholder_map.ties)
    keys = [a.slug for a in actors] + [project_key(p.slug) for p in projects]
    none, blank = [None] * len(projects), [""] * len(projects)
    spots = [a.spot for a in actors]
    return {
        "key": keys,
        "sort": ["actor"] * len(actors) + ["project"] * len(projects),
        "name": [a.name for a in actors] + [p.name for p in projects],
        "acronym": [a.acronym for a in actors] + blank,
        "place": [a.place for a in actors] + [p.place for p in projects],
        "family": [a.family for a in actors] + blank,
        "shape": [shape_of(a.family) for a in actors] + [PROJECT_SHAPE] * len(projects),
        "degree": [a.degree or 0 for a in actors] + [0] * len(projects),
        "wanted": [a.wanted_degree or 0 for a in actors] + [0] * len(projects),
        "aboard": [not a.prospective for a in actors] + [True] * len(projects),
        "declared": [a.declared for a in actors] + [False] * len(projects),
        "ties": [tied.get(key, 0) for key in keys],
        "spot": [s.code if s else "" for s in spots] + blank,
        "latitude": [s.latitude if s else None for s in spots] + none,
        "longitude": [s.longitude if s else None for s in spots] + none,
        "x": [places[key][0] for key in keys],
        "y": [places[key][1] for key in keys],
    }


def _ties(stakeholder_map: StakeholderMap, keys: list[str]) -> dict[str, list]:
    rank = {key: number for number, key in enumerate(keys)}
    ties = stakeholder_map.ties
    return {
        "source": [rank[t.source] for t in ties],
        "target": [rank[t.target] for t in ties],
        "nature": [t.nature for t in ties],
        "kind": [t.code for t in ties],
        "directed": [t.directed for t in ties],
        "since": [t.since for t in ties],
        "until": [t.until for t in ties],
        "declared": [t.declared for t in ties],
    }


def _expected(stakeholder_map: StakeholderMap, keys: list[str]) -> dict[str, list[int]]:
    pairs = stakeholder_map.expected[:MOST_EXPECTED]
    rank = {key: number for number, key in enumerate(keys)} if pairs else {}
    return {"source": [rank[one] for one, _ in pairs], "target": [rank[other] for _, other in pairs]}
