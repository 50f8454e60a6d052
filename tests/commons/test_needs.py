"""Needs come onto the list, are split, claimed, delivered and judged, and rise when nobody comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.commons.actions import claims, needs, partners, projects
from linli.commons.actions.saying import PartSays
from linli.commons.errors import lists as errors
from linli.commons.jobs.lists import rise
from linli.commons.models import Need
from linli.commons.reads.partners import areas_of
from linli.commons.rules.lists import ClaimStage, Level, NeedStage, Origin, ProjectStage, Side, Sort
from linli.core.models import Entry
from tests.commons.lists import BY, claimed, duty, need, partner, says, seeded
from tests.town import T0, Town

LATER = T0 + timedelta(days=1)


@pytest.fixture(autouse=True)
def _seeded(town: Town) -> None:
    seeded()


def verbs() -> list[str]:
    found = Entry.objects.filter(verb__startswith="commons.").exclude(verb="commons.lists_seeded")
    return list(found.order_by("pk").values_list("verb", flat=True))


def test_a_need_goes_from_the_list_to_its_end(town: Town) -> None:
    bank, of = partner(town), need(town)
    claim = claimed(bank, of)
    of.refresh_from_db()
    assert of.stage == NeedStage.TAKEN
    claims.note(by=bank[1], claim=claim, side=Side.UNIT, words="已排好班", at=LATER)
    claims.deliver(by=bank[1], claim=claim, words="两周送餐完成", at=LATER)
    of.refresh_from_db()
    assert (of.stage, of.ended_at) == (NeedStage.MET, LATER)
    claims.judge(by=town.mei, claim=claim, side=Side.COMMUNITY, met=True, words="按时送到", at=LATER)
    claims.judge(by=bank[1], claim=claim, side=Side.UNIT, met=True, words="对接顺畅", at=LATER)
    assert verbs() == [
        "commons.need_listed",
        "commons.need_claimed",
        "commons.claim_noted",
        "commons.need_met",
        "commons.claim_delivered",
        "commons.judged",
        "commons.judged",
    ]


def test_a_need_from_a_matter_keeps_it_and_a_matter_is_listed_once(town: Town) -> None:
    matter = town.matter()
    of = need(town, matter=matter)
    assert (of.origin, of.matter) == (Origin.MATTER, matter)
    with pytest.raises(errors.ListedBefore):
        need(town, matter=matter)
    needs.withdraw(by=town.mei, need=of, words="已解决", at=LATER)
    assert need(town, matter=matter).stage == NeedStage.OPEN
    with pytest.raises(errors.Elsewhere):
        needs.add(by=town.jie, says=says(place="320583100002001", matter=matter), at=T0)


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"title": " "}, errors.NoTitle),
        ({"words": "长" * 501}, errors.TooLong),
        ({"kind": "nothing"}, errors.NoSuchNeedKind),
        ({"parts": []}, errors.NoParts),
        ({"parts": [PartSays(Sort.GOODS, "椅子", 0)]}, errors.BadAmount),
        ({"wanted_by": (T0 - timedelta(days=1)).date()}, errors.InThePast),
        ({"place": "320583100001999"}, errors.Elsewhere),
        ({"place": "320583100002001"}, PermissionDenied),
    ],
)
def test_what_cannot_be_listed_is_refused_by_name(town: Town, told: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        need(town, **told)
    assert not Need.objects.exists()


def test_a_part_is_claimed_up_to_its_amount_by_one_unit_once(town: Town) -> None:
    bank, school, of = partner(town), partner(town, "school"), need(town)
    claimed(bank, of, 3)
    with pytest.raises(errors.ClaimedTwice):
        claimed(bank, of, 1)
    with pytest.raises(errors.TooMuchClaimed) as refused:
        claimed(school, of, 2)
    assert refused.value.args == (1,)
    claimed(school, of, 1)
    with pytest.raises(errors.TooMuchClaimed) as refused:
        claimed(partner(town, "clinic"), of, 1)
    assert refused.value.args == (0,)


def test_nothing_is_promised_for_a_day_that_has_gone(town: Town) -> None:
    with pytest.raises(errors.InThePast):
        claimed(partner(town), need(town), promised_on=(T0 - timedelta(days=1)).date())


def test_a_unit_that_stands_elsewhere_claims_nothing_until_the_need_has_risen_to_it(town: Town) -> None:
    of = need(town)
    shop = partner(town, "shop")
    shop[0].links.all().delete()
    with pytest.raises(errors.NotClaimable):
        claimed(shop, of)
    rise(at=T0 + timedelta(days=14))
    assert claimed(shop, of).stage == ClaimStage.PROMISED  # its community lies in the same town
    assert areas_of([shop[0].pk], T0) == ["320583100002"]


def test_what_is_given_up_can_be_claimed_again(town: Town) -> None:
    bank, school, of = partner(town), partner(town, "school"), need(town)
    claim = claimed(bank, of)
    with pytest.raises(PermissionDenied):
        claims.give_up(by=school[1], claim=claim, side=Side.UNIT, words="不来", at=LATER)
    claims.give_up(by=town.mei, claim=claim, side=Side.COMMUNITY, words="联系不上", at=LATER)
    with pytest.raises(errors.ClaimOver):
        claims.deliver(by=bank[1], claim=claim, words="完成", at=LATER)
    of.refresh_from_db()
    assert (of.stage, of.rise_at) == (NeedStage.OPEN, LATER + timedelta(days=14))
    assert claimed(school, of).amount == 4


def test_a_need_is_split_and_what_is_claimed_of_it_stays(town: Town) -> None:
    of = need(town)
    claimed(partner(town), of, 2)
    whole = of.parts.get()
    more = [PartSays(Sort.GOODS, "保温箱", 5, "个"), PartSays(Sort.VENUE, "备餐点", 1, "处")]
    with pytest.raises(errors.SplitBelowTaken):
        needs.split(by=town.mei, need=of, parts=more, at=LATER)
    with pytest.raises(errors.SplitBelowTaken):
        needs.split(by=town.mei, need=of, parts=[PartSays(Sort.PEOPLE, "志愿者", 1, pk=whole.pk), *more], at=LATER)
    needs.split(by=town.mei, need=of, parts=[PartSays(Sort.PEOPLE, "志愿者", 2, pk=whole.pk), *more], at=LATER)
    assert sorted(of.parts.values_list("sort", "amount", "taken")) == [
        ("goods", 5, 0),
        ("people", 2, 2),
        ("venue", 1, 0),
    ]


def test_a_need_with_promises_is_not_withdrawn(town: Town) -> None:
    of = need(town)
    claim = claimed(partner(town), of, 1)
    with pytest.raises(errors.ClaimsOpen):
        needs.withdraw(by=town.mei, need=of, words="不需要了", at=LATER)
    claims.deliver(by=claim.unit.posts.get().person, claim=claim, words="来过", at=LATER)
    needs.withdraw(by=town.mei, need=of, words="其余不需要了", at=LATER)
    of.refresh_from_db()
    assert of.stage == NeedStage.MET
    with pytest.raises(errors.NeedOver):
        needs.withdraw(by=town.mei, need=of, words="再撤", at=LATER)


def test_what_is_not_claimed_in_time_rises_once_a_level(town: Town) -> None:
    of, taken = need(town), need(town, title="理发")
    claimed(partner(town), taken)
    assert rise(at=T0 + timedelta(days=13, hours=23)) == 0
    assert [rise(at=T0 + timedelta(days=14)), rise(at=T0 + timedelta(days=14))] == [1, 0]
    of.refresh_from_db()
    assert (of.level, of.rise_at) == (Level.TOWN, T0 + timedelta(days=28))
    assert [rise(at=T0 + timedelta(days=28)), rise(at=T0 + timedelta(days=99))] == [1, 0]
    of.refresh_from_db()
    assert (of.level, of.rise_at) == (Level.COUNTY, None)
    assert [
        params["level"] for params in Entry.objects.filter(verb="commons.need_risen").values_list("params", flat=True)
    ] == [
        "town",
        "county",
    ]


def test_nothing_is_published_that_names_somebody(town: Town) -> None:
    of = need(town, words="联系人 13812345678")
    with pytest.raises(errors.NamesSomebody):
        needs.publish(by=town.mei, need=of, at=LATER)
    assert needs.change(by=town.mei, need=of, says=says(), at=LATER)
    assert not needs.change(by=town.mei, need=of, says=says(), at=LATER)
    needs.publish(by=town.mei, need=of, at=LATER)
    with pytest.raises(errors.NamesSomebody):
        needs.change(by=town.mei, need=of, says=says(words="住3幢201"), at=LATER)
    with pytest.raises(errors.AlreadyPublished):
        needs.publish(by=town.mei, need=of, at=LATER)


def test_each_side_says_once_what_it_makes_of_a_delivery(town: Town) -> None:
    bank = partner(town)
    claim = claimed(bank, need(town))
    told = {"met": False, "words": "来晚了", "at": LATER}
    with pytest.raises(errors.NotDelivered):
        claims.judge(by=town.mei, claim=claim, side=Side.COMMUNITY, **told)
    claims.deliver(by=bank[1], claim=claim, words="完成", at=LATER)
    claims.judge(by=town.mei, claim=claim, side=Side.COMMUNITY, **told)
    with pytest.raises(errors.JudgedBefore):
        claims.judge(by=town.mei, claim=claim, side=Side.COMMUNITY, **told)
    with pytest.raises(PermissionDenied):
        claims.judge(by=town.mei, claim=claim, side=Side.UNIT, **told)
    with pytest.raises(errors.NothingSaid):
        claims.judge(by=bank[1], claim=claim, side=Side.UNIT, **(told | {"words": " "}))


def test_a_line_of_the_yearly_list_counts_claims_that_were_delivered(town: Town) -> None:
    bank, school = partner(town), partner(town, "school")
    line = duty(town, bank)
    claim = claimed(bank, need(town), duty=line)
    with pytest.raises(errors.NotAPartner):
        claimed(school, need(town), duty=line)
    claims.deliver(by=bank[1], claim=claim, words="完成", at=LATER)
    assert line.claims.delivered().count() == 1


def test_a_unit_promises_where_it_stands_by_and_not_for_a_year_gone(town: Town) -> None:
    who = partner(town)
    told = {"by": who[1], "unit": who[0], "kind": "health", "title": "义诊", "at": T0}
    with pytest.raises(errors.InThePast):
        partners.promise(community=town.community, year=2025, times=1, **told)
    with pytest.raises(errors.BadAmount):
        partners.promise(community=town.community, year=2026, times=0, **told)
    who[0].links.all().delete()
    with pytest.raises(errors.NotAPartner):
        partners.promise(community=town.community, year=2026, times=1, **told)


def test_both_sides_comment_once_on_the_year(town: Town) -> None:
    who = partner(town)
    whole = duty(town, who).list
    partners.comment(by=who[1], of=whole, side=Side.UNIT, words="社区组织有力", at=LATER)
    partners.comment(by=town.mei, of=whole, side=Side.COMMUNITY, words="助餐最受欢迎", at=LATER)
    with pytest.raises(errors.JudgedBefore):
        partners.comment(by=town.mei, of=whole, side=Side.COMMUNITY, words="再说", at=LATER)
    with pytest.raises(PermissionDenied):
        partners.comment(by=town.tom, of=whole, side=Side.COMMUNITY, words="我来说", at=LATER)


def test_a_project_is_made_of_needs_and_goes_its_way(town: Town) -> None:
    of, other = need(town), need(town, title="助餐点改造")
    told = {"place": town.community.code, "unit": town.committee, "kind": "elder_meals", "words": "", "at": T0}
    day = {"starts_on": T0.date(), "ends_on": BY}
    row = projects.open_project(by=town.mei, title="银龄餐桌", needs=[of, other], **told, **day)
    assert row.needs.count() == 2
    with pytest.raises(errors.Elsewhere):
        projects.open_project(by=town.mei, title="又一个", needs=[of], **told, **day)
    with pytest.raises(errors.EndsTooEarly):
        projects.open_project(by=town.mei, title="倒着", **told, starts_on=BY, ends_on=T0.date())
    with pytest.raises(errors.BadMove):
        projects.move(by=town.mei, project=row, to=ProjectStage.DONE, words="完成", at=LATER)
    projects.move(by=town.mei, project=row, to=ProjectStage.RUNNING, words="", at=LATER)
    row.refresh_from_db()
    with pytest.raises(errors.NothingSaid):
        projects.move(by=town.mei, project=row, to=ProjectStage.DONE, words="", at=LATER)
    projects.move(by=town.mei, project=row, to=ProjectStage.DONE, words="每日供餐60份", at=LATER)
    projects.publish(by=town.mei, project=row, at=LATER)


def test_the_desk_of_another_community_changes_nothing(town: Town) -> None:
    of = need(town)
    for act in (
        lambda: needs.publish(by=town.tom, need=of, at=LATER),
        lambda: needs.withdraw(by=town.tom, need=of, words="撤", at=LATER),
        lambda: needs.split(by=town.tom, need=of, parts=[PartSays(Sort.GOODS, "椅", 1)], at=LATER),
        lambda: needs.change(by=town.tom, need=of, says=replace(says(), title="改"), at=LATER),
    ):
        with pytest.raises(PermissionDenied):
            act()
