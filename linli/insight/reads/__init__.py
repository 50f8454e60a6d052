"""Rates of a month, who stands where, and all of it as one snapshot for the circular."""

from linli.insight.reads.rates import Line, Ranked, WeightsFacts, lines, ranked, weights
from linli.insight.reads.snapshot import snapshot

__all__ = ["Line", "Ranked", "WeightsFacts", "lines", "ranked", "snapshot", "weights"]
