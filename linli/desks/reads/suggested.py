"""How often the suggested unit is the one that a desk then takes: by rule, so that bad rules show."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.duties.reads import catalogue
from linli.matters.models import Proposal, WorkOrder
from linli.orgs.authority import inside

DAYS = 90
Z95 = 1.959964  # of the normal distribution, two-sided 95 %
FEWEST = 10  # dispatches under which no share is shown


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of the suggestions of one ground: ``share`` with its 95 % interval (Wilson), None when too few."""

    ground: str
    name: str  # of the routing rule; empty for the catalogue and the place
    dispatched: int
    taken: int
    share: float | None
    low: float
    high: float


def acceptance(areas: Sequence[str], *, at: datetime) -> list[Accepted]:
    """For each rule and ground, of the matters inside ``areas`` first sent to a leading unit in the last ``DAYS``:
    how many went to the unit that was suggested on arrival. The rule that is overruled most comes first."""
    proposals = (
        Proposal.objects.filter(inside("matter__place", areas), matter__received_at__gte=at - timedelta(days=DAYS))
        .order_by()
        .values_list("matter", "ground", "rule", "unit")
    )
    went: dict[int, int] = {}
    leads = WorkOrder.objects.filter(leads=True, matter__received_at__gte=at - timedelta(days=DAYS)).order_by("-pk")
    for matter, unit in leads.filter(inside("matter__place", areas)).values_list("matter", "unit"):
        went[matter] = unit  # the first order is read last and stays
    sent: Counter[tuple[str, int | None]] = Counter()
    taken: Counter[tuple[str, int | None]] = Counter()
    for matter, ground, rule, unit in proposals:
        if matter in went:
            sent[ground, rule] += 1
            taken[ground, rule] += went[matter] == unit
    names = {rule.pk: rule.name for rule in catalogue().rules}
    found = [_row(ground, names.get(rule or 0, ""), n, taken[ground, rule]) for (ground, rule), n in sent.items()]
    return sorted(found, key=lambda row: (row.share is None, row.share or 0.0, -row.dispatched))


def _row(ground: str, name: str, dispatched: int, taken: int) -> Accepted:
    low, high = wilson(taken, dispatched)
    share = taken / dispatched if dispatched >= FEWEST else None
    return Accepted(ground, name, dispatched, taken, share, low, high)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share. Source: Wilson (1927), as in Brown, Cai, DasGupta (2001)."""
    if not of:
        return 0.0, 1.0
    share, z2 = hits / of, Z95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z95 * math.sqrt(share * (1 - share) / of + z2 / (4 * of**2)) / (1 + z2 / of)
    return max(middle - half, 0.0), min(middle + half, 1.0)
