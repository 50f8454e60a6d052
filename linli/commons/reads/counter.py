"""What the counters of communities take: the menu there but for the gaps that were written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from linli.commons.models import CounterGap, Service
from linli.core.dated import DatedQuerySet
from linli.orgs.authority import inside
from linli.places.models import Division


@dataclass(frozen=True, slots=True)
class Counter:
    """``taken`` are the services that one can have taken down there on a day, ``gaps`` those that not, with their row;
    ``to_come`` what will not be taken from a later day on."""

    taken: Sequence[Service]
    gaps: Sequence[tuple[CounterGap, Service]]
    to_come: Sequence[tuple[CounterGap, Service]]

    @property
    def items(self) -> int:
        return len(self.taken) + len(self.gaps)


def counter_of(community: Division, on: date) -> Counter:
    """Two queries; what the community has switched off stands nowhere in it."""
    menu = list(Service.objects.valid(on).on_in(community).order_by("order", "pk"))
    rows = list(CounterGap.objects.unended(on).filter(community=community).order_by("valid_from", "pk"))
    by_code = {service.code: service for service in menu}
    told = [(row, by_code[row.code]) for row in rows if row.code in by_code]
    now = {row.code for row, _ in told if row.valid_from <= on}
    return Counter(
        [service for service in menu if service.code not in now],
        [(row, service) for row, service in told if row.valid_from <= on],
        [(row, service) for row, service in told if row.valid_from > on],
    )


def gaps_in(areas: Sequence[str], on: date) -> DatedQuerySet[CounterGap]:
    """Those of all counters in an area, in force or to come."""
    rows = CounterGap.objects.unended(on).filter(inside("community__code", areas))
    return rows.select_related("community").defer("community__outline")


def names(codes: set[str]) -> dict[str, Service]:
    """The services by their codes, in their last wording."""
    return {service.code: service for service in Service.objects.filter(code__in=codes).order_by("valid_from")}
