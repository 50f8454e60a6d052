"""The exchange on the desk: what waits, what failed, what was sent; files, and trying again."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.exchange import actions, jobs
from linli.exchange.models import HandOff
from linli.exchange.rules import State
from linli.matters import actions as matters
from linli.matters.rules import DeclineReason
from tests.exchange.conftest import Hotline
from tests.town import Town

PAGE = "/desk/exchange/"


@pytest.fixture
def centre(town: Town, client: Client) -> Client:
    client.force_login(town.zhong)
    return client


def declined(town: Town, hotline: Hotline, number: str = "R-1", words: str = "=cmd|法院正在审理") -> HandOff:
    at = timezone.now() - timedelta(hours=1)
    said = actions.Said(number=number, words="垃圾桶满了", place="320583100001001")
    matter = actions.take(partner=hotline.partner, said=said, at=at).order.matter
    matters.decline(by=town.mei, matter=matter, reason=DeclineReason.IN_COURT, words=words, at=at)
    jobs.collect(at=at)
    return HandOff.objects.get(order__number=number)


def page(centre: Client, **query: Any) -> str:
    answer = centre.get(PAGE, query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_what_waits_is_seen_with_its_words(town: Town, hotline: Hotline, centre: Client) -> None:
    row = declined(town, hotline)
    shown = page(centre)
    assert "R-1" in shown
    assert row.order.matter.number_shown in shown
    assert "法院正在审理" in shown
    assert "演示热线" in shown
    assert "R-1" not in page(centre, tab="sent")


def test_a_failed_hand_off_shows_its_error_and_is_tried_again(town: Town, hotline: Hotline, centre: Client) -> None:
    row = declined(town, hotline)
    HandOff.objects.update(state=State.FAILED, tries=12, error="HTTP 500")
    assert "HTTP 500" in page(centre, tab="failed")
    answer = centre.post(reverse("desk:exchange-retry"), {"one": row.pk, "partner": "yanshi"}, follow=True)
    assert answer.redirect_chain == [("/desk/exchange/?tab=failed&partner=yanshi", 302)]
    row.refresh_from_db()
    assert (row.state, row.tries) == (State.READY, 0)


def test_what_was_carried_counts_as_sent(town: Town, hotline: Hotline, centre: Client) -> None:
    first, second = declined(town, hotline), declined(town, hotline, "R-2")
    centre.post(reverse("desk:exchange-carry"), {"partner": "yanshi", "ids": [first.pk, "x", "9" * 30]})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.SENT, State.READY)
    assert "R-1" in page(centre, tab="sent", partner="yanshi")


def test_files_hold_what_the_page_shows_and_no_formula(town: Town, hotline: Hotline, centre: Client) -> None:
    row, later = declined(town, hotline), declined(town, hotline, "R-2")
    url = {form: reverse("desk:exchange-file", args=["yanshi", form]) for form in ("csv", "xlsx", "json")}
    told = centre.get(url["json"], {"upto": row.pk}).json()["answers"]
    assert [one["number"] for one in told] == ["R-1"]
    assert told[0]["reason"] == "in_court"
    text = centre.get(url["csv"]).content.decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text)))
    assert [line[1] for line in lines] == ["工单编号", "R-1", "R-2"]
    assert "'=cmd|法院正在审理" in lines[1]
    assert "in_court" not in lines[1]  # people read words
    sheet = openpyxl.load_workbook(BytesIO(centre.get(url["xlsx"]).content)).active
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert "f" not in {cell.data_type for cell in cells}
    assert later.order.number in [cell.value for cell in cells]
    assert centre.get(url["csv"].replace("csv", "exe")).status_code == 404
    assert HandOff.objects.filter(state=State.SENT).count() == 0  # reading changes nothing


def test_orders_show_both_promises(town: Town, hotline: Hotline, centre: Client) -> None:
    hotline.send(due_at="2020-01-01T00:00:00+08:00")
    shown = centre.get(reverse("desk:exchange-orders")).content.decode()
    assert "市容环卫/垃圾清运" in shown
    assert "早于本地承诺" in shown


def test_the_page_asks_the_same_number_of_queries(
    town: Town, hotline: Hotline, centre: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(3):
        declined(town, hotline, f"R-{n}")
    page(centre)
    with django_assert_max_num_queries(12):
        page(centre)
    for n in range(3, 12):
        declined(town, hotline, f"R-{n}")
    with django_assert_max_num_queries(12):
        assert page(centre).count("data-row") == 12


def test_a_broken_page_mark_is_a_bad_request(town: Town, hotline: Hotline, centre: Client) -> None:
    assert centre.get(PAGE, {"after": "x"}).status_code == 400
    assert centre.get(reverse("desk:exchange-orders"), {"after": "x"}).status_code == 400


def test_nobody_but_the_centre_sees_it(town: Town, hotline: Hotline, client: Client) -> None:
    for person in (town.jie, town.mei, town.guan, town.sys, town.sec, town.aud, town.ren):
        client.force_login(person)
        assert client.get(PAGE).status_code == 404
