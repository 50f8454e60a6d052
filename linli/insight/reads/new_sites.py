"""Where k new sites would cover most homes: maximal covering location, solved by HiGHS within a time limit.

Source: R. Church, C. ReVelle, The maximal covering location problem, Papers of the Regional Science Association 32
(1974). Homes that can be reached from the same candidates count as one; a greedy choice is given to the solver as its
start, so that there is an answer however short the time.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import shapely
from django.utils import timezone
from numpy.typing import NDArray

from linli.insight.reads.circle import Circle, Floats, Homes, Ints, Plane, Point, dots
from linli.insight.rules.circle import REACH
from linli.places.reads.facilities import directory

SECONDS = 6.0
MOST_CANDIDATES = 2_000
MOST_SITES = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """``chosen`` are positions among the candidates, in the order of what each adds. Homes are dwellings; ``at_most``
    is what no choice can exceed."""

    chosen: tuple[int, ...]
    adds: tuple[int, ...]
    covered: int
    at_most: int
    seconds: float

    @property
    def gap_per_cent(self) -> float:
        """How far the best choice may lie above this one."""
        return 100 * (self.at_most - self.covered) / self.at_most if self.at_most else 0.0

    @property
    def is_best(self) -> bool:
        return self.at_most == self.covered


@dataclass(frozen=True)
class Reach:
    """Which candidates reach which groups of homes: pairs of positions, and how many dwellings a group has."""

    groups: Ints
    candidates: Ints
    weights: Ints
    size: int  # how many candidates there are

    def of(self, candidate: int) -> Ints:
        return self.groups[self.candidates == candidate]


def plan(
    homes: Homes, uncovered: NDArray[np.bool_], candidates: Sequence[Point], metres: float, k: int, *, seconds: float
) -> Plan:
    """Choose ``k`` of ``candidates`` so that most dwellings of buildings ``uncovered`` lie within ``metres`` as the
    crow flies of one of them."""
    began = time.monotonic()
    reach = grouped(homes, uncovered, candidates, metres)
    k = min(k, reach.size)
    greedy = _greedy(reach, k)
    if k < 1 or not len(reach.weights):
        return Plan((), (), 0, 0, time.monotonic() - began)
    alone = np.bincount(reach.candidates, weights=reach.weights[reach.groups], minlength=reach.size)
    best, at_most = greedy, int(np.sort(alone)[-k:].sum())  # no choice covers more than its sites do one by one
    if _worth(reach, greedy) < at_most:
        best, bound = _solved(reach, k, greedy, max(0.1, seconds - (time.monotonic() - began)))
        at_most = min(at_most, bound)
    chosen, adds = _in_order(reach, best)
    return Plan(chosen, adds, sum(adds), max(at_most, sum(adds)), time.monotonic() - began)


def grouped(homes: Homes, uncovered: NDArray[np.bool_], candidates: Sequence[Point], metres: float) -> Reach:
    """Homes put together that the same candidates reach; those that none reaches are left out."""
    at = np.flatnonzero(uncovered)
    if not len(at) or not candidates:
        return Reach(np.array([], np.int64), np.array([], np.int64), np.array([], np.int64), len(candidates))
    plane = Plane((float(homes.points[:, 0].mean()), float(homes.points[:, 1].mean())))
    tree = shapely.STRtree(dots(plane(np.array(candidates, dtype=float))))
    rows, columns = tree.query(dots(plane(homes.points[at])), predicate="dwithin", distance=metres)
    order = np.lexsort((columns, rows))
    rows, columns = rows[order], columns[order]
    edges = np.flatnonzero(np.diff(rows)) + 1
    weights: dict[tuple[int, ...], int] = {}
    for row, reached in zip(np.split(rows, edges), np.split(columns, edges), strict=True):
        if len(row):
            key = tuple(reached.tolist())
            weights[key] = weights.get(key, 0) + int(homes.weights[at[row[0]]])
    groups = np.repeat(np.arange(len(weights)), [len(key) for key in weights])
    reached_by = np.array([one for key in weights for one in key], dtype=np.int64)
    return Reach(groups, reached_by, np.array(list(weights.values()), dtype=np.int64), len(candidates))


def _greedy(reach: Reach, k: int) -> list[int]:
    """The candidate that adds most, k times. At least 63 % of the best (1 - 1/e)."""
    covered = np.zeros(len(reach.weights), dtype=bool)
    chosen: list[int] = []
    for _ in range(k):
        worth = np.where(covered[reach.groups], 0, reach.weights[reach.groups]) if len(reach.groups) else reach.groups
        gains = np.bincount(reach.candidates, weights=worth, minlength=reach.size)
        gains[chosen] = -1
        chosen.append(int(gains.argmax()))
        covered[reach.of(chosen[-1])] = True
    return chosen


def _solved(reach: Reach, k: int, start: Sequence[int], seconds: float) -> tuple[list[int], int]:
    """The best choice found within ``seconds``, and the bound that was proved."""
    import highspy  # slow to load, and only this page needs it

    groups, size = len(reach.weights), reach.size
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = size + groups, groups + 1
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.concatenate([np.zeros(size), reach.weights.astype(float)])
    model.col_lower_, model.col_upper_ = np.zeros(size + groups), np.ones(size + groups)
    # a group is covered by the sites that reach it: y - sum(x) <= 0; and there are k sites
    model.row_lower_ = np.concatenate([np.full(groups, -highspy.kHighsInf), [float(k)]])
    model.row_upper_ = np.concatenate([np.zeros(groups), [float(k)]])
    counts = np.bincount(reach.groups, minlength=groups)
    starts = np.concatenate([[0], np.cumsum(counts + 1)])
    total = int(starts[-1])
    index, value = np.empty(total + size, dtype=np.int32), np.full(total + size, -1.0)
    own = starts[:-1]
    index[own], value[own] = size + np.arange(groups), 1.0
    rest = np.ones(total, dtype=bool)
    rest[own] = False
    index[:total][rest] = reach.candidates
    index[total:], value[total:] = np.arange(size), 1.0
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate([starts, [total + size]]).astype(np.int32)
    model.a_matrix_.index_, model.a_matrix_.value_ = index, value
    whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    model.integrality_ = [whole] * size + [part] * groups
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    columns = np.zeros(size + groups)
    columns[list(start)] = 1.0
    covered = np.zeros(groups, dtype=bool)
    for one in start:
        covered[reach.of(one)] = True
    columns[size:] = covered
    first = highspy.HighsSolution()
    first.col_value = columns.tolist()
    solver.setSolution(first)
    solver.run()
    info = solver.getInfo()
    found = np.array(solver.getSolution().col_value)[:size]
    best = np.flatnonzero(found > 0.5).tolist() if len(found) == size else []
    if len(best) != k or _worth(reach, best) < _worth(reach, start):
        best = list(start)
    everything = int(reach.weights.sum())
    bound = info.mip_dual_bound if np.isfinite(info.mip_dual_bound) else everything
    return best, min(everything, int(np.floor(bound + 1e-6)))


def _worth(reach: Reach, chosen: Sequence[int]) -> int:
    covered = np.zeros(len(reach.weights), dtype=bool)
    for one in chosen:
        covered[reach.of(one)] = True
    return int(reach.weights[covered].sum())


def _in_order(reach: Reach, chosen: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The same sites, the one that adds most first, and what each adds to those before it."""
    covered = np.zeros(len(reach.weights), dtype=bool)
    left, order, adds = set(chosen), [], []
    while left:
        gains: dict[int, int] = {}
        for one in left:
            mine: Floats | Ints = reach.of(one)
            gains[one] = int(reach.weights[mine[~covered[mine]]].sum())
        best = max(sorted(left), key=lambda one: gains[one])
        order.append(best)
        adds.append(gains[best])
        covered[reach.of(best)] = True
        left.remove(best)
    return tuple(order), tuple(adds)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somewhere a new facility could stand: in an estate, or under the roof of a facility of another kind."""

    name: str
    place: str
    point: Point
    is_roof: bool


def candidates(found: Circle, kind: str, prefix: str, *, at: datetime) -> list[Candidate]:
    """The roofs there are and the estates with most homes inside ``prefix``, at most ``MOST_CANDIDATES``."""
    roofs = [
        Candidate(one.details.name, one.details.place, one.details.point, is_roof=True)
        for one in directory().there(timezone.localdate(at), prefix)
        if one.details.kind != kind and one.details.point is not None
    ]
    estates = sorted(found.by_estate(prefix), key=lambda row: (-row.homes, row.pk))
    made = roofs + [Candidate(row.name, row.place, row.point, is_roof=False) for row in estates]
    return made[:MOST_CANDIDATES]


def planned(found: Circle, offered: Sequence[Candidate], prefix: str, minutes: int, k: int, *, detour: float) -> Plan:
    """``plan`` for the homes inside ``prefix`` that lie farther than ``minutes`` from the nearest facility."""
    here = np.char.startswith(found.homes.places, prefix) if len(found.homes) else np.array([], dtype=bool)
    uncovered = here & (found.walks > REACH[minutes])
    points = [one.point for one in offered]
    return plan(found.homes, uncovered, points, REACH[minutes] / detour, min(k, MOST_SITES), seconds=SECONDS)
