"""The resident's pages in Chromium: a few taps to a report, two to a judgement."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext

from linli.matters.models import Matter
from linli.matters.rules import Stage
from linli.people.models import Person
from tests.browser.conftest import Open
from tests.town import GRIDS, INSIDE, Town


def sign_in(context: BrowserContext, person: Person, origin: str) -> None:
    client = Client()
    client.force_login(person)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": origin}])


def elder(context: BrowserContext, origin: str) -> None:
    context.add_cookies([{"name": "linli_elder", "value": "1", "url": origin}])


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_report_is_a_few_taps_with_and_without_javascript(open_page: Open, town: Town, script: bool) -> None:
    page = open_page(script=script)
    page.goto("/report/")
    page.locator(f"#kind-{town.rubbish.code}").click()
    if script:
        page.locator("#town").select_option("玉山镇")
    page.locator("#id_place_code").select_option(town.community.code)
    page.locator(".send button").click()
    page.wait_for_url("**/receipt/**")
    assert Matter.objects.get().number_shown in page.inner_text("main")


def test_where_the_phone_is_fills_the_place(open_page: Open, town: Town) -> None:
    lon, lat = INSIDE[GRIDS[0]]
    page = open_page(geolocation={"longitude": lon, "latitude": lat}, permissions=["geolocation"])
    page.goto("/report/")
    page.get_by_text("玉山镇 · 里厍社区 · 第1网格").wait_for()
    page.locator(f"#kind-{town.noise.code}").click()
    page.locator(".send button").click()
    page.wait_for_url("**/receipt/**")
    assert Matter.objects.get().place == GRIDS[0]


def test_words_bring_a_kind_to_tap_and_an_emergency_brings_the_number_to_call(open_page: Open, town: Town) -> None:
    page = open_page()
    page.goto("/report/")
    page.locator("#id_words").press_sequentially("楼下燃气味道很重")
    page.locator(f"#guess-{town.gas.code}").click()
    page.get_by_role("link", name="立即拨打 119").wait_for()


def test_solved_is_two_taps(open_page: Open, live_server: Any, town: Town) -> None:
    matter = town.answered(by=town.ren, at=timezone.now())
    page = open_page()
    sign_in(page.context, town.ren, live_server.url)
    page.goto(f"/follow/{matter.number_shown}/")
    page.get_by_role("link", name="解决了", exact=True).click()
    page.get_by_role("button", name="非常满意").click()
    page.get_by_text("这件诉求已办结").wait_for()
    matter.refresh_from_db()
    assert matter.stage == Stage.CLOSED
