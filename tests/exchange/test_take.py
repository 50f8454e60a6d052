"""Orders of a hotline come in: signed, once, as matters like any other."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.utils import timezone

from linli.core.imports import MissingColumns
from linli.core.models import Entry, Intent
from linli.exchange import actions, jobs
from linli.exchange.errors import BadClasses, NoSuchCode, NotAKey, PartnerThere
from linli.exchange.models import ClassRow, Nonce, Order
from linli.exchange.rules import Method, to_sign
from linli.matters.models import Channel, Matter
from linli.orgs.authority import SYSTEM
from tests.exchange.conftest import NUMBER, ROOT, Hotline, order
from tests.town import T0, Town


def problem(answer: Any) -> str:
    return str(answer.json()["type"]).rpartition(":")[2]


def test_an_order_becomes_a_matter_with_a_receipt(town: Town, hotline: Hotline) -> None:
    answer = hotline.send()
    assert answer.status_code == 201, answer.content
    told, matter = answer.json(), Matter.objects.get()
    assert told["number"] == NUMBER
    assert told["matter"] == matter.number_shown
    assert told["unit"]["name"] == "昆山市城市管理局"
    assert told["partner_due_at"] == "2026-03-04T09:30:00Z"
    assert matter.channel == Channel.HOTLINE
    assert matter.kind == town.rubbish  # guessed from the words
    assert matter.reporters.get().phone == "10000000003"
    assert matter.reporters.get().person is None
    kept = Order.objects.get()
    assert kept.told["channel"] == "电话"
    assert "10000000003" not in str(kept.told)
    entry = Entry.objects.get(verb="exchange.order_taken")
    assert entry.params == {"partner": "yanshi", "matter": matter.pk}


def test_the_same_order_again_gives_the_same_receipt(town: Town, hotline: Hotline) -> None:
    first = hotline.send()
    Intent.objects.all().delete()  # as after thirty days
    again = hotline.send()
    assert again.status_code == 200
    assert again.json() == first.json()
    assert Matter.objects.count() == Order.objects.count() == 1


def test_another_order_under_the_number_is_refused_by_name(town: Town, hotline: Hotline) -> None:
    hotline.send()
    answer = hotline.send(content="另一件事")
    assert answer.status_code == 409
    assert problem(answer) == "order-conflict"
    assert Matter.objects.count() == 1


def test_two_partners_may_use_the_same_number(town: Town, hotline: Hotline) -> None:
    other = actions.open_partner(by=SYSTEM, code="city", name="市热线", at=T0)
    key, secret = actions.new_key(by=SYSTEM, partner=other, method=Method.HMAC, at=T0)
    assert hotline.send().status_code == 201
    assert Hotline(other, key, secret).send().status_code == 201
    assert Matter.objects.count() == 2


def test_a_class_of_the_partner_is_looked_up_in_its_dated_table(town: Town, hotline: Hotline) -> None:
    today = timezone.localdate()
    table = "class,kind,limit_amount,limit_unit\n市容环卫/垃圾清运,02-01-03,1,working_days\n".encode("gb18030")
    actions.set_classes(by=town.zhong, partner=hotline.partner, data=table, on=today, at=T0)
    answer = hotline.send(due_at=None, received_at="2026-03-02T09:00:00+08:00")
    assert answer.json()["partner_due_at"] == "2026-03-03T09:30:00Z"  # its own promise: one working day
    assert Matter.objects.get().kind == town.noise
    tomorrow = today + timedelta(days=1)
    again = "class,kind\n市容环卫/垃圾清运,02-01-02\n".encode()
    actions.set_classes(by=town.zhong, partner=hotline.partner, data=again, on=tomorrow, at=T0)
    assert [row.kind for row in ClassRow.objects.valid(today)] == [town.noise]
    assert [row.kind for row in ClassRow.objects.valid(tomorrow)] == [town.leak]


def test_a_table_that_comes_before_one_set_ahead_takes_its_place(town: Town, hotline: Hotline) -> None:
    for month, kind in ((1, "02-01-01"), (3, "02-01-02"), (2, "02-01-03")):
        table = f"class,kind\nx,{kind}\n".encode()
        actions.set_classes(by=town.zhong, partner=hotline.partner, data=table, on=date(2026, month, 1), at=T0)
    kinds = [[row.kind for row in ClassRow.objects.valid(date(2026, month, 15))] for month in (1, 2, 3)]
    assert kinds == [[town.rubbish], [town.noise], [town.noise]]


@pytest.mark.parametrize(
    ("table", "line", "what"),
    [
        ("class,kind\na,99-99-99\n", 2, "kind"),
        ("class,kind\na,02-01-01\na,02-01-02\n", 3, "class"),
        ("class,kind,limit_amount,limit_unit\na,02-01-01,3,fortnights\n", 2, "limit"),
        (f"class,kind,limit_amount,limit_unit\na,02-01-01,{'9' * 5000},working_days\n", 2, "limit"),
        (f"class,kind\na,{'0' * 200_000}\n", 2, "row"),
    ],
)
def test_a_bad_table_of_classes_changes_nothing(town: Town, hotline: Hotline, table: str, line: int, what: str) -> None:
    good = b"class,kind\nx,02-01-01\n"
    actions.set_classes(by=town.zhong, partner=hotline.partner, data=good, on=date(2026, 1, 1), at=T0)
    with pytest.raises(BadClasses) as raised:
        actions.set_classes(by=town.zhong, partner=hotline.partner, data=table.encode(), on=date(2026, 2, 1), at=T0)
    assert raised.value.args == (line, what)
    assert [row.name for row in ClassRow.objects.valid(date(2026, 3, 1))] == ["x"]


def test_a_table_of_classes_without_its_columns_changes_nothing(town: Town, hotline: Hotline) -> None:
    with pytest.raises(MissingColumns) as raised:
        actions.set_classes(
            by=town.zhong, partner=hotline.partner, data=b"name,kind\na,02-01-01\n", on=T0.date(), at=T0
        )
    assert raised.value.args == (["class"],)
    assert not ClassRow.objects.exists()


def test_a_kind_that_asks_questions_is_taken_without_replies(town: Town, hotline: Hotline) -> None:
    row = town.leak.rows.get()
    row.questions = [{"code": "floor", "text": "几楼", "required": True}]
    row.save()
    assert hotline.send(content="厨房漏水").status_code == 201


def test_a_point_outside_the_county_comes_to_the_centre(town: Town, hotline: Hotline) -> None:
    answer = hotline.send(lon=100.0, lat=20.0)
    assert answer.status_code == 201
    assert Matter.objects.get().place == "320583"


def test_an_order_without_a_place_comes_to_the_centre(town: Town, hotline: Hotline) -> None:
    assert hotline.send(lon=None, lat=None).status_code == 201
    assert Matter.objects.get().place == "320583"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "有 空格"}, "number"),
        ({"content": ""}, "content"),
        ({"lat": None}, ""),
        ({"due_at": "2026-03-04T17:30:00"}, "due_at"),
        ({"due_at": "9999-12-31T23:59:59-23:00"}, ""),
        ({"surprise": 1}, "surprise"),
        ({"place": "999999999999", "lon": None, "lat": None}, "place"),
        ({"content": "长" * 4001}, "content"),
    ],
)
def test_what_is_wrong_with_an_order_is_told_beside_its_field(
    town: Town, hotline: Hotline, more: dict[str, Any], field: str
) -> None:
    answer = hotline.send(**more)
    assert answer.status_code == 400, answer.content
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert Matter.objects.count() == 0


def test_a_body_beyond_all_measure_is_refused_by_name(town: Town, hotline: Hotline) -> None:
    answer = hotline.send(content="长" * 4_000_000)
    assert (answer.status_code, problem(answer)) == (413, "too-large")


def test_without_a_signature_nothing_is_taken(town: Town, hotline: Hotline) -> None:
    answer = hotline.raw("POST", f"{ROOT}/orders", b"{}", {})
    assert (answer.status_code, problem(answer)) == (401, "not-signed")


def test_a_body_that_was_changed_on_the_way_is_refused(town: Town, hotline: Hotline) -> None:
    headers = hotline.headers("POST", f"{ROOT}/orders", b"{}")
    answer = hotline.raw("POST", f"{ROOT}/orders", b'{"number": "1"}', headers)
    assert problem(answer) == "not-signed"


def test_a_request_of_another_time_is_refused(town: Town, hotline: Hotline) -> None:
    for minutes in (-6, 6):
        at = timezone.now() + timedelta(minutes=minutes)
        assert problem(hotline.post("/orders", order(), at=at)) == "stale"


def test_a_request_counts_once(town: Town, hotline: Hotline) -> None:
    assert hotline.post("/orders", order(), nonce="a" * 32).status_code == 201
    assert problem(hotline.post("/orders", order(), nonce="a" * 32)) == "replayed"


def test_nonces_are_forgotten_when_their_request_is_too_old_anyway(town: Town, hotline: Hotline) -> None:
    hotline.send()
    jobs.forget(at=timezone.now() + timedelta(minutes=9))
    assert Nonce.objects.count() == 1
    jobs.forget(at=timezone.now() + timedelta(minutes=11))
    assert Nonce.objects.count() == 0


def test_keys_are_changed_without_a_gap(town: Town, hotline: Hotline) -> None:
    key, secret = actions.new_key(by=town.zhong, partner=hotline.partner, method=Method.HMAC, at=T0)
    after = Hotline(hotline.partner, key, secret)
    assert (hotline.send(number="1").status_code, after.send(number="2").status_code) == (201, 201)
    actions.end_key(by=town.zhong, key=hotline.key, at=T0)
    actions.end_key(by=town.zhong, key=hotline.key, at=T0)
    assert (hotline.send(number="3").status_code, after.send(number="4").status_code) == (401, 201)
    assert Entry.objects.filter(verb="exchange.key_ended").count() == 1


def test_a_secret_is_kept_sealed(town: Town, hotline: Hotline) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT secret FROM exchange_key")
        assert hotline.secret not in str(cursor.fetchall())


def test_an_ed25519_key_signs_too(town: Town, hotline: Hotline) -> None:
    private = Ed25519PrivateKey.generate()
    public = base64.b64encode(private.public_key().public_bytes_raw()).decode()
    made = actions.new_key(by=town.zhong, partner=hotline.partner, method=Method.ED25519, at=T0, public=public)
    assert made[1] == ""
    body = b'{"number": "1", "content": "\xe5\x9e\x83\xe5\x9c\xbe"}'
    path, sent_at, nonce = f"{ROOT}/orders", str(int(timezone.now().timestamp())), "n" * 20
    signature = private.sign(to_sign("POST", path, sent_at, nonce, body))
    headers = {
        "X-Exchange-Key": made[0].name,
        "X-Exchange-Time": sent_at,
        "X-Exchange-Nonce": nonce,
        "X-Exchange-Signature": base64.b64encode(signature).decode(),
    }
    assert hotline.raw("POST", path, body + b" ", headers).status_code == 401
    assert hotline.raw("POST", path, body, headers).status_code == 201


@pytest.mark.parametrize("text", ["", "AAAA", "不是钥匙", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"])
def test_what_is_no_public_key_is_refused(town: Town, hotline: Hotline, text: str) -> None:
    with pytest.raises(NotAKey):
        actions.new_key(by=town.zhong, partner=hotline.partner, method=Method.ED25519, at=T0, public=text)


def test_partners_are_opened_by_the_centre_alone(town: Town, hotline: Hotline) -> None:
    for person in (town.jie, town.sys, town.sec, town.guan):
        with pytest.raises(PermissionDenied):
            actions.open_partner(by=person, code="mine", name="", at=T0)
    with pytest.raises(NoSuchCode):
        actions.open_partner(by=town.zhong, code="Mine", name="", at=T0)
    with pytest.raises(PartnerThere):
        actions.open_partner(by=town.zhong, code="yanshi", name="", at=T0)


def test_more_than_allowed_in_a_minute_is_told_to_wait(
    town: Town, hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linli.faces.api.signed.REQUESTS_A_MINUTE", 2)
    assert [hotline.send().status_code for _ in range(3)] == [201, 200, 429]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_order_sent_ten_times_at_once_is_one_matter(town: Town, hotline: Hotline) -> None:
    def send(turn: int) -> tuple[int, str]:
        try:
            answer = hotline.send()
            return answer.status_code, answer.json()["matter"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as racers:
        told = list(racers.map(send, range(10)))
    assert sorted(status for status, _ in told) == [200] * 9 + [201]
    assert len({number for _, number in told}) == 1
    assert Matter.objects.count() == Order.objects.count() == 1
    assert Entry.objects.filter(verb="exchange.order_taken").count() == 1
