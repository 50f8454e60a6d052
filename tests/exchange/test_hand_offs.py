"""What becomes of an order goes back: read from the log, once for each move, seen until it arrived."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from linli.channels import posting
from linli.core.models import Entry
from linli.exchange import actions, jobs, signing
from linli.exchange.errors import NoSharedKey, NotAllowed
from linli.exchange.models import Bookmark, HandOff, Order
from linli.exchange.rules import LATE_ORDERS, LATE_ROWS, MOST_TRIES, Method, State, next_try, to_sign
from linli.matters import actions as matters
from linli.matters.models import Matter
from linli.matters.rules import DeclineReason, UnsolvedReason
from tests.exchange.conftest import NUMBER, Hotline
from tests.town import T0, Town, answer


def later(hours: float) -> datetime:
    return T0 + timedelta(hours=hours)


def taken(hotline: Hotline, number: str = NUMBER) -> Matter:
    said = actions.Said(number=number, words="垃圾桶满了，没有人收", place="320583100001001")
    order = actions.take(partner=hotline.partner, said=said, at=T0).order
    return order.matter


def handled(town: Town, matter: Matter) -> None:
    matters.dispatch(by=town.mei, matter=matter, lead=town.cleaners, at=later(1))
    order = matter.orders.get()
    matters.sign(by=town.guan, order=order, at=later(2))
    matters.finish(by=town.guan, order=order, answer=answer("已清运，增加一个垃圾桶"), at=later(3))
    matter.refresh_from_db()


def told() -> list[str]:
    return list(HandOff.objects.order_by("entry_id").values_list("event", flat=True))


def test_each_move_is_told_once_with_what_it_says(town: Town, hotline: Hotline) -> None:
    matter = taken(hotline)
    assert jobs.collect(at=later(0)) == 0
    handled(town, matter)
    assert jobs.collect(at=later(4)) == 3
    assert jobs.collect(at=later(4)) == 0
    assert told() == ["accepted", "dispatched", "answered"]
    sent = HandOff.objects.get(event="answered").body
    assert sent["number"] == NUMBER
    assert sent["matter"] == matter.number_shown
    assert sent["words"] == "已清运，增加一个垃圾桶"
    assert sent["unit"] == "昆山市城市管理局"
    assert sent["at"] == "2026-03-02T04:00:00+00:00"


def test_a_look_costs_the_same_however_many_orders_are_open(
    town: Town, hotline: Hotline, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first = taken(hotline)
    jobs.collect(at=later(0))
    with CaptureQueriesContext(connection) as few:
        assert jobs.collect(at=later(0)) == 0
    for number in range(20):
        taken(hotline, f"2026{number:08d}")
    Bookmark.objects.update(order_id=Order.objects.latest("pk").pk + LATE_ORDERS)  # they came long ago
    with django_assert_max_num_queries(len(few)):
        assert jobs.collect(at=later(0)) == 0
    handled(town, first)
    assert jobs.collect(at=later(4)) == 3


def test_a_row_of_the_log_that_is_seen_late_is_told_and_at_the_latest_on_the_next_day(
    town: Town, hotline: Hotline
) -> None:
    handled(town, taken(hotline))
    assert jobs.collect(at=later(4)) == 3
    HandOff.objects.filter(event="accepted").delete()  # as if its row had been seen only now
    assert jobs.collect(at=later(4)) == 1
    Bookmark.objects.update(entry_id=Entry.objects.latest("pk").pk + LATE_ROWS, order_id=2 * LATE_ORDERS + 10**6)
    HandOff.objects.filter(event="accepted").delete()
    assert jobs.collect(at=later(4)) == 0
    assert jobs.collect(at=later(24)) == 1
    assert sorted(told()) == ["accepted", "answered", "dispatched"]


def test_an_order_of_a_matter_that_was_known_before_hears_what_happened(town: Town, hotline: Hotline) -> None:
    matter = town.handling()
    Matter.objects.filter(pk=matter.pk).update(source=hotline.partner.code, source_id=NUMBER)
    jobs.collect(at=later(1))
    assert taken(hotline) == matter
    assert jobs.collect(at=later(2)) == 2
    assert told() == ["accepted", "dispatched"]


def test_a_check_that_fails_and_a_rating_are_told(town: Town, hotline: Hotline) -> None:
    matter = taken(hotline)
    handled(town, matter)
    matters.send_back(by=town.wang, matter=matter, words="桶还是满的", at=later(4))
    matters.finish(by=town.guan, order=matter.orders.get(), answer=answer("再次清运"), at=later(5))
    reporter = town.reporter(matter)
    matters.rate(reporter=reporter, solved=True, satisfaction=5, words="谢谢", at=later(6))
    jobs.collect(at=later(7))
    rows = HandOff.objects.order_by("entry_id")
    assert [(row.event, row.body["words"]) for row in rows][3:] == [
        ("reopened", "桶还是满的"),
        ("answered", "再次清运"),
        ("call_back", "谢谢"),
        ("closed", ""),
    ]
    assert rows.get(event="call_back").body["solved"] is True
    assert rows.get(event="call_back").body["satisfaction"] == 5


def test_a_refusal_goes_back_with_its_reason(town: Town, hotline: Hotline) -> None:
    matter = taken(hotline)
    matters.decline(by=town.mei, matter=matter, reason=DeclineReason.IN_COURT, words="法院正在审理", at=later(1))
    jobs.collect(at=later(2))
    body = HandOff.objects.get().body
    assert (body["event"], body["reason"], body["words"]) == ("returned", "in_court", "法院正在审理")


def test_a_merged_order_hears_of_the_matter_it_was_merged_into(town: Town, hotline: Hotline) -> None:
    own, into = taken(hotline), town.matter(by=town.ren)
    matters.merge(by=town.mei, matter=own, into=into, at=later(0.5))
    handled(town, into)
    matters.rate(reporter=into.reporters.get(), solved=True, satisfaction=1, at=later(4))  # somebody else's word
    jobs.collect(at=later(5))
    assert jobs.collect(at=later(5)) == 0
    shown = HandOff.objects.exclude(state=State.MOOT).order_by("entry_id")
    assert [row.event for row in shown] == ["merged", "accepted", "dispatched", "answered", "closed"]
    assert shown[0].body["merged_into"] == into.number_shown
    assert shown[3].body["words"] == "已清运，增加一个垃圾桶"


def test_matters_of_others_are_told_to_nobody(town: Town, hotline: Hotline) -> None:
    town.answered()
    assert jobs.collect(at=later(4)) == 0


def test_a_closed_order_is_looked_at_until_it_cannot_be_opened_again(town: Town, hotline: Hotline) -> None:
    matter = taken(hotline)
    handled(town, matter)
    matters.close(by=town.wang, matter=matter, at=later(4))
    jobs.collect(at=later(5))
    assert Order.objects.hearing(later(5)).count() == 1
    assert Order.objects.hearing(later(5 + 24 * 31)).count() == 0
    reporter = town.reporter(matter)
    matters.rate(reporter=reporter, solved=False, reason=UnsolvedReason.CAME_BACK, at=later(24 * 29))
    jobs.collect(at=later(24 * 29))
    assert told()[-2:] == ["call_back", "reopened"]
    assert Order.objects.get().hears_until is None


def test_a_partner_asks_and_acknowledges(town: Town, hotline: Hotline) -> None:
    matter = taken(hotline)
    handled(town, matter)
    jobs.collect(at=later(4))
    first = hotline.get("/answers?most=2").json()
    assert ([row["event"] for row in first["rows"]], first["more"]) == (["accepted", "dispatched"], True)
    ids = [row["id"] for row in first["rows"]]
    assert hotline.post("/answers/acknowledged", {"ids": ids}).json() == {"count": 2}
    assert hotline.post("/answers/acknowledged", {"ids": ids}).json() == {"count": 0}
    rest = hotline.get("/answers").json()
    assert ([row["event"] for row in rest["rows"]], rest["more"]) == (["answered"], False)
    assert Entry.objects.filter(verb="exchange.acknowledged").count() == 1
    state = hotline.get(f"/orders/{NUMBER}").json()
    assert state["stage"] == "answered"
    assert len(state["answers"]) == 3


def test_a_partner_sees_nothing_of_another(town: Town, hotline: Hotline) -> None:
    handled(town, taken(hotline))
    jobs.collect(at=later(4))
    other = actions.open_partner(by=town.zhong, code="city", name="市热线", at=T0)
    stranger = Hotline(other, *actions.new_key(by=town.zhong, partner=other, method=Method.HMAC, at=T0))
    assert stranger.get("/answers").json()["rows"] == []
    assert stranger.get(f"/orders/{NUMBER}").status_code == 404
    ids = list(HandOff.objects.values_list("pk", flat=True))
    assert stranger.post("/answers/acknowledged", {"ids": ids}).json() == {"count": 0}
    assert not HandOff.objects.filter(state=State.SENT).exists()


class Receiver:
    """A partner's own server on loopback: keeps what it got, answers ``status``."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status, self.location = 204, ""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((dict(self.headers), body))
                self.send_response(receiver.status)
                self.send_header("Content-Length", "0")
                if receiver.location:
                    self.send_header("Location", receiver.location)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                """Tests are quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def receiver(settings: Settings, town: Town, hotline: Hotline) -> Iterator[Receiver]:
    one = Receiver()
    settings.LINLI_EXCHANGE_ORIGINS = [one.origin]
    actions.push_to(by=town.zhong, partner=hotline.partner, url=f"{one.origin}/linli?a=1", at=T0)
    yield one
    one.close()


def test_moves_are_pushed_signed_and_in_their_order(town: Town, hotline: Hotline, receiver: Receiver) -> None:
    handled(town, taken(hotline))
    jobs.collect(at=later(4))
    receiver.status = 503
    assert jobs.push(at=later(4)) == 0
    assert len(receiver.got) == 1  # the next waits until the one before it arrived
    receiver.status = 204
    receiver.got.clear()
    assert jobs.push(at=later(5)) == 3
    assert jobs.push(at=later(5)) == 0
    assert [json.loads(body)["event"] for _, body in receiver.got] == ["accepted", "dispatched", "answered"]
    headers, body = receiver.got[0]
    text = to_sign("POST", "/linli?a=1", headers["X-Exchange-Time"], headers["X-Exchange-Nonce"], body)
    assert headers["X-Exchange-Signature"] == signing.sign(hotline.secret, text)
    assert sorted(HandOff.objects.values_list("state", "tries")) == [(State.SENT, 1), (State.SENT, 1), (State.SENT, 2)]


def test_what_was_not_taken_is_tried_again_later_and_later(town: Town, hotline: Hotline, receiver: Receiver) -> None:
    matters.accept(by=town.mei, matter=taken(hotline), at=later(0))
    jobs.collect(at=later(0))
    receiver.status = 500
    at = later(0)
    for turn in range(1, MOST_TRIES + 1):
        assert jobs.push(at=at) == 0
        row = HandOff.objects.get()
        assert (row.tries, row.error, len(receiver.got)) == (turn, "HTTP 500", turn)
        assert jobs.push(at=at) == 0  # not before its time
        assert len(receiver.got) == turn
        at = row.next_at
    assert HandOff.objects.get().state == State.FAILED
    assert jobs.push(at=at + timedelta(days=30)) == 0
    receiver.status = 200
    assert actions.retry(by=town.zhong, ids=[row.pk], at=at) == 1
    assert jobs.push(at=at) == 1
    assert HandOff.objects.get().state == State.SENT
    assert Entry.objects.filter(verb="exchange.retried").count() == 1


def test_waiting_times_double_up_to_six_hours() -> None:
    waits = [next_try(tries, T0) for tries in range(1, MOST_TRIES + 1)]
    minutes = [(at - T0).total_seconds() / 60 for at in waits if at is not None]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]
    assert waits[-1] is None


def test_a_partner_that_is_gone_holds_back_nobody_else(town: Town, hotline: Hotline, receiver: Receiver) -> None:
    matters.accept(by=town.mei, matter=taken(hotline), at=later(0))
    receiver.close()
    jobs.collect(at=later(0))
    assert jobs.push(at=later(0)) == 0
    assert HandOff.objects.get().error.startswith("ConnectionRefusedError")


def test_a_claimed_hand_off_is_free_again_when_its_sender_died(
    town: Town, hotline: Hotline, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    matters.accept(by=town.mei, matter=taken(hotline), at=later(0))
    jobs.collect(at=later(0))

    def die(*args: object, **more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(posting, "post", die)
        jobs.push(at=later(0))
    assert jobs.push(at=later(0)) == 0
    assert jobs.push(at=later(0) + timedelta(minutes=2)) == 1


def test_a_redirect_is_not_followed(town: Town, hotline: Hotline, receiver: Receiver) -> None:
    matters.accept(by=town.mei, matter=taken(hotline), at=later(0))
    jobs.collect(at=later(0))
    receiver.status, receiver.location = 302, f"{receiver.origin}/elsewhere"
    assert jobs.push(at=later(0)) == 0
    assert len(receiver.got) == 1
    assert HandOff.objects.get().error == "HTTP 302"


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/",
        "http://hotline.example/x",
        "https://hotline.example:8443/",
        "https://hotline.example@elsewhere.example/",
        "https://user:word@hotline.example/",
        "ftp://hotline.example/",
        "https://hotline.example.elsewhere.example/",
        "https://hotline.example:port/",
        "//hotline.example/",
        "https://hotline.example/市",
    ],
)
def test_only_origins_of_the_settings_are_pushed_to(town: Town, hotline: Hotline, settings: Settings, url: str) -> None:
    settings.LINLI_EXCHANGE_ORIGINS = ["https://hotline.example"]
    with pytest.raises(NotAllowed):
        actions.push_to(by=town.zhong, partner=hotline.partner, url=url, at=T0)
    with pytest.raises(posting.NotTaken):
        posting.post(url, b"{}", headers={}, origins=settings.LINLI_EXCHANGE_ORIGINS)


def test_a_name_that_leads_to_this_machine_gets_nothing(receiver: Receiver) -> None:
    origin = receiver.origin.replace("127.0.0.1", "localhost")
    with pytest.raises(posting.NotTaken, match="this machine"):
        posting.post(f"{origin}/", b"{}", headers={}, origins=[origin])
    assert receiver.got == []


def test_who_has_no_shared_key_cannot_be_pushed_to(town: Town, settings: Settings) -> None:
    settings.LINLI_EXCHANGE_ORIGINS = ["https://hotline.example"]
    partner = actions.open_partner(by=town.zhong, code="city", name="市热线", at=T0)
    with pytest.raises(NoSharedKey):
        actions.push_to(by=town.zhong, partner=partner, url="https://hotline.example/in", at=T0)


def test_more_time_is_told_with_the_new_end(town: Town, hotline: Hotline) -> None:
    said = actions.Said(number=NUMBER, words="厨房漏水", place="320583100001001")
    matter = actions.take(partner=hotline.partner, said=said, at=T0).order.matter
    (order,) = matters.dispatch(by=town.mei, matter=matter, lead=town.water, at=T0)
    row = matters.ask_extension(by=town.shui, order=order, amount=2, words="需采购配件", at=later(1))
    matters.decide_extension(by=town.zhong, extension=row, is_granted=True, at=later(2))
    jobs.collect(at=later(3))
    body = HandOff.objects.get(event="extended").body
    matter.refresh_from_db()
    assert matter.due_at is not None
    assert datetime.fromisoformat(body["due_at"]) == matter.due_at
    assert jobs.collect(at=later(3)) == 0


def test_what_the_requester_said_at_the_hotlines_call_back_counts_once(town: Town, hotline: Hotline) -> None:
    matter = taken(hotline)
    path = f"/orders/{NUMBER}/call-backs"
    said = {"id": "HF-1", "solved": False, "reason": "half_done", "words": "只清了一半"}
    assert hotline.post(path, said).status_code == 409  # nothing was answered yet
    handled(town, matter)
    for _ in range(2):
        heard = hotline.post(path, said)
        assert heard.status_code == 200, heard.content
        assert heard.json()["stage"] == "handling"
    assert matter.ratings.get().words == "只清了一半"
    assert hotline.post(path, said | {"words": "另一句"}).status_code == 409
    unsaid = hotline.post(path, {"id": "HF-2", "solved": False})
    assert (unsaid.status_code, "没解决的须说明原因" in unsaid.content.decode()) == (400, True)
    assert hotline.post("/orders/nowhere/call-backs", {"id": "HF-2", "solved": True}).status_code == 404
    matters.finish(by=town.guan, order=matter.orders.get(), answer=answer("再次清运", at=later(5)), at=later(5))
    closed = hotline.post(path, {"id": "HF-2", "solved": True, "satisfaction": 4})
    assert closed.json()["stage"] == "closed"


def test_an_order_that_is_handled_on_its_own_again_says_so(town: Town, hotline: Hotline) -> None:
    own, into = taken(hotline), town.matter(by=town.ren)
    matters.merge(by=town.mei, matter=own, into=into, at=later(1))
    jobs.collect(at=later(1))
    own.refresh_from_db()
    matters.unmerge(by=town.mei, matter=own, at=later(2))
    jobs.collect(at=later(2))
    assert told() == ["merged", "resumed"]
    assert Order.objects.get().hears_until is None
