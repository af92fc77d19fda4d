"""What one asks of the network: a way from one actor to another, groups and who links them, its file."""

from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from projects.exchanges.map_export import export_of
from projects.maps.network.groups import groups
from projects.maps.network.ways import way
from projects.maps.shared.values import MapFilters
from territoire.exchanges.writing import gexf
from territoire.exchanges.writing.values import About, Licence
from tests.projects.maps.network.test_payload import a_map

GEXF = "{http://gexf.net/1.3}"
TRIANGLES = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)]
pairs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=16)


@settings(deadline=None, max_examples=80)
@given(pairs, st.integers(0, 9), st.integers(0, 9))
def test_a_way_is_as_short_as_can_be_and_follows_ties(pairs, start, end):
    the_map = a_map(10, pairs)
    tied = the_map.tied_to()
    reached, far = {f"a{start}"}, 0
    while f"a{end}" not in reached and far < 10:
        reached |= {other for key in reached for other in tied.get(key, ())}
        far += 1

    found = way(the_map, f"a{start}", f"Actor {end}")

    keys = [step.key for step in found.steps]
    if start == end or f"a{end}" not in reached:
        assert keys == []
    else:
        assert (keys[0], keys[-1], len(keys)) == (f"a{start}", f"a{end}", far + 1)
        assert all(other in tied[one] for one, other in pairwise(keys))
        assert all(step.words for step in found.steps[1:])


def test_a_name_that_several_bear_is_asked_again():
    the_map = a_map(12, [(0, 1)])

    several, nobody = way(the_map, "actor", "a1"), way(the_map, "a1", "Personne")

    assert (several.field, len(several.choices), several.steps) == ("de", 8, ())
    assert (nobody.field, nobody.choices) == ("vers", ())
    assert way(the_map, "a0", " ") is None


def test_groups_hold_who_is_tied_together_and_the_broker_is_named():
    the_map = a_map(9, [*TRIANGLES, (6, 0), (6, 3)])

    found = groups(the_map)

    assert len(found.groups) == 2
    assert {frozenset(g.keys - {"a6"}) for g in found.groups} == {
        frozenset({"a0", "a1", "a2"}),
        frozenset({"a3", "a4", "a5"}),
    }
    assert any(said.startswith("Actor 6") for said in found.brokers)
    assert groups(a_map(0)).groups == groups(a_map(3)).groups == ()


def test_the_file_for_other_tools_holds_everyone_with_days_and_places():
    the_map = a_map(7, TRIANGLES, projects=1)
    about = About("A & \x08 <b>", "https://x.test/", Licence("L", "https://l.test/"), the_map.day)

    root = ET.fromstring("".join(gexf.write(export_of(the_map, about, "/", "#", drawn=True))))

    nodes, ties = list(root.iter(f"{GEXF}node")), list(root.iter(f"{GEXF}edge"))
    assert {node.get("id") for node in nodes} == the_map.backdrop[0]
    assert all(node.find("{http://gexf.net/1.3/viz}position") is not None for node in nodes)
    assert [(t.get("source"), t.get("target")) for t in ties] == [(t.source, t.target) for t in the_map.ties]
    assert {t.get("start") for t in ties if t.get("kind") == "fund"} == {date(2020, 1, 1).isoformat()}


def test_around_an_actor_stays_who_is_near_enough():
    the_map = a_map(8, [(0, 1), (1, 2), (2, 3), (4, 5)])

    def kept(near, steps):
        return {a.slug for a in the_map.filtered(MapFilters(near=near, steps=steps)).stakeholders}

    assert kept("a0", 1) == {"a0", "a1"}
    assert kept("a0", 2) == {"a0", "a1", "a2"}
    assert kept("a7", 2) == {"a7"}
    assert len(kept("nobody", 1)) == 8
