"""What a new house begins with: the weights of the three rates (``weights.csv``) and what is asked of grids, buildings,
zones and firms (``coverage.csv``). Both are examples; each county sets its own as dated rows."""

from __future__ import annotations

from functools import partial

from linli.core import seeds

table = partial(seeds.table, __name__)
"""The lines of a file by heading."""
