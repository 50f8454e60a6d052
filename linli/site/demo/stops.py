"""Some of the demo's open orders have more time, or a clock that stands: by the actions, as of now."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from linli.matters import actions
from linli.matters.models import PauseCause, WorkOrder
from linli.matters.rules import OrderStage
from linli.orgs.models import OrgKind, Post, Role
from linli.site.demo.offices import Offices

EVERY = 5  # one open order of so many
ORDERS = 40
WHY = {
    "waiting_reporter": "需要您确认方便上门的时间，电话暂未接通",
    "weather": "连续降雨，路面无法开挖，天晴后立即施工",
    "hold": "需整体改造，短期内不具备条件，已列入计划",
}
PLAN = "先行临时处置，列入年度改造计划，复查时说明进度"
MORE = "需采购配件，供应商三日内到货"


@transaction.atomic
def ask_all(offices: Offices, *, at: datetime) -> int:
    """Ask for extensions and pauses on some orders, and decide some of them. Returns how many were asked."""
    centre = Post.objects.filter(role=Role.CENTRE_DESK).select_related("person").order_by("pk")[0].person
    open_orders = WorkOrder.objects.filter(
        stage__in=(OrderStage.SIGNED, OrderStage.IN_HAND),
        leads=True,
        due_at__gt=at,
        unit__in=offices.by_unit,
        dispute=None,
    )
    causes = {cause.code: cause for cause in PauseCause.objects.all()}
    asked = 0
    for serial, order in enumerate(open_orders.select_related("matter", "unit__division").order_by("pk")[:ORDERS]):
        if serial % EVERY > 2 or order.unit.kind == OrgKind.CITY_CENTRE:
            continue
        asked += 1
        by = offices.by_unit[order.unit_id]
        if serial % EVERY == 0:
            extension = actions.ask_extension(by=by, order=order, amount=1, words=MORE, at=at)
            if serial % (2 * EVERY) == 0:
                actions.decide_extension(by=centre, extension=extension, is_granted=True, words="同意", at=at)
            continue
        code = "waiting_reporter" if serial % EVERY == 1 else "hold" if serial % (2 * EVERY) == 2 else "weather"
        days = {"waiting_reporter": 3, "weather": 7, "hold": 90}[code]
        pause = actions.ask_pause(
            by=by,
            order=order,
            cause=causes[code],
            words=WHY[code],
            plan=PLAN if code == "hold" else "",
            until_at=at + timedelta(days=days),
            at=at,
        )
        if code == "hold":
            actions.decide_pause(by=centre, pause=pause, is_granted=True, words="同意挂账", at=at)
    return asked
