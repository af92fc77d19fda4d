"""An integer programme about candidates, solved by HiGHS: the cheapest answer, or what it would cost in parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

EXACT = {"mip_rel_gap": 0.0, "mip_abs_gap": 1e-9, "mip_feasibility_tolerance": 1e-9}
# With an answer that is likely the best, proving so is what takes time, not looking for others.
KNOWN = {
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_allow_restart": False,
}


@dataclass(frozen=True, slots=True)
class Solved:
    """A whole answer: a value for each column, what any answer costs at least, whether this one is the cheapest."""

    values: list[float]
    bound: float
    proven: bool


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What the answer costs in parts, and `reduced`: how much more it costs, at least, with each whole candidate."""

    cost: float
    reduced: np.ndarray


class Programme:
    """An integer programme as the solver takes it: whole columns for candidates, then columns for who counts once."""

    def __init__(self, costs: list[float], lowest: list[float]) -> None:
        """Start with the candidates alone, each with what it costs and the least of it there must be."""
        self.costs, self.lowest, self.candidates = [*costs], [*lowest], len(costs)
        self.starts, self.places, self.amounts = [0], [], []
        self.at_least, self.at_most = [], []

    def counted(self) -> int:
        """Add a column from 0 to 1, which costs nothing; return its place."""
        self.costs.append(0.0)
        self.lowest.append(0.0)
        return len(self.costs) - 1

    def add(
        self,
        places: Iterable[int],
        amounts: Iterable[float] | None = None,
        *,
        at_least: float = -highspy.kHighsInf,
        at_most: float = highspy.kHighsInf,
    ) -> None:
        """Bound the sum of the columns at `places`, each times its amount (1 where none is given)."""
        before = len(self.places)
        self.places += places
        self.amounts += [1.0] * (len(self.places) - before) if amounts is None else amounts
        self.starts.append(len(self.places))
        self.at_least.append(float(at_least))
        self.at_most.append(float(at_most))

    def model(self) -> highspy.HighsLp:
        """Return the programme, to be minimised."""
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.costs), len(self.at_least)
        model.col_cost_, model.col_lower_ = self.costs, self.lowest
        model.col_upper_ = [1.0] * len(self.costs)
        model.row_lower_, model.row_upper_ = self.at_least, self.at_most
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_ = self.starts, self.places
        model.a_matrix_.value_ = self.amounts
        whole = [highspy.HighsVarType.kInteger] * self.candidates
        model.integrality_ = whole + [highspy.HighsVarType.kContinuous] * (len(self.costs) - self.candidates)
        return model

    def minimised(self, seconds: float, known: Sequence[float] = ()) -> Solved | None:
        """Return the cheapest whole answer; nothing when none was found in time, or there is none.

        `known`: an answer for the candidates, to begin with.
        """
        solver = _solver(self.model(), seconds, known)
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return Solved(list(solver.getSolution().col_value), solver.getInfo().mip_dual_bound, proven)

    def relaxed(self, seconds: float) -> Relaxed | None:
        """Return what the answer costs when parts of candidates count; nothing where there is none."""
        model = self.model()
        model.integrality_ = []
        solver = _solver(model, seconds)
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        reduced = np.array(solver.getSolution().col_dual[: self.candidates])
        return Relaxed(solver.getInfo().objective_function_value, reduced)


def _solver(model: highspy.HighsLp, seconds: float, known: Sequence[float] = ()) -> highspy.Highs:
    solver = highspy.Highs()
    options = {**EXACT, "time_limit": seconds, "threads": 1, "output_flag": False}
    if len(known):
        options |= KNOWN
    for option, value in options.items():
        solver.setOptionValue(option, value)
    solver.passModel(model)
    if len(known):
        solver.setSolution(len(known), np.arange(len(known), dtype=np.int32), np.array(known, dtype=float))
    solver.run()
    return solver
