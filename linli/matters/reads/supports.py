"""请求支援: whom who leads could ask for, and what waits for the desks that decide."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from linli.duties.reads import catalogue
from linli.duties.rules import UnitFacts
from linli.matters.models import Support, WorkOrder
from linli.matters.reads.routing import named
from linli.matters.rules import AT_WORK_STAGES, AskStage, OrderStage
from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import OrgKind
from linli.people.models import Person

SHOWN = 100


def may_ask(order: WorkOrder) -> bool:
    return order.leads and order.stage in AT_WORK_STAGES


def askable(order: WorkOrder, at: datetime) -> list[UnitFacts]:
    """Units that rules, catalogue and place name and that have no part in it yet. The centre sends, it does not
    assist."""
    there = set(order.matter.orders.exclude(stage=OrderStage.CANCELLED).values_list("unit_id", flat=True))
    there |= set(order.supports.filter(stage=AskStage.ASKED).values_list("unit_id", flat=True))
    found = named(order.matter, catalogue().kinds[order.matter.kind_id], at)
    return [one.unit for one in found if one.unit.pk not in there and one.unit.kind != OrgKind.CITY_CENTRE]


def of_order(order: WorkOrder) -> list[Support]:
    """What was asked for, the newest first."""
    return list(order.supports.select_related("unit").order_by("-pk"))


def waiting(person: Person) -> QuerySet[Support]:
    """What ``person`` may decide, the first to end first; at most ``SHOWN`` are shown."""
    here = inside("order__matter__place", prefixes(person, Grant.DISPATCH))
    rows = Support.objects.filter(here, stage=AskStage.ASKED)
    return rows.select_related("order__matter", "order__unit", "unit").order_by("order__due_at", "pk")
