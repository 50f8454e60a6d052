"""What somebody reads of their own report-ins. Nothing here reads anybody else's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from linli.people.models import Person
from linli.volunteering.models import Comment, Deed, ReportIn, ReportRule, StayDay, Task
from linli.volunteering.rules.reporting import Stage, period

DEEDS_SHOWN = 30
TASKS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Mine:
    """One report-in with the tasks that can be done now, those said or done, comments newest first, days this month."""

    row: ReportIn
    rule: ReportRule | None  # None: its kind is over
    tasks: tuple[Task, ...]
    deeds: tuple[Deed, ...]
    comments: tuple[Comment, ...]
    days: tuple[StayDay, ...]

    @property
    def stands(self) -> bool:
        return self.row.stage == Stage.CONFIRMED

    @property
    def done(self) -> int:
        return sum(deed.stage == Stage.CONFIRMED for deed in self.deeds)


def mine(person: Person, *, at: datetime) -> list[Mine]:
    """All report-ins of ``person``, the first said first."""
    rules = {rule.code: rule for rule in _rules(at)}
    rows = ReportIn.objects.filter(person=person).select_related("community", "home", "team").order_by("pk")
    return [_mine(row, rules.get(row.kind), at) for row in rows]


def _mine(row: ReportIn, rule: ReportRule | None, at: datetime) -> Mine:
    if row.stage != Stage.CONFIRMED:
        return Mine(row, rule, (), (), (), ())
    on = timezone.localdate(at)
    deeds = tuple(row.deeds.select_related("kind", "task").order_by("-said_at", "-pk")[:DEEDS_SHOWN])
    said = row.deeds.filter(task__isnull=False, stage__in=(Stage.WAITING, Stage.CONFIRMED)).values("task")
    tasks = Task.objects.open(on).filter(community=row.community_id).exclude(pk__in=said).select_related("kind")
    begin, end = period(on, 1)
    return Mine(
        row,
        rule,
        tuple(tasks.order_by("until", "pk")[:TASKS_SHOWN]),
        deeds,
        tuple(row.comments.select_related("unit").order_by("-begins_on", "side")),
        tuple(row.days.filter(on__gte=begin, on__lt=end).order_by("on")),
    )


def kinds_open(person: Person, *, at: datetime) -> list[ReportRule]:
    """The kinds in which ``person`` can report in now; one that was declined can be said anew."""
    taken = set(ReportIn.objects.filter(person=person).exclude(stage=Stage.DECLINED).values_list("kind", flat=True))
    return [rule for rule in _rules(at) if rule.code not in taken]


def _rules(at: datetime) -> list[ReportRule]:
    return list(ReportRule.objects.valid(timezone.localdate(at)).order_by("order", "code"))
