"""A unit is dissolved: what it still has in the commons does not hang on nobody. Claims are given back, orders for
services and projects go on with others, bookings ahead are called off, what it offered and promised ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from linli.commons.actions import claims, groups, menu, orders, partners, projects, resources
from linli.commons.models import Booking, Claim, GroupDay, GroupPart, PartnerList, Project, Resource, ServiceOrder
from linli.commons.rules.orders import Stage
from linli.orgs.models import Organisation
from linli.people.models import Person


class LetGo(Protocol):
    def __call__(self, row: Any, /, *, by: Person | None, at: datetime) -> bool: ...


class Hanging(NamedTuple):
    """Rows that hang on the unit at the end of a path, and how one of them is let go: False, somebody was faster."""

    rows: Callable[[datetime], QuerySet[Any]]
    unit: str
    let_go: LetGo


HANGING = (
    Hanging(lambda at: Claim.objects.promised().select_related("part__need"), "unit", claims.let_go),
    Hanging(
        lambda at: ServiceOrder.objects.filter(stage__in=(Stage.OFFERED, Stage.ACCEPTED), group=None).select_related(
            "service", "community"
        ),
        "unit",
        orders.let_go,
    ),
    Hanging(lambda at: Booking.objects.ahead(at).select_related("resource"), "resource__unit", resources.let_go),
    Hanging(lambda at: Booking.objects.ahead(at).select_related("resource"), "booker", resources.let_go),
    Hanging(lambda at: Resource.objects.there(timezone.localdate(at)), "unit", resources.withdraw),
    Hanging(
        lambda at: GroupPart.objects.filter(group__in=GroupDay.objects.open(at)).select_related("group__community"),
        "unit",
        groups.let_go,
    ),
    Hanging(
        lambda at: PartnerList.objects.running(timezone.localdate(at).year).select_related("community"),
        "unit",
        partners.let_go,
    ),
    Hanging(lambda at: Project.objects.unfinished().select_related("community"), "unit", projects.let_go),
)


def let_go(unit: Organisation, above: Sequence[Organisation], by: Person | None, at: datetime) -> int:
    """Let go of everything that ``unit``, which has ended, has still; nothing of it goes to the offices ``above``.
    Returns how many things. Safe to repeat. In the transaction of the caller."""
    count = menu.end_unserved(unit, by=by, at=at)
    for one in HANGING:
        rows = one.rows(at).filter(**{one.unit: unit}).order_by("pk")
        count += sum(one.let_go(row, by=by, at=at) for row in rows)
    return count


def dissolved_with_more(at: datetime) -> QuerySet[Organisation]:
    """Units that were dissolved and have something still: it was taken up in that very moment, or they were dissolved
    before anybody looked after it."""
    more = Q()
    for one in HANGING:
        more |= Q(Exists(one.rows(at).filter(**{one.unit: OuterRef("pk")})))
    return Organisation.objects.filter(more, dissolved_at__isnull=False)
