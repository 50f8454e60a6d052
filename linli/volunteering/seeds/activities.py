"""What activities are made from in a new house; a county changes it as dated rows, not here.

- ``skills.csv``: what a volunteer can say of themselves; examples of ours.
- ``templates.csv``: kinds of activities with roles (name/in English/number/skill). Names from the seeds: 统一活动日
  (001), 四点半学校, 爱心厨房, 义诊, 理发, 电工, 节日活动 (002), 夏令营, 助力成长屋 (003); times and numbers are ours.
- ``festivals.csv``: days by the common calendar, the lunar one or a solar term.
- ``themes.csv``: what each month is about; examples of ours.
"""

from __future__ import annotations

import csv
from importlib import resources


def table(name: str) -> list[dict[str, str]]:
    """The lines of ``name``.csv by heading."""
    file = resources.files("linli.volunteering.seeds") / f"{name}.csv"
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
