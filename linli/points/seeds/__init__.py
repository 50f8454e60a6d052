"""The rules and stars that a new house starts with; a county changes them as dated rows, not here.

- ``rules.csv``: what a deed of the log earns; the figures are examples of ours, each county sets its own.
- ``stars.csv``, ``tasks.csv``: the ten stars of 创十星评十户 and the services and tasks of each. Seed 002 has the
  number ten and that listed services lead to them; names and tasks are examples of ours.
"""

from __future__ import annotations

from functools import partial

from linli.core import seeds

table = partial(seeds.table, __name__)
"""The lines of a file by heading."""
