"""Phones that keep data for where there is no network: whose they are, who gets the key, what ends them."""

import base64
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.models import Entry
from linli.people import jobs, reads, rules
from linli.people.actions import phones
from linli.people.models import Phone, PhoneEnd
from tests.town import T0, Town

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def begin(town: Town, held: str = "", at=T0) -> str:
    return phones.begin_phone(by=town.wang, held=held, label="安卓手机 · Chrome", at=at)[1]


def test_a_phone_begins_with_a_key_of_its_own_and_a_name_that_is_not_kept(town: Town):
    token, other = begin(town), begin(town)
    first, second = Phone.objects.order_by("pk")
    assert len(base64.b64decode(first.key)) == rules.PHONE_KEY_BYTES and first.key != second.key
    assert token not in repr(Phone.objects.filter(pk=first.pk).values().get()) and token != other
    assert list(Entry.objects.about(first).values_list("verb", flat=True)) == ["people.phone_begun"]


def test_residents_have_none(town: Town):
    with pytest.raises(PermissionDenied):
        phones.begin_phone(by=town.ren, held="", label="", at=T0)


def test_the_key_is_for_its_owner_only(town: Town):
    token = begin(town)
    assert phones.give_key(by=town.wang, token=token, at=T0) == Phone.objects.get()
    for by, named in ((town.guan, token), (town.wang, "another"), (town.wang, "")):
        with pytest.raises(phones.NoSuchPhone):
            phones.give_key(by=by, token=named, at=T0)


def test_that_it_was_seen_is_noted_once_an_hour(town: Town):
    token = begin(town)
    for minutes, seen in ((59, T0), (61, T0 + 61 * HOUR / 60), (100, T0 + 61 * HOUR / 60)):
        phones.give_key(by=town.wang, token=token, at=T0 + timedelta(minutes=minutes))
        assert Phone.objects.get().seen_at == seen


def test_its_owner_ends_it_once_and_nobody_elses(town: Town):
    token = begin(town)
    phone = Phone.objects.get()
    for by in (town.guan, town.wang):
        assert reads.phone_state(token, None) == "live"
        if by == town.guan:
            with pytest.raises(phones.NoSuchPhone):
                phones.end_phone(by=by, phone=phone.pk, at=T0)
    phones.end_phone(by=town.wang, phone=phone.pk, at=T0)
    with pytest.raises(phones.NoSuchPhone):
        phones.end_phone(by=town.wang, phone=phone.pk, at=T0)
    phone.refresh_from_db()
    assert (phone.ended_by, phone.reason) == (town.wang, PhoneEnd.OWN)
    assert reads.phone_state(token, None) == "ended" and reads.phones_of(town.wang, token) == []
    assert Entry.objects.about(phone).filter(verb="people.phone_ended").count() == 1


def test_a_phone_says_how_it_stands_to_whoever_has_it_in_the_hand(town: Town):
    token = begin(town)
    assert reads.phone_state("", town.wang) == ""
    assert reads.phone_state("never given", town.wang) == "ended"
    assert reads.phone_state(token, town.wang) == reads.phone_state(token, None) == "live"
    assert reads.phone_state(token, town.guan) == "ended"
    town.wang.is_active = False
    town.wang.save()
    assert reads.phone_state(token, None) == "ended"
    with pytest.raises(phones.NoSuchPhone):
        phones.give_key(by=town.wang, token=token, at=T0)


def test_what_an_ended_phone_has_not_sent_can_be_opened_for_a_week(town: Town):
    token = begin(town)
    phones.sign_out_phone(by=town.wang, token=token, at=T0)
    assert Phone.objects.get().reason == PhoneEnd.SIGN_OUT
    assert phones.give_key(by=town.wang, token=token, at=T0 + 6 * DAY).ended_at == T0
    with pytest.raises(phones.NoSuchPhone):
        phones.give_key(by=town.wang, token=token, at=T0 + 7 * DAY)
    assert jobs.forget_phones(at=T0 + 7 * DAY) == 0
    assert jobs.forget_phones(at=T0 + 7 * DAY + HOUR) == 1 and not Phone.objects.exists()


def test_a_phone_that_begins_anew_keeps_its_key_and_gets_another_name(town: Town):
    token = begin(town)
    key = Phone.objects.get().key
    again = begin(town, held=token, at=T0 + DAY)
    live = Phone.objects.live().get()
    assert (live.key, live.begun_at) == (key, T0 + DAY) and again != token
    assert Phone.objects.get(ended_at=T0 + DAY).reason == PhoneEnd.ANEW
    phones.begin_phone(by=town.guan, held=again, label="", at=T0)  # somebody else's name helps nobody
    assert Phone.objects.get(person=town.guan).key != key
    assert Phone.objects.live().filter(person=town.wang).exists()
