"""The list of orders as it is looked at on the way: what is late, what ends today, what comes later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.matters.reads.orders import OrderLine

GROUPS = {
    "late": _("Overdue"),
    "today": _("Ends today"),
    "later": _("Later"),
    "stands": _("The clock stands"),
}
"""In the order in which they are shown; distance changes places only inside one."""


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    name: str | Promise = ""
    lines: list[OrderLine] = field(default_factory=list)


def groups(lines: Sequence[OrderLine], *, at: datetime) -> list[Group]:
    """``lines`` in their order, parted by how soon they end; orders that are done stand in one group without a name."""
    made = {key: Group(key, name) for key, name in GROUPS.items()} | {"": Group("")}
    for line in lines:
        made[_of(line, at)].lines.append(line)
    return [group for group in made.values() if group.lines]


def _of(line: OrderLine, at: datetime) -> str:
    if not line.clock_runs:
        return ""
    if line.paused_at is not None:
        return "stands"
    if line.due_at < at:
        return "late"
    return "today" if timezone.localdate(line.due_at) == timezone.localdate(at) else "later"
