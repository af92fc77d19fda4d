"""What covering some rows costs at least, if parts of candidates count: a linear programme, solved by HiGHS.

Its prices bound what any whole answer costs, worked out anew from them: the solver's own tolerances play no part.
"""

from typing import NamedTuple

import highspy
import numpy as np

INFINITY = highspy.kHighsInf


class Bound(NamedTuple):
    """What any answer costs at least: `cost`, more with each candidate, and with each unit more than is asked for."""

    cost: float
    candidates: np.ndarray
    rows: np.ndarray


class Programme:
    """The cheapest choice of candidates, each with its cost, whose `amounts` (a line each) make up `demand`.

    With `size`, there are as many of them.
    """

    def __init__(
        self, amounts: np.ndarray, demand: np.ndarray, costs: np.ndarray, size: int | None = None
    ) -> None:
        """Pass the programme to the solver."""
        self.amounts, self.demand, self.costs, self.size = amounts, demand, costs, size
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        self.solver.setOptionValue("presolve", "off")
        self.solver.passModel(self._model())

    def bound(self, among: np.ndarray, seconds: float) -> Bound | None:
        """Return what an answer `among` some (true or false for each) costs at least; nothing where there is none.

        Nor is there anything where the time is too short to know.
        """
        number = len(self.costs)
        everybody = np.arange(number, dtype=np.int32)
        self.solver.changeColsBounds(number, everybody, np.zeros(number), among.astype(float))
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + seconds)
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        prices = np.array(self.solver.getSolution().row_dual)
        rows = np.maximum(prices[: len(self.demand)], 0)
        each = 0.0 if self.size is None else float(prices[-1])
        more = self.costs - self.amounts @ rows - each
        # Those with whom it costs less are counted as there.
        cost = rows @ self.demand + each * (self.size or 0) + np.minimum(more[among], 0).sum()
        return Bound(float(cost), np.maximum(more, 0), rows)

    def _model(self) -> highspy.HighsLp:
        number, rows = self.amounts.shape
        lines = self.amounts.T if self.size is None else np.vstack([self.amounts.T, np.ones(number)])
        there = lines != 0
        size = [] if self.size is None else [float(self.size)]
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = number, len(lines)
        model.col_cost_, model.col_lower_, model.col_upper_ = self.costs, np.zeros(number), np.ones(number)
        model.row_lower_ = np.array([*self.demand, *size])
        model.row_upper_ = np.array([*[INFINITY] * rows, *size])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate([[0], there.sum(axis=1).cumsum()])
        model.a_matrix_.index_ = np.nonzero(there)[1]
        model.a_matrix_.value_ = lines[there]
        return model
