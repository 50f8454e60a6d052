"""A unit is dissolved: the orders that none of its people signed for go to an office above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from linli.core import log
from linli.duties.reads import catalogue
from linli.matters.actions import entries
from linli.matters.actions.arbitrate import send_instead
from linli.matters.actions.dispatch import check_unit
from linli.matters.actions.moving import hold, hold_order, move_order
from linli.matters.actions.pause import end_what_runs
from linli.matters.errors import NoUnit
from linli.matters.models import Matter, WorkOrder
from linli.matters.rules import OPEN_ORDER_STAGES, OrderStage
from linli.orgs.models import Organisation, OrgKind
from linli.people.models import Person

AROUND = (OrgKind.COMMUNITY_COMMITTEE, OrgKind.STREET_OFFICE, OrgKind.CITY_CENTRE)
"""Who answers for a place where nobody above in the tree does: the last one coordinates."""


def pass_up(unit: Organisation, above: Sequence[Organisation], by: Person | None, at: datetime) -> int:
    """Send the unsigned orders of ``unit`` to the nearest of those above, else to the office of the place. An assisting
    leg ends where that one has an order already. Returns how many. In the transaction of the caller."""
    count = 0
    for order in list(WorkOrder.objects.filter(unit=unit, stage=OrderStage.DISPATCHED).order_by("matter", "pk")):
        matter = Matter.objects.get(pk=order.matter_id)
        hold(matter)
        hold_order(order)
        order.matter = matter
        heir = next(_heirs(order, above), None)
        if order.stage != OrderStage.DISPATCHED or heir is None:  # signed for meanwhile: it is with a person
            continue
        end_what_runs(order, by=by, at=at)
        move_order(order, "cancel")
        log.keep(entries.order_passed_up(order, by, at, to=heir.pk))
        if order.leads or not _live(matter, heir):
            send_instead(order, heir, by=by, at=at)
        count += 1
    return count


def _heirs(order: WorkOrder, above: Sequence[Organisation]) -> Iterator[Organisation]:
    """Who can take ``order``, the nearest first: a unit that has done its own part of the matter does not lead it."""
    known = [catalogue().units.covering(order.matter.place, kind, "") for kind in AROUND]
    near = Organisation.objects.in_bulk([unit.pk for unit in known if unit is not None])
    centre = [one for one in above if one.kind == OrgKind.CITY_CENTRE]
    ways = [one for one in above if one not in centre]
    for one in (*ways, *(near[unit.pk] for unit in known if unit is not None), *centre):
        try:
            check_unit(order.matter, one.pk)
        except NoUnit:
            continue
        other = _live(order.matter, one)
        if one.pk != order.unit_id and (other is None or not order.leads or other.stage in OPEN_ORDER_STAGES):
            yield one


def _live(matter: Matter, unit: Organisation) -> WorkOrder | None:
    return matter.orders.exclude(stage=OrderStage.CANCELLED).filter(unit=unit).first()
