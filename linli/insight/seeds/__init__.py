"""What a new house begins with: the weights of the three rates (``weights.csv``) and what is asked of grids, buildings,
zones and firms (``coverage.csv``). Both are examples; each county sets its own as dated rows."""

from __future__ import annotations

import csv
from importlib import resources


def weights() -> dict[str, str]:
    """The one line of the example by heading."""
    text = (resources.files(__name__) / "weights.csv").read_text(encoding="utf-8")
    return next(csv.DictReader(text.splitlines()))


def coverage() -> list[dict[str, str]]:
    """The lines of what is asked, by heading."""
    text = (resources.files(__name__) / "coverage.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
