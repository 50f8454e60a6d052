"""On site with one thumb: the button that changes, five seconds to take a tap back, the way there, near before far."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Request, expect

from linli.matters.models import Channel, Photo, WorkOrder
from linli.matters.rules import OrderStage, Stage
from linli.places.datum import Datum, to_cgcs2000
from tests.browser.conftest import Open, sideways, violations
from tests.browser.pages import SMALL
from tests.browser.test_resident import elder, sign_in
from tests.town import GRIDS, INSIDE, Town

Opens = Callable[..., Page]


@pytest.fixture
def on_site(open_page: Open, live_server: Any, town: Town) -> Opens:
    """A page of the field face, with a clock that the test moves on."""

    def open_at(path: str, **more: Any) -> Page:
        page = open_page(**more)
        sign_in(page.context, town.guan, live_server.url)
        if more.get("script", True):
            page.clock.install()
        page.goto(path)
        return page

    return open_at


def stage(order: WorkOrder) -> str:
    return WorkOrder.objects.get(pk=order.pk).stage


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def sent(page: Page, path: str) -> Any:
    return page.expect_response(lambda answer: answer.url.endswith(path) and answer.request.method == "POST")


def test_the_button_goes_from_signing_over_arriving_to_done_in_three_taps(
    on_site: Opens, order: WorkOrder, photo: Path
) -> None:
    page = on_site(f"/field/orders/{order.pk}/")
    tap(page, "签收")
    tap(page, "到场")  # the second tap sends the first one at once
    with sent(page, "/start/"):
        page.clock.run_for(5_000)
    with page.expect_file_chooser() as camera:
        page.locator("label[for=shot]").click()
    assert page.get_attribute("#shot", "capture") == "environment"
    with sent(page, "/answer/"):
        camera.value.set_files(photo)
    expect(page.locator("#answer img[width='96']")).to_have_count(1)
    assert page.input_value("[name=words]") == "已到现场，处理了“暴露垃圾”。"
    page.locator("button[form=answer]:not([name])").click()
    tap(page, "提交")
    with sent(page, "/answer/"):
        page.clock.run_for(5_000)
    page.wait_for_url(f"**/field/orders/{order.pk}/")
    assert stage(order) == OrderStage.DONE
    assert Photo.objects.get().phase == Photo.Phase.AFTER


def test_a_tap_is_taken_back_within_five_seconds_and_nothing_was_sent(on_site: Opens, order: WorkOrder) -> None:
    page = on_site(f"/field/orders/{order.pk}/")
    posts: list[Request] = []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    tap(page, "签收")
    expect(page.locator("#undo")).to_contain_text("“签收”将在 5 秒后发出")
    expect(page.get_by_role("button", name="到场", exact=True)).to_be_visible()
    page.clock.run_for(4_000)
    tap(page, "撤回")
    page.clock.run_for(20_000)
    expect(page.get_by_role("button", name="签收", exact=True)).to_be_visible()
    expect(page.locator("#undo")).to_be_hidden()
    assert posts == []
    assert stage(order) == OrderStage.DISPATCHED


def test_who_leaves_the_page_sends_at_once_what_was_tapped(on_site: Opens, order: WorkOrder) -> None:
    page = on_site(f"/field/orders/{order.pk}/")
    tap(page, "签收")
    with sent(page, "/sign/"):
        page.get_by_role("link", name="工单").first.click()
    page.wait_for_url("**/orders/")
    assert stage(order) == OrderStage.SIGNED
    page.goto(f"/field/orders/{order.pk}/")
    tap(page, "到场")
    with sent(page, "/start/"):  # the phone is put away
        page.evaluate(
            "Object.defineProperty(document, 'hidden', {value: true});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
    assert stage(order) == OrderStage.IN_HAND


def test_where_the_phone_keeps_nothing_the_button_is_back_and_says_so(on_site: Opens, order: WorkOrder) -> None:
    page = on_site(f"/field/orders/{order.pk}/")
    page.evaluate("() => { linliStore.put = async () => { throw new Error() } }")
    page.route("**/sign/", lambda route: route.abort("internetdisconnected"))
    tap(page, "签收")
    page.clock.run_for(5_000)
    expect(page.locator("#unsent")).to_be_visible()
    expect(page.get_by_role("button", name="签收", exact=True)).to_be_visible()
    page.unroute("**/sign/")
    tap(page, "签收")
    with sent(page, "/sign/"):
        page.clock.run_for(5_000)
    assert stage(order) == OrderStage.SIGNED


def test_what_is_being_typed_stays_when_a_step_has_arrived(on_site: Opens, order: WorkOrder) -> None:
    page = on_site(f"/field/orders/{order.pk}/")
    tap(page, "签收")
    with sent(page, "/sign/"):
        page.clock.run_for(5_000)
    expect(page.locator("#note")).to_be_visible()
    tap(page, "到场")
    page.locator("#note summary").click()
    page.fill("#note [name=words]", "正在联系车辆")
    with sent(page, "/start/"):
        page.clock.run_for(5_000)
    expect(page.locator("#undo")).to_contain_text("已送达")
    assert page.input_value("#note [name=words]") == "正在联系车辆"


def test_a_step_that_somebody_took_meanwhile_is_told(on_site: Opens, town: Town, order: WorkOrder) -> None:
    page = on_site(f"/field/orders/{order.pk}/")
    WorkOrder.objects.filter(pk=order.pk).update(version=order.version + 1)
    tap(page, "签收")
    page.clock.run_for(5_000)
    expect(page.get_by_role("alert").first).to_be_visible()
    assert stage(order) == OrderStage.DISPATCHED


def test_without_script_each_step_goes_at_once(on_site: Opens, order: WorkOrder) -> None:
    page = on_site(f"/field/orders/{order.pk}/", script=False)
    for name in ("签收", "到场"):
        tap(page, name)
    assert stage(order) == OrderStage.IN_HAND
    page.get_by_role("link", name="办结").click()
    page.wait_for_url("**/answer/")


@pytest.mark.parametrize("app", ["高德地图", "百度地图"])
def test_the_map_that_was_chosen_is_one_tap_away_and_ends_at_the_spot(
    on_site: Opens, order: WorkOrder, app: str
) -> None:
    page = on_site(f"/field/orders/{order.pk}/")
    page.context.route(re.compile(r"https://"), lambda route: route.abort())  # no map app here
    way = page.get_by_role("link", name=app, exact=True)
    page.locator(".apps summary").click()
    way.evaluate("one => one.addEventListener('click', event => event.preventDefault())")
    way.click()
    page.reload()
    address = page.get_by_role("link", name=f"用{app}导航").get_attribute("href") or ""
    first, second = (float(number) for number in re.findall(r"\d+\.\d{6}", address)[:2])
    spot = INSIDE[GRIDS[0]]
    told = (first, second) if app == "高德地图" else (second, first)
    found = to_cgcs2000(*told, Datum.GCJ02 if app == "高德地图" else Datum.BD09)
    metres = math.hypot((found[0] - spot[0]) * math.cos(math.radians(spot[1])), found[1] - spot[1]) * 111_320
    assert metres <= 1


def test_near_stands_before_far_inside_a_group_and_the_position_is_not_sent(on_site: Opens, town: Town) -> None:
    near, far = (INSIDE[GRIDS[0]], (120.9085, 31.3085))
    for point in (near, far):
        town.handling(at=timezone.now(), point=point, words=f"点 {point[0]}")
    longitude, latitude = far
    page = on_site("/field/", geolocation={"longitude": longitude, "latitude": latitude}, permissions=["geolocation"])
    sent_out: list[str] = []
    page.on("request", lambda request: sent_out.append(f"{request.url} {request.post_data or ''}"))
    rows = page.locator("[data-sorted] li")
    expect(rows.first).to_contain_text("点 120.905")
    tap(page, "按远近")
    expect(rows.first).to_contain_text("点 120.9085")
    expect(rows.first).to_contain_text("距本机约 10 米")
    expect(rows.last).to_contain_text("距本机约 510 米")
    tap(page, "按时限")
    expect(rows.first).to_contain_text("点 120.905")
    assert not [one for one in sent_out if "120.9" in one or "31.3" in one]


def test_without_a_position_the_list_stands_by_time(on_site: Opens, order: WorkOrder) -> None:
    page = on_site("/field/")
    page.evaluate("navigator.permissions.query = async () => ({state: 'denied'})")
    tap(page, "按远近")
    expect(page.locator("#near-said")).to_contain_text("本机未提供位置")
    expect(page.locator("[data-sorted] li")).to_have_count(1)


def test_what_opens_on_an_order_can_be_hit_and_read_by_the_old(
    open_page: Open, live_server: Any, town: Town, order: WorkOrder
) -> None:
    page = open_page()
    sign_in(page.context, town.guan, live_server.url)
    elder(page.context, live_server.url)
    page.goto(f"/field/orders/{order.pk}/")
    page.locator(".apps summary").click()
    tap(page, "签收")
    assert violations(page) == []
    assert sideways(page) == 0
    assert page.evaluate(SMALL, 60) == []


def test_a_patrol_report_is_solved_on_the_spot_in_two_taps(
    open_page: Open, live_server: Any, town: Town, photo: Path
) -> None:
    matter = town.matter(by=town.wang, channel=Channel.FIELD, at=timezone.now())
    page = open_page()
    sign_in(page.context, town.wang, live_server.url)
    page.clock.install()
    page.goto(f"/field/report/{matter.number}/")
    with page.expect_file_chooser() as camera:
        page.locator("label[for=shot]").click()
    with sent(page, f"/report/{matter.number}/"):
        camera.value.set_files(photo)
    expect(page.locator("#spot img[width='96']")).to_have_count(1)
    assert violations(page) == []
    tap(page, "提交")
    with sent(page, f"/report/{matter.number}/"):
        page.clock.run_for(5_000)
    page.wait_for_url("**/field/")
    matter.refresh_from_db()
    assert matter.stage == Stage.ANSWERED


def test_an_order_is_handed_back_in_two_taps_and_can_be_taken_back(
    on_site: Opens, town: Town, order: WorkOrder
) -> None:
    page = on_site(f"/field/orders/{order.pk}/")
    page.get_by_role("link", name="退单").click()
    page.get_by_role("button", name="信息不足").click()
    tap(page, "撤回")
    page.clock.run_for(6_000)
    assert stage(order) == OrderStage.DISPATCHED
    page.get_by_role("button", name="信息不足").click()
    with sent(page, "/hand-back/"):
        page.clock.run_for(5_000)
    page.wait_for_url(f"**/field/orders/{order.pk}/")
    assert stage(order) == OrderStage.RETURNING
