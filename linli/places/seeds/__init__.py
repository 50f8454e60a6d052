"""Kinds of facilities and what they offer, as they come with a new house."""

from __future__ import annotations

import csv
from pathlib import Path

HERE = Path(__file__).parent


def kinds() -> list[dict[str, str]]:
    return _rows("facility_kinds.csv")


def offerings() -> list[dict[str, str]]:
    return _rows("offerings.csv")


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((HERE / name).read_text(encoding="utf-8").splitlines()))
