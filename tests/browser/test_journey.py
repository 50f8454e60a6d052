"""The main job in Chromium: a resident reports on a phone, the desk sends it on, the unit answers, the resident judges,
and everybody can see it on the portal. Axe looks at what no other test has: the receipt,
the preview, the answer and the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from linli.matters.models import Matter
from linli.matters.rules import SpokenTo, Stage
from tests.browser.conftest import DESK, PHONE, Open, sideways, violations
from tests.town import Town


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "street.jpg"
    Image.new("RGB", (320, 240), "teal").save(path, "JPEG")
    return path


def staff(page: Page, username: str) -> None:
    """Sign in by the staff door, as the person would."""
    page.goto("/door/staff/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", "a password of the town")
    page.click("main form button:not([name])")
    page.wait_for_load_state()


def looked_at(page: Page) -> None:
    """Nothing that axe finds, nothing to scroll sideways for."""
    assert violations(page) == []
    assert sideways(page) <= 0, page.url


def report(page: Page, town: Town, photo: Path | None = None) -> tuple[str, str]:
    """Report rubbish in the first community; gives number and code as the receipt shows them."""
    page.goto("/report/")
    if photo:
        page.set_input_files("#id_photos", photo)
    page.fill("#id_words", "垃圾桶满了两天没有人收")
    page.select_option("#id_kind_listed", town.rubbish.code)
    page.select_option("#town", town.town.name)
    page.select_option("#id_place_code", town.community.code)
    page.fill("#id_address", "示例花园东门")
    page.fill("#id_phone", "13800000001")
    page.check("#id_is_public")
    page.click(".send button")
    page.wait_for_url("**/receipt/**")
    looked_at(page)
    return page.locator("#number").inner_text(), page.locator("#code").inner_text()


def speak_and_tell(page: Page, words: str) -> None:
    """Fill the answer of the leading unit: spoken to the reporter just now, done today, and the words."""
    now = timezone.localtime()
    page.check(f"[name=spoken_to][value={SpokenTo.REPORTER}]")
    page.fill("[name=contacted_at]", now.strftime("%Y-%m-%dT%H:%M"))
    page.fill("[name=finished_on]", now.strftime("%Y-%m-%d"))
    page.fill("[name=words]", words)


def test_a_request_goes_from_a_phone_to_a_result_that_the_resident_rates(
    town: Town, open_page: Open, photo: Path
) -> None:
    phone = open_page(PHONE)
    number, code = report(phone, town, photo)
    plain = number.replace("-", "")
    expect(phone.locator("main")).to_contain_text(town.cleaners.name)

    other_phone = open_page(PHONE)  # followed with number and code, without an account
    other_phone.goto("/follow/")
    other_phone.fill("[name=number]", number)
    other_phone.fill("[name=code]", code)
    other_phone.click("main form button")
    other_phone.wait_for_url(f"**/follow/{number}/")

    desk = open_page(DESK)
    staff(desk, "mei")
    desk.goto("/desk/")
    desk.get_by_role("link", name=number).click()
    expect(desk.locator("main")).to_contain_text(town.cleaners.name)  # the suggested unit, with the catalogue as reason
    desk.locator("form[action$='/dispatch/'] button.btn-primary").click()
    desk.wait_for_load_state()
    assert Matter.objects.get(number=plain).stage == Stage.HANDLING

    field = open_page(PHONE)
    staff(field, "guan")
    field.goto("/field/")
    field.locator("main a[href*='/field/orders/']").first.click()
    field.locator("form[action$='/sign/'] button").click()
    field.locator("form[action$='/start/'] button").click()
    expect(field.locator("form[action$='/start/']")).to_have_count(0)  # done before the next thing is touched
    field.locator("a[href$='/answer/']:visible").click()
    speak_and_tell(field, "已清运，今后每天两次。")
    field.set_input_files("input[type=file]", photo)
    field.locator("button.btn-primary:visible").last.click()
    expect(field.locator(".as-read")).to_contain_text("已清运，今后每天两次。")  # as the resident will read it
    looked_at(field)
    assert Matter.objects.get(number=plain).stage == Stage.HANDLING  # nothing is sent by looking at it
    field.locator("button[name=send]").click()
    field.wait_for_url(lambda url: "/answer/" not in url)
    assert Matter.objects.get(number=plain).stage == Stage.ANSWERED

    other_phone.goto(f"/follow/{plain}/")
    expect(other_phone.locator("main")).to_contain_text("已清运，今后每天两次。")
    looked_at(other_phone)
    other_phone.locator(".judge a").nth(1).click()  # 没解决
    other_phone.locator("button[name=reason]").first.click()
    other_phone.wait_for_url(lambda url: "/rate/" not in url)
    matter = Matter.objects.get(number=plain)
    assert (matter.stage, matter.round) == (Stage.HANDLING, 2)

    field.goto("/field/")
    field.locator("main a[href*='/field/orders/']").first.click()
    field.locator("a[href$='/answer/']:visible").click()
    speak_and_tell(field, "已再次清理并冲洗地面。")
    field.locator("button.btn-primary:visible").last.click()
    field.locator("button[name=send]").click()
    field.wait_for_url(lambda url: "/answer/" not in url)

    other_phone.goto(f"/follow/{plain}/")
    other_phone.locator(".judge a").nth(0).click()  # 解决了
    other_phone.locator("button[name=satisfaction]").first.click()
    other_phone.wait_for_url(lambda url: "/rate/" not in url)
    assert Matter.objects.get(number=plain).stage == Stage.CLOSED
    looked_at(other_phone)

    anybody = open_page(DESK)
    anybody.goto("/open/")
    expect(anybody.locator("main")).to_contain_text(town.rubbish.name)
    assert "示例花园" not in anybody.content()  # the place is blurred to the community, and words are not published
    anybody.goto("/open/map/")
    anybody.wait_for_selector(".leaflet-container")


def test_the_desk_checks_and_sends_back_then_closes(town: Town, open_page: Open) -> None:
    matter = town.answered()
    desk = open_page(DESK)
    staff(desk, "mei")
    desk.goto(f"/desk/matters/{matter.number}/")
    desk.locator("form:has(button[formaction]) [name=words]").fill("现场还有残留")
    desk.locator("button[formaction$='/send-back/']").click()
    desk.wait_for_load_state()
    matter.refresh_from_db()
    assert (matter.stage, matter.round) == (Stage.HANDLING, 2)


def test_a_report_goes_through_without_javascript(town: Town, open_page: Open, photo: Path) -> None:
    page = open_page(PHONE, script=False)
    page.goto("/report/")
    page.set_input_files("#id_photos", photo)
    page.fill("#id_words", "垃圾桶满了")
    page.click(".send button")  # no place and no kind yet: nothing is lost
    expect(page.locator("#problems, .problems").first).to_be_visible()
    expect(page.locator("#id_words")).to_have_value("垃圾桶满了")
    expect(page.locator("#kept img")).to_have_count(1)
    page.select_option("#id_kind_listed", town.rubbish.code)
    page.select_option("#id_place_code", town.community.code)
    page.click(".send button")
    page.wait_for_url("**/receipt/**")
    matter = Matter.objects.get()
    assert matter.photos.count() == 1
    page.goto(f"/follow/{matter.number}/")
    expect(page.locator("main")).to_contain_text("垃圾桶满了")
