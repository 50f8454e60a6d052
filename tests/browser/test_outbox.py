"""Never lose it: what is written on a phone stays there until the server has it, and is taken in once."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from linli.matters.models import Matter, Photo
from tests import town as cast
from tests.browser.conftest import Open
from tests.browser.test_sending import fill
from tests.town import Town

WORDS = "垃圾桶满了两天没有人收"
DRAFT = "form[data-kept]"


@pytest.fixture
def town(transactional_db: None) -> Town:
    return cast.build()


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
    from PIL import Image

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
