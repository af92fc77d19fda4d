"""The JSON of a map: the same actors and ties as the map, in columns of one length, each node with its place."""

from datetime import date

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.maps.values import Tie, TieNature
from projects.maps.network import payload
from projects.maps.network import picture as network
from projects.maps.network.positions import positions
from projects.maps.shared.values import FamilyCount, ProjectNode, Stakeholder, StakeholderMap, project_key

TODAY = date(2026, 11, 22)


def a_map(count: int, pairs=(), projects: int = 0) -> StakeholderMap:
    actors = tuple(
        Stakeholder(
            f"a{n}", f"Actor {n}", "", "organisation", "asso", "Associations", "civil", degree=1 + n % 5
        )
        for n in range(count)
    )
    nodes = tuple(ProjectNode(f"p{n}", f"Project {n}", "idea") for n in range(projects))
    ties = tuple(
        Tie(f"a{one}", f"a{other}", TieNature.PARTNERSHIP, "Funding", "fund", since=date(2020, 1, 1))
        for one, other in pairs
        if one != other
    )
    ties += tuple(
        Tie("a0", project_key(node.slug), TieNature.INVOLVEMENT, "Takes part") for node in nodes if count
    )
    keys = frozenset(a.slug for a in actors) | {project_key(p.slug) for p in nodes}
    return StakeholderMap(
        TODAY,
        stakeholders=actors,
        projects=nodes,
        ties=ties,
        families=(FamilyCount("asso", "Associations", "civil", "asso"),),
        total=count,
        backdrop=(keys, frozenset(tie.pair for tie in ties)),
    )


@settings(deadline=None, max_examples=40)
@given(
    st.integers(0, 12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20),
    st.integers(0, 3),
)
def test_it_holds_the_actors_and_ties_of_the_map(count, pairs, projects):
    the_map = a_map(count, [(a, b) for a, b in pairs if a < count and b < count], projects)

    told = orjson.loads(payload.as_json(the_map))

    nodes, ties = told["nodes"], told["ties"]
    assert {len(column) for column in nodes.values()} == {count + projects}
    assert nodes["key"][:count] == [actor.slug for actor in the_map.stakeholders]
    assert [
        (nodes["key"][s], nodes["key"][t]) for s, t in zip(ties["source"], ties["target"], strict=True)
    ] == [(tie.source, tie.target) for tie in the_map.ties]
    assert ties["since"] == [tie.since and tie.since.isoformat() for tie in the_map.ties]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [network.MOST_STILL, network.MOST_STILL + 1, 1200])
def test_each_node_has_its_place_and_always_the_same(count):
    the_map = a_map(count, [(n, n * 7 % count) for n in range(count - 3)])

    places = positions(the_map)

    assert set(places) == the_map.backdrop[0]
    assert len(set(places.values())) == count
    assert positions(the_map) == places
