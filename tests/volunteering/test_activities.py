"""Activities: made by whoever answers for the place, published, repeated, called off, held by the clock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.dated import in_force
from linli.core.models import Entry
from linli.volunteering.actions import activities, teams, templates
from linli.volunteering.actions.activities import RoleSays
from linli.volunteering.errors.activities import (
    ActivityMoved,
    BadNumber,
    BadShift,
    InTeam,
    InThePast,
    NoReason,
    NoRoles,
    NotHere,
    OfficeAccount,
)
from linli.volunteering.jobs import activities as jobs
from linli.volunteering.models import Activity, Festival, OwnSkill, Shift, TeamMember, Template
from linli.volunteering.reads import nearby, organising, seasons
from linli.volunteering.rules.activities import ActivityStage, clash, minutes_counted
from tests.town import GRIDS, INSIDE, SINCE, T0, Town
from tests.volunteering.activity_steps import (
    AFTER,
    HOUR,
    POINT,
    TOMORROW,
    draft,
    published,
    says,
    shift_of,
    signed_up,
    skill,
)


def test_shifts_that_touch_do_not_clash() -> None:
    assert not clash(T0, T0 + HOUR, T0 + HOUR, T0 + 2 * HOUR)
    assert clash(T0, T0 + HOUR, T0 + HOUR / 2, T0 + 2 * HOUR)


def test_nothing_said_counts_the_shift_and_more_than_the_shift_counts_no_more() -> None:
    assert (minutes_counted(None, 120), minutes_counted(45, 120), minutes_counted(900, 120)) == (120, 45, 120)


def test_who_does_not_answer_for_the_place_makes_publishes_and_ends_nothing(town: Town) -> None:
    made = draft(town)
    for by in (town.tom, town.far, town.guan, town.sys, town.wang, town.ren):
        with pytest.raises(PermissionDenied):
            draft(town, by=by)
        with pytest.raises(PermissionDenied):
            activities.publish(by=by, activity=made, at=T0)
        with pytest.raises(PermissionDenied):
            activities.call_off(by=by, activity=made, reason="雨", at=T0)
    activities.publish(by=town.jie, activity=made, at=T0)  # the street above
    assert made.stage == ActivityStage.PUBLISHED


def test_what_makes_no_sense_is_refused_by_name(town: Town) -> None:
    wrong: list[tuple[type[Exception], dict[str, object]]] = [
        (BadShift, {"times": [(TOMORROW, TOMORROW)]}),
        (BadShift, {"times": [(TOMORROW, TOMORROW + 25 * HOUR)]}),
        (InThePast, {"begins": T0 - 3 * HOUR}),
        (NoRoles, {"roles": []}),
        (NoRoles, {"roles": [RoleSays("甲", 1), RoleSays("甲", 2)]}),
        (BadNumber, {"wanted": 0}),
        (BadNumber, {"pupils": 501}),
        (NotHere, {"organiser": town.other_committee}),
    ]
    for error, asked in wrong:
        with pytest.raises(error):
            draft(town, **asked)
    assert not Activity.objects.exists()


def test_a_draft_is_changed_and_what_was_published_is_not(town: Town) -> None:
    made = draft(town)
    fresh = says(town, title="清洗楼道", roles=[RoleSays("洗刷", 3), RoleSays("登记", 1)])
    activities.change(by=town.mei, activity=made, says=fresh, at=T0)
    assert sorted(Shift.objects.values_list("role__name", "wanted")) == [("洗刷", 3), ("登记", 1)]
    activities.publish(by=town.mei, activity=made, at=T0)
    with pytest.raises(ActivityMoved):
        activities.change(by=town.mei, activity=made, says=fresh, at=T0)
    with pytest.raises(ActivityMoved):
        activities.publish(by=town.mei, activity=made, at=T0)


def test_a_template_makes_a_term_of_weekly_classes_with_pupils_as_a_number(town: Town) -> None:
    templates.seed(at=T0, since=SINCE)
    school = Template.objects.get(code="after_school")
    times, roles = activities.of_template(school, begins_at=TOMORROW)
    asked = says(town, template=school, times=times, roles=roles, pupils=24)
    made = activities.publish(by=town.mei, activity=activities.make(by=town.mei, says=asked, at=T0), at=T0)
    weeks = activities.repeat(by=town.mei, activity=made, weeks=school.weeks, at=T0)
    rows = Activity.objects.filter(series=made.series).order_by("begins_at")
    assert len(rows) == school.weeks + 1 == len(weeks) + 1
    assert {row.begins_at - made.begins_at for row in rows} == {timedelta(weeks=week) for week in range(17)}
    assert {(row.pupils, row.stage) for row in rows} == {(24, "published")}
    assert Shift.objects.filter(role__activity__in=rows).count() == len(roles) * len(rows)
    with pytest.raises(ActivityMoved):
        activities.repeat(by=town.mei, activity=made, weeks=1, at=T0)


def test_seeds_are_added_once_and_name_what_the_seeds_name(town: Town) -> None:
    assert templates.seed(at=T0, since=SINCE) > 50
    assert templates.seed(at=T0, since=SINCE) == 0
    names = set(Template.objects.values_list("name", flat=True))
    assert {"统一活动日", "四点半学校", "爱心厨房", "义诊", "夏令营", "助力成长屋"} <= names


def test_festivals_are_found_by_the_lunar_calendar_too(town: Town) -> None:
    templates.seed(at=T0, since=SINCE)
    days = {row.code: seasons.day_of(row, 2026) for row in Festival.objects.filter(in_force(date(2026, 3, 2)))}
    assert days["mid_autumn"] == date(2026, 9, 25)
    assert days["qingming"] == date(2026, 4, 5)
    assert days["laba"] == date(2027, 1, 15)
    first = seasons.coming(date(2026, 3, 2))[:2]
    assert [one.festival.code for one in first] == ["lantern", "lei_feng"]
    theme = seasons.theme(date(2026, 3, 2))
    assert theme is not None and theme.name == "学雷锋志愿服务月"


def test_calling_off_wants_a_reason_and_ends_signing_up(town: Town) -> None:
    made = published(town)
    with pytest.raises(NoReason):
        activities.call_off(by=town.mei, activity=made, reason=" ", at=T0)
    activities.call_off(by=town.mei, activity=made, reason="台风", at=T0)
    assert (made.stage, made.reason) == ("called_off", "台风")
    with pytest.raises(ActivityMoved):
        activities.call_off(by=town.mei, activity=made, reason="台风", at=T0)


def test_the_clock_holds_what_is_over_once(town: Town) -> None:
    made = published(town)
    assert jobs.hold_over(at=TOMORROW) == 0
    assert jobs.hold_over(at=AFTER) == 1
    assert jobs.hold_over(at=AFTER) == 0
    made.refresh_from_db()
    assert made.stage == ActivityStage.HELD
    assert Entry.objects.filter(verb="volunteering.held").count() == 1


def test_near_me_is_by_distance_and_only_what_one_can_walk_to(town: Town) -> None:
    far = INSIDE[GRIDS[4]]
    here = published(town, title="近处")
    there = published(
        town, by=town.jie, title="稍远", community=town.other_community, organiser=town.other_committee,
        point=INSIDE[GRIDS[2]], begins=T0 + HOUR,
    )  # fmt: skip
    published(town, title="没有位置", point=None)
    draft(town, title="草稿")
    cards = nearby.near(POINT, at=T0)
    assert [card.activity.pk for card in cards] == [here.pk, there.pk]
    assert cards[0].metres == 0
    assert 1_800 < (cards[1].metres or 0) < 2_700  # two squares to the east, times 1.3
    assert nearby.near((far[0] + 1, far[1]), at=T0) == []


def test_a_team_is_joined_by_oneself_and_nobody_is_kept_who_left(town: Town) -> None:
    team = teams.found(by=town.mei, name="红马甲", words="", community=town.community, unit=town.committee, at=T0)
    teams.join(by=town.ren, team=team, wording="我愿意加入", at=T0)
    with pytest.raises(InTeam):
        teams.join(by=town.ren, team=team, wording="我愿意加入", at=T0)
    with pytest.raises(OfficeAccount):
        teams.join(by=town.mei, team=team, wording="我愿意加入", at=T0)
    made = published(town, team=team)
    assert list(team.activities.all()) == [made]
    teams.leave(by=town.ren, team=team, at=T0)
    assert not TeamMember.objects.exists()
    with pytest.raises(PermissionDenied):
        teams.end(by=town.tom, team=team, at=T0)


def test_skills_are_seen_only_beside_a_sign_up(town: Town) -> None:
    wiring = skill()
    teams.say_skills(by=town.ren, codes=[wiring.code], at=T0)
    teams.say_skills(by=town.lao, codes=[wiring.code], at=T0)
    made = published(town, roles=[RoleSays("电工", 2, skill=wiring)])
    signed_up(town.ren, shift_of(made))
    (rows,) = organising.roster(made)
    (listed,) = rows.going
    assert (listed.name, listed.phone, listed.fits) == ("演**", "100****0001", True)
    teams.say_skills(by=town.ren, codes=[], at=T0)
    assert list(OwnSkill.objects.values_list("person", flat=True)) == [town.lao.pk]
    assert not organising.roster(made)[0].going[0].fits


def test_an_organiser_sees_the_activities_of_the_own_area(town: Town) -> None:
    published(town)
    assert organising.activities_of(town.mei).count() == 1
    assert organising.activities_of(town.jie).count() == 1
    assert not organising.activities_of(town.tom).exists()
    assert not organising.activities_of(town.guan).exists()
