"""A service is ordered, taken on, brought and judged; nobody's no loses it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from linli.commons import follow
from linli.commons.actions import menu, orders
from linli.commons.errors.orders import (
    BadDay,
    NoAddress,
    NoPhone,
    NoReason,
    NoSuchMark,
    NoSuchUnit,
    NothingSaid,
    NotOnMenu,
    OrderMoved,
    SwitchedAlready,
    TooLong,
)
from linli.commons.jobs import orders as jobs
from linli.commons.models import Service, ServiceOrder, Turn
from linli.commons.rules.orders import MOVES, End, Form, Stage
from linli.core.intents import IntentConflict
from linli.core.models import Entry
from linli.people import actions as people
from linli.people.models import Look
from linli.people.reads import looks_at
from tests.commons.steps import LATER, WISH, at_counter, delivered, fresh, helped, ordered, service
from tests.town import T0, Town, fixed


def verbs(order: ServiceOrder) -> list[str]:
    rows = Entry.objects.about(order).order_by("pk").values_list("verb", flat=True)
    return [verb.removeprefix("commons.order_") for verb in rows]


def test_a_service_is_ordered_accepted_delivered_and_rated(town: Town) -> None:
    order = ordered(town, by=town.ren)
    assert (order.stage, order.unit) == (Stage.OFFERED, town.cleaners)
    assert order.due_at == T0 + timedelta(hours=5, minutes=30)  # four working hours with the noon break
    orders.accept(by=town.guan, order=order, agreed_at=T0 + timedelta(days=1), at=LATER)
    assert (order.stage, order.due_at) == (Stage.ACCEPTED, order.promised_at)
    orders.deliver(by=town.guan, order=order, at=T0 + timedelta(days=1))
    orders.receive(by=town.ren, order=order, satisfaction=4, words="很快", at=T0 + timedelta(days=2))
    assert (order.stage, order.satisfaction, order.due_at) == (Stage.RECEIVED, 4, None)
    assert order.forget_at == T0 + timedelta(days=32)
    assert verbs(order) == ["placed", "offered", "accepted", "delivered", "received"]


def test_a_decline_goes_to_the_next_unit_and_then_back_to_the_community(town: Town) -> None:
    order = ordered(town)
    with pytest.raises(NoReason):
        orders.decline(by=town.guan, order=order, reason="", at=LATER)
    orders.decline(by=town.guan, order=order, reason="no_hands", words="本周排满", at=LATER)
    assert (order.stage, order.unit) == (Stage.OFFERED, town.water)
    orders.decline(by=town.shui, order=order, reason="not_ours", at=LATER)
    assert (order.stage, order.unit) == (Stage.TO_GIVE, None)
    assert order.due_at is not None
    orders.give_out(by=town.mei, order=order, unit=town.committee, at=LATER)
    assert (order.stage, order.unit) == (Stage.OFFERED, town.committee)
    ends = Turn.objects.filter(order=order).order_by("pk").values_list("end", flat=True)
    assert list(ends) == [End.DECLINED, End.DECLINED, ""]


def test_who_does_not_answer_in_time_is_passed_over_once(town: Town) -> None:
    order = ordered(town)
    assert order.due_at is not None
    assert jobs.pass_on(at=order.due_at) == 0
    late = order.due_at + timedelta(seconds=1)
    assert (jobs.pass_on(at=late), jobs.pass_on(at=late)) == (1, 0)
    order = fresh(order)
    assert (order.stage, order.unit) == (Stage.OFFERED, town.water)
    jobs.pass_on(at=late + timedelta(days=3))
    order = fresh(order)
    assert (order.stage, order.unit) == (Stage.TO_GIVE, None)
    assert order.is_late(late + timedelta(days=9))
    assert ServiceOrder.objects.overdue(late + timedelta(days=9)).get() == order
    assert verbs(order)[-2:] == ["unanswered", "handed_back"]


def test_who_accepted_and_gives_it_up_does_not_lose_it(town: Town) -> None:
    order = ordered(town)
    orders.accept(by=town.guan, order=order, at=LATER)
    orders.decline(by=town.guan, order=order, reason="unsafe", at=LATER)
    assert (order.unit, order.agreed_at) == (town.water, None)
    turn = Turn.objects.get(order=order, unit=town.cleaners)
    assert (turn.end, turn.reason, turn.ended_by) == (End.GIVEN_UP, "unsafe", town.guan)


def test_what_did_not_come_is_brought_after_all_and_the_second_time_the_community_looks(town: Town) -> None:
    order = delivered(town, by=town.ren)
    orders.not_received(by=town.ren, order=order, words="没有人来", at=T0 + timedelta(days=1))
    assert (order.stage, order.round, order.unit, order.delivered_at) == (Stage.ACCEPTED, 2, town.cleaners, None)
    orders.deliver(by=town.guan, order=order, at=T0 + timedelta(days=2))
    orders.not_received(by=town.ren, order=order, at=T0 + timedelta(days=2))
    assert (order.stage, order.round, order.unit) == (Stage.TO_GIVE, 3, None)


def test_who_says_nothing_lets_it_close_and_is_not_counted_as_content(town: Town) -> None:
    order = delivered(town)
    assert order.due_at is not None
    assert jobs.close(at=order.due_at + timedelta(seconds=1)) == 1
    order = fresh(order)
    assert (order.stage, order.satisfaction) == (Stage.CLOSED, None)
    with pytest.raises(OrderMoved):
        orders.receive(by=None, order=order, at=T0 + timedelta(days=20))


@pytest.mark.parametrize("accepted", [False, True])
def test_it_is_cancelled_any_time_before_and_never_after(town: Town, accepted: bool) -> None:
    order = ordered(town, by=town.ren)
    if accepted:
        orders.accept(by=town.guan, order=order, at=LATER)
    orders.cancel(by=town.ren, order=order, at=LATER)
    assert (order.stage, order.due_at) == (Stage.CANCELLED, None)
    with pytest.raises(OrderMoved):
        orders.accept(by=town.guan, order=order, at=LATER)
    done = delivered(town, by=town.ren)
    with pytest.raises(OrderMoved):
        orders.cancel(by=town.ren, order=done, at=LATER)


def test_custom_orders_wait_for_the_community_and_say_what_is_wanted(town: Town) -> None:
    wish = service("wish", form=Form.CUSTOM)
    with pytest.raises(NothingSaid):
        ordered(town, of=wish, wish=orders.Wish(phone="1", address="2幢"))
    order = ordered(town, of=wish)
    assert (order.stage, order.unit) == (Stage.TO_GIVE, None)
    with pytest.raises(NoSuchUnit):
        orders.give_out(by=town.mei, order=order, unit=town.far_committee, at=LATER)
    orders.give_out(by=town.mei, order=order, unit=town.cleaners, at=LATER)
    orders.decline(by=town.guan, order=order, reason="no_time", at=LATER)
    assert order.stage == Stage.TO_GIVE  # people choose the next one
    with pytest.raises(NothingSaid):
        orders.refuse(by=town.mei, order=order, words=" ", at=LATER)
    orders.refuse(by=town.mei, order=order, words="暂无单位能做", at=LATER)
    assert (order.stage, order.outcome) == (Stage.REFUSED, "暂无单位能做")


def test_family_orders_with_consent_and_the_elder_has_the_word(town: Town) -> None:
    with pytest.raises(PermissionDenied):
        ordered(town, by=town.ren, elder=town.lao)
    helped(town)
    order = ordered(town, by=town.ren, elder=town.lao)
    assert (order.person, order.entered_by) == (town.lao, town.ren)
    orders.accept(by=town.guan, order=order, at=LATER)
    orders.deliver(by=town.guan, order=order, at=LATER)
    with pytest.raises(PermissionDenied):
        orders.receive(by=town.ren, order=order, at=LATER)
    orders.receive(by=town.lao, order=order, at=LATER)
    second = ordered(town, by=town.ren, elder=town.lao)
    people.end_helping(by=town.lao, helping=town.lao.helped_by.get().pk, at=LATER)
    with pytest.raises(PermissionDenied):
        orders.cancel(by=town.ren, order=second, at=LATER)


def test_at_the_counter_a_worker_orders_for_whoever_stands_there(town: Town) -> None:
    order = at_counter(town, by=town.mei)
    assert (order.person, order.entered_by, order.channel) == (None, town.mei, "desk")
    for stranger in (town.tom, town.ren, town.guan):
        with pytest.raises(PermissionDenied):
            at_counter(town, by=stranger)
    with pytest.raises(PermissionDenied):  # an account of an office is no resident
        ordered(town, by=town.mei)
    orders.cancel(by=town.mei, order=order, at=LATER)


@pytest.mark.parametrize(
    ("wish", "wrong"),
    [
        ({"phone": " "}, NoPhone),
        ({"address": ""}, NoAddress),
        ({"words": "长" * 501}, TooLong),
        ({"on": date(2026, 3, 1)}, BadDay),
        ({"on": date(2026, 6, 1)}, BadDay),
    ],
)
def test_what_cannot_be_ordered_is_named(town: Town, wish: dict[str, Any], wrong: type[Exception]) -> None:
    says: dict[str, Any] = {"phone": WISH.phone, "address": WISH.address} | wish
    with pytest.raises(wrong):
        ordered(town, wish=orders.Wish(**says))
    assert not ServiceOrder.objects.exists()


def test_the_same_form_sent_twice_is_one_order(town: Town) -> None:
    first = ordered(town, intent=fixed(1))
    assert ordered(town, intent=fixed(1)) == first
    with pytest.raises(IntentConflict):
        ordered(town, intent=fixed(1), wish=orders.Wish(phone="2", address="别处"))
    assert follow.find(f" {first.number_shown} ".lower(), follow.code_of(first.intent).lower()) == first
    assert follow.find(first.number, "22222222") is None


def test_a_community_switches_a_service_off_for_itself_alone(town: Town) -> None:
    tap = service()
    with pytest.raises(PermissionDenied):
        menu.switch_off(by=town.tom, service=tap, community=town.community, at=T0)
    menu.switch_off(by=town.mei, service=tap, community=town.community, at=T0)
    with pytest.raises(SwitchedAlready):
        menu.switch_off(by=town.mei, service=tap, community=town.community, at=T0)
    with pytest.raises(NotOnMenu):
        ordered(town)
    ordered(town, community=town.other_community)
    menu.switch_on(by=town.mei, service=tap, community=town.community, at=T0)
    with pytest.raises(SwitchedAlready):
        menu.switch_on(by=town.mei, service=tap, community=town.community, at=T0)
    ordered(town)


def test_contact_is_sealed_seen_by_the_unit_that_has_it_and_on_record(town: Town) -> None:
    order = ordered(town, by=town.ren)
    stored = ServiceOrder.objects.filter(pk=order.pk).extra(select={"raw": "phone"}).values_list("raw", flat=True)
    assert WISH.phone not in stored.get()
    assert orders.reveal(by=town.guan, order=order, at=LATER) == (WISH.name, WISH.phone, WISH.address)
    assert orders.reveal(by=town.mei, order=order, at=LATER)[1] == WISH.phone
    look = looks_at(town.ren)[-1]
    assert (look.unit, look.about, look.purpose) == ("昆山市城市管理局", order.number_shown, "deliver_service")
    for stranger in (town.shui, town.tom, town.jie, town.ren):
        with pytest.raises(PermissionDenied):
            orders.reveal(by=stranger, order=order, at=LATER)
    orders.accept(by=town.guan, order=order, at=LATER)
    orders.deliver(by=town.guan, order=order, at=LATER)
    orders.receive(by=town.ren, order=order, at=LATER)
    for late in (town.guan, town.mei):
        with pytest.raises(PermissionDenied):
            orders.reveal(by=late, order=order, at=LATER)
    assert Look.objects.count() == 2


def test_contact_and_words_are_erased_when_their_term_is_over(town: Town) -> None:
    order = delivered(town, by=town.ren)
    with pytest.raises(NoSuchMark):
        orders.receive(by=town.ren, order=order, satisfaction=6, at=LATER)
    orders.receive(by=town.ren, order=order, satisfaction=5, words="谢谢", at=LATER)
    assert order.forget_at is not None
    assert jobs.forget(at=order.forget_at - timedelta(seconds=1)) == 0
    assert (jobs.forget(at=order.forget_at), jobs.forget(at=order.forget_at)) == (1, 0)
    order = fresh(order)
    gone = (order.name, order.phone, order.address, order.words, order.rating, order.phone_index)
    assert set(gone) == {""}
    assert order.satisfaction == 5


def test_nobody_but_the_unit_that_has_it_moves_an_order(town: Town) -> None:
    order = ordered(town, by=town.ren)
    for stranger in (town.shui, town.tom, town.ren, town.wang, town.zhong):
        with pytest.raises(PermissionDenied):
            orders.accept(by=stranger, order=order, at=LATER)
        with pytest.raises(PermissionDenied):
            orders.give_out(by=stranger, order=order, unit=town.water, at=LATER)
    with pytest.raises(PermissionDenied):
        orders.cancel(by=town.lao, order=order, at=LATER)


def test_every_move_is_refused_where_the_table_does_not_have_it(town: Town) -> None:
    order = delivered(town, by=town.ren)
    orders.receive(by=town.ren, order=order, at=LATER)
    for act in (
        lambda: orders.deliver(by=town.guan, order=order, at=LATER),
        lambda: orders.agree(by=town.guan, order=order, agreed_at=LATER, at=LATER),
        lambda: orders.not_received(by=town.ren, order=order, at=LATER),
        lambda: orders.give_out(by=town.mei, order=order, unit=town.water, at=LATER),
        lambda: orders.refuse(by=town.mei, order=order, words="不行", at=LATER),
    ):
        with pytest.raises(OrderMoved):
            act()
    assert all(Stage.RECEIVED not in move.before for move in MOVES.values())


def test_a_new_house_has_a_menu_of_three_forms_and_keeps_its_own(town: Town) -> None:
    added = menu.seed(at=T0)
    assert added > 60
    assert menu.seed(at=T0) == 0
    assert set(Service.objects.values_list("form", flat=True)) == set(Form)
    assert not Service.objects.filter(name_en="").exists()
