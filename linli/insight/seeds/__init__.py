"""What a new house weighs the three rates by: an example, each county sets its own as dated rows (``weights.csv``)."""

from __future__ import annotations

import csv
from importlib import resources


def weights() -> dict[str, str]:
    """The one line of the example by heading."""
    text = (resources.files(__name__) / "weights.csv").read_text(encoding="utf-8")
    return next(csv.DictReader(text.splitlines()))
