"""Many at once: of those who move an order one passes, the last seat goes to one, one form is one order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.commons.actions import orders
from linli.commons.errors.orders import GroupFull, OrderMoved
from linli.commons.jobs import orders as jobs
from linli.commons.models import GroupDay, ServiceOrder, Turn
from linli.commons.rules.orders import Stage
from tests.commons.steps import LATER, delivered, fresh, group_day, ordered
from tests.matters.test_races import losers, race
from tests.town import Town, fixed

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_of_accepting_declining_and_cancelling_one_passes(town: Town) -> None:
    order = ordered(town, by=town.ren)
    results = race(
        [
            *(lambda: orders.accept(by=town.guan, order=fresh(order), at=LATER, version=order.version),) * 3,
            *(
                lambda: orders.decline(
                    by=town.guan, order=fresh(order), reason="no_time", at=LATER, version=order.version
                ),
            )
            * 3,
            *(lambda: orders.cancel(by=town.ren, order=fresh(order), at=LATER, version=order.version),) * 3,
        ]
    )
    lost = losers(results)
    assert sum(lost.values()) == 8
    assert Turn.objects.filter(order=order, ended_at=None).count() <= 1


def test_received_and_closed_by_the_clock_is_one_of_both(town: Town) -> None:
    order = delivered(town, by=town.ren)
    assert order.due_at is not None
    late = order.due_at + timedelta(seconds=1)
    race(
        [
            lambda: orders.receive(by=town.ren, order=fresh(order), at=late),
            lambda: orders.not_received(by=town.ren, order=fresh(order), at=late),
            *(lambda: jobs.close(at=late),) * 2,
        ]
    )
    assert fresh(order).stage in (Stage.RECEIVED, Stage.ACCEPTED, Stage.CLOSED)
    assert fresh(order).version == order.version + 1


def test_several_work_processes_pass_an_order_on_once(town: Town) -> None:
    order = ordered(town)
    assert order.due_at is not None
    results = race([lambda: jobs.pass_on(at=order.due_at + timedelta(seconds=1)) for _ in range(4)])  # type: ignore[operator]
    assert not losers(results)
    assert Turn.objects.filter(order=order).count() == 2


def test_the_last_seat_of_a_day_goes_to_one(town: Town) -> None:
    day = group_day(town, seats=1)
    results = race([lambda: ordered(town, by=town.ren, of=day.service, group=day) for _ in range(8)])
    assert losers(results) == {GroupFull: 7}
    assert GroupDay.objects.get().taken == 1
    assert ServiceOrder.objects.count() == 1


def test_one_form_sent_many_times_is_one_order(town: Town) -> None:
    tap = ordered(town).service
    results = race([lambda: ordered(town, of=tap, by=town.ren, intent=fixed(7)) for _ in range(6)])
    assert not losers(results)
    assert ServiceOrder.objects.filter(intent=fixed(7)).count() == 1
    assert OrderMoved not in losers(results)
