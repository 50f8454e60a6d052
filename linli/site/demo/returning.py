"""What units hand back in the made-up county, in every state of it, one leg in dispute, and calls after answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from linli.duties.reads import catalogue
from linli.matters import actions
from linli.matters.models import Reporter, Return, WorkOrder
from linli.matters.reads import call_backs
from linli.matters.reads.returns import until
from linli.matters.rules import OrderStage
from linli.orgs.authority import prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, OrgKind
from linli.people.models import Person
from linli.site.demo.offices import Offices

STATES = ("disputed", "waits", "passed_on", "waits", "kept", "waits")  # of orders handed back, as many as there are
CALLS, UNREACHED = 6, 4
WORDS, BASIS = "该事项不在我单位职责范围，现场核实应由属地办理。", "部门“三定”规定"
CARD = "demo-department"  # of the role picker: something is left for it to sign for
KEPT = "按服务目录由你单位牵头，属地配合。"
STILL = "权责清单已调整，我单位无执法权限，请联动中心协调。"
NO_ANSWER = "电话无人接听"


@transaction.atomic
def run_returns(offices: Offices, *, at: datetime) -> None:
    """Hand back what was sent and not signed for, decide some of it, and call reporters; nothing after ``at``."""
    centre = Person.objects.get(username="demo-centre")
    sent = WorkOrder.objects.filter(stage=OrderStage.DISPATCHED, leads=True, unit__kind=OrgKind.DEPARTMENT)
    found = sent.select_related("matter", "unit__division").order_by("-dispatched_at", "pk")
    theirs = [row for row in found if row.unit_id in offices.by_unit]
    theirs = [row for row in theirs if offices.by_unit[row.unit_id].username != CARD]
    for state, order in zip(STATES, theirs, strict=False):
        _hand_back(order, state, offices.by_unit[order.unit_id], centre, at)
    _calls(centre, at)


def _hand_back(order: WorkOrder, state: str, handler: Person, centre: Person, at: datetime) -> None:
    step = min(timedelta(minutes=20), (until(order) - order.dispatched_at) / 4, (at - order.dispatched_at) / 4)
    street = catalogue().units.covering(order.matter.place, OrgKind.STREET_OFFICE)
    if street is None or step <= timedelta():
        return
    owner = Organisation.objects.get(pk=street.pk)
    told = order.dispatched_at + step
    row: Return = actions.hand_back(
        by=handler, order=order, reason="not_our_duty", words=WORDS, basis=BASIS, owner=owner, at=told
    )
    if state == "waits":
        return
    decided = told + step
    if state == "passed_on":
        actions.pass_on(by=centre, handed_back=row, at=decided)
        return
    kept = actions.keep(by=centre, handed_back=row, words=KEPT, at=decided)
    if state == "disputed":
        actions.dispute(by=handler, order=kept, words=STILL, at=decided + step)


def _calls(centre: Person, at: datetime) -> None:
    """Some reporters are called: most do not answer, some say that it is solved."""
    waiting = call_backs.to_call(prefixes(centre, Grant.CALL_BACK), [], at=at)
    for serial, line in enumerate(waiting[:CALLS]):
        reporter = Reporter.objects.select_related("matter__merged_into", "person").get(pk=line.reporter.pk)
        called = max(line.answered_at, at - timedelta(hours=1))
        is_reached = serial >= UNREACHED
        actions.call_back(
            by=centre,
            matter=reporter.matter.merged_into or reporter.matter,
            reporter=reporter,
            reached=is_reached,
            said=actions.Judgement(solved=True, satisfaction=5) if is_reached else None,
            words="" if is_reached else NO_ANSWER,
            at=called,
        )
