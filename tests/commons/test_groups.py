"""Several units come together on a day; seats are ordered, and nobody is lost when it is called off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from linli.commons.actions import groups, orders
from linli.commons.errors.orders import (
    AnsweredAlready,
    BadHours,
    BadSeats,
    GroupFull,
    GroupOver,
    GroupRuns,
    NoReason,
    NoSuchUnit,
    NothingSaid,
    NotOnMenu,
    NoUnits,
)
from linli.commons.models import GroupPart
from linli.commons.rules.orders import GroupStage, Stage
from tests.commons.steps import LATER, fresh, group_day, ordered, service
from tests.town import T0, Town

THAT_DAY = T0 + timedelta(days=7, hours=3)


def test_a_day_is_planned_ordered_held_and_judged(town: Town) -> None:
    day = group_day(town, town.water, town.cleaners)
    part = GroupPart.objects.get(unit=town.water)
    with pytest.raises(PermissionDenied):
        groups.say(by=town.guan, part=part, comes=True, at=LATER)
    groups.say(by=town.shui, part=part, comes=True, at=LATER)
    with pytest.raises(AnsweredAlready):
        groups.say(by=town.shui, part=part, comes=True, at=LATER)
    other = GroupPart.objects.get(unit=town.cleaners)
    with pytest.raises(NoReason):
        groups.say(by=town.guan, part=other, comes=False, at=LATER)
    groups.say(by=town.guan, part=other, comes=False, reason="no_hands", at=LATER)
    order = ordered(town, by=town.ren, of=day.service, group=day)
    assert (order.stage, order.unit, order.agreed_at) == (Stage.ACCEPTED, town.committee, day.starts_at)
    with pytest.raises(GroupRuns):
        orders.deliver(by=town.mei, order=order, at=LATER)
    with pytest.raises(GroupOver):
        groups.hold(by=town.mei, group=day, at=LATER)
    assert groups.hold(by=town.mei, group=day, at=THAT_DAY) == 1
    order = fresh(order)
    orders.receive(by=town.ren, order=order, satisfaction=5, at=THAT_DAY)
    assert order.stage == Stage.RECEIVED


def test_the_last_seat_is_free_again_when_somebody_cancels(town: Town) -> None:
    day = group_day(town, seats=1)
    first = ordered(town, by=town.ren, of=day.service, group=day)
    with pytest.raises(GroupFull):
        ordered(town, by=town.lao, of=day.service, group=day)
    orders.cancel(by=town.ren, order=first, at=LATER)
    ordered(town, by=town.lao, of=day.service, group=day)
    day.refresh_from_db()
    assert day.taken == 1


def test_who_was_seated_on_a_day_that_is_called_off_waits_for_another_one(town: Town) -> None:
    day = group_day(town)
    order = ordered(town, by=town.ren, of=day.service, group=day)
    with pytest.raises(NothingSaid):
        groups.call_off(by=town.mei, group=day, words="", at=LATER)
    assert groups.call_off(by=town.mei, group=day, words="台风", at=LATER) == 1
    order = fresh(order)
    assert (order.stage, order.group, order.agreed_at) == (Stage.TO_GIVE, None, None)
    assert (day.stage, day.outcome) == (GroupStage.CALLED_OFF, "台风")
    with pytest.raises(GroupOver):
        groups.seat(by=town.mei, order=order, group=day, at=LATER)
    groups.seat(by=town.mei, order=order, group=group_day(town), at=LATER)
    assert order.stage == Stage.ACCEPTED


def test_a_day_of_another_community_or_service_has_no_seat(town: Town) -> None:
    day = group_day(town)
    with pytest.raises(GroupOver):
        ordered(town, of=day.service, group=day, community=town.other_community)
    with pytest.raises(GroupOver):
        ordered(town, of=service("other", form="group", place="site"), group=day)
    with pytest.raises(GroupOver):
        ordered(town, of=day.service, group=day, at=THAT_DAY)
    waiting = ordered(town, of=day.service)
    assert waiting.stage == Stage.TO_GIVE


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"starts_at": T0}, BadHours),
        ({"ends_at": T0}, BadHours),
        ({"seats": 0}, BadSeats),
        ({"units": []}, NoUnits),
        ({"place": " "}, NothingSaid),
    ],
)
def test_what_cannot_be_planned_is_named(town: Town, more: dict[str, Any], wrong: type[Exception]) -> None:
    doctors = service("doctors", form="group", place="site")
    says: dict[str, Any] = {
        "starts_at": T0 + timedelta(days=1),
        "ends_at": T0 + timedelta(days=1, hours=2),
        "place": "广场",
        "seats": 5,
        "units": [town.water],
    }
    with pytest.raises(wrong):
        groups.plan(by=town.mei, service=doctors, community=town.community, says=groups.Plan(**(says | more)), at=T0)


def test_only_the_own_community_plans_and_only_what_is_of_the_group_form(town: Town) -> None:
    doctors = service("doctors", form="group", place="site")
    says = groups.Plan(T0 + timedelta(days=1), T0 + timedelta(days=1, hours=2), "广场", 5, [town.far_committee])
    with pytest.raises(PermissionDenied):
        groups.plan(by=town.tom, service=doctors, community=town.community, says=says, at=T0)
    with pytest.raises(NoSuchUnit):
        groups.plan(by=town.mei, service=doctors, community=town.community, says=says, at=T0)
    with pytest.raises(NotOnMenu):
        groups.plan(by=town.mei, service=service(), community=town.community, says=says, at=T0)
