"""Following and judging where a browser gives little: without JavaScript, and in English at the largest letters."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from linli.matters.follow import code_of
from linli.matters.models import Matter
from linli.matters.rules import Stage
from tests.browser.conftest import Open, sideways
from tests.town import Town

BROKEN = r"""() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let text; (text = walk.nextNode());) for (const word of text.data.matchAll(/[a-z]{3,}/gi)) {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    const lines = new Set([...range.getClientRects()].filter(({width}) => width).map(({top}) => Math.round(top)));
    if (lines.size > 1) found.push(word[0]);
  }
  return found; }"""
"""Words that stand on two lines."""


def find(page: Page, town: Town, matter: Matter) -> None:
    page.goto("/follow/")
    page.locator("#id_number").fill(matter.number)
    page.locator("#id_code").fill(code_of(town.reporter(matter).intent))
    page.locator("main form button").click()
    page.wait_for_url("**/follow/2*/")


def test_with_number_and_code_it_is_judged_without_javascript(open_page: Open, town: Town) -> None:
    at = timezone.now()
    left, done = town.answered(at=at), town.answered(at=at)
    page = open_page(script=False)
    find(page, town, left)
    expect(page.locator("main")).to_contain_text("垃圾桶满了")
    assert page.locator(".steps li").count() > 2
    page.get_by_role("link", name="没解决").click()
    page.locator("#id_words").fill("桶边还有一堆")
    page.locator("button[name=reason]").first.click()
    expect(page.locator("#messages .note")).to_be_visible()
    left.refresh_from_db()
    assert (left.stage, left.round) == (Stage.HANDLING, 2)
    said = left.ratings.get()
    assert (said.solved, said.words) == (False, "桶边还有一堆") and said.reason
    expect(page.get_by_role("link", name="没解决")).to_have_count(0)
    find(page, town, done)
    page.get_by_role("link", name="解决了", exact=True).click()
    page.locator("button[name=satisfaction][value='4']").click()
    expect(page.locator("#messages .note")).to_be_visible()
    said = done.ratings.get()
    assert (said.solved, said.satisfaction) == (True, 4)


@pytest.mark.parametrize("size", ["1", "3"])
def test_no_english_word_is_broken_on_a_phone_in_large_letters(
    open_page: Open, live_server: object, town: Town, size: str
) -> None:
    page = open_page()
    chosen = {"linli_elder": size, settings.LANGUAGE_COOKIE_NAME: "en"}
    page.context.add_cookies([{"name": name, "value": one, "url": str(live_server)} for name, one in chosen.items()])
    matter = town.answered(at=timezone.now())
    find(page, town, matter)
    rate = f"/follow/{matter.number_shown}/rate/"
    receipt = f"/receipt/{matter.number_shown}/"
    for address in ("/", "/follow/", page.url, f"{rate}?solved=1", f"{rate}?solved=0", receipt, "/report/"):
        page.goto(address)
        assert (address, page.evaluate(BROKEN), sideways(page)) == (address, [], 0)
