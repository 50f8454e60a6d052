"""What a new house starts with in volunteering; a county changes it as dated rows, not here.

- ``report_rules.csv``: the kinds of report-in. Five days a month for stationed officers is Lanzhou's figure (seed 003);
  terms and periods of comments are examples of ours.
- ``task_kinds.csv``: the six tasks of the double report-in (seed 003).
"""

from __future__ import annotations

import csv
from importlib import resources


def table(name: str) -> list[dict[str, str]]:
    """The lines of ``name``.csv by heading."""
    return list(csv.DictReader((resources.files(__name__) / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
