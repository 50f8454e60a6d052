"""Who ordered a service hears of acceptance, time and delivery, and when what was agreed falls through."""

from __future__ import annotations

from datetime import timedelta

from linli.commons.actions import groups, orders
from linli.notices.models import Notice
from tests.commons.steps import fresh, group_day, helped, ordered
from tests.notices.steps import agree, begin, later, run, told
from tests.town import T0, Town


def test_whoever_ordered_hears_of_acceptance_time_and_delivery(town: Town, box: list[tuple[str, str]]) -> None:
    begin()
    agree(town.ren)
    order = ordered(town, by=town.ren, at=later(0.2))
    orders.accept(by=town.guan, order=order, at=later(1))
    run(later(1))
    orders.agree(by=town.guan, order=order, agreed_at=T0 + timedelta(days=1), at=later(2))
    run(later(2))
    orders.deliver(by=town.guan, order=order, at=later(3))
    run(later(3))
    orders.receive(by=town.ren, order=order, at=later(4))
    run(later(4))
    assert told() == ["taken_on", "timed", "brought"]
    assert box == [
        ("10000000001", f"您的服务订单 {order.number_shown} 已接单，服务单位会与您约定时间。"),
        ("10000000001", f"您的服务订单 {order.number_shown} 已约定时间：3月3日 09:00。"),
        ("10000000001", f"您的服务订单 {order.number_shown} 服务单位反馈已完成，请确认是否收到。"),
    ]
    assert Notice.objects.filter(matter=None, service_order=order).count() == 3


def test_passing_on_before_anybody_accepted_is_no_news_and_giving_up_is(town: Town, box: list[tuple[str, str]]) -> None:
    begin()
    agree(town.ren)
    order = ordered(town, by=town.ren, at=later(0.2))
    orders.decline(by=town.guan, order=order, reason="no_time", at=later(0.5))
    orders.accept(by=town.shui, order=order, at=later(1))
    orders.decline(by=town.shui, order=order, reason="unsafe", at=later(1))
    run(later(1))  # the newest word overtakes the one before
    assert [words for _, words in box] == [f"您的服务订单 {order.number_shown} 无法按约定提供，正在另行安排。"]
    orders.refuse(by=town.mei, order=order, words="暂无单位", at=later(2))
    run(later(2))
    assert told() == ["taken_on", "again", "unserved"]


def test_for_whom_family_ordered_hears_and_a_day_that_is_called_off_is_told(town: Town) -> None:
    begin()
    agree(town.lao)
    helped(town)
    day = group_day(town)
    ordered(town, by=town.ren, elder=town.lao, of=day.service, group=day, at=later(0.2))
    groups.call_off(by=town.mei, group=day, words="台风", at=later(1))
    run(later(1))
    notice = Notice.objects.get()
    assert (notice.told, notice.person) == ("again", town.lao)


def test_without_consent_or_account_nobody_is_told(town: Town, box: list[tuple[str, str]]) -> None:
    begin()
    for by in (town.ren, None):
        orders.accept(by=town.guan, order=fresh(ordered(town, by=by, at=later(0.2))), at=later(1))
    run(later(1))
    assert (told(), box) == ([], [])
