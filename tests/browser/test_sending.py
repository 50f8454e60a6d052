"""Sending from a phone whose connection comes and goes: nothing typed is lost, nothing is taken in twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, Route, expect

from linli.matters.models import Matter, Photo
from tests.browser.conftest import Open
from tests.browser.test_resident import sign_in
from tests.town import Town


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "before.jpg", tmp_path / "after.jpg"]
    for path, colour in zip(paths, ("teal", "olive"), strict=True):
        Image.new("RGB", (320, 240), colour).save(path, "JPEG")
    return paths


def fill(page: Page, town: Town) -> None:
    page.goto("/report/")
    page.fill("#id_words", "垃圾桶满了两天没有人收")
    page.select_option("#id_kind_listed", town.rubbish.code)
    page.select_option("#town", town.town.name)
    page.select_option("#id_place_code", town.community.code)


def no_connection(route: Route) -> None:
    """Nothing that a form sends arrives; the questions that the page asks meanwhile do."""
    route.abort("internetdisconnected") if "linli-sending" in route.request.headers else route.continue_()


def no_answer(route: Route) -> None:
    """What a form sends arrives, the answer to it is lost."""
    if "linli-sending" in route.request.headers:
        route.fetch(max_redirects=0)
    no_connection(route)


def only_by_hand(page: Page) -> None:
    """The page does not try again by itself, however long the test takes to come to its own try."""
    page.add_init_script(
        "const soon = setTimeout; self.setTimeout = (what, ms, ...more) => ms < 5000 ? soon(what, ms, ...more) : 0"
    )


def test_a_report_waits_on_its_page_for_the_connection_and_two_taps_make_one_matter(
    open_page: Open, town: Town
) -> None:
    page = open_page()
    only_by_hand(page)
    fill(page, town)
    page.route("**/report/", no_connection)
    page.click(".send button")
    expect(page.locator("#held")).to_contain_text("已存在手机，联网自动发送")
    page.unroute("**/report/")
    page.locator("#held button").dblclick()
    page.wait_for_url("**/receipt/**")
    assert Matter.objects.get().words == "垃圾桶满了两天没有人收"


def test_what_was_taken_in_before_the_connection_broke_is_not_taken_in_again(open_page: Open, town: Town) -> None:
    page = open_page()
    only_by_hand(page)
    fill(page, town)
    page.route("**/report/", no_answer)
    page.click(".send button")
    expect(page.locator("#held")).to_be_visible()
    page.unroute("**/report/")
    page.click("#held button")
    page.wait_for_url("**/receipt/**")
    assert Matter.objects.get().number_shown == page.locator("#number").inner_text()


def test_back_from_the_receipt_is_an_empty_form_also_after_a_mistake(open_page: Open, town: Town) -> None:
    page = open_page()
    page.goto("/")
    page.click(".hero")
    page.fill("#id_words", "写了一半")
    page.click(".send button")
    expect(page.locator("#problems")).to_be_visible()
    assert page.input_value("#id_words") == "写了一半"
    page.select_option("#id_kind_listed", town.rubbish.code)
    page.select_option("#town", town.town.name)
    page.select_option("#id_place_code", town.community.code)
    page.click(".send button")
    page.wait_for_url("**/receipt/**")
    page.go_back()
    expect(page.locator("#id_words")).to_have_value("")


def test_photos_taken_one_by_one_are_all_kept_and_can_be_removed(
    open_page: Open, town: Town, photos: list[Path]
) -> None:
    page = open_page()
    fill(page, town)
    for n, photo in enumerate([*photos, photos[0]], start=1):
        page.set_input_files("#id_photos", photo)
        expect(page.locator("#id_photos + .strip img")).to_have_count(n)
    page.locator("#id_photos + .strip button").last.click()
    page.click(".send button")
    page.wait_for_url("**/receipt/**")
    assert Photo.objects.count() == len(photos)


def test_on_site_an_answer_waits_on_its_page_for_the_connection(
    open_page: Open, live_server: Any, town: Town, photos: list[Path]
) -> None:
    order = town.handling(at=timezone.now()).orders.get()
    page = open_page()
    sign_in(page.context, town.guan, live_server.url)
    page.goto(f"/field/orders/{order.pk}/")
    page.get_by_role("button", name="签收").click()
    page.get_by_role("link", name="答复").click()
    page.fill("[name=words]", "已清运。")
    page.set_input_files("[name=photos]", photos[0])
    page.check("[name=spoken_to][value=nobody]")
    page.route("**/answer/", no_connection)
    page.locator("button[form=answer]:not([name])").click()
    expect(page.locator("#unsent")).to_be_visible()
    assert page.input_value("[name=words]") == "已清运。"
    page.unroute("**/answer/")
    page.locator("button[form=answer]:not([name])").click()
    expect(page.locator(".as-read")).to_contain_text("已清运。")
    expect(page.locator(".as-read img")).to_have_count(1)
