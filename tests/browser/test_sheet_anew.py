"""The part of the sheet with the place is drawn anew while somebody uses it: on a slow phone nothing of it is lost."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Open
from tests.browser.test_sheet import here, slow_down
from tests.town import GRIDS, Town

AT_ONCE = """() => new MutationObserver((_, watch) => {
  const box = document.getElementById('id_sought');
  if (!box) return;
  watch.disconnect();
  box.value = '幸福';
  box.dispatchEvent(new Event('input', {bubbles: true}));
  box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
}).observe(document.getElementById('id_place'), {childList: true, subtree: true})"""
REMEMBER = "(code) => { localStorage['linli.places'] = JSON.stringify([{code, label: '上次'}]); }"


PLACE, LAST, PICKED = "&step=where", "&at=", "&pick="  # signs of what is asked for


def hold(page: Page, *signs: str) -> list[Route]:
    """Keep requests whose body has one of the signs until they are let go."""
    held: list[Route] = []

    def decide(route: Route) -> None:
        if any(sign in (route.request.post_data or "") for sign in signs):
            held.append(route)
        else:
            route.continue_()

    page.route("**/report/", decide)
    return held


def let_go(page: Page, held: list[Route]) -> None:
    for route in held:
        route.continue_()
    page.unroute("**/report/")


def test_words_typed_while_the_place_is_found_stay_and_are_looked_for(open_page: Open, town: Town) -> None:
    town.estate()
    page = open_page(**here(GRIDS[0]))
    held = hold(page, PLACE)
    with page.expect_request(lambda one: PLACE in (one.post_data or "")):
        page.goto("/report/")
    page.locator("#id_sought").fill("幸")
    expect(page.locator("#found").get_by_role("button", name="幸福小区")).to_be_visible()
    page.locator("#id_sought").fill("幸福")
    let_go(page, held)
    expect(page.locator(".spot")).to_contain_text("手机现在的位置")
    expect(page.locator("#id_sought")).to_have_value("幸福")
    expect(page.locator("#id_sought")).to_be_focused()
    expect(page.locator("#found").get_by_role("button", name="幸福小区")).to_be_visible()


def test_the_position_that_comes_while_the_last_place_is_asked_for_is_not_lost(open_page: Open, town: Town) -> None:
    page = open_page(**here(GRIDS[0]))
    page.goto("/follow/")
    page.evaluate(REMEMBER, GRIDS[2])
    held = hold(page, LAST)
    with page.expect_request(lambda one: LAST in (one.post_data or "")):
        page.goto("/report/")
    expect(page.locator("#id_how")).to_have_value("phone")
    let_go(page, held)
    expect(page.locator(".spot")).to_contain_text("手机现在的位置")
    expect(page.locator("#where")).to_have_attribute("data-code", GRIDS[0])


def test_a_place_that_is_tapped_is_not_overtaken_by_the_position_of_the_phone(open_page: Open, town: Town) -> None:
    town.estate()
    page = open_page(**here(GRIDS[0]))
    held = hold(page, PLACE, PICKED)
    with page.expect_request(lambda one: PLACE in (one.post_data or "")):
        page.goto("/report/")
    page.locator("#id_sought").fill("幸福")
    page.locator("#found").get_by_role("button", name="幸福小区").click()
    let_go(page, held)
    expect(page.locator(".spot")).to_contain_text("幸福小区")


def test_what_is_typed_the_moment_the_place_is_drawn_or_before_the_scripts_are_there_is_looked_for(
    open_page: Open, town: Town
) -> None:
    town.estate()
    page = open_page()
    late: list[Route] = []
    page.route("**/htmx.min.js", lambda route: late.append(route))
    page.goto("/report/", wait_until="commit")
    page.locator("#id_sought").fill("幸福")
    for route in late:
        route.continue_()
    page.unroute("**/htmx.min.js")
    page.locator("#found").get_by_role("button", name="幸福小区").click()
    expect(page.locator(".spot")).to_contain_text("幸福小区")
    slow_down(page)
    page.evaluate(AT_ONCE)
    page.get_by_role("button", name="换个地点").click()
    expect(page.locator("#found").get_by_role("button", name="幸福小区")).to_be_visible()
