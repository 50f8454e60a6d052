"""Several at once: a seat has one member, homes have one keeper, two bodies one agreement, one answer counts, a post
is handed over once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.matters import actions as matters
from linli.orgs import actions, errors
from linli.orgs.models import AreaKind, Handed, OrgKind, Pairing, Post, ResponsibilityArea, Role, Seat
from linli.places.models import Building
from tests.matters.test_races import losers, race
from tests.orgs.bodies import TODAY, body, joint
from tests.orgs.test_handing import colleague
from tests.town import T0, Town

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

RACERS = 6


def test_seats_homes_and_agreements_are_given_once(town: Town) -> None:
    """One test for all: emptying the tables after each takes longer than the races."""
    committee = joint(town)
    group = body(town, OrgKind.GRID_BRANCH, "第1网格党支部", committee)
    other = body(
        town, OrgKind.JOINT_PARTY_COMMITTEE, "亭林社区大党委", town.other_committee,
        division=town.other_community, by=town.tom,
    )  # fmt: skip
    estate = town.estate()
    two = Building.objects.get(estate=estate, name="2幢")

    results = race(
        [
            lambda who=who: actions.fill_seat(
                by=town.mei, body=committee, code="urban_management", person=who, home=town.cleaners, on=TODAY, at=T0
            )
            for who in (town.guan, town.shui, town.ren, town.lao)
        ]
    )
    assert losers(results) == {errors.SeatTaken: 3}
    assert Seat.objects.count() == 1

    homes = (
        {"estate": estate},
        {"estate": estate, "building": two},
        {"estate": estate, "building": two, "staircase": "1单元"},
    )
    asked = race(
        [
            lambda who=who, where=where: actions.ask_for_area(
                by=town.mei, body=group, kind=AreaKind.MEMBER, person=who, on=TODAY, at=T0, **where
            )
            for who in (town.ren, town.lao)
            for where in homes
        ]
    )
    assert losers(asked) == {errors.AreaTaken: RACERS - 1}
    area = ResponsibilityArea.objects.get()
    keeper = area.post.person
    answers = race([lambda: actions.agree_to_area(by=keeper, area=area, at=T0) for _ in range(RACERS)])
    assert losers(answers) == {errors.AreaOver: RACERS - 1}
    backs = race([lambda: actions.give_back_area(by=keeper, area=area, at=T0) for _ in range(RACERS)])
    assert losers(backs) == {errors.AreaOver: RACERS - 1}

    told = {"agreement": "毗邻党建协议（演示）", "signed_on": TODAY, "on": TODAY, "at": T0}
    pairs = race(
        [
            lambda sides=sides: actions.pair(by=sides[0], body=sides[1], partner=sides[2], **told)
            for sides in ((town.mei, committee, other), (town.tom, other, committee)) * (RACERS // 2)
        ]
    )
    assert losers(pairs) == {errors.AlreadyPaired: RACERS - 1}
    assert Pairing.objects.count() == 1

    _handovers(town)


def _handovers(town: Town) -> None:
    """Of two handovers of one post one wins, of a handover and an end the handover; and of two posts of one person that
    end at once, which each cover the work, one stays."""
    order = town.handling().orders.get()
    matters.sign(by=town.guan, order=order, at=T0)
    post, later = town.guan.posts.get(role=Role.DEPARTMENT_HANDLER), T0 + timedelta(hours=1)
    new = [colleague("di1"), colleague("di2")]
    passed = race(
        [
            *(
                lambda who=who: actions.hand_over(by=town.sec, post=post, to=who, takes_post=True, at=later)
                for who in new
            ),
            lambda: actions.end_post(by=town.sec, post=Post.objects.get(pk=post.pk), on=TODAY, at=later),
        ]
    )
    lost = losers(passed)
    assert lost.total() == 2 and set(lost) <= {actions.PostEnded, actions.WorkOpen}
    row = Handed.objects.get(stands=True)
    assert row.to in new and row.sender == town.guan
    own = row.to.posts.get()
    Post.objects.create(person=row.to, organisation=town.cleaners, role=Role.DEPARTMENT_HEAD, valid_from=TODAY)
    ends = race(
        [
            lambda one=one: actions.end_post(by=town.sec, post=one, on=TODAY + timedelta(days=1), at=later)
            for one in (own, row.to.posts.get(role=Role.DEPARTMENT_HEAD))
        ]
    )
    assert losers(ends) == {actions.WorkOpen: 1}
