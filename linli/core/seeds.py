"""The tables that come with a new house: CSV files in the folder ``seeds`` of an area."""

from __future__ import annotations

import csv
from importlib import resources


def table(package: str, name: str) -> list[dict[str, str]]:
    """The lines of ``name``.csv in ``package`` by heading."""
    return list(csv.DictReader((resources.files(package) / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
