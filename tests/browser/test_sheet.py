"""The report sheet in Chromium: three taps, few bytes, a place that the photo tells and the file does not."""

from __future__ import annotations

import time
from pathlib import Path

import brotli
import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, Response, expect

from linli.matters.models import Matter
from tests.browser.conftest import PHONE, Open, sideways, violations
from tests.town import GRIDS, INSIDE, Town

SLACK = 1.1
SECONDS, THINKING, TAPS = 15, 1, 3  # for the whole report; to think before each tap
INDOOR_TAPS, INDOOR_SECONDS = 4, 8  # to the entrance, without a position and without a place used last
KILOBYTES, REQUESTS = 120, 12
MOST_BYTES = 400 * 1024
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
COUNT_TAPS = """addEventListener('pointerdown', event => {
  if (event.isTrusted) sessionStorage.taps = Number(sessionStorage.taps || 0) + 1; }, true)"""
AS_SENT = """async () => { const file = document.getElementById('id_photos').files[0];
  return [file.size, new TextDecoder('latin1').decode(await file.arrayBuffer())]; }"""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo as a phone takes it, noisy and large, that says it was taken in the third grid."""
    return taken(tmp_path / "IMG_0001.jpg", INSIDE[GRIDS[2]], size=(3000, 2250))


def taken(path: Path, point: tuple[float, float], size: tuple[int, int] = (320, 240), datum: str = "WGS-84") -> Path:
    def sexagesimal(degrees: float) -> tuple[int, int, float]:
        minutes = degrees % 1 * 60
        return int(degrees), int(minutes), minutes % 1 * 60

    exif = Image.Exif()
    exif[0x010F] = "A phone"
    exif[0x8825] = {1: "N", 2: sexagesimal(point[1]), 3: "E", 4: sexagesimal(point[0]), 18: datum}
    Image.effect_noise(size, 80).convert("RGB").save(path, "JPEG", exif=exif)
    return path


def here(grid: str) -> dict[str, object]:
    lon, lat = INSIDE[grid]
    return {"geolocation": {"longitude": lon, "latitude": lat}, "permissions": ["geolocation"]}


def slow_down(page: Page) -> None:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_4G)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def shoot(page: Page, photo: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_text("拍照", exact=True).click()
    chooser.value.set_files(photo)


@pytest.mark.parametrize("is_slow", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_three_taps_from_the_first_page_are_a_report_within_fifteen_seconds(
    open_page: Open, town: Town, photo: Path, is_slow: bool
) -> None:
    """On slow 4G and a slow phone only where nothing else runs on the machine."""
    page = open_page(has_touch=True, is_mobile=True)
    page.add_init_script(COUNT_TAPS)
    page.goto("/")
    if is_slow:
        slow_down(page)
    begun = time.monotonic()
    page.locator(".hero").click()
    shoot(page, photo)
    page.locator(".send button").click()
    page.wait_for_url("**/receipt/**")
    expect(page.locator("#number")).to_be_visible()
    assert not is_slow or time.monotonic() - begun + TAPS * THINKING <= SECONDS * SLACK
    assert int(page.evaluate("sessionStorage.taps")) == TAPS
    matter = Matter.objects.get()
    assert (matter.place, matter.kind, matter.words) == (GRIDS[2], town.unsure, "")
    assert matter.photos.count() == 1


def test_the_sheet_is_light_and_asks_little_of_the_network(open_page: Open, town: Town) -> None:
    page = open_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if answer.url.startswith("http") else None)
    page.goto("/report/", wait_until="networkidle")
    assert len(answers) <= REQUESTS * SLACK
    assert sum(len(brotli.compress(answer.body())) for answer in answers) <= KILOBYTES * 1024 * SLACK


def test_what_is_sent_of_a_photo_is_small_and_nothing_but_the_picture(open_page: Open, town: Town, photo: Path) -> None:
    page = open_page()
    page.goto("/report/")
    shoot(page, photo)
    expect(page.locator("#id_photos + .strip img")).to_have_count(1)
    size, raw = page.evaluate(AS_SENT)
    assert size <= MOST_BYTES
    assert "Exif" in photo.read_bytes()[:100].decode("latin1")
    assert "Exif" not in raw and "A phone" not in raw


def test_the_photo_knows_better_than_the_phone_and_the_reporter_better_than_the_photo(
    open_page: Open, town: Town, photo: Path, tmp_path: Path
) -> None:
    page = open_page(**here(GRIDS[0]))
    page.goto("/report/")
    expect(page.locator(".spot")).to_contain_text("手机现在的位置")
    shoot(page, photo)
    expect(page.locator(".spot")).to_contain_text("照片的拍摄地点")
    expect(page.locator("#where")).to_have_attribute("data-code", GRIDS[2])
    page.get_by_role("button", name="换个地点").click()
    page.locator("#town").select_option(town.town.name)
    page.locator("#id_place_code").select_option(town.community.code)
    expect(page.locator(".spot")).to_contain_text("您选的地点")
    page.set_input_files("#id_photos", taken(tmp_path / "second.jpg", INSIDE[GRIDS[4]]))
    expect(page.locator("#id_photos + .strip img")).to_have_count(2)
    page.locator(".send button").click()
    page.wait_for_url("**/receipt/**")
    assert Matter.objects.get().place == town.community.code


def test_a_photo_in_a_shifted_datum_is_not_believed(open_page: Open, town: Town, tmp_path: Path) -> None:
    page = open_page()
    page.goto("/report/")
    page.set_input_files("#id_photos", taken(tmp_path / "shifted.jpg", INSIDE[GRIDS[2]], datum="GCJ-02"))
    expect(page.locator("#id_photos + .strip img")).to_have_count(1)
    assert page.input_value("#id_lon") == ""


def test_whoever_does_not_allow_the_position_is_told_that_it_goes_without(open_page: Open, town: Town) -> None:
    page = open_page()
    page.goto("/report/")
    expect(page.locator("#locate-hint")).to_contain_text("手机会先征求您的同意")
    page.get_by_role("button", name="使用当前位置").click()
    expect(page.get_by_text("您没有允许定位，不影响提交")).to_be_visible()


def test_the_phone_remembers_where_it_reported_last_also_when_the_session_is_over(open_page: Open, town: Town) -> None:
    page = open_page()
    page.goto("/report/")
    page.locator("#town").select_option(town.town.name)
    page.locator("#id_place_code").select_option(town.community.code)
    expect(page.locator(".spot")).to_be_visible()
    page.locator(".send button").click()
    page.wait_for_url("**/receipt/**")
    page.context.clear_cookies()
    page.goto("/report/")
    expect(page.locator(".spot")).to_contain_text("您上次反映问题的地方")
    page.locator(".send button").click()
    page.wait_for_url("**/receipt/**")
    assert [matter.place for matter in Matter.objects.all()] == [town.community.code] * 2
    kept = page.evaluate("JSON.parse(localStorage['linli.places'])")
    assert [set(one) for one in kept] == [{"code", "label"}]


def test_the_same_trouble_nearby_stands_in_the_sheet_and_one_tap_joins_it(
    open_page: Open, town: Town, photo: Path
) -> None:
    matter = town.matter(by=town.ren, point=INSIDE[GRIDS[2]], at=timezone.now())
    page = open_page()
    page.goto("/report/")
    shoot(page, photo)
    page.locator(f"#kind-{town.rubbish.code}").click()
    expect(page.get_by_text("附近已有 1 件相同")).to_be_visible()
    page.get_by_role("button", name="我也遇到").click()
    page.wait_for_url("**/receipt/**")
    assert matter.reporters.count() == 2 and Matter.objects.count() == 1


@pytest.mark.parametrize(("size", "look"), [(PHONE, "dark"), ((320, 640), "elder")])
def test_axe_finds_nothing_on_a_sheet_that_is_filled_in(
    open_page: Open, live_server: object, town: Town, photo: Path, size: tuple[int, int], look: str
) -> None:
    town.matter(by=town.ren, point=INSIDE[GRIDS[2]], at=timezone.now())
    page = open_page(size, **({"color_scheme": "dark"} if look == "dark" else {}))
    if look == "elder":
        page.context.add_cookies([{"name": "linli_elder", "value": "1", "url": str(live_server)}])
    page.goto("/report/")
    shoot(page, photo)
    page.fill("#id_words", "垃圾桶满了")
    expect(page.get_by_text("附近已有 1 件相同")).to_be_visible()
    assert violations(page) == []
    assert sideways(page) == 0


def test_what_is_said_aloud_is_heard_before_it_is_sent_and_goes_with_the_report(open_page: Open, town: Town) -> None:
    page = open_page(permissions=["microphone"])
    page.goto("/report/")
    page.get_by_role("button", name="不打字，直接说").click()
    expect(page.get_by_role("button", name="停止录音 0:01 / 1:00")).to_be_visible()
    page.get_by_role("button", name="停止录音").click()
    expect(page.locator("audio")).to_be_visible()
    assert violations(page) == []
    page.locator("#town").select_option(town.town.name)
    page.locator("#id_place_code").select_option(town.community.code)
    page.locator(".send button").click()
    page.wait_for_url("**/receipt/**")
    assert Matter.objects.get().voice.attachment.media_type == "audio/webm"


def test_sending_while_it_records_sends_what_was_said(open_page: Open, town: Town) -> None:
    page = open_page(permissions=["microphone"])
    page.goto("/report/")
    page.locator("#town").select_option(town.town.name)
    page.locator("#id_place_code").select_option(town.community.code)
    page.get_by_role("button", name="不打字，直接说").click()
    expect(page.get_by_role("button", name="停止录音 0:01 / 1:00")).to_be_visible()
    page.locator(".send button").click()
    page.wait_for_url("**/receipt/**")
    assert Matter.objects.get().voice.attachment.size > 0


def test_what_was_said_aloud_comes_back_with_the_draft(open_page: Open, town: Town) -> None:
    page = open_page(permissions=["microphone"])
    page.goto("/report/")
    page.get_by_role("button", name="不打字，直接说").click()
    expect(page.get_by_role("button", name="停止录音 0:01 / 1:00")).to_be_visible()
    page.get_by_role("button", name="停止录音").click()
    expect(page.locator("audio")).to_be_visible()
    expect(page.locator("#report[data-kept]")).to_be_attached()
    page.reload()
    expect(page.locator("#restored")).to_be_visible()
    expect(page.locator("audio")).to_be_visible()


@pytest.mark.parametrize("is_slow", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_indoors_the_entrance_is_four_taps_away_and_the_keyboard_finds_the_way(
    open_page: Open, town: Town, is_slow: bool
) -> None:
    town.estate()
    page = open_page(has_touch=True, is_mobile=True)
    page.add_init_script(COUNT_TAPS)
    page.goto("/report/")
    if is_slow:
        slow_down(page)
    begun = time.monotonic()
    page.locator("#id_sought").click()
    page.keyboard.type("幸福")
    page.locator("#found").get_by_role("button", name="幸福小区").click()
    expect(page.get_by_role("button", name="1幢", exact=True)).to_be_focused()
    page.get_by_role("button", name="2幢").click()
    page.get_by_role("button", name="2单元", exact=True).click()
    expect(page.locator(".spot")).to_contain_text("幸福小区 · 2 幢 · 2 单元")
    assert not is_slow or time.monotonic() - begun + INDOOR_TAPS * THINKING <= INDOOR_SECONDS * SLACK
    assert int(page.evaluate("sessionStorage.taps")) == INDOOR_TAPS
    assert violations(page) == [] and sideways(page) == 0
    page.locator(".send button").click()
    page.wait_for_url("**/receipt/**")
    matter = Matter.objects.get()
    assert (matter.place, matter.address) == (GRIDS[0], "幸福小区2幢2单元")
    page.goto("/report/")
    expect(page.locator(".spot")).to_contain_text("幸福小区 · 2 幢 · 2 单元")
    page.get_by_role("button", name="换个地点").click()
    page.locator("#id_sought").fill("幸福")
    page.keyboard.press("Enter")  # looks for it, and sends nothing
    expect(page.locator("#found").get_by_role("button", name="幸福小区")).to_be_visible()
    assert Matter.objects.count() == 1


def test_a_pin_on_the_map_is_moved_by_finger_and_by_keys_and_its_point_goes_along_when_it_is_used(
    open_page: Open, town: Town
) -> None:
    town.estate()
    page = open_page(**here(GRIDS[0]))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/report/", wait_until="networkidle")
    expect(page.locator(".spot")).to_contain_text("手机现在的位置")
    assert not any("leaflet" in url or "communities.json" in url for url in asked)
    page.get_by_role("button", name="在地图上指").click()
    told = page.locator("[data-here]")
    expect(told).to_contain_text("图钉在：玉山镇 · 里厍社区 · 第1网格")
    expect(told).to_contain_text("距幸福小区")
    expect(page.locator(".pin-mark")).to_be_focused()
    assert violations(page) == []
    for _ in range(8):
        page.keyboard.press("Shift+ArrowRight")
    expect(told).to_contain_text("第2网格")
    page.get_by_role("button", name="用这里").click()
    expect(page.locator(".spot")).to_contain_text("您在地图上指的地点")
    expect(page.locator("#where")).to_have_attribute("data-code", GRIDS[1])
    page.get_by_role("button", name="在地图上指").click()
    expect(told).to_contain_text("第2网格")
    expect(page.locator(".pin-mark")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Shift+ArrowUp")
    expect(told).to_contain_text("不在本市范围内")
    expect(page.get_by_role("button", name="用这里")).to_be_disabled()
    page.keyboard.press("Escape")
    page.locator(".send button").click()
    page.wait_for_url("**/receipt/**")
    assert Matter.objects.get().place == GRIDS[1]


def test_an_estate_that_is_tapped_without_a_network_counts_and_goes_with_the_report(
    open_page: Open, town: Town
) -> None:
    estate = town.estate()
    page = open_page()
    page.goto("/report/")
    page.locator("#id_sought").fill("幸福")
    expect(page.locator("#found").get_by_role("button")).to_be_visible()
    page.context.set_offline(True)
    page.locator("#found").get_by_role("button", name="幸福小区").click()
    expect(page.locator("#where")).to_contain_text("已选：幸福小区")
    page.locator(".send button").click()
    expect(page.locator("#held")).to_be_visible()
    page.context.set_offline(False)
    page.wait_for_url("**/receipt/**")
    matter = Matter.objects.get()
    assert (matter.place, matter.address) == (GRIDS[1], estate.name)
