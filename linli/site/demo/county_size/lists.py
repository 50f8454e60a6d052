"""Needs of the communities with what was claimed of them, resources of units, and projects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from random import Random
from uuid import UUID

from django.utils import timezone

from linli.commons.actions import seeding_lists
from linli.commons.models import Claim, Need, NeedKind, NeedPart, Project, Resource
from linli.commons.rules.lists import ClaimStage, Level, NeedStage, Origin, ProjectStage, Sort
from linli.orgs.models import Organisation, OrgKind
from linli.site.demo.county_size.growing import AT_ONCE, Growing
from linli.site.demo.offices import SINCE

OLDEST_DAYS = 300
MET, TAKEN = 0.5, 0.2  # shares of needs; the others are open
RISE_DAYS = 15
OFFERED = ("会议室半天", "法律咨询两小时", "搬运志愿者", "消毒用品", "健康讲座")
PROJECT_DAYS = 120


def keep(county: Growing) -> dict[str, int]:
    """Every community keeps its three lists."""
    random = county.chance("lists")
    seeding_lists.seed(at=county.at, since=SINCE)
    kinds = list(NeedKind.objects.filter(valid_to=None).order_by("order", "pk"))
    partners = [unit for units in county.units.values() for unit in units if unit.kind == OrgKind.PARTNER_UNIT]
    needs = Need.objects.bulk_create(_needs(county, kinds, bool(partners), random), batch_size=AT_ONCE)
    parts = NeedPart.objects.bulk_create(
        (
            NeedPart(
                need=need,
                sort=random.choice(list(Sort)),
                what=f"{need.kind.name}所需",
                amount=10,
                measure="人",
                taken=0 if need.stage == NeedStage.OPEN else 10,
            )
            for need in needs
        ),
        batch_size=AT_ONCE,
    )
    Claim.objects.bulk_create(_claims(county, parts, partners), batch_size=AT_ONCE)
    resources = Resource.objects.bulk_create(_resources(county, kinds, partners, random), batch_size=AT_ONCE)
    projects = Project.objects.bulk_create(_projects(county, kinds, random), batch_size=AT_ONCE)
    return {"needs": len(needs), "resources": len(resources), "projects": len(projects)}


def _needs(county: Growing, kinds: list[NeedKind], has_partners: bool, random: Random) -> Iterator[Need]:
    for serial, community in enumerate(county.spread(county.numbers.needs, random)):
        kind, chance = random.choice(kinds), random.random() if has_partners else 1.0
        added = county.at - timedelta(days=random.randint(0, OLDEST_DAYS), minutes=serial % 1440)
        stage = NeedStage.MET if chance < MET else NeedStage.TAKEN if chance < MET + TAKEN else NeedStage.OPEN
        rises = added + timedelta(days=RISE_DAYS)
        yield Need(
            uid=UUID(int=random.getrandbits(128), version=4),
            community=community,
            place=community.code,
            unit=county.offices.by_community[community.code][0],
            kind=kind,
            title=f"{community.short_name}：{kind.name}（演示 {serial + 1}）",
            words="想请共建单位帮一把（演示）",
            origin=random.choice((Origin.TYPED, Origin.VISIT, Origin.MEETING)),
            stage=stage,
            level=Level.TOWN if stage == NeedStage.OPEN and rises < county.at else Level.COMMUNITY,
            rise_at=max(rises, county.at + timedelta(days=1)) if stage == NeedStage.OPEN else None,
            added_at=added,
            ended_at=added + timedelta(hours=20) if stage == NeedStage.MET else None,
            published_at=added + timedelta(hours=1) if serial % 3 else None,
        )


def _claims(county: Growing, parts: list[NeedPart], partners: list[Organisation]) -> Iterator[Claim]:
    units = cycle(partners)
    for part in parts:
        if part.need.stage == NeedStage.OPEN:
            continue
        claimed, is_met = part.need.added_at + timedelta(hours=5), part.need.stage == NeedStage.MET
        yield Claim(
            part=part,
            unit=next(units),
            amount=part.amount,
            promised_on=timezone.localdate(claimed + timedelta(days=10)),
            stage=ClaimStage.DELIVERED if is_met else ClaimStage.PROMISED,
            claimed_at=claimed,
            ended_at=part.need.ended_at,
        )


def _resources(
    county: Growing, kinds: list[NeedKind], partners: list[Organisation], random: Random
) -> Iterator[Resource]:
    for serial in range(county.numbers.resources if partners else 0):
        unit = random.choice(partners)
        added = county.at - timedelta(days=random.randint(0, OLDEST_DAYS), minutes=serial % 1440)
        yield Resource(
            uid=UUID(int=random.getrandbits(128), version=4),
            unit=unit,
            community=unit.division,
            place=unit.division.code,
            kind=random.choice(kinds),
            sort=random.choice(list(Sort)),
            title=f"{random.choice(OFFERED)}（演示 {serial + 1}）",
            capacity=random.randint(1, 40),
            valid_from=timezone.localdate(added),
            added_at=added,
            published_at=added if serial % 3 else None,
        )


def _projects(county: Growing, kinds: list[NeedKind], random: Random) -> Iterator[Project]:
    for serial, community in enumerate(county.spread(county.numbers.projects, random)):
        added = county.at - timedelta(days=random.randint(0, OLDEST_DAYS), minutes=serial)
        begins = timezone.localdate(added) + timedelta(days=7)
        is_over = begins + timedelta(days=PROJECT_DAYS) < timezone.localdate(county.at)
        yield Project(
            community=community,
            unit=county.offices.by_community[community.code][0],
            kind=random.choice(kinds),
            title=f"{community.short_name}小切口项目（演示 {serial + 1}）",
            starts_on=begins,
            ends_on=begins + timedelta(days=PROJECT_DAYS),
            stage=ProjectStage.DONE if is_over else ProjectStage.RUNNING,
            result="已按计划完成（演示）" if is_over else "",
            added_at=added,
            published_at=added if serial % 2 else None,
        )
