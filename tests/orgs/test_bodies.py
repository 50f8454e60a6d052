"""Bodies are founded by rule, renamed, moved and dissolved, and what they were is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.models import Entry
from linli.orgs import actions, errors, jobs
from linli.orgs.models import BodyForm, Organisation, OrgKind, Post, Role
from tests.orgs.bodies import TODAY, body, branch, joint, seeded
from tests.town import SINCE, T0, Town

TOMORROW = TODAY + timedelta(days=1)
NEXT_DAY = T0 + timedelta(days=1)


def test_a_desk_founds_bodies_of_its_area_and_no_offices(town: Town) -> None:
    seeded()
    made = body(town, OrgKind.JOINT_PARTY_COMMITTEE, "里厍社区大党委", town.committee)
    assert made.prefix == town.community.code
    with pytest.raises(PermissionDenied):
        body(town, OrgKind.JOINT_PARTY_COMMITTEE, "别处大党委", town.committee, by=town.tom)
    with pytest.raises(PermissionDenied):
        body(town, OrgKind.GRID_TEAM, "网格队", town.committee)


def test_a_body_stands_only_under_what_its_rule_names(town: Town) -> None:
    committee = joint(town)
    with pytest.raises(errors.NotUnder):
        body(town, OrgKind.PARTY_GROUP, "一号楼党小组", committee)
    with pytest.raises(errors.NotUnder):
        body(town, OrgKind.PARTY_BRANCH, "无上级支部", None)
    estate = body(town, OrgKind.NEIGHBOURHOOD_BRANCH, "幸福小区党支部", committee, form=BodyForm.COMBINED)
    assert body(town, OrgKind.PARTY_GROUP, "一号楼党小组", estate).parent == estate
    with pytest.raises(errors.FormUnclear):
        body(town, OrgKind.PARTY_GROUP, "二号楼党小组", estate, form=BodyForm.BY_PLACE)


def test_a_temporary_body_has_an_end_and_dissolves_by_itself_once(town: Town) -> None:
    committee = joint(town)
    with pytest.raises(errors.EndUnclear):
        body(town, OrgKind.TEMPORARY_PARTY_ORG, "演示酒店临时党支部", committee)
    made = body(town, OrgKind.TEMPORARY_PARTY_ORG, "演示酒店临时党支部", committee, ends_on=TOMORROW)
    actions.appoint(by=town.mei, person=town.ren, organisation=made, role=Role.PARTY_HEAD, on=TODAY, at=T0)
    assert jobs.dissolve(at=T0) == 0
    assert jobs.dissolve(at=NEXT_DAY) == 1
    assert jobs.dissolve(at=NEXT_DAY) == 0
    made.refresh_from_db()
    assert made.dissolved_at == NEXT_DAY
    assert Post.objects.get(organisation=made).valid_to == TOMORROW
    assert Entry.objects.filter(verb="orgs.dissolved").count() == 1


def test_a_temporary_body_is_prolonged_before_its_end_and_never_after(town: Town) -> None:
    committee, later = joint(town), TODAY + timedelta(days=9)
    made = body(town, OrgKind.TEMPORARY_PARTY_ORG, "演示酒店临时党支部", committee, ends_on=TOMORROW)
    with pytest.raises(PermissionDenied):
        actions.prolong(by=town.tom, body=made, until=later, at=T0)
    with pytest.raises(errors.NotLater):
        actions.prolong(by=town.mei, body=made, until=TOMORROW, at=T0)
    with pytest.raises(errors.NoEndSet):
        actions.prolong(by=town.mei, body=committee, until=later, at=T0)
    actions.prolong(by=town.jie, body=made, until=later, at=T0)  # the level above as well
    assert jobs.dissolve(at=NEXT_DAY) == 0
    made.refresh_from_db()
    assert (made.valid_to, made.dissolved_at) == (later, None)
    with pytest.raises(errors.RunOut):
        actions.prolong(by=town.mei, body=made, until=later + timedelta(days=1), at=T0 + timedelta(days=9))
    one = body(town, OrgKind.GRID_BRANCH, "第1网格党支部", committee, ends_on=later)
    Organisation.objects.filter(pk=committee.pk).update(valid_to=later)
    with pytest.raises(errors.Outlasts):
        actions.prolong(by=town.mei, body=one, until=later + timedelta(days=1), at=T0)


def test_names_and_places_of_before_are_kept(town: Town) -> None:
    committee = joint(town)
    general = body(town, OrgKind.GENERAL_BRANCH, "里厍社区党总支", committee)
    one = body(town, OrgKind.GRID_BRANCH, "第1网格党支部", committee)
    later = T0 + timedelta(days=10)
    on = TODAY + timedelta(days=10)
    actions.rename(by=town.mei, body=one, name="第一网格党支部", on=on - timedelta(days=3), at=later)
    actions.move(by=town.mei, body=one, under=general, on=on, at=later)
    one.refresh_from_db()
    assert (one.name, one.parent) == ("第一网格党支部", general)
    assert [(row.name, row.parent, row.valid_from, row.valid_to) for row in one.formers.order_by("valid_to")] == [
        ("第1网格党支部", committee, TODAY, on - timedelta(days=3)),
        ("第一网格党支部", committee, on - timedelta(days=3), on),
    ]
    with pytest.raises(errors.WrongDay):
        actions.rename(by=town.mei, body=one, name="旧名", on=TODAY, at=later)
    with pytest.raises(errors.WrongDay):
        actions.rename(by=town.mei, body=one, name="明天的名", on=on + timedelta(days=1), at=later)
    with pytest.raises(errors.NothingNew):
        actions.move(by=town.mei, body=one, under=general, on=on, at=later)


def test_no_body_stands_under_itself(town: Town) -> None:
    committee = joint(town)
    upper = body(town, OrgKind.PARTY_BRANCH, "上级支部", committee)
    group = body(town, OrgKind.BUILDING_BRANCH, "演示大厦党支部", upper)
    with pytest.raises(errors.InACircle):
        actions.move(by=town.mei, body=upper, under=group, on=TODAY, at=T0)


def test_a_body_is_dissolved_after_those_below_it(town: Town) -> None:
    committee = joint(town)
    one = body(town, OrgKind.GRID_BRANCH, "第1网格党支部", committee)
    with pytest.raises(errors.StillBelow):
        actions.dissolve(by=town.mei, body=committee, on=TOMORROW, at=NEXT_DAY)
    with pytest.raises(errors.IsOffice):
        actions.dissolve(by=town.sec, body=town.committee, on=TOMORROW, at=NEXT_DAY)
    actions.dissolve(by=town.mei, body=one, on=TOMORROW, at=NEXT_DAY)
    with pytest.raises(errors.Over):
        actions.dissolve(by=town.mei, body=one, on=TOMORROW, at=NEXT_DAY)
    actions.dissolve(by=town.mei, body=committee, on=TOMORROW, at=NEXT_DAY)
    assert not Organisation.objects.valid(TOMORROW).filter(pk=committee.pk).exists()


def test_an_end_in_the_future_waits_for_the_clock(town: Town) -> None:
    one = branch(town)
    actions.dissolve(by=town.mei, body=one, on=TOMORROW, at=T0)
    one.refresh_from_db()
    assert one.dissolved_at is None
    assert jobs.dissolve(at=NEXT_DAY) == 1


def test_desks_give_posts_without_a_grant_and_no_others(town: Town) -> None:
    one = branch(town)
    post = actions.appoint(by=town.mei, person=town.ren, organisation=one, role=Role.PARTY_HEAD, on=TODAY, at=T0)
    actions.end_post(by=town.mei, post=post, on=TODAY, at=T0)
    with pytest.raises(PermissionDenied):
        actions.appoint(by=town.mei, person=town.tom, organisation=one, role=Role.SECRETARY, on=TODAY, at=T0)
    with pytest.raises(PermissionDenied):
        actions.appoint(by=town.tom, person=town.ren, organisation=one, role=Role.PARTY_HEAD, on=TODAY, at=T0)


def test_an_office_that_ended_long_ago_is_not_touched_by_the_clock(town: Town) -> None:
    Organisation.objects.filter(pk=town.far_committee.pk).update(valid_to=date(2025, 1, 1), valid_from=SINCE)
    assert jobs.dissolve(at=T0) == 0
