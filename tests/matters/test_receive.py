"""What a resident says is taken in whole, once, and promised a time; or refused by name."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection

from linli.core import crypto, onestatement
from linli.core.intents import IntentConflict
from linli.core.models import Attachment, Entry, Intent
from linli.duties import reads as duties
from linli.duties.reads import KindEnded
from linli.matters import actions
from linli.matters.actions import Contact, receive
from linli.matters.errors import (
    MissingReply,
    OutsideCounty,
    TooManyPhotos,
    TooManyWords,
    UnknownKind,
    UnknownPlace,
)
from linli.matters.models import Channel, Matter, Photo, Proposal, Reporter
from linli.matters.rules import PHOTOS_LIMIT, WORDS_LIMIT, Stage
from linli.people.models import REPORTER_PHONE_INDEX
from tests.matters.steps import everything, nothing_written, photo
from tests.town import GRIDS, INSIDE, T0, Town, fixed

ONE_STATEMENT = connection.vendor == "postgresql"


@pytest.mark.parametrize("way", [onestatement._write, onestatement._one_by_one])
def test_a_report_is_a_matter_a_reporter_a_proposal_an_intent_and_a_log_row(
    town: Town, monkeypatch: pytest.MonkeyPatch, way: object
) -> None:
    monkeypatch.setattr(onestatement, "_write", way)
    receipt = town.report(by=town.ren, intent=fixed(7), address=" 里厍路 1 号 ", is_public=True, replies={"桶": "两个"})

    matter = Matter.objects.get()
    assert {key: value for key, value in Matter.objects.values().get().items() if value not in ("", None)} == {
        "id": receipt.pk,
        "number": receipt.number.replace("-", ""),
        "stage": Stage.RECEIVED,
        "version": 1,
        "round": 1,
        "channel": Channel.WEB,
        "kind_id": town.rubbish.pk,
        "row_id": town.rubbish.rows.get().pk,
        "place": GRIDS[0],
        "address": "里厍路 1 号",
        "lon": INSIDE[GRIDS[0]][0],
        "lat": INSIDE[GRIDS[0]][1],
        "words": "垃圾桶满了，没有人收",
        "replies": {"桶": "两个"},
        "is_public": True,
        "unit_id": town.cleaners.pk,
        "received_at": T0,
        "counted_from": T0,
        "due_at": T0 + timedelta(hours=5, minutes=30),
    }
    reporter = Reporter.objects.get()
    assert (reporter.matter, reporter.person, reporter.intent, reporter.entered_by) == (
        matter,
        town.ren,
        fixed(7),
        None,
    )
    proposal = Proposal.objects.get()
    assert (proposal.matter, proposal.unit, proposal.ground, proposal.met) == (
        matter,
        town.cleaners,
        "catalogue",
        ["kind", "place"],
    )
    intent = Intent.objects.get()
    assert (intent.pk, intent.subject_type, intent.subject_id) == (fixed(7), "matters.matter", matter.pk)
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_id, entry.actor_id, entry.at, entry.place) == (
        "matters.received",
        matter.pk,
        town.ren.pk,
        T0,
        GRIDS[0],
    )
    assert entry.params == {
        "channel": "web",
        "kind": town.rubbish.pk,
        "row": matter.row_id,
        "unit": town.cleaners.pk,
        "due_at": "2026-03-02T06:30:00+00:00",
    }
    assert "垃圾桶" not in str(entry.params)
    assert receipt.unit is not None
    assert (receipt.unit.pk, receipt.due_at, receipt.is_new) == (town.cleaners.pk, matter.due_at, True)


def test_contact_is_sealed_and_can_be_looked_up_by_its_index(town: Town) -> None:
    town.report(contact=Contact(name="演示居民", phone="10000000009"))
    reporter = Reporter.objects.get()
    assert (reporter.name, reporter.phone) == ("演示居民", "10000000009")
    assert reporter.phone_index == crypto.blind("10000000009", purpose=REPORTER_PHONE_INDEX)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone FROM matters_reporter")
        sealed = "".join(cursor.fetchone())
    assert "10000000009" not in sealed
    assert "演示" not in sealed


def test_what_a_worker_enters_belongs_to_the_one_who_said_it(town: Town) -> None:
    town.report(by=town.wang, channel=Channel.FIELD)
    reporter = Reporter.objects.get()
    assert (reporter.person, reporter.entered_by) == (None, town.wang)
    assert Entry.objects.get().actor_id == town.wang.pk


def test_a_rule_by_words_comes_before_the_catalogue(town: Town) -> None:
    town.report(words="河道里漂着垃圾")
    proposal = Proposal.objects.get()
    assert (proposal.unit, proposal.ground, proposal.word) == (town.water, "rule", "河道")


def test_a_sensitive_kind_is_never_public(town: Town) -> None:
    assert not town.matter(kind=town.abuse.code, is_public=True).is_public


def test_photos_come_in_with_the_report_or_not_at_all(town: Town) -> None:
    first, second = photo(), photo()
    town.report(photos=[first, second])
    shown = Photo.objects.order_by("order").values_list("attachment", "phase")
    assert list(shown) == [(first.pk, Photo.Phase.REPORTED), (second.pk, Photo.Phase.REPORTED)]
    with nothing_written(IntegrityError):
        town.report(photos=[photo(), first])  # the same file twice: the whole report falls
    assert Attachment.objects.count() == 2


# -- intents ----------------------------------------------------------------------------------------------------------


def test_the_same_intent_ten_times_is_one_matter_and_one_receipt(town: Town) -> None:
    receipts = [town.report(by=town.ren, intent=fixed(1), at=T0 + timedelta(minutes=n)) for n in range(10)]
    assert len(set(receipts)) == 1
    assert [receipt.is_new for receipt in receipts] == [True] + 9 * [False]
    assert (Matter.objects.count(), Entry.objects.count()) == (1, 1)


def test_a_receipt_stands_whatever_has_changed_since(town: Town) -> None:
    first = town.report(by=town.wang, channel=Channel.FIELD, intent=fixed(1))
    town.rubbish.rows.update(valid_to=T0.date())
    town.wang.posts.all().delete()
    town.wang.__dict__.pop("_posts_held")
    duties.kept.forget()
    assert town.report(by=town.wang, channel=Channel.FIELD, intent=fixed(1)) == first
    with nothing_written(PermissionDenied):
        town.report(by=town.wang, channel=Channel.FIELD, intent=fixed(2))


def test_a_new_report_is_one_statement(town: Town, django_assert_num_queries) -> None:
    town.report()
    with django_assert_num_queries((1 if ONE_STATEMENT else 5) + 2):  # 2: the savepoint inside a test
        town.report()


@pytest.mark.parametrize(
    "other",
    [
        {"words": "另一件事"},
        {"point": INSIDE[GRIDS[1]]},
        {"contact": Contact(phone="10000000008")},
        {"is_public": True},
        {"replies": {"a": 1}},
    ],
)
def test_another_report_under_the_same_intent_is_a_conflict(town: Town, other: dict[str, object]) -> None:
    town.report(intent=fixed(1))
    with nothing_written(IntentConflict):
        town.report(intent=fixed(1), **other)


def test_somebody_elses_intent_gives_nothing_away(town: Town) -> None:
    town.report(by=town.ren, intent=fixed(1))
    for by in (town.lao, None):
        with nothing_written(IntentConflict):
            town.report(by=by, intent=fixed(1))


def test_an_intent_of_a_note_makes_no_matter(town: Town) -> None:
    order = town.handling(by=town.ren).orders.get()
    actions.sign(by=town.guan, order=order, at=T0)
    actions.note(by=town.guan, order=order, words="到场", at=T0, intent=fixed(3))
    with nothing_written(IntentConflict):
        town.report(intent=fixed(3))


def test_a_number_that_is_taken_is_drawn_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([7, 7, 7, 8])
    monkeypatch.setattr("secrets.randbelow", lambda _: next(drawn))
    first, second = town.report(), town.report()
    assert (first.number, second.number) == ("260302-0000007", "260302-0000008")
    assert Reporter.objects.count() == Entry.objects.count() == 2


def test_when_every_number_is_taken_it_says_so(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda _: 7)
    town.report()
    with nothing_written(IntegrityError):
        town.report()


# -- deadlines --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "said", "due"),
    [
        ("rubbish", "2026-03-02T09:00", "2026-03-02T14:30"),  # over the noon break
        ("rubbish", "2026-03-06T17:00", "2026-03-09T12:00"),  # over a week end: half an hour, then half a day
        ("leak", "2026-04-03T09:00", "2026-04-09T17:30"),  # 6 April is a holiday
        ("noise", "2026-05-04T09:00", "2026-05-09T17:30"),  # Saturday 9 May is worked
        ("gas", "2026-03-07T23:30", "2026-03-08T01:30"),  # the clock of emergencies never stops
    ],
)
def test_the_promise_follows_the_calendar(town: Town, kind: str, said: str, due: str) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    receipt = town.report(
        kind=getattr(town, kind).code, at=datetime.fromisoformat(said).replace(tzinfo=zone), words="说"
    )
    assert receipt.due_at is not None
    assert receipt.due_at.astimezone(zone).strftime("%Y-%m-%dT%H:%M") == due


def test_a_promise_into_a_year_without_a_notice_says_so(town: Town) -> None:
    receipt = town.report(kind=town.noise.code, at=datetime(2026, 12, 30, 2, tzinfo=ZoneInfo("UTC")))
    assert receipt.assumed_years == (2027,)
    assert town.report().assumed_years == ()


# -- bad input --------------------------------------------------------------------------------------------------------


def test_a_text_of_ten_megabytes_is_refused_before_any_query(town: Town, django_assert_num_queries) -> None:
    with django_assert_num_queries(0), pytest.raises(TooManyWords):
        receive(by=None, at=T0, intent=uuid4(), kind="x", channel=Channel.WEB, place="320583", words="长" * 3_500_000)


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("words", {"words": "长" * (WORDS_LIMIT + 1)}),
        ("address", {"address": "路" * 121}),
        ("name", {"contact": Contact(name="名" * 41)}),
        ("phone", {"contact": Contact(phone="1" * 21)}),
        ("replies", {"replies": {"a": "长" * WORDS_LIMIT}}),
        ("replies", {"replies": {str(n): n for n in range(1000)}}),
    ],
)
def test_what_is_too_long_is_refused_with_its_field(town: Town, field: str, asked: dict[str, object]) -> None:
    before = everything()
    with pytest.raises(TooManyWords) as raised:
        town.report(**asked)
    assert raised.value.field == field
    assert everything() == before


def test_what_is_just_not_too_long_is_taken(town: Town) -> None:
    matter = town.matter(words="长" * WORDS_LIMIT, address="路" * 120)
    assert (len(matter.words), len(matter.address)) == (WORDS_LIMIT, 120)


def test_twenty_photos_are_refused(town: Town) -> None:
    with nothing_written(TooManyPhotos):
        town.report(photos=[photo() for _ in range(20)])
    town.report(photos=[photo() for _ in range(PHOTOS_LIMIT)])


def test_a_point_outside_names_the_nearest_grid(town: Town) -> None:
    before = everything()
    with pytest.raises(OutsideCounty) as raised:
        town.report(point=(120.96, 31.305))
    found = raised.value.found
    assert found.nearest is not None
    assert found.nearest.code == GRIDS[-1]
    assert 900 < found.metres < 1000
    assert everything() == before


NOWHERE = float("nan")


@pytest.mark.parametrize(
    "asked",
    [
        {"place": ""},
        {"place": "32058310000100A"},
        {"place": "320583999999"},
        {"place": "3205831000010019"},
        {"place": "32"},  # the county, not the province
        {"place": "320500000000"},
        {"place": "0" * 200},
        {"point": (NOWHERE, 31.3)},
        {"point": (120.9, float("inf"))},
    ],
)
def test_a_place_nobody_knows_is_refused(town: Town, asked: dict[str, object]) -> None:
    with nothing_written(UnknownPlace):
        town.report(**({"point": None} | asked))


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        ("320583", "320583"),
        ("320583000000", "320583"),
        ("320583100000", "320583100"),
        ("320583100001", "320583100001"),
        (GRIDS[3], GRIDS[3]),
    ],
)
def test_a_place_is_kept_without_the_zeros_that_say_nothing(town: Town, place: str, kept: str) -> None:
    assert town.matter(point=None, place=place).place == kept


def test_a_kind_that_ended_yesterday_is_refused(town: Town) -> None:
    assert town.ended.rows.get().valid_to == date(2026, 3, 1)  # not in force on the day itself any more
    with nothing_written(KindEnded):
        town.report(kind=town.ended.code)


@pytest.mark.parametrize("code", ["", "02", "02-01", "02-01-98", "x" * 5000])
def test_only_kinds_of_the_third_level_can_be_reported(town: Town, code: str) -> None:
    with nothing_written(UnknownKind):
        town.report(kind=code)


def test_a_required_question_is_answered(town: Town) -> None:
    questions = [{"code": "floor", "label": "几楼", "label_en": "Which floor", "required": True}]
    town.noise.rows.update(questions=questions)
    duties.kept.forget()
    for replies in ({}, {"floor": "  "}, {"other": "3"}):
        with nothing_written(MissingReply):
            town.report(kind=town.noise.code, replies=replies)
    assert town.matter(kind=town.noise.code, replies={"floor": "3"}).replies == {"floor": "3"}


def test_what_no_database_keeps_is_left_out(town: Town) -> None:
    matter = town.matter(words="垃圾\0桶\ud83d满了 ", address="\0", replies={"a": ["b\0", 3]})
    assert (matter.words, matter.address, matter.replies) == ("垃圾桶满了", "", {"a": ["b", 3]})


def test_a_forged_intent_is_just_an_intent(town: Town) -> None:
    receipt = town.report(intent=UUID(int=0))
    assert receipt.is_new
    assert len(receipt.follow_code) == 8
