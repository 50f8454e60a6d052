"""The main tasks with nothing but a keyboard: every stop can be seen, and no change of the page takes it away."""

from __future__ import annotations

import re
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from linli.channels.senders import Kept
from linli.matters.models import Matter, WorkOrder
from linli.matters.rules import OrderStage, SpokenTo, Stage
from tests.browser.conftest import Open
from tests.browser.test_resident import sign_in
from tests.town import Town

FAR = 80  # stops; no page has so many before what it is for
SEEN = """() => {
  const one = document.activeElement, before = one.previousElementSibling;
  const shown = [one, one.nextElementSibling, before, before?.firstElementChild].filter(Boolean);
  if (!one.matches(':focus')) return '';  // a part inside it that the browser draws, as the sheet of days
  const rings = shown.map(part => getComputedStyle(part)).filter(style =>
    style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && style.opacity !== '0');
  return rings.length || one.matches('iframe, main') ? '' : `no ring around ${one.outerHTML.slice(0, 80)}`;
}"""


def to(page: Page, selector: str) -> None:
    """Go on by Tab until what ``selector`` names has the focus; each stop on the way shows where it is."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement !== document.body"):  # the window itself is a stop of the round
            assert page.evaluate(SEEN) == ""
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def kept(page: Page, selector: str) -> None:
    """The focus is where it was, or at what came in its place."""
    page.wait_for_function("selector => document.activeElement.matches(selector)", arg=selector)


def test_a_report_is_sent_and_followed(open_page: Open, town: Town) -> None:
    page = open_page()
    page.goto("/report/")
    to(page, "#town")
    page.keyboard.press("ArrowDown")
    kept(page, "#town")
    to(page, "#id_place_code")
    page.keyboard.press("ArrowDown")
    to(page, ".picture input")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Space")
    kept(page, ".picture input")
    to(page, "#id_words")
    page.keyboard.type("垃圾桶满了")
    to(page, ".send button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipt/**")
    to(page, "main a[href^='/follow/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/follow/**")
    assert Matter.objects.get().words == "垃圾桶满了"


def test_an_answer_is_judged(open_page: Open, live_server: Any, town: Town) -> None:
    matter = town.answered(by=town.ren, at=timezone.now())
    page = open_page()
    sign_in(page.context, town.ren, live_server.url)
    page.goto(f"/follow/{matter.number_shown}/")
    to(page, ".judge a[href*='solved=1']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rate/**")
    to(page, "button[name=satisfaction]")
    page.keyboard.press("Enter")
    expect(page.locator("#messages .note")).to_be_visible()
    matter.refresh_from_db()
    assert matter.stage == Stage.CLOSED


def test_somebody_signs_in(open_page: Open, town: Town) -> None:
    Kept.box.clear()
    page = open_page()
    page.goto("/door/")
    to(page, "[name=phone]")
    page.keyboard.type("139 0000 0077")
    page.keyboard.press("Enter")
    page.wait_for_url("**/door/code/**")
    code = re.search(r"(?<!\d)\d{6}(?!\d)", Kept.box[-1][1])
    assert code
    if not page.evaluate("document.activeElement.matches('[name=code]')"):
        to(page, "[name=code]")
    page.keyboard.type(code[0])
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/door/" not in url)


def test_an_order_is_signed_begun_and_answered(open_page: Open, live_server: Any, town: Town) -> None:
    order = town.handling(at=timezone.now()).orders.get()
    page = open_page()
    sign_in(page.context, town.guan, live_server.url)
    page.clock.install()
    page.goto("/field/")
    to(page, "#tab-done")
    page.keyboard.press("Enter")
    page.wait_for_url("**tab=done")
    kept(page, "#tab-done")
    expect(page.locator("#told")).not_to_be_empty()
    page.keyboard.press("Shift+Tab")
    page.goto("/field/")
    to(page, ".cell")
    page.keyboard.press("Enter")
    page.wait_for_url("**/field/orders/**")
    for step in ("sign", "start"):
        to(page, f"form[action$='/{step}/'] button")
        page.keyboard.press("Enter")
        kept(page, "#undo button")
    with page.expect_navigation():  # both steps are taken, and the page is drawn as the order stands now
        page.clock.run_for(6_000)
    expect(page.locator("form[action$='/start/']")).to_have_count(0)
    to(page, ".bottom a[href$='/answer/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/answer/")
    to(page, "[name=spoken_to]")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"[name=spoken_to][value={SpokenTo.NOBODY}]")).to_be_checked()
    to(page, "#id_words")
    page.keyboard.type("已清运")
    to(page, ".bottom button.btn-primary")
    page.keyboard.press("Enter")
    expect(page.locator(".as-read")).to_contain_text("已清运")
    to(page, "button[name=send]")
    page.keyboard.press("Enter")
    page.clock.run_for(6_000)
    page.wait_for_url(lambda url: "/answer/" not in url)
    assert WorkOrder.objects.get(pk=order.pk).stage == OrderStage.DONE


def test_what_waits_on_the_phone_is_taken_up_again(open_page: Open, town: Town) -> None:
    page = open_page()
    page.goto("/report/")
    page.fill("#id_words", "路灯坏了")
    expect(page.locator("#report[data-kept]")).to_be_attached()
    page.goto("/waiting/")
    expect(page.locator("#outgoing li")).to_have_count(1)
    to(page, "#outgoing a, #outgoing button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/**")
    expect(page.locator("#id_words")).to_have_value("路灯坏了")
