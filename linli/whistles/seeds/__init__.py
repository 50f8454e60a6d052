"""The causes that a new house starts with. A street adds its own as dated rows, not here.

``causes.csv``: ``ranks`` and ``duties`` are split by spaces; ``chasing`` is ``limit+amount>to`` split by spaces, the
amount in minutes (``30m``) or working days (``1d``). Source: three legal causes of 北京 街乡吹哨 (beijing.gov.cn),
limits of 南京鼓楼; the steps of chasing and the limits of an emergency are examples, each city sets its own.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from linli.core import seeds
from linli.whistles.models import Cause


def steps(text: str) -> list[dict[str, Any]]:
    """``arrive+1d>centre`` as the JSON of a cause."""
    made: list[dict[str, Any]] = []
    for word in text.split():
        limit, _, rest = word.partition("+")
        amount, _, to = rest.partition(">")
        unit = "working_days" if amount.endswith("d") else "minutes"
        made.append({"limit": limit, unit: int(amount[:-1]), "to": to})
    return made


CHASING = steps("sign+0m>head arrive+0m>head arrive+1d>joint_meeting arrive+2d>centre")
"""Who hears, when nobody says otherwise."""


def causes(since: date) -> list[Cause]:
    """The rows of ``causes.csv``, not saved yet."""
    return [
        Cause(
            code=line["code"],
            name=line["name"],
            name_en=line["name_en"],
            means=line["means"],
            means_en=line["means_en"],
            ranks=line["ranks"].split(),
            sign_minutes=int(line["sign_minutes"]),
            contact_minutes=int(line["contact_minutes"]),
            arrive_minutes=int(line["arrive_minutes"]) if line["arrive_minutes"] else None,
            arrive_working_days=int(line["arrive_working_days"]) if line["arrive_working_days"] else None,
            chasing=steps(line["chasing"]),
            duties=line["duties"].split(),
            order=order,
            source=line["source"],
            valid_from=since,
        )
        for order, line in enumerate(seeds.table(__name__, "causes"), start=1)
    ]
