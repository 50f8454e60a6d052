"""Made-up needs, resources, claims, bookings, a project and yearly lists, played through the actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from linli.commons.actions import claims, gifts, model, needs, partners, projects, resources
from linli.commons.actions import photos as seen
from linli.commons.actions.saying import NeedSays, PartSays, ResourceSays
from linli.commons.jobs.lists import rise
from linli.commons.models import Claim, Need, PartnerDuty, PartnerList, Resource
from linli.commons.rules.lists import BY_TIME, Origin, ProjectStage, Side, Sort
from linli.core import attachments
from linli.core.models import Attachment
from linli.orgs.models import LinkKind, Organisation, OrgKind, Post, Role, UnitLink
from linli.people.models import Person
from linli.site.demo import pictures
from linli.site.demo.commons_plans import DUTIES, FUNDS, NEEDS, RESOURCES, STANDS, UNITS
from linli.site.demo.offices import SHOWN_COMMUNITY, SINCE, Offices


@dataclass
class _Cast:
    """Who acts: the committee with its desk, the partner units with their contacts."""

    committee: Organisation
    desk: Person
    at: datetime
    units: dict[str, tuple[Organisation, Person]] = field(default_factory=dict)
    duties: dict[str, PartnerDuty] = field(default_factory=dict)


@transaction.atomic
def list_all(offices: Offices, *, at: datetime) -> int:
    """Fill the three lists of the shown community. Returns how many needs there are."""
    cast = _Cast(*offices.by_community[SHOWN_COMMUNITY], at)
    _partners(cast)
    found = {need.kind.code: need for need in (_need(cast, *row) for row in NEEDS)}
    offered = {row.title: row for row in (_resource(cast, *told) for told in RESOURCES)}
    _claims(cast, found)
    _bookings(cast, found, offered)
    day = timezone.localdate(at)
    project = projects.open_project(
        by=cast.desk,
        place=SHOWN_COMMUNITY,
        unit=cast.committee,
        kind="elder_meals",
        title="银龄餐桌（演示）",
        words="助餐点、送餐志愿者和爱心基金合在一起办。",
        starts_on=day - timedelta(days=10),
        ends_on=day + timedelta(days=80),
        needs=[found["elder_meals"]],
        at=at - timedelta(days=8),
    )
    projects.move(by=cast.desk, project=project, to=ProjectStage.RUNNING, words="", at=at - timedelta(days=7))
    projects.publish(by=cast.desk, project=project, at=at - timedelta(days=7))
    told = "助餐点装修完成，本周开始试营业。"
    projects.note(by=cast.desk, project=project, words=told, at=at - timedelta(days=3))
    _open_to_all(cast)
    rise(at=at)
    return len(found)


def _open_to_all(cast: _Cast) -> None:
    """What the community publishes: yearly lists, funds with gifts and uses, and what stands of the model."""
    for one in PartnerList.objects.filter(community=cast.committee.division):
        partners.publish(by=cast.desk, of=one, at=cast.at)
    for sort, title, words, measure, given, used in FUNDS:
        place, then = cast.committee.division.code, cast.at - timedelta(days=20)
        fund = gifts.open_fund(by=cast.desk, place=place, sort=sort, title=title, words=words, measure=measure, at=then)
        for amount, name in given:
            gifts.receive(by=cast.desk, fund=fund, amount=amount, name=name, intent=uuid4(), at=then)
        for amount, what in used:
            gifts.use(by=cast.desk, fund=fund, amount=amount, words=what, at=cast.at - timedelta(days=3))
        gifts.publish(by=cast.desk, fund=fund, at=then)
    for code, stage, words in STANDS:
        here = cast.committee.division
        model.say(by=cast.desk, community=here, code=code, stage=stage, words=words, at=cast.at, is_public=True)


def _partners(cast: _Cast) -> None:
    """Three units that stand by the community, and what they promise for the year."""
    for code, name, name_en, username, shown in UNITS:
        unit = Organisation.objects.create(
            code=f"partner-{code}",
            kind=OrgKind.PARTNER_UNIT,
            name=name,
            name_en=name_en,
            division=cast.committee.division,
            valid_from=SINCE,
        )
        person = Person(username=username, display_name=shown, is_made_up=True, joined_at=cast.at)
        person.set_unusable_password()
        person.save()
        Post.objects.create(person=person, organisation=unit, role=Role.PARTNER_CONTACT, valid_from=SINCE)
        UnitLink.objects.create(kind=LinkKind.PARTNER_UNIT, unit=unit, stands_by=cast.committee, valid_from=SINCE)
        cast.units[code] = unit, person
    for code, kind, title, times in DUTIES:
        unit, person = cast.units[code]
        cast.duties[kind] = partners.promise(
            by=person,
            unit=unit,
            community=cast.committee.division,
            year=timezone.localdate(cast.at).year,
            kind=kind,
            title=title,
            times=times,
            at=cast.at,
        )


def _need(
    cast: _Cast,
    ago: int,
    kind: str,
    title: str,
    words: str,
    origin: Origin,
    source: str,
    left: int,
    parts: tuple[tuple[Sort, str, int, str], ...],
) -> Need:
    says = NeedSays(
        kind=kind,
        title=title,
        words=words,
        place=SHOWN_COMMUNITY,
        parts=[PartSays(*part) for part in parts],
        wanted_by=timezone.localdate(cast.at) + timedelta(days=left),
        origin=origin,
        source=source,
    )
    made = needs.add(by=cast.desk, says=says, at=cast.at - timedelta(days=ago))
    needs.publish(by=cast.desk, need=made, at=cast.at - timedelta(days=ago, hours=-1))
    return made


def _resource(
    cast: _Cast, owner: str, kind: str, sort: Sort, title: str, words: str, terms: str, n: int, measure: str, hours: str
) -> Resource:
    unit = cast.units[owner][0] if owner else cast.committee
    says = ResourceSays(kind, sort, title, SHOWN_COMMUNITY, n, measure, words, terms, hours if sort in BY_TIME else "")
    made = resources.offer(by=cast.desk, unit=unit, says=says, at=cast.at - timedelta(days=40))
    resources.publish(by=cast.desk, resource=made, at=cast.at - timedelta(days=39))
    return made


def _claims(cast: _Cast, found: dict[str, Need]) -> None:
    """One delivered and judged by both, one under way, one given back."""
    done = _claim(cast, "bank", found["elder_meals"], 0, 5)
    bank, clinic = cast.units["bank"][1], cast.units["clinic"][1]
    note = "已排出两周班次，五名职员参加。"
    claims.note(by=bank, claim=done, side=Side.UNIT, words=note, at=cast.at - timedelta(days=6))
    photos, then = [_photo(cast.at)], cast.at - timedelta(days=2)
    claims.deliver(by=bank, claim=done, words="两周送餐完成，共送餐二百余份。", at=then, photos=photos)
    seen.show(by=cast.desk, photo=done.photos.get(), at=then)
    told: dict[str, Any] = {"claim": done, "met": True, "at": cast.at - timedelta(days=1)}
    claims.judge(by=cast.desk, side=Side.COMMUNITY, words="准时送达，老人反映良好。", **told)
    claims.judge(by=bank, side=Side.UNIT, words="社区安排周到，对接顺畅。", **told)
    under_way = _claim(cast, "clinic", found["health"], 0, 1)
    claims.note(by=clinic, claim=under_way, side=Side.UNIT, words="已确定医护人员。", at=cast.at - timedelta(days=1))
    back = _claim(cast, "school", found["child_care"], 0, 2)
    claims.give_up(
        by=cast.units["school"][1],
        claim=back,
        side=Side.UNIT,
        words="考试周人手不足，下月再认领。",
        at=cast.at - timedelta(days=1),
    )


def _photo(at: datetime) -> Attachment:
    """A drawing of a street that says that it is one."""
    return attachments.keep(pictures.draw(Random(12), mended=True), by=None, at=at, address="demo-lists")  # noqa: S311


def _claim(cast: _Cast, code: str, need: Need, part: int, amount: int) -> Claim:
    unit, person = cast.units[code]
    duty = cast.duties.get(need.kind.code)
    on = timezone.localdate(cast.at) + timedelta(days=3)
    row = need.parts.order_by("pk")[part]
    return claims.claim(
        by=person,
        unit=unit,
        part=row,
        amount=amount,
        promised_on=on,
        duty=duty if duty is not None and on.year == duty.list.year else None,
        words="由党员志愿服务队承担。",
        at=cast.at - timedelta(days=7),
    )


def _bookings(cast: _Cast, found: dict[str, Need], offered: dict[str, Resource]) -> None:
    day = timezone.localdate(cast.at) + timedelta(days=2)
    zone = timezone.get_current_timezone()
    span = datetime.combine(day, time(19), zone), datetime.combine(day, time(20, 30), zone)
    told: dict[str, Any] = {"by": cast.desk, "booker": cast.committee, "at": cast.at}
    resources.book(resource=offered["居民议事厅"], amount=1, span=span, words="居民议事会", **told)
    resources.book(
        resource=offered["学校体育馆"], amount=1, span=span, need=found["culture"], words="舞蹈队排练", **told
    )
    resources.book(resource=offered["助老爱心基金"], amount=6000, need=found["elder_meals"], words="一个月补贴", **told)
