"""Following, sharing, leaving and helping in Chromium: counted taps."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from linli.faces.kit import context as kit_context
from linli.matters.follow import code_of
from linli.matters.models import Matter
from linli.matters.rules import Stage
from linli.people.models import Person
from tests.browser.conftest import Open
from tests.town import Town


def sign_in(context: BrowserContext, person: Person, origin: str) -> None:
    client = Client()
    client.force_login(person)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": origin}])


def signed_in(open_page: Open, live_server: Any, person: Person, **more: object) -> Page:
    page = open_page(**more)
    sign_in(page.context, person, live_server.url)
    return page


def test_from_home_progress_is_one_tap_and_not_solved_two_more(open_page: Open, live_server: Any, town: Town) -> None:
    matter = town.answered(by=town.ren, at=timezone.now())
    page = signed_in(open_page, live_server, town.ren)
    page.goto("/")
    page.locator("section .cell").first.click()
    page.get_by_role("link", name="没解决").click()
    page.get_by_role("button", name="只解决了一部分").or_(page.locator("button[name=reason]").first).first.click()
    expect(page.locator("#messages .note")).to_be_visible()
    matter.refresh_from_db()
    assert (matter.stage, matter.round) == (Stage.HANDLING, 2)


def test_who_looked_is_two_taps_from_home_also_with_nothing_but_a_code(open_page: Open, town: Town) -> None:
    matter = town.matter()
    page = open_page()
    page.goto("/follow/")
    page.locator("#id_number").fill(matter.number)
    page.locator("#id_code").fill(code_of(town.reporter(matter).intent))
    page.locator("main form button").click()
    page.wait_for_url("**/follow/2*/")
    page.goto("/")
    page.locator("section .cell").first.click()
    page.get_by_role("link", name="谁看过我的信息").click()
    expect(page.locator("h1")).to_have_text("谁看过我的信息")


def test_news_is_marked_until_it_was_looked_at(open_page: Open, live_server: Any, town: Town) -> None:
    matter = town.answered(by=town.ren, at=timezone.now())
    page = signed_in(open_page, live_server, town.ren)
    page.goto(f"/follow/{matter.number_shown}/")
    page.context.clear_cookies(name="linli_seen")
    Matter.objects.filter(pk=matter.pk).update(received_at=timezone.now())
    page.goto("/news/")
    assert page.locator(".cell .stage").count() == 1
    page.get_by_role("button", name="全部标为已看").click()
    expect(page.locator(".cell .stage")).to_have_count(0)


def test_the_elder_version_is_one_tap_and_stays_with_its_size(open_page: Open, town: Town) -> None:
    page = open_page()
    page.goto("/")
    page.get_by_role("button", name="长辈版").click()
    expect(page.locator("html")).to_have_attribute("data-elder", "1")
    page.get_by_role("button", name="最大").click()
    expect(page.locator("html")).to_have_attribute("data-elder", "3")
    page.goto("/follow/")
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 30


@pytest.mark.parametrize("how", ["tap", "escape"])
def test_leaving_quickly_forgets_what_was_typed_and_leaves_no_way_back(
    open_page: Open, live_server: Any, town: Town, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(kit_context, "LEAVE_TO", f"{live_server.url}/permissions/")  # tests go nowhere else
    page = open_page()
    page.goto("/follow/")
    page.goto(f"/report/?kind={town.abuse.code}")
    page.locator("#id_words").fill("他又动手了")
    if how == "tap":
        page.locator("[data-leave]").first.click()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url("**/permissions/")
    page.go_back()
    page.wait_for_url("**/follow/")
    page.goto("/report/")
    assert page.locator("#id_words").input_value() == ""


def test_a_link_is_copied_where_the_phone_cannot_share(open_page: Open, live_server: Any, town: Town) -> None:
    matter = town.matter(by=town.ren)
    page = signed_in(open_page, live_server, town.ren, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/follow/{matter.number_shown}/")
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    stranger = open_page()
    stranger.goto(link)
    assert matter.words not in stranger.inner_text("main") and "里厍社区" in stranger.inner_text("main")
