"""Who is told of what: made of the log, once for each person, phone and move; few moves, and plain words."""

from __future__ import annotations

from datetime import timedelta

from pytest_django import DjangoAssertNumQueries

from linli.core.models import Entry
from linli.matters import actions as matters
from linli.matters import jobs as clock
from linli.matters.actions import Contact
from linli.matters.rules import DeclineReason, UnsolvedReason
from linli.notices import jobs
from linli.notices.models import Bookmark, Heard, Notice
from linli.notices.rules import LATE_ROWS, Way
from tests.matters.test_extend import DAY, ask, grant, leaking
from tests.matters.test_pause import ask as ask_pause
from tests.matters.test_pause import grant as grant_pause
from tests.notices.services import Reader
from tests.notices.steps import agree, begin, choose, later, run, subscribe, told
from tests.town import INSIDE, T0, Town, answer, fixed

PHONE = "https://fcm.googleapis.com/fcm/send/1"


def test_a_resident_is_told_of_acceptance_and_answer_and_of_no_step_inside(
    town: Town, box: list[tuple[str, str]]
) -> None:
    begin()
    agree(town.ren)
    matter = town.handling(by=town.ren)
    order = matter.orders.get()
    matters.sign(by=town.guan, order=order, at=later(1))
    matters.start(by=town.guan, order=order, at=later(1))
    matters.note(by=town.guan, order=order, words="已到场", at=later(1))
    run(later(1))
    matters.finish(by=town.guan, order=order, answer=answer(at=later(1)), at=later(2))
    run(later(2))
    matter.refresh_from_db()
    assert told() == ["accepted", "answered"]
    assert box == [
        ("10000000001", f"您反映的 {matter.number_shown} 已受理，3月2日 14:30 前答复。"),
        ("10000000001", f"您反映的 {matter.number_shown} 已答复，请看看结果，评价是否解决。"),
    ]


def test_what_lies_before_the_first_look_is_told_to_nobody(town: Town) -> None:
    agree(town.ren)
    town.handling(by=town.ren)
    begin()
    assert run(later(1)) == 0
    assert told() == []


def test_a_move_is_told_once_however_often_the_log_is_read(town: Town) -> None:
    begin()
    agree(town.ren)
    town.handling(by=town.ren)
    assert jobs.collect(at=later(1)) == 1
    assert jobs.collect(at=later(1)) == 0
    Heard.objects.all().delete()  # as if the look had been forgotten: the notice itself stands in the way
    jobs.collect(at=later(1))
    assert told() == ["accepted"]


def test_a_row_that_is_seen_late_is_told_all_the_same(town: Town) -> None:
    begin()
    agree(town.ren)
    town.handling(by=town.ren)
    jobs.collect(at=later(1))
    entry = Entry.objects.get(verb="matters.accepted")
    Notice.objects.all().delete()
    Heard.objects.filter(entry_id=entry.pk).delete()  # its transaction ended after the look
    Bookmark.objects.update(entry_id=entry.pk + LATE_ROWS - 1)
    assert jobs.collect(at=later(1)) == 1


def test_who_did_not_agree_or_took_it_back_is_not_told(town: Town) -> None:
    begin()
    town.handling(by=town.ren)
    agree(town.lao)
    choose(town.lao, Way.VISIT)
    town.handling(by=town.lao)
    run(later(1))
    assert told() == []


def test_a_reporter_without_an_account_is_told_only_after_asking_for_it(town: Town, box: list[tuple[str, str]]) -> None:
    begin()
    silent = town.matter(contact=Contact("演示", "10000000009"))
    asks = town.matter(contact=Contact("演示", "10000000008"))
    choose(town.reporter(asks), Way.SMS)
    for matter in (silent, asks):
        matters.dispatch(by=town.mei, matter=matter, lead=town.cleaners, at=later(1))
    run(later(1))
    assert [phone for phone, _ in box] == ["10000000008"]


def test_every_phone_of_a_person_hears_and_the_telephone_then_does_not(town: Town) -> None:
    begin()
    first, second = Reader(PHONE), Reader(f"{PHONE}2")
    subscribe(town.ren, first.phone)
    subscribe(town.ren, second.phone)
    town.handling(by=town.ren)
    assert jobs.collect(at=later(1)) == 2
    assert set(Notice.objects.values_list("way", flat=True)) == {"push"}


def test_refusal_tells_the_door_and_an_extension_the_new_time(town: Town, box: list[tuple[str, str]]) -> None:
    begin()
    agree(town.ren)
    matter = town.matter(by=town.ren)
    why = {"reason": DeclineReason.OUTSIDE_COUNTY, "words": "不在本市"}
    matters.decline(by=town.mei, matter=matter, at=later(1), **why)
    order = leaking(town)
    grant(town, ask(town, order))
    run(T0 + DAY + timedelta(hours=2))
    first, last = (text for _, text in box)
    assert first == f"您反映的 {matter.number_shown} 未受理。请拨打事发地的 12345 热线。"
    assert last == f"您反映的 {order.matter.number_shown} 已延期，改为 3月9日 17:30 前答复，原因请点开查看。"


def test_a_pause_tells_its_listed_cause_and_nothing_that_the_unit_wrote(town: Town, box: list[tuple[str, str]]) -> None:
    begin()
    order = leaking(town)
    agree(town.ren)
    run(T0)
    grant_pause(town, ask_pause(town, order, code="weather"))
    run(later(3))
    (said,) = (text for _, text in box[-1:])
    assert said == f"您反映的 {order.matter.number_shown}：因天气原因暂时无法施工，办理时限暂停计算。"
    assert "户号" not in said


def test_overdue_is_said_once_and_only_while_it_is(town: Town, box: list[tuple[str, str]]) -> None:
    begin()
    agree(town.ren)
    matter = town.handling(by=town.ren)  # four working hours
    run(T0)
    for hours in (4.9, 5.6, 30, 31, 80):
        clock.alert(at=later(hours))
        run(later(hours))
    assert told() == ["accepted", "overdue"]
    assert box[-1][1] == f"您反映的 {matter.number_shown} 已超过承诺的 3月2日 14:30，仍未答复，很抱歉。已提醒上级督促。"


def test_who_says_it_is_not_solved_is_not_told_of_it_but_who_joined_is(town: Town) -> None:
    begin()
    agree(town.ren)
    agree(town.lao)
    matter = town.handling(by=town.ren)
    matters.join(by=town.lao, matter=matter, at=T0, intent=fixed(7), contact=Contact())
    order = matter.orders.get()
    matters.sign(by=town.guan, order=order, at=T0)
    matters.finish(by=town.guan, order=order, answer=answer(), at=T0)
    jobs.collect(at=T0)
    Notice.objects.all().delete()
    reporter = matter.reporters.get(person=town.ren)
    matters.rate(reporter=reporter, solved=False, reason=UnsolvedReason.NOTHING_DONE, at=later(1))
    jobs.collect(at=later(1))
    assert [(row.told, row.person) for row in Notice.objects.all()] == [("reopened", town.lao)]


def test_whose_matter_was_merged_hears_of_the_one_that_stands_from_then_on(town: Town) -> None:
    begin()
    agree(town.lao)
    into = town.handling()
    own = town.matter(by=town.lao)
    jobs.collect(at=T0)
    matters.merge(by=town.mei, matter=own, into=into, at=later(1))
    jobs.collect(at=later(1))
    assert told() == []
    order = into.orders.get()
    matters.sign(by=town.guan, order=order, at=later(2))
    matters.finish(by=town.guan, order=order, answer=answer(at=later(2)), at=later(2))
    jobs.collect(at=later(2))
    assert [(row.told, row.person) for row in Notice.objects.all()] == [("answered", town.lao)]


def test_a_failed_check_is_told_with_the_new_time(town: Town) -> None:
    begin()
    agree(town.ren)
    matter = town.answered(by=town.ren)
    matters.send_back(by=town.wang, matter=matter, words="桶还是满的", at=later(2))
    jobs.collect(at=later(2))
    assert told() == ["accepted", "answered", "reopened"]


def test_handlers_who_asked_for_it_hear_of_new_orders_and_of_the_warning(
    town: Town, box: list[tuple[str, str]]
) -> None:
    begin()
    subscribe(town.guan, Reader(PHONE).phone)
    subscribe(town.shui, Reader(f"{PHONE}9").phone)  # another unit
    town.handling(by=town.ren)
    clock.alert(at=later(4.9))
    jobs.collect(at=later(5))
    rows = list(Notice.objects.order_by("pk"))
    assert [(row.told, row.person) for row in rows] == [("order", town.guan), ("near", town.guan)]


def test_who_sent_the_order_to_their_own_unit_is_not_told_of_it(town: Town) -> None:
    begin()
    subscribe(town.mei, Reader(PHONE).phone)
    matter = town.matter(kind=town.noise.code)
    matters.dispatch(by=town.mei, matter=matter, lead=town.committee, at=T0)
    jobs.collect(at=later(1))
    assert told() == []


def test_a_grid_worker_hears_of_orders_inside_the_own_grid_only(town: Town) -> None:
    begin()
    subscribe(town.wang, Reader(PHONE).phone)
    inside = town.matter(kind=town.noise.code)
    outside = town.matter(kind=town.noise.code, point=INSIDE["320583100001002"])
    for matter in (inside, outside):
        matters.dispatch(by=town.mei, matter=matter, lead=town.committee, at=T0)
    jobs.collect(at=later(1))
    assert [row.matter for row in Notice.objects.all()] == [inside]


def test_a_look_costs_the_same_however_many_are_told(
    town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    begin()
    agree(town.ren)
    for _ in range(10):
        town.handling(by=town.ren)
    with django_assert_max_num_queries(20):
        assert jobs.collect(at=later(1)) == 10
