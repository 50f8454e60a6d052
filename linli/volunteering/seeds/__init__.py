"""What a new house starts with in volunteering; a county changes it as dated rows, not here.

- ``report_rules.csv``: the kinds of report-in. Five days a month for stationed officers is Lanzhou's figure (seed 003);
  terms and periods of comments are examples of ours.
- ``task_kinds.csv``: the six tasks of the double report-in (seed 003).
- ``skills.csv``: what a volunteer can say of themselves; examples of ours.
- ``templates.csv``: kinds of activities with roles (name/in English/number/skill). Names from the seeds: 统一活动日
  (001), 四点半学校, 爱心厨房, 义诊, 理发, 电工, 节日活动 (002), 夏令营, 助力成长屋 (003); times and numbers are ours.
- ``festivals.csv``: days by the common calendar, the lunar one or a solar term.
- ``themes.csv``: what each month is about; examples of ours.
"""

from __future__ import annotations

from functools import partial

from linli.core import seeds

table = partial(seeds.table, __name__)
"""The lines of a file by heading."""
