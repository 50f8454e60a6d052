"""Never lose it: what is written on a phone stays there until the server has it, and is taken in once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from linli.faces.resident import offline
from linli.matters.models import Matter, Photo
from tests.browser.conftest import Open, violations
from tests.browser.test_resident import sign_in
from tests.browser.test_sending import fill, no_answer, no_connection, only_by_hand
from tests.town import Town

WORDS = "垃圾桶满了两天没有人收"
SHELLS = ("/", "/report/", "/waiting/", "/field/unlock/", "/field/away/", "/offline/")
CONTROLLED = """() => new Promise((done) => {
    if (navigator.serviceWorker.controller) done();
    else navigator.serviceWorker.addEventListener("controllerchange", () => done());
})"""
KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) {
        found.push([new URL(request.url).pathname, await (await caches.match(request)).text()]);
    }
    return found;
}"""


def cut(page: Page) -> None:
    page.context.set_offline(True)


def mend(page: Page) -> None:
    page.context.set_offline(False)


def phone_has(page: Page, what: str) -> None:
    """Wait until something that the phone keeps is as ``what`` says of ``one``, in JavaScript."""
    page.evaluate(
        f"""async () => {{
            while (!(await linliOutbox.store.all()).some((one) => {what})) await new Promise(requestAnimationFrame);
        }}"""
    )


def phone_is_empty(page: Page) -> None:
    page.evaluate(
        "async () => { while ((await linliOutbox.store.all()).length) await new Promise(requestAnimationFrame) }"
    )


def said(page: Page) -> str:
    return page.locator("body").inner_text()


def test_a_draft_comes_back_after_a_reload_with_words_kind_place_and_photo(
    open_page: Open, town: Town, photos: list[Path]
) -> None:
    page = open_page()
    fill(page, town)
    page.set_input_files("#id_photos", photos[0])
    expect(page.locator("#id_photos + .strip img")).to_have_count(1)
    phone_has(page, "one.photos === 1")
    page.reload()
    expect(page.locator("#restored")).to_be_visible()
    assert page.input_value("#id_words") == WORDS
    assert page.input_value("#id_kind_listed") == town.rubbish.code
    expect(page.locator("#where")).to_have_attribute("data-code", town.community.code)
    expect(page.locator("#id_photos + .strip img")).to_have_count(1)
    page.click(".send button")
    page.wait_for_url("**/receipt/**")
    assert (Matter.objects.get().words, Photo.objects.count()) == (WORDS, 1)


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "before.jpg"]
    Image.new("RGB", (320, 240), "teal").save(paths[0], "JPEG")
    return paths


def test_offline_it_is_kept_and_goes_by_itself_with_the_connection(open_page: Open, town: Town) -> None:
    page = open_page()
    fill(page, town)
    cut(page)
    page.click(".send button")
    expect(page.locator("#held")).to_be_visible()
    assert "已存在手机，联网自动发送" in said(page)
    assert "已提交" not in said(page)
    assert not Matter.objects.exists()
    mend(page)
    page.wait_for_url("**/receipt/**")
    assert Matter.objects.get().words == WORDS


def test_what_waits_survives_a_killed_page_and_is_sent_by_the_next_one(open_page: Open, town: Town) -> None:
    page = open_page()
    fill(page, town)
    cut(page)
    page.click(".send button")
    expect(page.locator("#held")).to_be_visible()
    page.close()
    context = page.context
    context.set_offline(False)
    page = context.new_page()
    page.goto("/waiting/")
    expect(page.locator("[data-state=received]")).to_be_visible()
    page.get_by_role("link", name="查看回执").click()
    page.wait_for_url("**/receipt/**")
    assert Matter.objects.get().number_shown == page.locator("#number").inner_text()


def test_a_draft_of_a_killed_page_comes_back(open_page: Open, town: Town) -> None:
    page = open_page()
    fill(page, town)
    phone_has(page, "one.state === 'draft' && one.fields.some(([name, value]) => name === 'place' && value)")
    page.close()
    page = page.context.new_page()
    page.goto("/report/")
    expect(page.locator("#restored")).to_be_visible()
    assert page.input_value("#id_words") == WORDS
    page.get_by_role("button", name="不要了，重新填写").click()
    expect(page.locator("#id_words")).to_have_value("")
    phone_is_empty(page)


def test_an_answer_that_was_lost_and_ten_more_resends_are_one_matter(open_page: Open, town: Town) -> None:
    page = open_page()
    only_by_hand(page)
    fill(page, town)
    page.route("**/report/", no_answer)
    page.click(".send button")
    expect(page.locator("#held")).to_be_visible()
    for tries in range(1, 11):
        phone_has(page, f"one.state === 'waiting' && one.tries === {tries}")
        page.evaluate("linliOutbox.send()")
    phone_has(page, "one.state === 'waiting' && one.tries === 11")
    assert "已提交" not in said(page)
    page.unroute("**/report/")
    page.click("#held button")
    page.wait_for_url("**/receipt/**")
    assert Matter.objects.get().number_shown == page.locator("#number").inner_text()


def test_what_the_server_refuses_keeps_its_words_says_why_and_can_be_mended(open_page: Open, town: Town) -> None:
    page = open_page()
    fill(page, town)
    page.fill("#id_phone", "123")
    cut(page)
    page.click(".send button")
    expect(page.locator("#held")).to_be_visible()
    mend(page)
    page.wait_for_url("**/waiting/")
    row = page.locator("#outgoing li")
    expect(row).to_contain_text("需处理")
    expect(row).to_contain_text("手机号码")
    expect(row).to_contain_text(WORDS)
    assert violations(page) == []
    row.get_by_role("button", name="修改后再发").click()
    expect(page.locator("#id_words")).to_have_value(WORDS)
    page.fill("#id_phone", "")
    page.click(".send button")
    page.wait_for_url("**/receipt/**")
    assert Matter.objects.get().words == WORDS
    phone_is_empty(page)


def test_what_waits_goes_with_the_token_of_a_new_session_and_only_of_its_own_account(
    open_page: Open, live_server: Any, town: Town
) -> None:
    page = open_page()
    sign_in(page.context, town.ren, live_server.url)
    fill(page, town)
    cut(page)
    page.click(".send button")
    expect(page.locator("#held")).to_be_visible()
    page.context.clear_cookies()
    mend(page)
    page.goto("/waiting/")
    expect(page.locator("#outgoing li")).to_contain_text("那个账号登录后自动发送")
    assert WORDS not in said(page)
    sign_in(page.context, town.lao, live_server.url)
    page.reload()
    expect(page.locator("#outgoing li")).to_contain_text("那个账号登录后自动发送")
    assert not Matter.objects.exists()
    page.context.clear_cookies()
    sign_in(page.context, town.ren, live_server.url)
    page.reload()
    expect(page.locator("[data-state=received]")).to_be_visible()
    assert Matter.objects.get().reporters.get().person == town.ren


def test_from_home_one_sees_that_something_waits(open_page: Open, live_server: Any, town: Town) -> None:
    page = open_page()
    fill(page, town)
    page.route("**/report/", no_connection)
    page.click(".send button")
    expect(page.locator("#held")).to_be_visible()
    page.goto("/")
    page.get_by_role("link", name="我的待发").click()
    expect(page.locator("#outgoing li")).to_contain_text("待发")
    remove = page.locator("#outgoing [data-do=drop]")
    remove.click()
    expect(remove).to_contain_text("再点一次")
    remove.click()
    expect(page.locator("#outgoing-none")).to_be_visible()
    phone_is_empty(page)


def test_a_phone_that_keeps_nothing_says_so_and_sends_as_ever(open_page: Open, town: Town) -> None:
    page = open_page()
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    page.goto("/report/")
    expect(page.locator("#unkept")).to_be_visible()
    fill(page, town)
    page.route("**/report/", no_connection)
    page.click(".send button")
    expect(page.locator("#unsent")).to_be_visible()
    assert "已存在手机" not in said(page)
    page.unroute("**/report/")
    page.click(".send button")
    page.wait_for_url("**/receipt/**")
    assert Matter.objects.count() == 1


def test_without_a_connection_home_and_report_open_and_the_rest_says_what_can_be_done(
    open_page: Open, live_server: Any, town: Town
) -> None:
    page = open_page(service_workers="allow")
    sign_in(page.context, town.ren, live_server.url)
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready")
    page.evaluate(CONTROLLED)
    cut(page)
    page.goto("/mine/")
    expect(page.locator("h1")).to_have_text("现在没有网络")
    page.goto("/")
    page.click(".hero")
    page.fill("#id_words", WORDS)
    page.locator(f"#kind-{town.rubbish.code}").check()
    page.select_option("#town", town.town.name)
    page.select_option("#id_place_code", town.community.code)
    page.click(".send button")
    expect(page.locator("#held")).to_be_visible()
    page.reload()
    page.goto("/waiting/")
    expect(page.locator("#outgoing li")).to_contain_text("待发")
    mend(page)
    expect(page.locator("[data-state=received]")).to_be_visible()
    matter = Matter.objects.get()
    assert (matter.words, matter.reporters.get().person) == (WORDS, town.ren)


def test_the_phone_keeps_no_page_of_a_person_and_changes_with_the_version(
    open_page: Open, live_server: Any, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.answered(by=town.ren, at=timezone.now())
    page = open_page(service_workers="allow")
    sign_in(page.context, town.ren, live_server.url)
    page.goto("/")
    page.evaluate(CONTROLLED)
    page.goto("/mine/")
    kept = page.evaluate(KEPT)
    assert {path for path, _ in kept if not path.startswith("/static/")} <= {*SHELLS, "/kit/look"}
    assert not any(town.ren.name in text or "/follow/2" in text for _, text in kept)
    assert page.evaluate("caches.keys()") == [f"linli-{offline.version()}"]
    monkeypatch.setattr(offline, "version", lambda: "another")
    page.goto("/")
    page.evaluate(
        """async () => {
            while (String(await caches.keys()) !== 'linli-another') await new Promise(requestAnimationFrame);
        }"""
    )


def test_without_a_connection_pages_keep_the_language_and_the_size_that_this_phone_uses(
    open_page: Open, live_server: Any, town: Town
) -> None:
    page = open_page(service_workers="allow")
    for name, value in (("linli_elder", "2"), ("django_language", "en")):
        page.context.add_cookies([{"name": name, "value": value, "url": str(live_server)}])
    page.goto("/")
    page.evaluate(CONTROLLED)
    page.evaluate(
        """async () => {
            const look = async () => (await caches.match("/kit/look"))?.text();
            while (!(await look())?.includes('"en"')) await new Promise(requestAnimationFrame);
        }"""
    )
    cut(page)
    page.goto("/")
    assert page.get_attribute("html", "lang") == "en"
    assert page.get_attribute("html", "data-elder") == "2"
    expect(page.get_by_role("button", name="Read aloud")).to_be_visible()
    page.goto("/mine/")
    expect(page.locator("h1")).to_have_text("There is no connection just now")


def test_offline_the_page_says_within_a_fifth_of_a_second_that_it_is_kept(open_page: Open, town: Town) -> None:
    page = open_page()
    fill(page, town)
    cut(page)
    page.evaluate(
        """() => {
            const held = document.getElementById("held");
            const seen = new MutationObserver(() => { window.took ??= performance.now() - window.tapped; });
            seen.observe(held, { attributes: true });
            document.addEventListener("submit", () => { window.tapped = performance.now(); }, true);
        }"""
    )
    page.click(".send button")
    expect(page.locator("#held")).to_be_visible()
    assert page.evaluate("window.took") <= 220  # 200 ms and the slack of a tenth


def test_what_lies_there_for_over_seven_days_is_shown_and_sent_not_thrown_away(open_page: Open, town: Town) -> None:
    page = open_page()
    fill(page, town)
    page.route("**/report/", no_connection)
    page.click(".send button")
    expect(page.locator("#held")).to_be_visible()
    phone_has(page, "one.state === 'waiting'")
    page.evaluate(
        """async () => {
            const [one] = await linliOutbox.store.all(), then = Date.now() - 8 * 24 * 3600 * 1000;
            await linliOutbox.store.put({ ...one, made: then, at: then });
        }"""
    )
    page.goto("/waiting/")
    expect(page.locator("#outgoing li")).to_contain_text("已经存了七天以上")
    page.unroute("**/report/")
    page.evaluate("linliOutbox.send()")
    expect(page.locator("[data-state=received]")).to_be_visible()
    assert Matter.objects.count() == 1


def test_the_page_that_is_open_says_what_was_sent_from_elsewhere_and_leads_to_its_receipt(
    open_page: Open, town: Town
) -> None:
    page = open_page()
    only_by_hand(page)
    fill(page, town)
    page.route("**/report/", no_connection)
    page.click(".send button")
    expect(page.locator("#held")).to_be_visible()
    other = page.context.new_page()
    other.goto("/follow/")
    page.unroute("**/report/")
    page.click("#held button")
    page.wait_for_url("**/receipt/**")
    number = page.locator("#number").inner_text()
    told = other.locator("#arrived .note")
    expect(told).to_contain_text(f"已收到，编号 {number}")
    assert violations(other) == []
    told.get_by_role("link").click()
    other.wait_for_url("**/receipt/**")
    assert other.locator("#number").inner_text() == number
    tell = "linliTold({ key: 'other', owner: '', state: 'received', next: '/receipt/1/', quiet: QUIET })"
    other.evaluate(tell.replace("QUIET", "true"))
    other.evaluate(tell.replace("QUIET", "false"))
    expect(told).to_have_count(1)
    told.get_by_role("button", name="关闭").click()
    expect(told).to_have_count(0)


@pytest.mark.soak
def test_two_hundred_photos_wait_through_a_kill_and_none_is_lost_or_doubled(
    open_page: Open, town: Town, photos: list[Path], settings: Any
) -> None:
    settings.LINLI_PHOTO_QUOTA = settings.LINLI_REPORTS_PER_HOUR = 1000
    page = open_page(service_workers="allow")
    page.goto("/report/")
    page.evaluate(CONTROLLED)
    cut(page)
    reports, each = 40, 5
    for n in range(reports):
        page.goto("/report/")
        page.set_input_files("#id_photos", [photos[0]] * each)
        expect(page.locator("#id_photos + .strip img")).to_have_count(each)
        page.fill("#id_words", f"第{n}件")
        page.select_option("#town", town.town.name)
        page.select_option("#id_place_code", town.community.code)
        page.click(".send button")
        expect(page.locator("#held")).to_be_visible()
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto("/waiting/")
    expect(page.locator("[data-state=received]")).to_have_count(reports, timeout=300_000)
    assert {matter.words for matter in Matter.objects.all()} == {f"第{n}件" for n in range(reports)}
    assert (Matter.objects.count(), Photo.objects.count()) == (reports, reports * each)
