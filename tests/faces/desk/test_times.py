"""Extensions and pauses on screen: the unit asks, the level above decides, everybody reads why a time ends when it
does."""

from __future__ import annotations

import html
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.core.calendar import Limit, LimitUnit
from linli.matters import actions, jobs
from linli.matters.models import Extension, Matter, Pause, PauseCause, WorkOrder
from linli.matters.reads.deadline import deadlines
from linli.matters.rules import AskStage
from tests.matters.test_extend import DAY, END, HOUR, grant, leaking
from tests.matters.test_extend import ask as ask_extension
from tests.matters.test_pause import MIDNIGHT
from tests.matters.test_pause import ask as ask_pause
from tests.matters.test_recount import SOON, decree
from tests.town import T0, Town

LIST = "/desk/times/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: T0 + 2 * HOUR)


def signed_in(client: Client, person: object) -> Client:
    client.force_login(person)  # type: ignore[arg-type]
    return client


def read(client: Client, path: str) -> str:
    back = client.get(path)
    assert back.status_code == 200, (path, back.status_code)
    return html.unescape(back.content.decode())


def test_a_unit_asks_for_more_time_on_its_order_and_the_centre_grants_it(client: Client, town: Town) -> None:
    order = leaking(town)
    page = f"/field/orders/{order.pk}/"
    signed_in(client, town.shui)
    assert f"{page}extend/" in read(client, page)
    assert client.post(f"{page}extend/", {"amount": "2", "words": "需采购配件"}).status_code == 302
    assert "待上一级审批" in read(client, page)
    row = Extension.objects.get()
    signed_in(client, town.zhong)
    assert "需采购配件" in read(client, LIST)
    one = f"{LIST}extension/{row.pk}/"
    assert "→ 3月9日 17:30" in read(client, one)
    assert client.post(one, {"words": "", "refuse": "1"}).status_code == 422
    assert client.post(one, {"words": "同意", "grant": "1"}).status_code == 302
    assert Matter.objects.get().due_at == END + 4 * DAY
    assert "需采购配件" in read(client, f"{LIST}?tab=decided")
    assert client.post(one, {"words": "", "grant": "1"}).status_code == 409


def test_a_pause_that_needs_no_decision_begins_and_is_ended_by_hand(client: Client, town: Town) -> None:
    order = leaking(town)
    page = f"/field/orders/{order.pk}/"
    signed_in(client, town.shui)
    why = {"cause": str(PauseCause.objects.get(code="waiting_reporter").pk), "words": "等待您提供户号"}
    assert client.post(f"{page}pause/", why | {"until": "2026-03-20"}).status_code == 422  # too long
    assert client.post(f"{page}pause/", why | {"until": "2026-03-04"}).status_code == 302
    assert Pause.objects.get().until_at == MIDNIGHT + 2 * DAY
    assert "暂停计时" in read(client, page)
    assert "暂停 ·" in read(client, "/desk/orders/")
    assert "暂停 ·" in read(signed_in(client, town.zhong), "/desk/")
    assert "等待您提供户号" in read(client, f"{LIST}?tab=standing")
    signed_in(client, town.shui)
    assert client.post(f"{page}resume/").status_code == 302
    assert Matter.objects.get().paused_at is None
    assert client.post(f"{page}resume/").status_code == 404


def test_the_centre_lets_a_clock_run_again(client: Client, town: Town) -> None:
    row = ask_pause(town, leaking(town))
    signed_in(client, town.zhong)
    for _ in range(2):  # the second time it runs already
        assert client.post(f"{LIST}{row.pk}/resume/").status_code == 302
    assert Pause.objects.get().ended_by == town.zhong


def test_strangers_find_nothing(client: Client, town: Town) -> None:
    row = ask_extension(town, leaking(town))
    for person in (town.jie, town.far, town.mei, town.shui):
        assert signed_in(client, person).get(f"{LIST}extension/{row.pk}/").status_code == 404
    assert signed_in(client, town.mei).get(LIST).status_code == 404
    assert signed_in(client, town.zhong).get(f"{LIST}other/{row.pk}/").status_code == 404


def test_a_resident_reads_every_stop_and_how_the_promise_moved(client: Client, town: Town) -> None:
    order = leaking(town)
    signed_in(client, town.ren)
    row = ask_pause(town, order)
    page = read(client, follow_of(order.matter))
    assert "需要您补充情况或配合" in page
    assert "等待您提供户号" in page
    actions.resume(by=town.shui, pause=row, at=T0 + DAY)
    grant(town, ask_extension(town, order))
    page = read(client, follow_of(order.matter))
    assert "承诺时间：3月5日 17:30 → 3月9日 17:30" in page
    assert "需采购配件" in page


def follow_of(matter: Matter) -> str:
    return reverse("resident:follow", args=[matter.number_shown])


def test_a_deadline_is_explained_day_by_day(client: Client, town: Town) -> None:
    order = leaking(town)
    grant(town, ask_extension(town, order, amount=1))
    page = read(signed_in(client, town.zhong), f"/desk/matters/{order.matter.number}/clock/")
    for said in ("3 个工作日", "3月2日 09:00", "→ 3月5日 17:30", "→ 3月6日 17:30", "第4日", "需采购配件"):
        assert said in page, said
    assert "时限计算说明" in read(signed_in(client, town.shui), f"/field/orders/{order.pk}/clock/")
    assert f"/desk/matters/{order.matter.number}/clock/" in read(
        signed_in(client, town.zhong), f"/desk/matters/{order.matter.number}/"
    )


def test_what_an_end_rests_on(town: Town) -> None:
    order = leaking(town)
    limit = Limit(4, LimitUnit.WORKING_HOURS)
    actions.dispatch(by=town.mei, matter=order.matter, lead=None, assisting=[town.cleaners], limit=limit, at=T0)
    row = ask_pause(town, order)
    promise, leg = deadlines(Matter.objects.get(), at=T0 + DAY)
    assert (promise.limit, promise.since, promise.first_due_at) == (Limit(3, LimitUnit.WORKING_DAYS), T0, END)
    assert (promise.paused_at, promise.left, promise.stops[0].to) == (T0 + HOUR, 3, None)
    assert (leg.unit, leg.limit, leg.left) == (town.cleaners, limit, -210)  # half past eight on Tuesday was yesterday
    assert [(day.on.day, day.counts) for day in promise.days] == [(2, False), (3, False)]
    actions.resume(by=town.shui, pause=row, at=MIDNIGHT + DAY)
    promise, leg = deadlines(Matter.objects.get(), at=MIDNIGHT + DAY)
    assert [(day.on.day, day.counts) for day in promise.days if day.works] == [
        (2, False),
        (3, False),
        (4, True),
        (5, True),
        (6, True),
    ]
    assert [day.stood for day in promise.days][:3] == [True, True, False]


def test_holidays_and_years_without_a_notice_are_named(town: Town) -> None:
    matter = town.matter(by=town.ren, kind=town.leak.code, at=datetime.fromisoformat("2026-04-03T02:00:00+00:00"))
    (found,) = deadlines(matter, at=matter.received_at)
    assert [(day.on.day, day.name, day.works) for day in found.named] == [(6, "清明节", False)]
    assert found.unannounced == ()
    late = town.matter(by=town.ren, kind=town.leak.code, at=datetime.fromisoformat("2026-12-31T02:00:00+00:00"))
    assert deadlines(late, at=late.received_at)[0].unannounced == (2027,)


def test_a_moved_calendar_is_told_to_the_reporter(client: Client, town: Town) -> None:
    order = leaking(town)
    decree(town, date(2026, 3, 4), at=T0 + HOUR)
    jobs.recount(at=T0 + HOUR + SOON)
    page = read(signed_in(client, town.ren), follow_of(order.matter))
    assert "工作日历调整" in page
    assert "3月5日 17:30 → 3月6日 17:30" in page
    assert "3月5日 17:30 → 3月6日 17:30" in read(
        signed_in(client, town.zhong), f"/desk/matters/{order.matter.number}/clock/"
    )


def test_what_was_dropped_says_so(client: Client, town: Town) -> None:
    order = leaking(town)
    row = ask_extension(town, order)
    actions.withdraw(reporter=town.reporter(order.matter), at=T0 + DAY)
    assert Extension.objects.get().stage == AskStage.DROPPED
    assert "申请终止" in read(signed_in(client, town.zhong), f"{LIST}extension/{row.pk}/")
    assert WorkOrder.objects.get().paused_at is None
