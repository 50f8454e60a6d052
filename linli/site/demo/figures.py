"""What the demo shows of rates: exclusions in every state, and last month's circular, issued and published."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from linli.insight import actions as insight
from linli.matters import actions
from linli.matters.models import Exclusion, Matter
from linli.matters.reads.months import Month
from linli.matters.rules import ExclusionReason, Stage
from linli.orgs.models import Organisation, Post, Role
from linli.people.models import Person
from linli.site.demo.offices import Offices

ASKED = (
    (ExclusionReason.IN_COURT, "法院已立案，案号见附件，等待判决", "grant"),
    (ExclusionReason.UNREACHABLE, "三天内拨打五次，均无人接听", "grant"),
    (ExclusionReason.OUTSIDE_LAW, "要求在公共绿地加建，不符合规划", "refuse"),
    (ExclusionReason.IN_PETITION, "已登记信访事项，按信访程序办理", "appeal"),
    (ExclusionReason.MALICIOUS_REPEAT, "同一事项当月反映四次，均已答复", ""),
    (ExclusionReason.UNREACHABLE, "号码为空号，未能联系", ""),
)
DAY = timedelta(days=1)


def tell(offices: Offices, *, at: datetime) -> int:
    """Ask for exclusions among the answered matters of last month, decide some, issue the circular of that month.
    Returns how many were asked for."""
    month = Month.of(at).before(1)
    asked = _ask(offices, month, at)
    centre = Post.objects.filter(role=Role.CENTRE_DESK).select_related("person").earliest("pk").person
    row = insight.prepare(month=month, at=min(at, month.end + timedelta(minutes=5)))
    insight.issue(by=centre, circular=row, at=at)
    insight.publish(by=centre, circular=row, at=at)
    return asked


def _ask(offices: Offices, month: Month, at: datetime) -> int:
    rows = Matter.objects.filter(
        stage__in=(Stage.ANSWERED, Stage.CLOSED),
        source="",
        unit__in=offices.by_unit,
        orders__unit=F("unit"),
        due_at__gte=month.start,
        due_at__lt=month.end,
        answered_at__lt=min(at, month.end) - 4 * DAY,
    )
    found = list(rows.select_related("unit").order_by("answered_at", "pk").distinct()[: len(ASKED)])
    centre = Post.objects.filter(role=Role.CENTRE_DESK).select_related("person").earliest("pk").person
    for matter, (reason, words, ends) in zip(found, ASKED, strict=False):
        _play(matter, reason, words, ends, offices.by_unit[matter.unit_id or 0], centre)
    return min(len(found), len(ASKED))


def _play(matter: Matter, reason: ExclusionReason, words: str, ends: str, by: Person, centre: Person) -> None:
    asked_at = (matter.answered_at or matter.received_at) + DAY
    unit = Organisation.objects.get(pk=matter.unit_id or 0)

    def ask(at: datetime) -> Exclusion:
        return actions.ask_exclusion(by=by, matter=matter, unit=unit, reason=reason, words=words, at=at)

    row = ask(asked_at)
    if ends == "grant":
        actions.grant_exclusion(by=centre, exclusion=row, words="材料属实，同意剔除", at=asked_at + DAY)
    elif ends:
        actions.refuse_exclusion(by=centre, exclusion=row, words="依据不足，照常计入", at=asked_at + DAY)
        if ends == "appeal":
            again = ask(asked_at + 2 * DAY)
            actions.grant_exclusion(by=centre, exclusion=again, words="补充材料后同意", at=asked_at + 3 * DAY)
