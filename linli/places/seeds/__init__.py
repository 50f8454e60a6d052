"""What comes with a new house: what facilities are (``facility_kinds.csv``) and what they offer (``offerings.csv``)."""

from __future__ import annotations

from functools import partial

from linli.core import seeds

table = partial(seeds.table, __name__)
"""The lines of a file by heading."""
