"""The menu and the lists that a new house starts with; a county changes them as dated rows, not here.

- ``menu.csv``: services in the forms menu, group and custom. Seed 001 tells of 213 items and 004 of the three
  forms, neither lists them: names, prices and limits are examples of ours, each county sets its own.
  ``accept_hours`` are working hours, ``days`` working days, ``price_fen`` is paid to the unit.
- ``need_kinds.csv``: kinds of needs and resources; ``rise_terms.csv``: how many days a need waits on each level.
  Examples of ours.
- ``model_points.csv``: the checklist 三联三共三双三保. Seed 002 names it and says of no part what it asks: the points
  are examples of ours.
"""

from __future__ import annotations

from functools import partial

from linli.core import seeds

table = partial(seeds.table, __name__)
"""The lines of a file by heading."""
