"""Report-ins, tasks and comments on the cast of the town: urban management is where the resident works."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from linli.core.models import Entry
from linli.people.models import Person
from linli.volunteering.actions import comments, reporting, seeding, tasks
from linli.volunteering.actions.comments import CommentSays
from linli.volunteering.actions.reporting import ReportSays
from linli.volunteering.models import Comment, Deed, ReportIn, Task, TaskKind
from linli.volunteering.rules.reporting import Side
from tests.town import SINCE, T0, Town

AGREED = "我自愿说明"
NAME = "演示居民甲"
TODAY = T0.date()  # a Monday
SATURDAY = date(2026, 2, 28)
LAST_YEAR = T0 - timedelta(days=120)
SAYS = CommentSays(took_part=True, kept_word=True, in_touch=False, words="谢谢您每周来帮忙")


def reported(
    town: Town, person: Person | None = None, kind: str = "member", *, at: datetime = T0, **more: object
) -> ReportIn:
    """Somebody who reported in to the first community and waits for it."""
    seeding.seed_reporting(at=at, since=SINCE)
    says = ReportSays(**({"name": NAME, "home": town.cleaners} | more))  # type: ignore[arg-type]
    return reporting.report_in(
        by=person or town.ren, kind=kind, community=town.community, says=says, wording=AGREED, at=at
    )


def confirmed(town: Town, person: Person | None = None, kind: str = "member", **more: object) -> ReportIn:
    row = reported(town, person, kind, **more)  # type: ignore[arg-type]
    reporting.confirm(by=town.mei, report_in=row, at=row.said_at)
    return row


def kind(code: str = "service") -> TaskKind:
    return TaskKind.objects.get(code=code)


def posted(town: Town, *, until: date = TODAY, at: datetime = T0) -> Task:
    return tasks.post(
        by=town.mei, community=town.community, kind=kind(), title="周末清扫楼道", words="", until=until, at=at
    )


def told(row: ReportIn, *, at: datetime = T0, **more: object) -> Deed:
    says: dict[str, object] = {"done_on": TODAY, "kind": kind(), "words": "陪独居老人聊天"}
    return tasks.tell_done(by=row.person, report_in=row, at=at, **(says | more))  # type: ignore[arg-type]


def commented(town: Town, row: ReportIn, side: Side = Side.COMMUNITY) -> Comment:
    by = town.guan if side is Side.HOME else town.mei
    return comments.comment(by=by, report_in=row, side=side, says=SAYS, at=T0)


def entries(verb: str) -> list[Entry]:
    return list(Entry.objects.filter(verb=f"volunteering.{verb}").order_by("pk"))
