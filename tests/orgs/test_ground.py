"""One body covers a grid; homes have one contact of a kind; pairs go across borders."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.core.models import Entry
from linli.orgs import actions, errors
from linli.orgs.models import (
    AreaKind,
    LinkKind,
    Organisation,
    OrgKind,
    ResponsibilityArea,
    Role,
    Sense,
    Stand,
)
from linli.people.models import Person
from linli.places.models import Building, Grid, Zone, ZoneKind
from tests.orgs.bodies import TODAY, body, branch, joint
from tests.town import GRIDS, SINCE, T0, Town

TOMORROW = TODAY + timedelta(days=1)


def test_one_grid_has_one_body(town: Town) -> None:
    one = branch(town)
    stand = actions.stand_on(by=town.mei, body=one, place=town.grid, on=TODAY, at=T0)
    assert (stand.sense, stand.ground) == (Sense.COVERS, "grid")
    other = body(town, OrgKind.GRID_BRANCH, "另一党支部", one.parent)
    with pytest.raises(errors.GroundTaken):
        actions.stand_on(by=town.mei, body=other, place=town.grid, on=TOMORROW, at=T0)
    actions.leave_ground(by=town.mei, stand=stand, on=TOMORROW, at=T0)
    with pytest.raises(errors.GroundTaken):
        actions.stand_on(by=town.mei, body=other, place=town.grid, on=TODAY, at=T0)  # covered until tomorrow
    assert actions.stand_on(by=town.mei, body=other, place=town.grid, on=TOMORROW, at=T0).pk
    with pytest.raises(errors.GroundLeft):
        actions.leave_ground(by=town.mei, stand=stand, on=TOMORROW, at=T0)


def test_a_body_stands_on_ground_of_its_rule_inside_its_area(town: Town) -> None:
    one, estate = branch(town), town.estate()
    with pytest.raises(errors.NotOnThat):
        actions.stand_on(by=town.mei, body=one, place=estate, on=TODAY, at=T0)
    with pytest.raises(errors.OtherGround):
        actions.stand_on(by=town.mei, body=one, place=Grid.objects.get(code=GRIDS[2]), on=TODAY, at=T0)


def test_a_workstation_only_sits_where_another_body_covers(town: Town) -> None:
    committee = joint(town)
    park = Zone.objects.create(kind=ZoneKind.PARK, name="演示产业园", valid_from=SINCE)
    area = body(town, OrgKind.AREA_JOINT_COMMITTEE, "演示区域联合党委", town.street, division=town.town, by=town.jie)
    actions.stand_on(by=town.jie, body=area, place=park, on=TODAY, at=T0)
    station = body(town, OrgKind.PARTY_WORKSTATION, "演示园工作站", area, division=town.town, by=town.jie)
    assert actions.stand_on(by=town.jie, body=station, place=park, on=TODAY, at=T0).sense == Sense.SITS
    with pytest.raises(errors.GroundTaken):
        actions.stand_on(by=town.jie, body=station, place=park, on=TODAY, at=T0)
    firm = body(town, OrgKind.TWO_NEW_ORG, "演示科技公司", town.committee, headcount=80)
    tower = body(town, OrgKind.BUILDING_BRANCH, "演示大厦党支部", committee)
    assert actions.stand_on(by=town.mei, body=tower, place=firm, on=TODAY, at=T0).sense == Sense.COVERS


def asked(town: Town, of: Organisation, person: Person, kind: AreaKind, **homes: object) -> ResponsibilityArea:
    return actions.ask_for_area(by=town.mei, body=of, kind=kind, person=person, on=TODAY, at=T0, **homes)  # type: ignore[arg-type]


def test_areas_of_one_kind_never_overlap(town: Town) -> None:
    one, estate = branch(town), town.estate()
    two = Building.objects.get(estate=estate, name="2幢")
    stairs = asked(town, one, town.ren, AreaKind.STAIRWAY_HEAD, estate=estate, building=two, staircase="1单元")
    door = two.dwellings.get(staircase="1单元", door="201")
    other_door = two.dwellings.get(staircase="2单元")
    for homes in (
        {"estate": estate},
        {"estate": estate, "building": two},
        {"estate": estate, "building": two, "staircase": "1单元"},
        {"estate": estate, "building": two, "dwelling": door},
    ):
        with pytest.raises(errors.AreaTaken):
            asked(town, one, town.lao, AreaKind.STAIRWAY_HEAD, **homes)
    asked(town, one, town.lao, AreaKind.STAIRWAY_HEAD, estate=estate, building=two, dwelling=other_door)
    asked(town, one, town.lao, AreaKind.MEMBER, estate=estate)  # another kind
    asked(town, one, town.ren, AreaKind.STAIRWAY_HEAD, estate=estate, building=two, staircase="10单元")
    assert stairs.path == f"{estate.pk}/{two.pk}/1单元/"
    assert ResponsibilityArea.objects.count() == 4


def test_homes_lie_in_the_area_of_the_body(town: Town) -> None:
    one, estate = branch(town), town.estate()
    ten = Building.objects.get(estate=estate, name="10幢")
    two = Building.objects.get(estate=estate, name="2幢")
    for homes in (
        {"staircase": "1单元"},
        {"building": ten, "staircase": "1单元"},
        {"building": ten, "dwelling": two.dwellings.first()},
    ):
        with pytest.raises(errors.OtherHomes):
            asked(town, one, town.ren, AreaKind.MEMBER, estate=estate, **homes)


def test_who_is_asked_says_yes_and_may_take_it_back_without_a_trace(town: Town) -> None:
    one, estate = branch(town), town.estate()
    area = asked(town, one, town.ren, AreaKind.MEMBER, estate=estate)
    assert not ResponsibilityArea.objects.agreed().exists()
    with pytest.raises(errors.AreaOver):
        actions.agree_to_area(by=town.lao, area=area, at=T0)
    actions.agree_to_area(by=town.ren, area=area, at=T0)
    with pytest.raises(errors.AreaOver):
        actions.agree_to_area(by=town.ren, area=area, at=T0)
    actions.give_back_area(by=town.ren, area=area, at=T0)
    assert not ResponsibilityArea.objects.exists()
    told = Entry.objects.filter(verb__startswith="orgs.area_")
    assert {row.verb for row in told} == {"orgs.area_asked", "orgs.area_agreed", "orgs.area_given_back"}
    assert not any("member" in str(row.params) for row in told)


def test_of_a_member_nothing_is_kept_when_the_post_ends_and_of_others_the_history(town: Town) -> None:
    one, estate = branch(town), town.estate()
    for kind in (AreaKind.MEMBER, AreaKind.BUILDING_HEAD):
        actions.agree_to_area(by=town.ren, area=asked(town, one, town.ren, kind, estate=estate), at=T0)
    post = town.ren.posts.get(role=Role.AREA_KEEPER)
    actions.end_post(by=town.mei, post=post, on=TOMORROW, at=T0)
    kept = ResponsibilityArea.objects.get()
    assert (kept.kind, kept.valid_to) == (AreaKind.BUILDING_HEAD, TOMORROW)


def test_pairs_go_across_a_border_and_stand_once(town: Town) -> None:
    committee = joint(town)
    other = body(
        town, OrgKind.JOINT_PARTY_COMMITTEE, "亭林社区大党委", town.other_committee,
        division=town.other_community, by=town.tom,
    )  # fmt: skip
    told = {"agreement": "毗邻党建协议（演示）", "signed_on": TODAY, "on": TODAY, "at": T0}
    made = actions.pair(by=town.mei, body=committee, partner=other, **told)
    with pytest.raises(errors.AlreadyPaired):
        actions.pair(by=town.tom, body=other, partner=committee, **told)
    with pytest.raises(errors.NotAcross):
        actions.pair(by=town.mei, body=committee, partner=town.street, **told)
    with pytest.raises(errors.PartnerUnclear):
        actions.pair(by=town.mei, body=committee, partner_name="邻县某社区党委", **told)
    actions.pair(by=town.mei, body=committee, partner_name="邻县某社区党委", partner_place="上海市嘉定区", **told)
    actions.unpair(by=town.tom, body=other, pairing=made, on=TOMORROW, at=T0)
    with pytest.raises(errors.PairingOver):
        actions.unpair(by=town.mei, body=committee, pairing=made, on=TOMORROW, at=T0)


def test_an_industry_has_the_managing_parties_of_its_rule(town: Town) -> None:
    joint(town)
    industry = body(
        town, OrgKind.INDUSTRY_COMMITTEE, "演示物业行业党委", town.centre, division=town.county, by=town.zhong
    )
    link = {"stands_by": industry, "on": TODAY, "at": T0, "by": town.zhong}
    actions.link(unit=town.cleaners, kind=LinkKind.REGULATOR, **link)
    with pytest.raises(errors.NotThatLink):
        actions.link(unit=town.street, kind=LinkKind.REGULATOR, **link)


def test_what_hangs_on_a_body_ends_with_it(town: Town) -> None:
    one, estate = branch(town), town.estate()
    actions.stand_on(by=town.mei, body=one, place=town.grid, on=TODAY, at=T0)
    asked(town, one, town.ren, AreaKind.BUILDING_HEAD, estate=estate)
    actions.link(by=town.mei, unit=town.cleaners, stands_by=one, kind=LinkKind.PARTNER_UNIT, on=TODAY, at=T0)
    actions.dissolve(by=town.mei, body=one, on=TOMORROW, at=T0 + timedelta(days=1))
    assert Stand.objects.get().valid_to == TOMORROW
    assert ResponsibilityArea.objects.get().valid_to == TOMORROW
    assert town.ren.posts.get().valid_to == TOMORROW
    assert one.linked_by.get().valid_to == TOMORROW
