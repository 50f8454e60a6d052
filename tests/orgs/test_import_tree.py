"""The whole tree and its posts from tables, as offices send them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from linli.core.imports import MissingColumns, Summary
from linli.core.models import Entry
from linli.orgs import actions, tables
from linli.orgs.authority import SYSTEM
from linli.orgs.causes import Cause
from linli.orgs.models import Organisation, Post
from tests.town import GRIDS, SINCE, T0, Town

HEADING = "code,kind,name,division_code,parent_code,duty,phone,valid_from,valid_to"
TODAY = timezone.localdate(T0)
GROUP = "group,party_group,第一党小组,320583100001,branch,,,2026-01-01,"
BRANCH = "branch,party_branch,里厍第一党支部,320583100001,lishe,,0512-57550001,2026-01-01,"
FIRE = "fire,department,昆山市消防救援大队,320583,centre,fire,119,,"


def load(*lines: str, by: object = SYSTEM, encoding: str = "utf-8", heading: str = HEADING) -> Summary:
    return actions.import_organisations("\n".join([heading, *lines]).encode(encoding), by=by, at=T0)  # type: ignore[arg-type]


def causes(summary: Summary) -> list[tuple[int, str]]:
    return [(refusal.line, refusal.cause) for refusal in summary.refused]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_children_may_come_before_their_parents_and_a_second_run_adds_nothing(town: Town, encoding: str) -> None:
    first = load(GROUP, BRANCH, FIRE, encoding=encoding)
    assert (first.read, first.added, first.refused) == (3, 3, [])
    group = Organisation.objects.get(code="group")
    assert group.parent.code == "branch" and group.parent.parent == town.committee
    assert Organisation.objects.get(code="fire").valid_from == TODAY
    again = load(GROUP, BRANCH, FIRE, encoding=encoding)
    assert (again.added, again.changed, again.there) == (0, 0, 3)
    assert Entry.objects.filter(verb="orgs.organisations_imported").count() == 1


def test_headings_may_be_chinese_or_named_by_whoever_loads(town: Town) -> None:
    heading = "代码,类型,名称,区划代码,上级代码,职能,电话,起始日期,终止日期"
    assert load(BRANCH, heading=heading).added == 1
    with pytest.raises(MissingColumns):
        load(BRANCH, heading=heading.replace("名称", "单位全称"))


def test_every_bad_line_is_told_by_number_and_cause_and_the_others_go_on(town: Town) -> None:
    summary = load(
        BRANCH,
        "a,tree_house,名,320583100001,,,,,",
        "b,party_branch,名,320583100999,,,,,",
        "c,party_branch,名,320583100001,nobody,,,,",
        "d,party_branch,名,320583100001,bacheng,,,,",
        "e,department,名,320583,centre,,,,",
        "f,party_branch,名,320583100001,lishe,,,2026-02-30,",
        "g,party_branch,名,320583100001,lishe,,,2026-02-01,2026-01-01",
        "h,party_branch,,320583100001,lishe,,,,",
        f"i,party_branch,{'长' * 61},320583100001,lishe,,,,",
        "branch,party_branch,另一个名称,320583100001,lishe,,,2026-01-01,",
        "j,party_branch",
        "k,party_group,名,320583100001,c,,,,",
        "l,party_group,名,320583100001,m,,,,",
        "m,party_group,名,320583100001,l,,,,",
        "lishe,party_branch,里厍社区居委会,320583100001,yushan,,,,",
        GROUP,
    )
    assert causes(summary) == [
        (3, Cause.KIND),
        (4, Cause.DIVISION),
        (5, Cause.PARENT),
        (6, Cause.ELSEWHERE),
        (7, Cause.DUTY),
        (8, Cause.DATE),
        (9, Cause.DATE),
        (10, Cause.BLANK),
        (11, Cause.TOO_LONG),
        (12, Cause.TWICE),
        (13, Cause.COLUMNS),
        (14, Cause.PARENT_REFUSED),
        (15, Cause.CIRCLE),
        (16, Cause.PARENT_REFUSED),
        (17, Cause.STANDS),
    ]
    assert (summary.read, summary.added) == (17, 2)


def test_a_new_name_phone_or_end_is_taken_over_and_the_old_one_is_in_the_log(town: Town) -> None:
    load(BRANCH)
    changed = load(BRANCH.replace("第一", "邻里").replace("2026-01-01,", "2026-01-01,2026-12-31"))
    assert (changed.added, changed.changed) == (0, 1)
    branch = Organisation.objects.get(code="branch")
    assert (branch.name, branch.valid_to) == ("里厍邻里党支部", date(2026, 12, 31))
    assert [former.name for former in branch.formers.all()] == ["里厍第一党支部"]
    assert Entry.objects.filter(verb__in=("orgs.renamed", "orgs.end_set"), subject_id=branch.pk).count() == 2
    assert causes(load(BRANCH)) == [(2, Cause.ENDED)]


def test_only_who_manages_posts_loads_and_only_for_their_area(town: Town) -> None:
    with pytest.raises(PermissionDenied):
        load(BRANCH, by=town.mei)
    Post.objects.filter(person=town.sec).update(organisation=town.street)
    assert causes(load(BRANCH, FIRE, by=town.sec)) == [(3, Cause.NOT_ALLOWED)]


def give(*lines: str, by: object = SYSTEM) -> Summary:
    heading = "username,organisation_code,role,grid_code,home_organisation_code,valid_from,valid_to"
    return actions.import_posts("\n".join([heading, *lines]).encode(), by=by, at=T0)  # type: ignore[arg-type]


def test_posts_are_given_by_user_name_with_their_history(town: Town) -> None:
    lines = [
        f"wang,lishe,grid_head,{GRIDS[1]},,,",
        "mei,tinglin,community_desk,,,2021-01-01,2024-01-01",
        f"tom,lishe,part_time_member,,urban,{TODAY - timedelta(days=30)},",
    ]
    assert give(*lines).added == 3
    again = give(*lines)
    assert (again.added, again.there) == (0, 3)
    assert not Post.objects.held(TODAY).filter(person=town.mei, organisation=town.other_committee).exists()
    ended = give(f"mei,lishe,community_desk,,,{SINCE},{TODAY}")
    assert ended.changed == 1
    assert town.mei.posts.get(organisation=town.committee).valid_to == TODAY


def test_bad_posts_are_told_by_number_and_cause(town: Town) -> None:
    summary = give(
        "nobody,lishe,community_desk,,,,",
        "tom,nowhere,community_desk,,,,",
        "tom,lishe,king,,,,",
        "tom,lishe,grid_worker,320583100001999,,,",
        "tom,lishe,grid_worker,,,,",
        "sec,lishe,community_desk,,,,",
        f"tom,lishe,secretary,,,{TODAY},{TODAY}",
        by=town.sec,
    )
    assert causes(summary) == [
        (2, Cause.PERSON),
        (3, Cause.UNIT),
        (4, Cause.ROLE),
        (5, Cause.GRID),
        (6, Cause.GRID_UNCLEAR),
        (7, Cause.OWN_POST),
        (8, Cause.DATE),
    ]


def test_what_the_tables_write_they_take_back(town: Town) -> None:
    units = Organisation.objects.select_related("parent", "division").order_by("-code")
    rows = [",".join(tables.unit_row(unit)) for unit in units]
    assert (back := load(*rows, heading=",".join(tables.UNITS))).there == len(rows), back.refused
    posts = Post.objects.select_related("person", "organisation", "grid", "home_organisation")
    heading = ",".join(tables.POSTS)
    text = "\n".join([heading, *(",".join(tables.post_row(post)) for post in posts)])
    assert actions.import_posts(text.encode(), by=SYSTEM, at=T0).there == len(posts)
