"""The table of competences and projects: what each project needs, folded by the tree, sorted by what lacks.

Plain values in, plain values out. A cell holds the needs of one project for one competence, or for all those of a
folded branch; no cell where the project asks for nothing of it.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from projects.analysis.gaps import UNCOVERED, URGENCY
from projects.enums import NeedState

# More competences than that are shown by branches, each to be opened.
MOST_UNFOLDED = 40

#: The code of what is covered, but by too little; those of other needs are their states.
FRAGILE = "fragile"
_SOUGHT = frozenset(UNCOVERED)
# What is sought first, then what is fragile.
_RANKS: dict[str, int] = {
    code: place
    for place, code in enumerate(
        code for state in URGENCY for code in ((FRAGILE, state) if state == NeedState.COVERED else (state,))
    )
}


class Asked(NamedTuple):
    """One need for a competence, and who brings it as far as one viewer sees.

    `somebody` tells that it is borne by others too; `elsewhere` that all who are seen to bear it come from elsewhere.
    There are thousands of them on a page: state and fragility are one word, as they are drawn.
    """

    need: int
    project: int
    competence: int
    code: str
    lack: float = 0
    bearers: int = 0
    somebody: bool = False
    elsewhere: bool = False

    @property
    def fragile(self) -> bool:
        """Tell whether it is covered, but by too little."""
        return self.code == FRAGILE

    @property
    def state(self) -> str:
        """Return its state."""
        return str(NeedState.COVERED) if self.fragile else self.code


def _rank(need: Asked) -> tuple[int, int]:
    return _RANKS[need.code], need.need


class Cell(NamedTuple):
    """The needs of one project that stand under one line; the worst first."""

    needs: tuple[Asked, ...]

    @property
    def worst(self) -> Asked:
        """Return the need that the cell is drawn after."""
        return self.needs[0]

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the needs, in their order."""
        return tuple([need.code for need in self.needs])

    @property
    def uncovered(self) -> int:
        """Count the needs for which somebody is sought."""
        return sum([code in _SOUGHT for code in self.codes])


@dataclass(frozen=True)
class Line:
    """A competence, or a branch of the tree; `cells` by project.

    `folded`: what stands under it is not shown apart; `foldable`: it could be so, or otherwise.
    """

    competence: int
    depth: int
    cells: Mapping[int, Cell] = field(default_factory=dict)
    heading: bool = False
    folded: bool = False
    foldable: bool = False

    @cached_property
    def lack(self) -> float:
        """Return how much lacks, weighted by importance."""
        return sum([need.lack for cell in self.cells.values() for need in cell.needs])

    @cached_property
    def uncovered(self) -> int:
        """Count the needs for which somebody is sought."""
        return sum(cell.uncovered for cell in self.cells.values())

    @property
    def asked(self) -> int:
        """Count the needs that are not waived."""
        return sum(code != NeedState.WAIVED for cell in self.cells.values() for code in cell.codes)


def lines(
    needs: Iterable[Asked],
    parents: Mapping[int, int | None],
    names: Mapping[int, str],
    *,
    root: int | None = None,
    opened: Container[int] | None = (),
) -> list[Line]:
    """Return the lines of the table, branch after branch, those where most lacks first.

    `parents` gives what each competence stands under; with `root`, the branches are those right under it. `opened`:
    those under which all is shown though there is much to show, `None` being all of them.
    """
    branches, above = defaultdict(list), {}
    for need in needs:
        if need.competence not in above:
            above[need.competence] = _branch(need.competence, parents, root)
        branches[above[need.competence]].append(need)
    folded = len(above) > MOST_UNFOLDED
    shut = folded and opened is not None
    groups = [
        _group(branch, asked, names, folded=shut and branch not in (opened or ()), many=folded)
        for branch, asked in branches.items()
    ]
    groups.sort(key=lambda group: _order(group[0], names))
    return [line for group in groups for line in group]


def _branch(competence: int, parents: Mapping[int, int | None], root: int | None) -> int:
    """Return the competence right under the root (or the root itself) that holds another."""
    seen = {competence}
    while competence != root:
        above = parents.get(competence)
        if above is None or above == root or above in seen:
            break
        seen.add(above)
        competence = above
    return competence


def _group(
    branch: int, needs: list[Asked], names: Mapping[int, str], *, folded: bool, many: bool
) -> list[Line]:
    """Return the line of a branch, followed by those of what stands under it unless it is folded.

    Where there are many, a branch keeps its own line even if one thing alone stands under it: it can be folded again.
    """
    whole = Line(branch, 0, _cells(needs))
    if {need.competence for need in needs} == {branch}:
        return [whole]
    if folded:
        return [replace(whole, heading=True, folded=True, foldable=True)]
    apart = defaultdict(list)
    for need in needs:
        apart[need.competence].append(need)
    under = [Line(competence, 1, _cells(asked)) for competence, asked in apart.items()]
    under.sort(key=lambda line: _order(line, names))
    if len(under) == 1 and not many:
        return under
    return [replace(whole, heading=True, foldable=many), *under]


def _order(line: Line, names: Mapping[int, str]) -> tuple:
    # Rounded: sums of floats differ by their last digit.
    return -round(line.lack, 9), -line.uncovered, names.get(line.competence, ""), line.competence


def _cells(needs: Iterable[Asked]) -> dict[int, Cell]:
    found = defaultdict(list)
    for need in needs:
        found[need.project].append(need)
    return {
        project: Cell(tuple(sorted(asked, key=_rank) if len(asked) > 1 else asked))
        for project, asked in found.items()
    }
