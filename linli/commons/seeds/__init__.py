"""The menu that a new house starts with; a county changes it as dated rows, not here.

- ``menu.csv``: services in the forms menu, group and custom. Seed 001 tells of 213 items and 004 of the three
  forms, neither lists them: names, prices and limits are examples of ours, each county sets its own.
  ``accept_hours`` are working hours, ``days`` working days, ``price_fen`` is paid to the unit.
"""

from __future__ import annotations

import csv
from importlib import resources


def table(name: str) -> list[dict[str, str]]:
    """The lines of ``name``.csv by heading."""
    return list(csv.DictReader((resources.files(__name__) / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
