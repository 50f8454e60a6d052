"""How often the suggested unit is the one that a desk then takes: by rule, so that bad rules show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.core.rules import wilson
from linli.duties.reads import catalogue
from linli.matters.models import Proposal, WorkOrder
from linli.orgs.authority import inside

DAYS = 90
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
    interval = wilson(taken, dispatched)
    share = taken / dispatched if dispatched >= FEWEST else None
    second, third = ranks[SECOND], ranks[THIRD]
    return Accepted(
        ground=ground,
        name=name,
        dispatched=dispatched,
        taken=taken,
        second=second,
        third=third,
        other=dispatched - taken - second - third,
        share=share,
        low=interval.low,
        high=interval.high,
    )
