"""The lines of the table: branch after branch, what lacks most first, each need in one cell."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.analysis.gaps import URGENCY
from projects.enums import NeedState
from projects.review import heat_map
from projects.review.heat_map import FRAGILE, Asked, lines

# 1 Jardins › 2 Semis, 3 Compost › 4 Lombrics; 5 Laine.
PARENTS = {1: None, 2: 1, 3: 1, 4: 3, 5: None}
NAMES = {1: "Jardins", 2: "Semis", 3: "Compost", 4: "Lombrics", 5: "Laine"}


def told(found):
    """Return each line as (name, depth, kind, {project: (state, uncovered)})."""
    return [
        (
            NAMES[line.competence],
            line.depth,
            "folded" if line.folded else "heading" if line.heading else "",
            {project: (str(cell.worst.state), cell.uncovered) for project, cell in line.cells.items()},
        )
        for line in found
    ]


def test_a_branch_stands_above_what_is_under_it_and_what_lacks_most_comes_first():
    needs = [
        Asked(1, 10, 5, NeedState.COVERED),
        Asked(2, 10, 2, NeedState.MISSING, lack=2),
        Asked(3, 10, 4, NeedState.PARTIAL, lack=1),
        Asked(4, 20, 4, NeedState.WAIVED),
    ]

    assert told(lines(needs, PARENTS, NAMES)) == [
        ("Jardins", 0, "heading", {10: ("missing", 2), 20: ("waived", 0)}),
        ("Semis", 1, "", {10: ("missing", 1)}),
        ("Lombrics", 1, "", {10: ("partial", 1), 20: ("waived", 0)}),
        ("Laine", 0, "", {10: ("covered", 0)}),
    ]


def test_under_a_competence_the_branches_are_those_right_under_it():
    needs = [Asked(1, 10, 2, NeedState.MISSING, lack=1), Asked(2, 10, 4, NeedState.COVERED)]

    assert [line[:2] for line in told(lines(needs, PARENTS, NAMES, root=1))] == [
        ("Semis", 0),
        ("Lombrics", 1),
    ]


def test_many_competences_are_folded(monkeypatch):
    monkeypatch.setattr(heat_map, "MOST_UNFOLDED", 2)
    needs = [Asked(n, 10, n, NeedState.MISSING, lack=1) for n in (2, 4, 5)]

    assert told(lines(needs, PARENTS, NAMES)) == [
        ("Jardins", 0, "folded", {10: ("missing", 2)}),
        ("Laine", 0, "", {10: ("missing", 1)}),
    ]


needs = st.builds(
    Asked,
    need=st.integers(0, 99),
    project=st.integers(0, 3),
    competence=st.integers(1, 5),
    code=st.sampled_from([*URGENCY, FRAGILE]),
    lack=st.integers(0, 3),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(needs, max_size=12, unique_by=lambda need: need.need))
def test_each_need_is_told_once_apart_from_headings(asked):
    found = lines(asked, PARENTS, NAMES)

    plain = [
        need for line in found if not line.heading for cell in line.cells.values() for need in cell.needs
    ]
    assert sorted(plain, key=lambda need: need.need) == sorted(asked, key=lambda need: need.need)
    for line in found:
        for project, cell in line.cells.items():
            assert {need.project for need in cell.needs} == {project}
            assert cell.worst.state == min((need.state for need in cell.needs), key=URGENCY.index)
    tops = [line.lack for line in found if line.depth == 0]
    assert sum(line.lack for line in found if not line.heading) == sum(need.lack for need in asked)
    assert tops == sorted(tops, reverse=True) or any(line.depth for line in found)
