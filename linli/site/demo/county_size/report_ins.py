"""Everybody who reported in where they live, some tasks that they did, and units that reported in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from random import Random

from django.utils import timezone

from linli.core import crypto
from linli.core.rows import new
from linli.orgs.models import Organisation, OrgKind
from linli.people.models import Person
from linli.places.models import Division
from linli.site.demo.county_size.growing import AT_ONCE, Growing
from linli.volunteering.models import Deed, ReportIn, ReportRule, TaskKind, UnitReport
from linli.volunteering.models.reporting import NAME_INDEX
from linli.volunteering.rules.reporting import Stage

KINDS = (("member", 82), ("weekend", 11), ("officer", 4), ("passing", 3))  # how many of a hundred
WAITING_EACH = 200  # one in so many waits for the community
DEEDS_EACH = 3  # one in so many has done a task


def say(county: Growing) -> dict[str, int]:
    """A report-in for each resident that the county has for it; the latest of them wait."""
    random = county.chance("report-ins")
    rules = {rule.code: rule for rule in ReportRule.objects.filter(valid_to=None)}
    homes = list(Organisation.objects.filter(kind__in=(OrgKind.DEPARTMENT, OrgKind.PARTNER_UNIT)).order_by("code"))
    rows = (
        _row(county, person, community, rules, homes, random)
        for community in county.communities
        for person in county.people[community.code]
    )
    count = deeds = 0
    while some := list(islice(rows, AT_ONCE)):
        made = ReportIn.objects.bulk_create(some)
        deeds += len(Deed.objects.bulk_create(_deeds(county, made, random)))
        count += len(made)
    return {"report_ins": count, "deeds": deeds, "unit_reports": _units(county, random)}


def _row(
    county: Growing,
    person: Person,
    community: Division,
    rules: dict[str, ReportRule],
    homes: list[Organisation],
    random: Random,
) -> ReportIn:
    kind = random.choices([code for code, _ in KINDS], [share for _, share in KINDS])[0]
    rule, waits = rules[kind], random.randrange(WAITING_EACH) == 0
    days = random.randint(1, 5) if waits else random.randint(6, 150 if rule.months else 700)
    at = county.at - timedelta(days=days, seconds=random.randrange(80_000))
    decided = {"decided_at": at, "decided_by_id": county.offices.by_community[community.code][1].pk}
    return new(
        ReportIn,
        person_id=person.pk,
        kind=kind,
        community_id=community.pk,
        home_id=random.choice(homes).pk if rule.asks_home else None,
        name=person.name,
        name_index=crypto.blind(person.name, purpose=NAME_INDEX),
        wording=rule.wording,
        said_at=at,
        expires_on=timezone.localdate(county.at) + timedelta(days=30) if rule.months and not waits else None,
        **({"stage": Stage.WAITING} if waits else {"stage": Stage.CONFIRMED} | decided),
    )


def _deeds(county: Growing, rows: list[ReportIn], random: Random) -> Iterator[Deed]:
    kinds = list(TaskKind.objects.filter(valid_to=None).order_by("order"))
    on = timezone.localdate(county.at)
    saturday = on - timedelta(days=(on.weekday() - 5) % 7)
    for row in rows:
        if row.stage == Stage.CONFIRMED and random.randrange(DEEDS_EACH) == 0:
            kind = random.choice(kinds)
            yield new(
                Deed,
                report_in_id=row.pk,
                community_id=row.community_id,
                kind_id=kind.pk,
                words=f"{kind.name}（演示）",
                done_on=saturday - timedelta(weeks=random.randrange(12)),
                stage=Stage.CONFIRMED,
                said_at=county.at,
                decided_at=county.at,
                decided_by_id=row.decided_by_id,
            )


def _units(county: Growing, random: Random) -> int:
    """Each co-building unit reported in to the community in which it stands."""
    rows = []
    for unit in Organisation.objects.filter(kind=OrgKind.PARTNER_UNIT).select_related("division").order_by("pk"):
        known = county.offices.by_community.get(unit.division.code)
        if known is not None:
            at, desk = county.at - timedelta(days=random.randint(10, 600)), known[1]
            rows.append(
                UnitReport(
                    unit=unit,
                    community=unit.division,
                    words="每季度参加一次社区服务（演示）",
                    stage=Stage.CONFIRMED,
                    said_at=at,
                    said_by=desk,
                    decided_at=at,
                    decided_by=desk,
                )
            )
    return len(UnitReport.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE))
