"""How often the suggested unit is the one that a desk then takes: by rule, so that bad rules show."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.duties.reads import catalogue
from linli.matters.models import Proposal, WorkOrder
from linli.orgs.authority import inside

DAYS = 90
Z95 = 1.959964  # of the normal distribution, two-sided 95 %
NONE, FIRST, SECOND, THIRD = range(4)  # as ``Proposal.taken`` says
FEWEST = 10  # dispatches under which no share is shown


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of the suggestions of one ground: ``share`` of the first with its 95 % interval (Wilson), None when
    too few; how many went to the second and the third that the desk was shown, and how many to none of the three."""

    ground: str
    name: str  # of the routing rule; empty for the catalogue and the place
    dispatched: int
    taken: int
    second: int
    third: int
    other: int
    share: float | None
    low: float
    high: float


def acceptance(areas: Sequence[str], *, at: datetime) -> list[Accepted]:
    """For each rule and ground, of the matters inside ``areas`` first sent to a leading unit in the last ``DAYS``:
    how many went to the unit that was suggested on arrival, how many to the others that were shown. What went before
    the choice was noted counts as the first or as another. The rule that is overruled most comes first."""
    proposals = (
        Proposal.objects.filter(inside("matter__place", areas), matter__received_at__gte=at - timedelta(days=DAYS))
        .order_by()
        .values_list("matter", "ground", "rule", "unit", "taken")
    )
    went: dict[int, int] = {}
    leads = WorkOrder.objects.filter(leads=True, matter__received_at__gte=at - timedelta(days=DAYS)).order_by("-pk")
    for matter, unit in leads.filter(inside("matter__place", areas)).values_list("matter", "unit"):
        went[matter] = unit  # the first order is read last and stays
    sent: dict[tuple[str, int | None], Counter[int]] = defaultdict(Counter)
    for matter, ground, rule, unit, rank in proposals:
        if matter in went:
            sent[ground, rule][FIRST if went[matter] == unit else _other(rank)] += 1
    names = {rule.pk: rule.name for rule in catalogue().rules}
    found = [_row(ground, names.get(rule or 0, ""), ranks) for (ground, rule), ranks in sent.items()]
    return sorted(found, key=lambda row: (row.share is None, row.share or 0.0, -row.dispatched))


def _other(rank: int | None) -> int:
    """Of what did not go to the unit that was suggested on arrival: a first one was named by other rules since."""
    return NONE if rank is None or rank == FIRST else rank


def _row(ground: str, name: str, ranks: Counter[int]) -> Accepted:
    dispatched, taken = ranks.total(), ranks[FIRST]
    low, high = wilson(taken, dispatched)
    share = taken / dispatched if dispatched >= FEWEST else None
    second, third = ranks[SECOND], ranks[THIRD]
    return Accepted(
        ground, name, dispatched, taken, second, third, dispatched - taken - second - third, share, low, high
    )


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share. Source: Wilson (1927), as in Brown, Cai, DasGupta (2001)."""
    if not of:
        return 0.0, 1.0
    share, z2 = hits / of, Z95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z95 * math.sqrt(share * (1 - share) / of + z2 / (4 * of**2)) / (1 + z2 / of)
    return max(middle - half, 0.0), min(middle + half, 1.0)
