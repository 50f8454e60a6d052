"""The rules of bodies that a new house starts with; a county changes them as dated rows, not here.

- ``body_rules.csv``: what each kind of organisation may stand under (``-``: nothing), which forms it may have, on what
  ground it stands, which links, a head or an end it needs. From the structures of seeds 000 to 004.
- ``seat_rules.csv``: the seats of a joint committee. Seed 004 has the words 三必配两优先 and names police, 城管 and
  partner units; the two preferred ones and how many sit are examples
  of ours; five years as a residents' committee (城市居民委员会组织法 article 15).
"""

from __future__ import annotations

from functools import partial

from linli.core import seeds

table = partial(seeds.table, __name__)
"""The lines of a file by heading."""
