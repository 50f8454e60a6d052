"""The menu on the phone: found, ordered in three taps, followed by code, judged, cancelled."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.commons import follow
from linli.commons.actions import menu, orders
from linli.commons.models import ServiceOrder
from linli.commons.rules.orders import Stage
from linli.people.models import Person
from tests.commons.steps import delivered, fresh, group_day, helped, ordered, service
from tests.town import Town

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture
def ren(client: Client, town: Town) -> Client:
    client.force_login(town.ren)
    return client


def form(town: Town, **more: str) -> dict[str, str]:
    where = "玉山镇 · 里厍社区"
    asked = {"intent": str(uuid4()), "community": where, "name": "演示居民甲", "phone": "13800138000"}
    return asked | {"address": "2幢101"} | more


def at_home(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def test_a_service_is_found_and_ordered_and_the_next_form_knows_the_address(ren: Client, town: Town) -> None:
    service()
    assert "水龙头小修" in ren.get("/services/?q=垫圈").content.decode()
    assert "水龙头小修" not in ren.get("/services/?q=钢琴").content.decode()
    page = ren.get("/services/tap/").content.decode()
    assert 'value="10000000001"' in page  # the account's own number need not be typed
    answer = ren.post("/services/tap/", form(town))
    order = ServiceOrder.objects.get()
    assert answer["Location"] == f"/services/orders/{order.number_shown}/"
    assert (order.person, order.community, order.stage) == (town.ren, town.community, Stage.OFFERED)
    again = ren.get("/services/tap/").content.decode()
    assert 'value="2幢101"' in again
    assert 'value="玉山镇 · 里厍社区"' in again


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("address", "", "小区、楼栋、门牌"),
        ("phone", "", "请留电话"),
        ("community", "", "请填写"),
        ("on", "2020-01-01", "天内"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    ren: Client, town: Town, field: str, value: str, said: str
) -> None:
    service()
    answer = ren.post("/services/tap/", form(town, words="请带梯子", **{field: value}))
    page = answer.content.decode()
    assert answer.status_code in (400, 422)
    assert "请带梯子" in page
    assert said in page
    assert not ServiceOrder.objects.exists()


def test_without_an_account_number_and_code_follow_it_on_another_phone(client: Client, town: Town) -> None:
    service()
    address = client.post("/services/tap/", form(town))["Location"]
    order = ServiceOrder.objects.get()
    code = follow.code_of(order.intent)
    assert f"{code[:4]} {code[4:]}" in client.get(address).content.decode()
    other = Client()
    assert other.get(address).status_code == 404
    wrong = other.post("/services/orders/find/", {"number": order.number_shown, "code": "22222222"})
    assert wrong.status_code == 422
    found = other.post("/services/orders/find/", {"number": order.number_shown.lower(), "code": code})
    assert found["Location"] == address
    other.post(f"{address}cancel/", {"version": order.version})
    assert fresh(order).stage == Stage.CANCELLED


def test_it_came_or_it_did_not_and_only_whoever_ordered_says_so(ren: Client, town: Town) -> None:
    order = delivered(town, by=town.ren, at=timezone.now())
    address = f"/services/orders/{order.number_shown}/"
    for stranger in (town.lao, None):
        assert at_home(stranger).post(f"{address}answer/", {"received": "1"}).status_code == 404
    assert "服务收到了吗" in ren.get(address).content.decode()
    ren.post(f"{address}answer/", {"version": order.version, "received": "0", "words": "没人来"})
    assert fresh(order).stage == Stage.ACCEPTED
    late = ren.post(f"{address}answer/", {"version": order.version, "received": "1", "words": "来了"})
    assert late.status_code == 409
    assert "已接单" in late.content.decode()


def test_family_orders_and_reads_but_does_not_judge(ren: Client, town: Town) -> None:
    service()
    helped(town)
    helping = town.lao.helped_by.get().pk
    assert "演示长辈乙" in ren.get(f"/services/tap/?helps={helping}").content.decode()
    ren.post("/services/tap/", form(town, helps=str(helping)))
    order = ServiceOrder.objects.get()
    assert (order.person, order.entered_by, order.phone) == (town.lao, town.ren, town.lao.phone)
    page = ren.get(f"/services/orders/{order.number_shown}/").content.decode()
    assert "代家人下的单" in page
    assert "2幢101" not in page
    refused = ren.post("/services/tap/", form(town, helps="999999"))
    assert refused.status_code == 403


def test_whoever_looked_is_on_the_page_of_the_order(ren: Client, town: Town) -> None:
    order = ordered(town, by=town.ren, at=timezone.now())
    orders.reveal(by=town.guan, order=order, at=timezone.now())
    page = ren.get(f"/services/orders/{order.number_shown}/").content.decode()
    assert page.count("昆山市城市管理局") >= 2
    assert order.number_shown in ren.get("/mine/looks/").content.decode()


def test_a_day_of_several_units_is_chosen_and_what_is_switched_off_is_not_on_the_list(ren: Client, town: Town) -> None:
    now = timezone.now()
    day = group_day(town, at=now)
    service()
    assert "社区广场" in ren.get("/services/doctors/").content.decode()
    ren.post("/services/doctors/", form(town, group=str(day.pk)))
    assert ServiceOrder.objects.get().group == day
    menu.switch_off(by=town.mei, service=service("off", name="磨剪刀"), community=town.community, at=now)
    assert "磨剪刀" not in ren.get("/services/").content.decode()  # the community is known by now
    assert "磨剪刀" in Client().get("/services/").content.decode()
    assert "磨剪刀" in Client().get("/open/services/").content.decode()
    assert ren.get("/services/nothing/").status_code == 404


def test_lists_ask_the_same_number_of_queries_however_long(ren: Client, town: Town) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as context:
            assert ren.get(address).status_code == 200
        return len(context)

    ordered(town, by=town.ren, at=timezone.now())
    before = asked("/services/orders/"), asked("/services/")
    for n in range(4):
        ordered(town, by=town.ren, of=service(f"s{n}"), at=timezone.now())
    assert (asked("/services/orders/"), asked("/services/")) == before
    assert len(re.findall("F2", ren.get("/services/orders/").content.decode())) >= 5
