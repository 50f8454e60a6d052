"""What a post gives, and where."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from linli.matters.models import Matter
from linli.orgs.authority import SYSTEM, inside, may, may_above, posts_of, prefixes, require, require_above, units_of
from linli.orgs.grants import SYSTEM_GRANTS, TABLE, Grant
from linli.orgs.models import Post, Role
from linli.orgs.reads import communities_of
from linli.people.models import Person
from linli.places.models import Grid
from tests.town import GRIDS, SINCE, Town

TODAY = date(2026, 3, 2)
ABOUT_MATTERS = {
    Grant.SEE_MATTERS,
    Grant.REPORT_FOR_OTHERS,
    Grant.ACCEPT,
    Grant.DISPATCH,
    Grant.CHECK,
    Grant.HANDLE,
    Grant.SUPERVISE,
    Grant.DECIDE_TIME,
    Grant.ARBITRATE,
    Grant.COORDINATE,
    Grant.CALL_BACK,
    Grant.REVEAL,
}


def test_every_role_stands_in_the_table() -> None:
    assert set(TABLE) == set(Role)


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR])
def test_administrators_have_no_right_on_what_residents_said(role: Role) -> None:
    assert not TABLE[role] & ABOUT_MATTERS


def test_the_powers_of_the_three_administrators_do_not_meet(town: Town) -> None:
    assert TABLE[Role.AUDITOR] == {Grant.READ_LOG}
    assert TABLE[Role.SECURITY_ADMIN] == {Grant.MANAGE_POSTS}
    assert TABLE[Role.SYSTEM_ADMIN] == {Grant.SET_RULES}
    for person, grant in ((town.sys, Grant.SET_RULES), (town.sec, Grant.MANAGE_POSTS), (town.aud, Grant.READ_LOG)):
        assert [g for g in Grant if may(person, g, at=town.county.prefix)] == [grant]


def test_nobody_but_the_auditor_reads_the_log() -> None:
    assert [role for role, grants in TABLE.items() if Grant.READ_LOG in grants] == [Role.AUDITOR]


def test_a_grid_worker_reaches_the_own_grid_only(town: Town) -> None:
    assert prefixes(town.wang, Grant.SEE_MATTERS) == [GRIDS[0]]
    assert may(town.wang, Grant.SEE_MATTERS, at=GRIDS[0])
    assert not may(town.wang, Grant.SEE_MATTERS, at=GRIDS[1])
    assert not may(town.wang, Grant.SEE_MATTERS, at=town.community.prefix)
    assert list(communities_of(town.wang, Grant.SEE_MATTERS)) == [town.community]


@pytest.mark.parametrize(
    ("who", "reached"),
    [("wang", 1), ("mei", 2), ("tom", 2), ("jie", 4), ("far", 1), ("zhong", 5), ("aud", 0), ("ren", 0)],
)
def test_an_area_is_a_prefix_of_codes(town: Town, who: str, reached: int) -> None:
    person: Person = getattr(town, who)
    assert sum(may(person, Grant.SEE_MATTERS, at=code) for code in GRIDS) == reached
    assert Grid.objects.filter(inside("code", prefixes(person, Grant.SEE_MATTERS))).count() == reached


def test_a_department_handles_its_own_orders_and_sees_no_area(town: Town) -> None:
    assert may(town.guan, Grant.HANDLE, at=town.cleaners)
    assert not may(town.guan, Grant.HANDLE, at=town.water)
    assert not any(may(town.guan, Grant.SEE_MATTERS, at=code) for code in GRIDS)
    assert units_of(town.guan) == [town.cleaners.pk]


def test_a_post_on_a_grid_speaks_for_no_whole_unit(town: Town) -> None:
    assert may(town.wang, Grant.HANDLE, at=town.committee, place=GRIDS[0])
    assert units_of(town.wang) == []


@pytest.mark.parametrize(
    ("who", "unit", "above"),
    [
        ("jie", "committee", True),  # the street over the community
        ("jie", "street", False),  # not over itself
        ("jie", "water", False),  # nor over a department of the county
        ("zhong", "street", True),
        ("zhong", "water", True),
        ("far", "committee", False),  # another street
        ("mei", "committee", False),
    ],
)
def test_who_decides_about_a_unit_stands_above_it(town: Town, who: str, unit: str, above: bool) -> None:
    person, about = getattr(town, who), getattr(town, unit)
    assert may_above(person, Grant.SUPERVISE, unit=about, place=GRIDS[0]) is above
    if not above:
        with pytest.raises(PermissionDenied):
            require_above(person, Grant.SUPERVISE, unit=about, place=GRIDS[0])


def test_two_posts_on_one_street_double_no_row(town: Town) -> None:
    Post.objects.create(person=town.jie, organisation=town.street, role=Role.SECRETARY, valid_from=SINCE)
    Post.objects.create(person=town.jie, organisation=town.committee, role=Role.COMMUNITY_DESK, valid_from=SINCE)
    town.report()
    areas = prefixes(town.jie, Grant.SEE_MATTERS)
    assert areas == [town.town.prefix, town.community.prefix]
    assert Matter.objects.filter(inside("place", areas)).count() == 1
    assert communities_of(town.jie, Grant.SEE_MATTERS).count() == 2


def test_without_an_area_nothing_is_found(town: Town) -> None:
    town.report()
    assert not Matter.objects.filter(inside("place", [])).exists()


def test_posts_of_a_closed_account_give_nothing(town: Town) -> None:
    Person.objects.filter(pk=town.mei.pk).update(is_active=False)
    mei = Person.objects.get(pk=town.mei.pk)
    assert not may(mei, Grant.ACCEPT, at=GRIDS[0])


def test_posts_are_held_from_their_first_day_to_the_one_before_their_last(town: Town) -> None:
    post = town.mei.posts.get()
    Post.objects.filter(pk=post.pk).update(valid_from=date(2026, 3, 2), valid_to=date(2026, 3, 4))
    held = [bool(posts_of(Person.objects.get(pk=town.mei.pk), date(2026, 3, day))) for day in (1, 2, 3, 4)]
    assert held == [False, True, True, False]


def test_nobody_holds_nothing(town: Town) -> None:
    for grant in Grant:
        assert not may(None, grant, at=town.county.prefix)
        with pytest.raises(PermissionDenied):
            require(None, grant, at=town.community.prefix)


def test_the_command_line_has_no_right_on_what_residents_said() -> None:
    assert not SYSTEM_GRANTS & ABOUT_MATTERS
    assert {grant for grant in Grant if may(SYSTEM, grant, at="320583")} == SYSTEM_GRANTS


def test_posts_are_read_once_for_a_person(town: Town, django_assert_num_queries: object) -> None:
    mei = Person.objects.get(pk=town.mei.pk)
    with django_assert_num_queries(1):  # type: ignore[operator]
        for grant in Grant:
            may(mei, grant, at=GRIDS[0])
