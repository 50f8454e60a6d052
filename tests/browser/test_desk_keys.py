"""The desk from the keyboard: how many keys a dispatch takes, and when keys must rest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from linli.desks.models import Batch
from linli.matters import actions
from linli.matters.models import Matter
from linli.matters.rules import Stage
from tests.browser.conftest import DESK, PHONE, Open, sideways, violations
from tests.browser.test_desk import enter
from tests.town import Town

pytestmark = pytest.mark.django_db(transaction=True)

BATCH = 50
MOST_KEYS = 3

COMPOSING = """key => document.body.dispatchEvent(
    new KeyboardEvent("keydown", {key, bubbles: true, isComposing: true}))"""
OLD_COMPOSING = """key => {
    const event = new KeyboardEvent("keydown", {key, bubbles: true});
    Object.defineProperty(event, "keyCode", {value: 229});
    document.body.dispatchEvent(event);
}"""


class Keys:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1


def test_a_batch_of_fifty_is_dispatched_with_at_most_three_keys_each(
    open_page: Open, town: Town, live_server: object
) -> None:
    now = timezone.now()
    for serial in range(BATCH):
        town.report(at=now - timedelta(minutes=serial))
    page = enter(open_page(DESK), town.mei, str(live_server))
    page.goto("/desk/?tab=new")
    keys = Keys(page)
    keys.press("j")
    with page.expect_navigation():  # to its end: keys are heard once the script has run
        keys.press("Enter")
    for done in range(1, BATCH + 1):
        keys.press("1" if done % 2 else "2")
        here = page.url
        with page.expect_navigation():  # the page before has such a note too
            keys.press("Enter")
        page.wait_for_selector("#messages .note")
        assert page.url != here or done == BATCH  # the next one opened by itself
        assert page.evaluate("document.activeElement === document.body")
    assert Matter.objects.filter(stage=Stage.HANDLING).count() == BATCH
    assert {order.unit_id for order in [m.orders.get() for m in Matter.objects.all()]} == {
        town.cleaners.pk,
        town.committee.pk,
    }
    assert keys.pressed <= BATCH * MOST_KEYS


def test_keys_rest_while_an_input_method_composes_and_in_fields(
    open_page: Open, town: Town, live_server: object
) -> None:
    matter = town.matter(at=timezone.now())
    page = enter(open_page(DESK), town.mei, str(live_server))
    page.goto(f"/desk/matters/{matter.number}/")
    for key in ("?", "r", "m", "2", "u"):
        page.evaluate(COMPOSING, key)
        page.evaluate(OLD_COMPOSING, key)
    assert page.url.endswith(f"/desk/matters/{matter.number}/")
    assert not page.locator("#keys").is_visible()
    assert page.locator("[data-key='1']").is_checked()
    page.fill("textarea[name=task]", "")
    page.focus("textarea[name=task]")
    page.keyboard.type("r?u2")
    assert page.input_value("textarea[name=task]") == "r?u2"
    assert not page.locator("#keys").is_visible()
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("2")
    assert page.locator("[data-key='2']").is_checked()


def test_keys_that_are_switched_off_stay_off(open_page: Open, town: Town, live_server: object) -> None:
    matter = town.matter(at=timezone.now())
    page = enter(open_page(DESK), town.mei, str(live_server))
    page.goto(f"/desk/matters/{matter.number}/")
    page.keyboard.press("?")
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    page.reload()
    for key in ("?", "2", "u", "Control+k"):
        page.keyboard.press(key)
    assert page.url.endswith(f"/desk/matters/{matter.number}/")
    assert not page.locator("#keys").is_visible()
    assert not page.locator("#palette").is_visible()
    page.click("[data-opens=keys]")  # by the pointer they come back
    page.check("#keys-on")
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    page.wait_for_url("**/desk/")


def test_each_move_has_its_key(open_page: Open, town: Town, live_server: object) -> None:
    matter, other = town.matter(at=timezone.now()), town.matter(at=timezone.now(), words="另一件")
    page = enter(open_page(DESK), town.mei, str(live_server))
    page.goto(f"/desk/matters/{matter.number}/")
    for key, field in (("r", "input[name=reason]"), ("m", "input[name=into]"), ("a", "#accept-kind")):
        page.keyboard.press(key)
        assert page.locator(field).first.evaluate("node => node === document.activeElement"), key
        page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url(f"**/desk/matters/{other.number}/")
    page.keyboard.press("u")
    page.wait_for_url("**/desk/")
    page.keyboard.press("/")
    page.keyboard.type("另一")
    assert page.input_value("#q") == "另一"


def test_the_palette_finds_a_command_by_a_part_of_its_name(open_page: Open, town: Town, live_server: object) -> None:
    matter = town.matter(at=timezone.now())
    page = enter(open_page(DESK), town.mei, str(live_server))
    page.goto(f"/desk/matters/{matter.number}/")
    page.keyboard.press("Control+k")
    assert violations(page) == []
    page.keyboard.type("打印")
    page.keyboard.press("Enter")
    page.wait_for_url("**/print/")
    page.goto("/desk/")
    page.keyboard.press("Control+k")
    page.keyboard.type(matter.number_shown)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/?q={matter.number}")
    assert matter.number_shown in page.locator("#queue").inner_text()


def test_the_palette_lists_the_ways_inside_closed_groups(open_page: Open, town: Town, live_server: object) -> None:
    page = enter(open_page(DESK), town.jie, str(live_server))
    page.goto("/desk/")
    assert page.locator(".desk-bar details[open]").count() == 0
    inside = page.locator(".desk-bar details a").all_text_contents()
    assert inside
    page.keyboard.press("Control+k")
    listed = page.locator("#palette li button").all_inner_texts()
    assert {name.strip() for name in inside} <= set(listed)
    page.keyboard.type("督办")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/supervisions/")


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_group_of_the_bar_looks_like_the_links_beside_it(
    open_page: Open, town: Town, live_server: object, size: tuple[int, int]
) -> None:
    page = enter(open_page(size), town.jie, str(live_server))
    page.goto("/desk/")
    worn = """node => { const { fontSize, fontWeight, color, marginBottom } = getComputedStyle(node);
        return [fontSize, fontWeight, color, marginBottom, node.offsetHeight]; }"""
    groups = page.locator(".desk-bar nav summary")
    beside = page.locator(".desk-bar nav > a").last.evaluate(worn)
    assert [one.evaluate(worn) for one in groups.all()] == [beside] * groups.count()
    groups.first.click()
    assert groups.first.evaluate(worn) == beside
    assert page.locator(".desk-bar details[open] a").first.is_visible()
    assert sideways(page) == 0
    page.goto("/desk/supervisions/")
    assert groups.first.evaluate("node => getComputedStyle(node).fontWeight") == "600"


def test_a_batch_is_marked_previewed_and_sent_from_the_keyboard(
    open_page: Open, town: Town, live_server: object
) -> None:
    now = timezone.now()
    for serial in range(3):
        town.report(at=now - timedelta(minutes=serial))
    page = enter(open_page(DESK), town.mei, str(live_server))
    page.goto("/desk/")
    for key in ("j", "x", "j", "x", "b"):
        page.keyboard.press(key)
    page.wait_for_url("**/desk/batch/")
    assert violations(page) == []
    page.click("button[name=send]")
    page.wait_for_url("**/desk/batch/*-*/")
    assert Batch.objects.get().items.filter(outcome="done").count() == 2
    assert Matter.objects.filter(stage=Stage.ACCEPTED).count() == 2


def test_a_template_goes_where_the_cursor_stands_and_colleagues_are_seen(
    open_page: Open, town: Town, live_server: object
) -> None:
    from linli.desks import actions as desks

    matter = town.matter(at=timezone.now())
    desks.keep_template(
        by=town.mei, organisation=town.committee, use="task", name="大件", words="请带大车。", at=timezone.now()
    )
    first, second = (enter(open_page(DESK), who, str(live_server)) for who in (town.jie, town.mei))
    first.goto(f"/desk/matters/{matter.number}/")
    first.wait_for_timeout(500)
    second.goto(f"/desk/matters/{matter.number}/")
    second.wait_for_selector("#present .note")
    assert "演示街道台" in second.locator("#present").inner_text()
    second.fill("textarea[name=task]", "尽快。")
    second.locator("textarea[name=task]").press("Home")
    second.click("[data-words]")
    assert second.input_value("textarea[name=task]") == "请带大车。尽快。"
    actions.accept(by=town.jie, matter=matter, at=timezone.now())
    second.click("section:has(#dispatch) .btn-primary")
    second.wait_for_selector(".conflict")
    assert violations(second) == []
    assert sideways(second) == 0
    assert second.input_value("textarea[name=task]") == "请带大车。尽快。"
