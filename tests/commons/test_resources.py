"""Resources are offered with hours and capacity, and booked within both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.commons.actions import claims, resources
from linli.commons.actions.saying import ResourceSays
from linli.commons.errors import lists as errors
from linli.commons.models import Resource
from linli.commons.rules.lists import BookingStage, Side, Sort
from linli.places.hours import BadHours
from tests.commons.lists import HERE, booked, hours, partner, resource, seeded
from tests.town import T0, Town


@pytest.fixture(autouse=True)
def _seeded(town: Town) -> None:
    seeded()


def test_a_room_is_booked_by_one_at_a_time_and_used_and_judged_by_both(town: Town) -> None:
    bank = partner(town)
    room = resource(town, bank[0])
    row = booked(town, room, hours(10, 12))
    with pytest.raises(errors.OverCapacity):
        booked(town, room, hours(11, 13), by=town.tom, booker=town.other_committee)
    booked(town, room, hours(12, 13), by=town.tom, booker=town.other_committee)
    with pytest.raises(errors.NotBegunYet):
        resources.use(by=town.mei, booking=row, words="已使用", at=T0)
    after = hours(12, 13)[1]
    resources.use(by=town.mei, booking=row, words="已使用", at=after)
    claims.judge_use(by=town.mei, booking=row, side=Side.COMMUNITY, met=True, words="设施齐全", at=after)
    claims.judge_use(by=bank[1], booking=row, side=Side.UNIT, met=True, words="归还整洁", at=after)
    with pytest.raises(errors.BookingOver):
        resources.call_off(by=town.mei, booking=row, side=Side.COMMUNITY, words="不用了", at=after)


@pytest.mark.parametrize(
    ("span", "error"),
    [
        (hours(8, 10), errors.ClosedThen),
        (hours(16, 18), errors.ClosedThen),
        (hours(10, 12, days=5), errors.ClosedThen),  # a Saturday
        (hours(10, 12, days=-3), errors.InThePast),
        (hours(12, 10), errors.BadSpan),
        (hours(10, 12, days=400), errors.BadSpan),
        (None, errors.BadSpan),
    ],
)
def test_a_room_is_not_booked_when_it_is_shut_or_gone_by(town: Town, span: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        booked(town, resource(town), span)  # type: ignore[arg-type]


def test_a_single_day_may_differ(town: Town) -> None:
    room = resource(town, changed_days="2026-03-07 09:00-12:00; 2026-03-03 off")
    assert booked(town, room, hours(9, 12, days=5)).stage == BookingStage.BOOKED
    with pytest.raises(errors.ClosedThen):
        booked(town, room, hours(10, 11))
    with pytest.raises(BadHours):
        resource(town, hours="从早到晚")


def test_several_share_what_is_there_several_times(town: Town) -> None:
    chairs = resource(town, sort=Sort.PEOPLE, capacity=5, hours="")
    booked(town, chairs, hours(1, 3), 3)
    with pytest.raises(errors.BookedTwice):
        booked(town, chairs, hours(1, 2), 1)
    with pytest.raises(errors.OverCapacity) as refused:
        booked(town, chairs, hours(2, 4), 3)
    assert refused.value.args == (2,)
    booked(town, chairs, hours(2, 4), 2)


def test_goods_are_used_up_and_come_back_when_called_off(town: Town) -> None:
    bank = partner(town)
    rice = resource(town, bank[0], sort=Sort.GOODS, capacity=10, hours="")
    row = booked(town, rice, None, 8)
    with pytest.raises(errors.BookedTwice):
        booked(town, rice, None, 1)
    with pytest.raises(errors.OverCapacity) as refused:
        booked(town, rice, None, 3, by=town.tom, booker=town.other_committee)
    assert refused.value.args == (2,)
    resources.call_off(by=bank[1], booking=row, side=Side.UNIT, words="另有安排", at=T0)
    booked(town, rice, None, 3, by=town.tom, booker=town.other_committee)
    rice.refresh_from_db()
    assert rice.used == 3


def test_what_has_ended_is_not_booked_and_not_ended_twice(town: Town) -> None:
    room = resource(town, until=hours(0, 1, days=3)[0].date())
    with pytest.raises(errors.ResourceEnded):
        booked(town, room, hours(10, 12, days=4))
    booked(town, room, hours(10, 12))
    resources.end(by=town.mei, resource=room, at=T0)
    with pytest.raises(errors.ResourceEnded):
        resources.end(by=town.mei, resource=room, at=T0)
    with pytest.raises(errors.ResourceEnded):
        booked(town, room, hours(13, 14))


def test_an_owner_says_it_anew_and_cannot_offer_less_than_is_booked(town: Town) -> None:
    bank = partner(town)
    rice = resource(town, bank[0], sort=Sort.GOODS, capacity=10, hours="")
    booked(town, rice, None, 8)
    told = {"kind": "hardship", "sort": Sort.GOODS, "title": "大米", "place": HERE}
    with pytest.raises(errors.OverCapacity):
        resources.change(by=bank[1], resource=rice, says=ResourceSays(capacity=7, **told), at=T0)
    assert resources.change(by=bank[1], resource=rice, says=ResourceSays(capacity=9, **told), at=T0)
    assert not resources.change(by=bank[1], resource=rice, says=ResourceSays(capacity=9, **told), at=T0)
    assert (rice.title, rice.kind.code) == ("大米", "hardship")


def test_only_the_owner_or_the_desk_of_the_place_offers_and_publishes(town: Town) -> None:
    bank = partner(town)
    says = ResourceSays(kind="space", sort=Sort.VENUE, title="会议室", place=HERE, capacity=1)
    with pytest.raises(PermissionDenied):
        resources.offer(by=town.tom, unit=bank[0], says=says, at=T0)
    room = resources.offer(by=bank[1], unit=bank[0], says=says, at=T0)
    with pytest.raises(PermissionDenied):
        resources.publish(by=bank[1], resource=room, at=T0)
    resources.publish(by=town.mei, resource=room, at=T0)
    with pytest.raises(errors.AlreadyPublished):
        resources.publish(by=town.mei, resource=room, at=T0)
    assert Resource.objects.published().there(T0.date() + timedelta(days=1)).get() == room
