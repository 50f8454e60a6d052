"""What runs late in the made-up county: warned of, supervised and replied to, urged, joined by neighbours, split."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.core.calendar import Limit, LimitUnit
from linli.duties.models import Kind
from linli.matters import actions, jobs
from linli.matters.actions import Part
from linli.matters.models import Matter, Reporter, Supervision, WorkOrder
from linli.matters.rules import CLOCK_STAGES, SPLIT_STAGES, Stage
from linli.people.models import Person
from linli.site.demo.offices import Offices

CARDS = ("demo-department", "demo-community", "demo-grid")  # whose units show it first
BY_HAND = 5  # supervision orders that somebody writes
REPLIED = 2
URGED = 8
JOINED = 6
INTENTS = 0x11A12 << 96
ASKED = "居民多次反映，请说明原因和预计办结时间。"
REPLY = "现场已两次到场处理，尚缺配件，配件到货后当日完成更换。"
URGING = "还没有人联系我，麻烦尽快处理。"
PART_KIND, PART_WORDS = "01-01-01", "旁边的公共设施也坏了，请一并看看。"


@transaction.atomic
def run_late(offices: Offices, *, at: datetime) -> None:
    """Let the clock and the people do what is due at ``at``, on matters that are still open."""
    jobs.alert(at=at)
    centre = Person.objects.get(username="demo-centre")
    waiting = WorkOrder.objects.open().select_related("matter", "unit__division").order_by("due_at", "pk")
    handled = [row for row in waiting if row.unit_id in offices.by_unit]
    handled.sort(key=lambda row: offices.by_unit[row.unit_id].username not in CARDS)  # the cards' units first
    for order in handled[:BY_HAND]:
        within = Limit(1, LimitUnit.WORKING_DAYS)
        actions.supervise(by=centre, order=order, words=ASKED, within=within, at=at - timedelta(hours=2))
    asked = Supervision.objects.select_related("order__unit", "order__matter").order_by("-issued_at", "pk")
    for row in [row for row in asked if row.order.unit_id in offices.by_unit][-REPLIED:]:
        actions.reply(by=offices.by_unit[row.order.unit_id], supervision=row, words=REPLY, at=at - timedelta(minutes=5))
    _residents(offices, at)
    _several_things(at)


def _residents(offices: Offices, at: datetime) -> None:
    told = Reporter.objects.filter(
        person__isnull=False,
        matter__stage__in=CLOCK_STAGES,
        matter__kind__is_sensitive=False,
        matter__received_at__lt=at - timedelta(days=2),  # nobody may urge what was said just now
    )
    for reporter in told.select_related("matter", "person").order_by("matter__due_at", "pk")[:URGED]:
        actions.urge(reporter=reporter, words=URGING, at=at - timedelta(hours=1))
    shown = Matter.objects.filter(stage=Stage.HANDLING, is_public=True, received_at__lt=at - timedelta(hours=3))
    for serial, matter in enumerate(shown.order_by("-received_at")[:JOINED]):
        neighbour = offices.residents[-1 - serial]
        actions.join(by=neighbour, matter=matter, intent=UUID(int=INTENTS + serial), at=at - timedelta(hours=3))


def _several_things(at: datetime) -> None:
    found = Matter.objects.filter(stage__in=SPLIT_STAGES, received_at__lt=at - timedelta(days=1)).order_by("-pk")
    desk = Person.objects.get(username="demo-centre")
    kind = Kind.objects.get(code=PART_KIND)
    for matter in found[:1]:
        actions.split(by=desk, matter=matter, parts=[Part(kind, PART_WORDS)], at=at - timedelta(hours=4))
    for matter in found[1:2]:
        came_on = timezone.localdate(at - timedelta(days=2))
        actions.link_petition(by=desk, matter=matter, number="演示信访 2026-001", came_on=came_on, at=at)
