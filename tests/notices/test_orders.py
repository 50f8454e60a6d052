"""Who ordered a service hears of acceptance, time and delivery, and when what was agreed falls through."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from linli.commons.actions import groups, orders
from linli.commons.models import ServiceOrder
from linli.notices import jobs
from linli.notices.models import Notice
from linli.people import actions as people
from linli.people.models import Helping
from tests.commons.steps import WISH, fresh, group_day, helped, ordered
from tests.notices.services import Reader, Service
from tests.notices.steps import agree, begin, later, run, subscribe, told
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


def test_without_consent_or_wish_nobody_is_told(town: Town, box: list[tuple[str, str]]) -> None:
    begin()
    for by in (town.ren, None):
        orders.accept(by=town.guan, order=fresh(ordered(town, by=by, at=later(0.2))), at=later(1))
    run(later(1))
    assert (told(), box) == ([], [])


def test_who_has_no_account_and_wishes_it_is_told_by_text_message(town: Town, box: list[tuple[str, str]]) -> None:
    begin()
    order = ordered(town, wish=replace(WISH, by_sms=True), at=later(0.2))
    orders.accept(by=town.guan, order=order, at=later(1))
    for _ in range(2):
        run(later(1))
    assert box == [(WISH.phone, f"您的服务订单 {order.number_shown} 已接单，服务单位会与您约定时间。")]
    again = ordered(town, wish=replace(WISH, by_sms=True), at=later(1.2))
    orders.accept(by=town.guan, order=again, at=later(2))
    jobs.collect(at=later(2))
    ServiceOrder.objects.update(forgotten_at=later(2))
    jobs.send(at=later(2))
    assert (len(box), Notice.objects.get(service_order=again).state) == (1, "moot")


def test_family_that_ordered_hears_until_it_may_not_any_more(town: Town, box: list[tuple[str, str]]) -> None:
    begin()
    agree(town.ren)
    helped(town)
    order = ordered(town, by=town.ren, elder=town.lao, at=later(0.2))
    orders.accept(by=town.guan, order=order, at=later(1))
    run(later(1))
    assert [phone for phone, _ in box] == [town.ren.phone]
    people.end_helping(by=town.lao, helping=Helping.objects.get().pk, at=later(1.5))
    orders.deliver(by=town.guan, order=fresh(order), at=later(2))
    run(later(2))
    assert told() == ["taken_on"]


def test_the_unit_that_is_asked_hears_of_it_in_working_time(town: Town, pushing: Service, reader: Reader) -> None:
    begin()
    subscribe(town.guan, reader.phone, at=T0)
    order = ordered(town, at=later(0.2))
    run(later(0.5))
    said = reader.open(pushing.got[0][2])["body"]
    assert said == f"有居民向贵单位下单：{order.number_shown}，请在 3月2日 14:42 前答复。"
    late = ordered(town, at=later(9))
    run(later(9))
    assert Notice.objects.get(service_order=late).state == "ready"
    orders.accept(by=town.guan, order=late, at=later(10))
    run(later(24))
    assert Notice.objects.get(service_order=late, told="asked").state == "moot"
