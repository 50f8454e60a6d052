"""Tasks that the demo's departments ask to hand down, in every stage, and what communities note of being asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.duties import actions
from linli.duties.actions.admissions import expire
from linli.duties.models import Admission
from linli.duties.rules import DutyLevel, HowOften
from linli.orgs.models import Organisation, OrgKind
from linli.people.models import Person
from linli.site.demo.offices import Offices

TASKS_FROM = 0xAD0_000
NOTES_FROM = 0xAD1_000
COMMUNITIES = 12  # that note what they are asked
MONTHS_BACK = 3


@dataclass(frozen=True, slots=True)
class Task:
    """What a department (by its duty) asks; days are counted from the day of the demo."""

    duty: str
    title: str
    basis: str
    words: str
    asked: int
    starts: int
    ends: int
    how_often: HowOften
    fields: tuple[str, ...]
    yuan: int
    ending: str  # the last step made: asked, reviewed, admitted, published, refused, withdrawn, expired
    level: DutyLevel = DutyLevel.COMMUNITY


TASKS = (
    Task("agriculture", "犬只登记数量核对（示例）", "《动物防疫法》", "按楼栋核对登记数量，不入户，不登记个人信息。",
         -120, -100, 200, HowOften.QUARTERLY, ("楼栋", "登记数量", "免疫数量"), 200_000, "published"),
    Task("fire", "楼道堆物和飞线充电巡查（示例）", "《消防法》", "网格日常巡查时一并查看，发现隐患上报。",
         -150, -140, 20, HowOften.WEEKLY, ("楼栋", "隐患类型", "是否当场整改"), 350_000, "published"),
    Task("civil_affairs", "独居老人探访情况汇总（示例）", "《老年人权益保障法》", "汇总探访次数，由探访记录生成。",
         -80, -60, 280, HowOften.MONTHLY, ("探访户数", "需要转介的户数"), 500_000, "published"),
    Task("water", "二次供水泵房清单更新（示例）", "《城市供水条例》", "核对辖区二次供水泵房的位置和管理单位。",
         -300, -280, -40, HowOften.ONCE, ("小区", "泵房位置", "管理单位"), 80_000, "expired"),
    Task("market", "农贸市场食品安全宣传（示例）", "《食品安全法》", "协助发放宣传材料。",
         -90, -80, 90, HowOften.WHEN_NEEDED, (), 50_000, "withdrawn"),
    Task("culture_tourism", "群众文化活动台账（示例）", "《公共文化服务保障法》", "每月报送活动台账和照片。",
         -40, -20, 340, HowOften.MONTHLY, ("活动名称", "参加人数", "照片", "满意度", "经费来源"), 0, "refused"),
    Task("health", "控烟劝导员名单（示例）", "《基本医疗卫生与健康促进法》", "报送控烟劝导员人数。",
         -12, 20, 200, HowOften.ONCE, ("劝导员人数",), 30_000, "admitted"),
    Task("emergency", "应急物资储备点核对（示例）", "《突发事件应对法》", "核对镇（街道）物资储备点的品类和数量。",
         -8, 15, 300, HowOften.QUARTERLY, ("储备点", "品类", "数量"), 120_000, "reviewed", DutyLevel.STREET),
    Task("housing", "老旧小区改造意愿摸底（示例）", "省老旧小区改造工作要求", "按小区摸底居民改造意愿。",
         -3, 25, 150, HowOften.ONCE, ("小区", "楼栋数", "同意户数", "反对户数"), 260_000, "asked"),
)  # fmt: skip

ASKED_AROUND = (
    ("tax", "个体工商户用工人数报表（示例）", 9),
    ("education", "未入园儿童名单（示例）", 6),
    ("natural_resources", "违法用地月报（示例）", 12),
    ("market", "无证经营户排查表（示例）", 8),
    ("culture_tourism", "公众号关注人数截图（示例）", 2),
)
REASONS = {
    "review": "依据明确，经费随附；填报项可由平台已有数据生成的应予删减。",
    "refuse": "所报内容平台已有记录，属重复填报；请部门直接从平台取数。",
    "withdraw": "改由市场主办方自行张贴，不再要求社区承担。",
}


def play(offices: Offices, *, at: datetime, random: Random) -> dict[str, int]:
    """Ask, decide, publish and note, as of ``at``. Returns how many tasks and notes there are."""
    departments = {unit.duty: unit for unit in Organisation.objects.filter(kind=OrgKind.DEPARTMENT)}
    centre = Person.objects.get(username="demo-centre")
    with transaction.atomic():
        tasks = [
            _ask(task, UUID(int=TASKS_FROM + n), departments[task.duty], offices, centre, at)
            for n, task in enumerate(TASKS)
        ]
        notes = _note(tasks, departments, offices, at, random)
    return {"tasks": len(tasks), "notes": notes}


def _ask(task: Task, intent: UUID, unit: Organisation, offices: Offices, centre: Person, at: datetime) -> Admission:
    asked_at, today = at + timedelta(days=task.asked), timezone.localdate(at)
    row = actions.ask(
        by=offices.by_unit[unit.pk],
        asker=unit,
        says=actions.AdmissionSays(
            title=task.title,
            basis=task.basis,
            words=task.words,
            level=task.level,
            starts_on=today + timedelta(days=task.starts),
            ends_on=today + timedelta(days=task.ends),
            how_often=task.how_often,
            data_fields=task.fields,
            funds_fen=task.yuan * 100,
        ),
        at=asked_at,
        intent=intent,
    )
    steps = {
        "asked": (),
        "reviewed": ("review",),
        "refused": ("review", "refuse"),
        "admitted": ("review", "admit"),
    }.get(task.ending, ("review", "admit", "publish"))
    for day, step in enumerate(steps, start=1):
        told = {"words": REASONS[step]} if step in REASONS else {}
        getattr(actions, step)(by=centre, admission=row, at=asked_at + timedelta(days=2 * day), **told)
    if task.ending == "withdrawn":
        words = REASONS["withdraw"]
        actions.withdraw(by=offices.by_unit[unit.pk], admission=row, words=words, at=at - timedelta(days=30))
    if task.ending == "expired":
        expire(admission=row, at=at + timedelta(days=task.ends + 1))
    return row


def _note(
    tasks: list[Admission], departments: dict[str, Organisation], offices: Offices, at: datetime, random: Random
) -> int:
    """A dozen communities note what they were asked in the last three months, a third of it under an admission."""
    today = timezone.localdate(at)
    made = 0
    for unit, person in list(offices.by_community.values())[:COMMUNITIES]:
        for back in range(2, 30 * MONTHS_BACK, 23):
            on = today - timedelta(days=back)
            noted_at = at - timedelta(days=back)
            held = [task for task in tasks if task.level == DutyLevel.COMMUNITY and task.holds(on)]
            under = random.choice(held) if held and random.random() < 0.35 else None
            duty, title, fields = random.choice(ASKED_AROUND)
            actions.record(
                by=person,
                unit=unit,
                asker=under.asker if under else departments[duty],
                title=under.title if under else title,
                fields=len(under.data_fields) + random.randint(0, 2) if under else fields,
                asked_on=on,
                at=noted_at,
                intent=UUID(int=NOTES_FROM + made),
                admission=under,
            )
            made += 1
    return made
