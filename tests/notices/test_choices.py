"""By which way: chosen by whoever is told, remembered, taken back at once."""

from __future__ import annotations

import pytest

from linli.core.models import Entry
from linli.matters.actions import Contact
from linli.notices.errors import NoTelephone, PushRefused
from linli.notices.models import Choice, Subscription
from linli.notices.reads import standing
from linli.notices.rules import MOST_PHONES, Way
from linli.people import actions as people
from linli.people.models import Consent, Purpose
from tests.notices.services import Reader
from tests.notices.steps import agree, choose, later, subscribe
from tests.town import Town

PHONE = "https://fcm.googleapis.com/fcm/send/1"


def test_who_agreed_at_sign_in_is_told_by_text_message_until_they_choose(town: Town) -> None:
    assert standing(person=town.ren).way == Way.VISIT
    agree(town.ren)
    assert standing(person=town.ren).way == Way.SMS
    choose(town.ren, Way.VISIT)
    assert standing(person=town.ren).way == Way.VISIT


def test_a_phone_that_subscribes_is_kept_sealed_and_on_record(town: Town) -> None:
    subscribe(town.ren, Reader(PHONE).phone)
    assert standing(person=town.ren).way == Way.PUSH
    row = Subscription.objects.get()
    assert (row.endpoint, row.service) == (PHONE, "fcm.googleapis.com")
    stored = Subscription.objects.extra(select={"raw": "endpoint || p256dh || auth"}).values_list("raw", flat=True)
    assert PHONE not in stored[0]
    assert Consent.objects.get(person=town.ren, purpose=Purpose.NOTIFY).withdrawn_at is None
    entry = Entry.objects.get(verb="notices.chosen")
    assert (entry.actor_id, entry.params) == (town.ren.pk, {"way": "push"})


def test_the_same_phone_twice_is_one(town: Town) -> None:
    reader = Reader(PHONE)
    subscribe(town.ren, reader.phone)
    subscribe(town.ren, reader.phone)
    assert standing(person=town.ren).phones == 1


def test_a_phone_belongs_to_the_account_that_used_it_last(town: Town) -> None:
    reader = Reader(PHONE)
    subscribe(town.ren, reader.phone)
    subscribe(town.lao, reader.phone)
    assert standing(person=town.ren).phones == 0
    assert standing(person=town.lao).phones == 1


def test_of_too_many_phones_the_oldest_is_let_go(town: Town) -> None:
    for number in range(MOST_PHONES + 2):
        subscribe(town.ren, Reader(f"{PHONE}{number}").phone)
    live = Subscription.objects.live().order_by("pk")
    assert [row.endpoint for row in live] == [f"{PHONE}{number}" for number in range(2, MOST_PHONES + 2)]


def test_choosing_another_way_forgets_the_phones(town: Town) -> None:
    subscribe(town.ren, Reader(PHONE).phone)
    choose(town.ren, Way.SMS, at=later(1))
    row = Subscription.objects.get()
    assert (row.ended_at, row.endpoint, row.p256dh, row.auth) == (later(1), "", "", "")
    assert standing(person=town.ren).way == Way.SMS


def test_consent_that_is_withdrawn_stops_push_too_and_choosing_anew_gives_it_again(town: Town) -> None:
    subscribe(town.ren, Reader(PHONE).phone)
    people.withdraw_consent(by=town.ren, purpose=Purpose.NOTIFY, at=later(1))
    assert standing(person=town.ren).way == Way.VISIT
    choose(town.ren, Way.SMS, at=later(2))
    assert standing(person=town.ren).way == Way.SMS


def test_a_reporter_without_an_account_chooses_for_that_matter_alone(town: Town) -> None:
    matter = town.matter(contact=Contact("演示", "10000000008"))
    other = town.matter(contact=Contact("演示", "10000000008"))
    choose(town.reporter(matter), Way.SMS)
    assert standing(reporter=town.reporter(matter)).way == Way.SMS
    assert standing(reporter=town.reporter(other)).way == Way.VISIT
    assert Choice.objects.get().wording


def test_without_a_telephone_there_is_no_text_message(town: Town) -> None:
    matter = town.matter()
    with pytest.raises(NoTelephone):
        choose(town.reporter(matter), Way.SMS)
    with pytest.raises(NoTelephone):
        choose(town.guan, Way.SMS)
    assert Choice.objects.count() == 0


def test_a_phone_of_a_service_that_nobody_knows_is_refused(town: Town) -> None:
    with pytest.raises(PushRefused):
        subscribe(town.ren, Reader("https://push.example.org/1").phone)
    assert Choice.objects.count() == 0
