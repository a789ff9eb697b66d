"""Hours of tasks divided over people so that everybody who takes part gets a whole function: the sum behind carving.

A mixed-integer programme, solved by HiGHS. The answer is exact unless the search is cut off; then ``bound`` says how
much better any other division could be.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_NEARLY: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class CarvingSettings:
    """How tasks may be regrouped; all in hours a week.

    ``least_hours``: no function is smaller. ``step``: hours are divided in steps of this. ``least_part``: nobody gets
    less of one task, unless the whole task is smaller. ``function_bonus``: one function more is worth as much as this
    many hours of perfectly fitting work; ``part_penalty``: every further piece that work is cut into costs as much.
    ``usual_hours``: most hours for somebody whose hours are not known. ``nodes`` and ``seconds`` cut the search off.
    """

    least_hours: float = 12.0
    step: float = 0.5
    least_part: float = 2.0
    function_bonus: float = 4.0
    part_penalty: float = 0.25
    usual_hours: float = 24.0
    nodes: int = 2000
    seconds: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regrouping:
    """Hours of each task (row) for each place in the sun (column), the value of it, and what no division can pass."""

    given: Floats
    value: float
    bound: float


def regroup(
    hours: Floats, fit: Floats, *, least: Floats, most: Floats, person: Ints, settings: CarvingSettings
) -> Regrouping:
    """Divide tasks over people.

    Args:
        hours: per task the hours a week.
        fit: tasks x columns, how well the work fits, 0..1; NaN where the person cannot do it.
        least: per column the fewest hours of a function.
        most: per column the most hours.
        person: per column whose it is; one person gets one function at most.
        settings: steps, least parts and what counts.

    Returns:
        The division with the highest value: hours x fit + bonus per function - penalty per part.
    """
    step = settings.step
    stock = np.floor(hours / step + _NEARLY)
    low, high = np.ceil(least / step - _NEARLY), np.floor(most / step + _NEARLY)
    task, column = np.nonzero(~np.isnan(fit) & (stock[:, None] > 0) & (low <= high)[None, :])
    given = np.zeros(fit.shape)
    if not len(task):
        return Regrouping(given=given, value=0.0, bound=0.0)
    shape = _Shape(task, column, stock, low, high, person, max(1.0, np.ceil(settings.least_part / step - _NEARLY)))
    worth = np.concatenate([
        fit[task, column] * step,
        np.full(fit.shape[1], settings.function_bonus),
        np.full(len(task), -settings.part_penalty),
    ])  # fmt: skip
    found = milp(
        -worth, integrality=shape.integrality, bounds=Bounds(0, shape.upper),
        constraints=LinearConstraint(shape.matrix, -np.inf, shape.limit),
        options={"node_limit": settings.nodes, "time_limit": settings.seconds, "mip_rel_gap": 0.0},
    )  # fmt: skip
    if found.x is None:
        return Regrouping(given=given, value=0.0, bound=float(np.maximum(worth, 0) @ shape.upper))
    chosen = np.round(found.x[len(task) :])
    steps = shape.whole_steps(worth, chosen)
    given[task, column] = steps * step
    value = float(worth @ np.concatenate([steps, chosen]))
    bound = found.mip_dual_bound
    return Regrouping(given=given, value=value, bound=max(value, value if bound is None else -float(bound)))


class _Shape:
    """Variables: steps of each possible part, then one switch per function, then one switch per part."""

    def __init__(
        self, task: Ints, column: Ints, stock: Floats, low: Floats, high: Floats, person: Ints, least_part: float
    ) -> None:
        parts, columns = len(task), len(low)
        part, ones = np.arange(parts), np.ones(parts)
        most = np.minimum(stock[task], high[column])
        fewest = np.minimum(least_part, most)

        def steps(rows: Ints, count: int, values: Floats) -> sparse.csr_matrix:
            return sparse.csr_matrix((values, (rows, part)), shape=(count, parts))

        def none(count: int, width: int) -> sparse.csr_matrix:
            return sparse.csr_matrix((count, width))

        each, people = sparse.identity(parts, format="csr"), int(person.max()) + 1
        whose = sparse.csr_matrix((np.ones(columns), (person, np.arange(columns))), shape=(people, columns))
        tasks = len(stock)
        self.parts = parts
        self.matrix = sparse.bmat(
            [
                [steps(task, tasks, ones), none(tasks, columns), none(tasks, parts)],
                [-steps(column, columns, ones), sparse.diags(low), none(columns, parts)],
                [steps(column, columns, ones), sparse.diags(-high), none(columns, parts)],
                [each, none(parts, columns), sparse.diags(-most)],
                [-each, none(parts, columns), sparse.diags(fewest)],
                [none(people, parts), whose, none(people, parts)],
            ],
            format="csr",
        )
        zeros = np.zeros(2 * columns + 2 * parts)
        self.limit = np.concatenate([stock, zeros, np.ones(people)])
        self.integrality = np.concatenate([np.zeros(parts), np.ones(columns + parts)])
        self.upper = np.concatenate([most, np.ones(columns + parts)])

    def whole_steps(self, worth: Floats, chosen: Floats) -> Floats:
        """Steps of each part once the switches are set: a transport problem, whose corners are whole numbers."""
        limit = self.limit - self.matrix[:, self.parts :] @ chosen
        found = linprog(
            -worth[: self.parts], A_ub=self.matrix[:, : self.parts], b_ub=limit,
            bounds=np.column_stack([np.zeros(self.parts), self.upper[: self.parts]]), method="highs-ds",
        )  # fmt: skip
        return np.asarray(np.abs(np.round(found.x)))
