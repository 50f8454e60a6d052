"""Sending: at decent hours, within what a day may cost, again when it failed, and nothing of anybody."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from importlib import import_module
from typing import ClassVar

import pytest
from django.utils import translation
from pytest_django import Settings

from linli.channels import push
from linli.channels.senders import Kept, NotSent, Webhook
from linli.core.models import Entry
from linli.matters import actions as matters
from linli.matters.actions import Contact
from linli.notices import jobs, words
from linli.notices.models import Notice, Subscription
from linli.notices.rules import (
    LEASE,
    MOST_SMS_EACH,
    MOST_TRIES,
    OF_ACTIVITIES,
    OF_REPORT_INS,
    TO_PARTNERS,
    Quiet,
    State,
    Told,
    Way,
    next_try,
    parse_quiet,
)
from linli.people import actions as people
from linli.people.models import Purpose
from tests.notices.services import GARBAGE, HANGS, Reader, Service, service
from tests.notices.steps import agree, begin, choose, later, run, subscribe
from tests.town import T0, Town, answer

NAME, PHONE, ADDRESS, WORDS = "金丝雀姓名", "10000000077", "金丝雀路 8 号 501 室", "金丝雀的话"


class Refuses:
    """A sender that takes nothing, and tells the telephone in its error."""

    tries: ClassVar[list[str]] = []

    def send(self, phone: str, text: str, *, key: str = "") -> None:
        self.tries.append(key)
        raise NotSent(f"no route to {phone}")


@pytest.fixture
def refusing(settings: Settings) -> list[str]:
    Refuses.tries.clear()
    settings.LINLI_SENDER = "tests.notices.test_send.Refuses"
    return Refuses.tries


def states() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


def test_at_night_nothing_leaves_and_in_the_morning_only_what_happened_last(
    town: Town, box: list[tuple[str, str]]
) -> None:
    begin()
    agree(town.ren)
    night, morning = later(12.5), later(23)  # half past nine in the evening, eight in the morning
    matter = town.answered(by=town.ren, at=night)
    assert run(night) == 0
    assert run(morning - timedelta(minutes=1)) == 0
    assert run(morning) == 1
    assert states() == [State.MOOT, State.SENT]
    assert [text for _, text in box] == [f"您反映的 {matter.number_shown} 已答复，请看看结果，评价是否解决。"]


def test_an_emergency_is_told_at_night_too(town: Town, box: list[tuple[str, str]]) -> None:
    begin()
    agree(town.ren)
    town.handling(by=town.ren, kind=town.gas.code, at=later(16))
    assert run(later(16)) == 1


def test_handlers_hear_in_working_hours_only(town: Town, pushing: Service) -> None:
    begin()
    subscribe(town.guan, Reader(f"{pushing.url}/1").phone)
    evening, next_morning = later(9.5), later(23.5)  # half past six, half past eight
    town.handling(by=town.ren, at=evening)
    assert run(evening) == 0
    assert run(next_morning - timedelta(minutes=1)) == 0
    assert run(next_morning) == 1


def test_without_quiet_hours_notices_leave_at_any_time(town: Town, settings: Settings, box: list[object]) -> None:
    settings.LINLI_QUIET_HOURS = ""
    begin()
    agree(town.ren)
    town.handling(by=town.ren, at=later(15))
    assert run(later(15)) == 1


def test_a_day_costs_at_most_what_was_set_and_the_rest_waits(town: Town, settings: Settings, box: list[object]) -> None:
    settings.LINLI_SMS_PER_DAY = 3
    begin()
    for number in range(5):
        matter = town.matter(contact=Contact("演示", f"1000000005{number}"))
        choose(town.reporter(matter), Way.SMS)
        matters.dispatch(by=town.mei, matter=matter, lead=town.cleaners, at=T0)
    for hours in (1, 2, 12):
        run(later(hours))
    assert len(box) == 3
    run(later(23))
    assert len(box) == 5


def test_one_telephone_hears_so_much_in_a_day_and_no_more(town: Town, box: list[object]) -> None:
    begin()
    for _ in range(MOST_SMS_EACH + 3):
        matter = town.matter(contact=Contact("演示", "10000000055"))
        choose(town.reporter(matter), Way.SMS)
        matters.dispatch(by=town.mei, matter=matter, lead=town.cleaners, at=T0)
    run(later(1))
    assert len(box) == MOST_SMS_EACH
    assert states().count(State.MOOT) == 3


def test_consent_that_is_taken_back_holds_for_what_already_waits(town: Town, box: list[object]) -> None:
    begin()
    agree(town.ren)
    town.handling(by=town.ren)
    jobs.collect(at=later(1))
    people.withdraw_consent(by=town.ren, purpose=Purpose.NOTIFY, at=later(1))
    assert jobs.send(at=later(1)) == 0
    assert states() == [State.MOOT]


def test_who_closed_the_account_hears_nothing_and_the_phone_is_forgotten(town: Town, pushing: Service) -> None:
    begin()
    subscribe(town.ren, Reader(f"{pushing.url}/1").phone)
    town.handling(by=town.ren)
    jobs.collect(at=later(1))
    people.close_account(by=town.ren, at=later(1))
    assert jobs.send(at=later(1)) == 0
    jobs.forget(at=later(1))
    row = Subscription.objects.get()
    assert (row.endpoint, row.p256dh, row.auth, row.ended_at) == ("", "", "", later(1))
    assert pushing.got == []


def test_a_sender_that_refuses_is_tried_again_with_growing_pauses_and_then_given_up(
    town: Town, refusing: list[str]
) -> None:
    begin()
    agree(town.ren)
    town.handling(by=town.ren)
    at = later(1)
    jobs.collect(at=at)
    for number in range(1, MOST_TRIES + 1):
        jobs.send(at=at - timedelta(seconds=1))
        assert len(refusing) == number - 1
        jobs.send(at=at)
        assert len(refusing) == number
        row = Notice.objects.get()
        at = row.next_at
    assert row.state == State.FAILED
    assert len(set(refusing)) == 1  # who carries it can drop repeats
    assert "10000000001" not in row.error
    jobs.send(at=at + timedelta(hours=1))
    assert len(refusing) == MOST_TRIES


def test_while_a_sender_is_down_one_notice_a_minute_tries_and_then_all_go(
    town: Town, refusing: list[str], settings: Settings, box: list[object]
) -> None:
    begin()
    agree(town.ren)
    for _ in range(5):
        town.handling(by=town.ren)
    run(later(1))
    assert len(refusing) == 1
    run(later(1) + timedelta(seconds=30))
    assert len(refusing) == 1
    settings.LINLI_SENDER = f"{Kept.__module__}.Kept"
    run(later(1) + timedelta(minutes=1))
    assert len(box) == 5


def test_what_another_loop_has_in_hand_is_not_sent_beside_it(town: Town, box: list[object]) -> None:
    begin()
    agree(town.ren)
    for _ in range(2):
        town.handling(by=town.ren)
    mine, taken = later(1), later(1) + timedelta(seconds=3)
    jobs.collect(at=mine)
    last = Notice.objects.order_by("pk").last()
    Notice.objects.filter(pk=last and last.pk).update(next_at=taken + LEASE, tried_at=taken, tries=1)
    assert jobs.send(at=mine) == 1
    assert jobs.send(at=taken + timedelta(seconds=3)) == 0
    assert jobs.send(at=taken + LEASE) == 1  # whoever had it died
    assert len(box) == 2


@pytest.mark.slow
@pytest.mark.parametrize("ill", [503, HANGS, GARBAGE])
def test_whatever_a_gateway_does_reports_are_taken_in_and_notices_wait(
    town: Town, settings: Settings, monkeypatch: pytest.MonkeyPatch, ill: int
) -> None:
    """R13: refuse, hang, garbage."""
    monkeypatch.setattr(Webhook, "SECONDS", 0.2)
    settings.LINLI_SENDER, settings.LINLI_SMS_KEY = "linli.channels.senders.Webhook", "s" * 32
    begin()
    agree(town.ren)
    with service() as gateway:
        settings.LINLI_SMS_URL = gateway.url
        gateway.always = ill
        for _ in range(20):
            town.handling(by=town.ren)
        begun = time.monotonic()
        assert run(later(1)) == 0
        assert time.monotonic() - begun < 2  # one time-out, not twenty
        assert town.matter(by=town.ren).pk
        gateway.always = 201
        run(later(1) + timedelta(minutes=1))
        assert states().count(State.SENT) == MOST_SMS_EACH


def test_a_sender_that_breaks_stops_no_other_way(
    town: Town, settings: Settings, monkeypatch: pytest.MonkeyPatch, pushing: Service
) -> None:
    def broken(*parts: object, **more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Kept, "send", broken)
    begin()
    agree(town.lao)
    town.handling(by=town.lao)
    subscribe(town.ren, Reader(f"{pushing.url}/1").phone)
    town.handling(by=town.ren)
    assert run(later(1)) == 1
    assert states() == [State.READY, State.SENT]


def test_a_round_ends_when_its_time_is_over(town: Town, monkeypatch: pytest.MonkeyPatch, box: list[object]) -> None:
    begin()
    agree(town.ren)
    for _ in range(3):
        town.handling(by=town.ren)
    monkeypatch.setattr(import_module("linli.notices.jobs.send"), "ROUND_SECONDS", -1.0)
    assert run(later(1)) == 0
    assert states() == [State.READY] * 3


def test_a_phone_that_is_gone_is_let_go_and_the_text_message_goes_instead(
    town: Town, pushing: Service, box: list[tuple[str, str]]
) -> None:
    begin()
    subscribe(town.ren, Reader(f"{pushing.url}/1").phone)
    town.handling(by=town.ren)
    pushing.answers.append(410)
    run(later(1))
    assert Subscription.objects.live().count() == 0
    run(later(1))
    assert [phone for phone, _ in box] == ["10000000001"]
    assert states() == [State.MOOT, State.SENT]


def test_what_waited_too_long_is_no_news(town: Town, refusing: list[str]) -> None:
    begin()
    agree(town.ren)
    town.handling(by=town.ren)
    jobs.collect(at=later(1))
    jobs.send(at=later(50))
    assert states() == [State.FAILED]
    assert refusing == []


def test_a_private_matter_tells_only_that_something_is_new(
    town: Town, pushing: Service, box: list[tuple[str, str]]
) -> None:
    begin()
    reader = Reader(f"{pushing.url}/1")
    subscribe(town.ren, reader.phone)
    agree(town.lao)
    for person in (town.ren, town.lao):
        matter = town.matter(by=person, kind=town.abuse.code)
        matters.dispatch(by=town.mei, matter=matter, lead=town.committee, at=T0)
    run(later(1))
    said = reader.open(pushing.got[0][2])
    assert said == {"title": "邻里", "body": "您有一条新进展。", "url": "/news/", "tag": said["tag"]}
    assert box == [("10000000002", "您有一条新进展。")]


def test_nothing_that_leaves_holds_anything_of_a_person_or_of_what_they_said(
    town: Town, pushing: Service, box: list[tuple[str, str]]
) -> None:
    """Every move, both ways: neither names, numbers, addresses nor words, and neither do the rows that wait."""
    begin()
    town.ren.name = NAME
    town.ren.set_phone(PHONE)
    town.ren.save()
    reader = Reader(f"{pushing.url}/1")
    said = {"words": WORDS, "address": ADDRESS, "contact": Contact(NAME, PHONE)}
    subscribe(town.ren, reader.phone)
    matter = town.matter(by=town.ren, **said)
    other = town.matter(**said)
    choose(town.reporter(other), Way.SMS)
    for one in (matter, other):
        matters.dispatch(by=town.mei, matter=one, lead=town.cleaners, at=T0)
        run(T0)
        order = one.orders.get()
        matters.sign(by=town.guan, order=order, at=T0)
        matters.finish(by=town.guan, order=order, answer=answer(f"{NAME} {WORDS}"), at=T0)
        run(T0)
        one.refresh_from_db()
        matters.send_back(by=town.wang, matter=one, words=WORDS, at=T0)
        run(T0)
    left = [json.dumps(reader.open(body), ensure_ascii=False) for _, _, body in pushing.got]
    left += [json.dumps([path, headers]) for path, headers, _ in pushing.got]
    left += [text for _, text in box]
    left += [str(row) for row in Notice.objects.values_list("said", "error")]
    left += [str(row) for row in Entry.objects.filter(verb="notices.chosen").values_list("params", flat=True)]
    assert len(pushing.got) == len(box) == 3
    for canary in (NAME, PHONE, ADDRESS, WORDS, "金丝雀"):
        assert not any(canary in text for text in left)


def test_a_text_message_leads_to_a_page_that_finds_the_matter(town: Town, settings: Settings) -> None:
    settings.IS_PRODUCTION, settings.ALLOWED_HOSTS, settings.LINLI_HTTPS = True, ["linli.example.gov.cn"], True
    matter = town.matter(by=town.ren)
    row = Notice(told=Told.ANSWERED, matter=matter, reporter=town.reporter(matter), said={})
    with translation.override("en"):
        text = words.message(row).for_sms()
    address = f"https://linli.example.gov.cn/follow/?number={matter.number_shown}"
    assert text == f"Your report {matter.number_shown} is answered. Please say whether it is solved. {address}"


UNTIMED = {
    *(Told.DECLINED, Told.PAUSED, Told.ANSWERED, Told.CLOSED),
    *(Told.BROUGHT, Told.AGAIN, Told.UNSERVED),
}
"""What names no time."""
OF_ELSEWHERE = {*OF_ACTIVITIES.values(), *OF_REPORT_INS.values(), *TO_PARTNERS.values()}
"""What is not about a matter."""


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("told", [told for told in Told if told not in OF_ELSEWHERE])
def test_every_move_has_words(town: Town, told: Told, language: str) -> None:
    matter = town.matter(by=town.ren)
    order = {"order": 7} if told in (Told.ORDER, Told.NEAR) else {}
    said = {"due_at": "2026-03-02T07:00:00+00:00", "reason": "in_court", "cause": "天气", "cause_en": "Weather"}
    row = Notice(told=told, matter=matter, reporter=None if order else town.reporter(matter), said=said | order)
    with translation.override(language):
        text = words.message(row).words
    assert matter.number_shown in text
    assert "%" not in text
    assert ("天气" in text) == (told == Told.PAUSED and language == "zh-hans")
    if told not in UNTIMED:
        assert ("3月2日 15:00" if language == "zh-hans" else "3/2, 15:00") in text


@pytest.mark.parametrize(
    ("clock", "ends"), [("20:59", None), ("21:00", "08:00"), ("23:59", "08:00"), ("07:59", "08:00"), ("08:00", None)]
)
def test_quiet_hours_reach_over_midnight(clock: str, ends: str | None) -> None:
    local = T0.replace(hour=int(clock[:2]), minute=int(clock[3:]))
    quiet = parse_quiet("21:00-08:00")
    assert quiet is not None
    end = quiet.end_of(local)
    assert (f"{end:%H:%M}" if end else None) == ends
    if end is not None:
        assert timedelta(0) < end - local <= timedelta(hours=11)


def test_quiet_hours_inside_a_day_and_none_at_all() -> None:
    noon = parse_quiet("12:00-14:00")
    assert isinstance(noon, Quiet)
    assert noon.end_of(T0.replace(hour=13)) == T0.replace(hour=14)
    assert noon.end_of(T0.replace(hour=15)) is None
    assert parse_quiet(" ") is None
    for text in ("21-8", "25:00-08:00", "21:00"):
        with pytest.raises(ValueError):
            parse_quiet(text)


def test_pauses_grow_to_an_hour_and_then_it_is_given_up() -> None:
    waits = [next_try(tries, T0) for tries in range(1, MOST_TRIES + 1)]
    assert [int((at - T0).total_seconds() // 60) for at in waits if at] == [1, 2, 4, 8, 16, 32, 60]
    assert waits[-1] is None


def test_no_key_of_push_is_no_harm(town: Town, pushing: Service, settings: Settings) -> None:
    begin()
    subscribe(town.ren, Reader(f"{pushing.url}/1").phone)
    settings.LINLI_PUSH_KEY = ""
    town.handling(by=town.ren)
    assert run(later(1)) == 0
    assert states() == [State.READY]
    assert push.public_key() == ""
