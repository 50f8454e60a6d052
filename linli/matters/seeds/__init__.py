"""The terms that a new house starts with: examples, each county sets its own as dated rows.

- ``terms.csv``: for each class of urgency how soon to sign, to contact the reporter, to hand back, and how often to
  extend and to urge.
- ``ladder.csv``: what happens by itself to a leg that runs late.
- ``counting.csv``: how an unanswered call-back counts, and how long a refused exclusion can be appealed.
- ``retention.csv``: how many days after the end voice notes, photos and words are kept.
- ``return_reasons.csv`` and ``pause_causes.csv``: the reasons that can be chosen.
"""

from __future__ import annotations

from functools import partial

from linli.core import seeds

table = partial(seeds.table, __name__)
"""The lines of a file by heading."""
