"""Made-up report-ins, tasks, comments and pledges in the community whose desk the role picker opens, played through
the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division
from linli.site.demo.offices import SHOWN_COMMUNITY, Offices
from linli.volunteering.actions import comments, days, pledges, reporting, tasks, units
from linli.volunteering.actions.comments import CommentSays
from linli.volunteering.actions.reporting import ReportSays
from linli.volunteering.models import ReportIn, ReportRule, ReportTeam, Task, TaskKind
from linli.volunteering.rules.reporting import Side, period

MEMBERS = 24  # of whom the last ones still wait
WAITING = 4
LONG_AGO = timedelta(days=230)  # before the last half-year began
LATELY = timedelta(days=60)
HOMES = ("urban_management", "urban_management", "water", "education", "health")
KINDS = ("member", "member", "officer", "member", "weekend", "rider", "member", "passing")
POSTED = (  # kind of task, title, when and where, days until its end
    ("service", "周六上午清扫楼道（演示）", "周六9点在社区服务站集合，工具已备好。", 9),
    ("policy", "反诈宣传进楼栋（演示）", "领取宣传页，张贴到公告栏。", 16),
    ("harmony", "广场舞噪声劝导（演示）", "晚7点到8点，两人一组。", 5),
    ("emergency", "台风天值守志愿岗（演示）", "接到通知后到岗，注意自身安全。", 30),
)
DONE = (
    ("contact", "给独居老人代买了药（演示）"),
    ("service", "参加了河边捡拾垃圾（演示）"),
    ("policy", "向邻居讲解了医保新规（演示）"),
    ("council", "参加了加装电梯议事会（演示）"),
)
WRITTEN = ("感谢您利用周末参与社区服务，邻居们都记得。", "任务完成认真，期待继续参与。", "沟通及时，答应的事都做到了。")
PROMISED = (
    "每周清扫一次楼道",
    "帮一位老人学会用手机挂号",
    "不在楼道堆放杂物",
    "每月捡拾一次河边垃圾",
    "教邻居孩子下棋",
)
BRINGS = (
    ("urban_management", "每月一次市容清扫，派6名党员志愿者。"),
    ("water", "每季度检查一次老旧小区水管。"),
    ("health", "每月义诊一次，测血压、血糖。"),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where it is played: the community, its desk, the organisations that members belong to, a team of riders."""

    community: Division
    desk: Person
    homes: dict[str, Organisation]
    team: ReportTeam
    offices: Offices


@transaction.atomic
def report_all(offices: Offices, *, at: datetime) -> int:
    """Let residents and units report in, do tasks and promise. Returns how many people reported in."""
    committee, desk = offices.by_community[SHOWN_COMMUNITY]
    codes = {f"department-{duty}": duty for duty in {*HOMES, *(duty for duty, _ in BRINGS)}}
    homes = {codes[unit.code]: unit for unit in Organisation.objects.filter(code__in=codes)}
    team = units.found_team(
        by=desk, community=committee.division, name="玉山配送站（演示）", home=None, at=at - LONG_AGO
    )
    stage = Stage(committee.division, desk, homes, team, offices)
    posted = _post(stage, at)
    people = [person for person in offices.residents if not person.elder_mode][:MEMBERS]
    wordings = {rule.code: rule.wording for rule in ReportRule.objects.filter(valid_to=None)}
    for place, person in enumerate(people):
        row = _report(stage, person, place, wordings, at)
        if place < MEMBERS - WAITING:
            _live(stage, row, place, posted, at)
    _units(stage, at)
    _pledge(stage, people, at)
    return len(people)


def _post(stage: Stage, at: datetime) -> list[Task]:
    kinds = {kind.code: kind for kind in TaskKind.objects.filter(valid_to=None)}
    on = timezone.localdate(at)
    return [
        tasks.post(
            by=stage.desk,
            community=stage.community,
            kind=kinds[kind],
            title=title,
            words=words,
            until=on + timedelta(days=left),
            at=at - timedelta(days=3),
        )
        for kind, title, words, left in POSTED
    ]


def _report(stage: Stage, person: Person, place: int, wordings: dict[str, str], at: datetime) -> ReportIn:
    """One reports in; most were confirmed long ago, the last still wait."""
    kind, home = KINDS[place % len(KINDS)], stage.homes[HOMES[place % len(HOMES)]]
    is_new = place >= MEMBERS - WAITING
    since = LONG_AGO if kind in ("member", "officer") else LATELY
    said_at = at - (timedelta(hours=3 * (MEMBERS - place)) if is_new else since - timedelta(days=place))
    says = ReportSays(name=person.name, home=home, home_elsewhere="外地某党支部（演示）", team=stage.team)
    row = reporting.report_in(
        by=person, kind=kind, community=stage.community, says=says, wording=wordings[kind], at=said_at
    )
    if not is_new:
        reporting.confirm(by=stage.desk, report_in=row, at=said_at + timedelta(days=1))
    return row


def _live(stage: Stage, row: ReportIn, place: int, posted: list[Task], at: datetime) -> None:
    """Days, tasks and comments of one who was confirmed."""
    on, person = timezone.localdate(at), row.person
    kinds = {kind.code: kind for kind in TaskKind.objects.filter(valid_to=None)}
    saturday = on - timedelta(days=(on.weekday() - 5) % 7)
    if row.kind == "officer":
        begin, _ = period(on, 1)
        for before in range(min((on - begin).days + 1, 3)):
            days.tell_day(by=person, report_in=row, on=on - timedelta(days=before), at=at)
    for number in range(place % 4):
        kind, words = DONE[(place + number) % len(DONE)]
        done_on = saturday - timedelta(weeks=number)
        deed = tasks.tell_done(
            by=person, report_in=row, kind=kinds[kind], words=words, done_on=done_on, at=at - timedelta(hours=place)
        )
        if number or place % 3:
            tasks.confirm_deed(by=stage.desk, deed=deed, at=at)
    if place % 5 == 0 and row.kind != "weekend":
        tasks.tell_done(by=person, report_in=row, task=posted[place % len(posted)], done_on=on, at=at)
    if row.kind in ("member", "officer") and place % 2 == 0:
        _comment(stage, row, place, at)


def _comment(stage: Stage, row: ReportIn, place: int, at: datetime) -> None:
    says = CommentSays(took_part=True, kept_word=True, in_touch=place % 3 > 0, words=WRITTEN[place % len(WRITTEN)])
    made = comments.comment(by=stage.desk, report_in=row, side=Side.COMMUNITY, says=says, at=at)
    if place % 4 == 0:
        comments.answer(by=row.person, comment=made, words="谢谢社区，有空我会继续来。", at=at)
    handler = stage.offices.by_unit.get(row.home_id or 0)
    if handler is not None and place % 4 == 0:
        words = CommentSays(took_part=True, kept_word=True, in_touch=True, words="在社区的表现为单位添了光。")
        comments.comment(by=handler, report_in=row, side=Side.HOME, says=words, at=at)


def _units(stage: Stage, at: datetime) -> None:
    """Units report in; the last one still waits."""
    for place, (duty, words) in enumerate(BRINGS):
        unit = stage.homes[duty]
        handler = stage.offices.by_unit.get(unit.pk)
        if handler is None:
            continue
        when = at - timedelta(days=60 - 29 * place)
        row = units.report_unit(by=handler, unit=unit, community=stage.community, words=words, at=when)
        if place < len(BRINGS) - 1:
            units.confirm_unit(by=stage.desk, report=row, at=when)


def _pledge(stage: Stage, people: list[Person], at: datetime) -> None:
    on = timezone.localdate(at)
    for place, (person, words) in enumerate(zip(people, PROMISED, strict=False)):
        row = pledges.pledge(
            by=person, community=stage.community, words=words, by_on=on + timedelta(days=20 + place), at=at
        )
        if place < len(PROMISED) - 1:
            pledges.publish(by=person, pledge=row, name=person.name if place % 2 else "", at=at)
        if place < len(PROMISED) - 2:
            pledges.show(by=stage.desk, pledge=row, at=at + timedelta(minutes=place))
        if place % 2 == 0:
            pledges.keep(by=person, pledge=row, at=at)
