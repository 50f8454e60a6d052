"""巡查上报: three taps from the first page of the field to a report, and two more where it was put right at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from linli.matters.models import Channel, Matter
from tests import town as cast
from tests.browser.conftest import Open, sideways, violations
from tests.browser.test_on_site import sign_in
from tests.browser.test_sheet import COUNT_TAPS, shoot, taken
from tests.town import GRIDS, INSIDE, Town

TAPS = 3


@pytest.fixture
def town(transactional_db: None) -> Town:
    return cast.build()


def test_three_taps_from_the_list_are_a_patrol_report_with_the_place_of_the_photo(
    open_page: Open, live_server: Any, town: Town, tmp_path: Path
) -> None:
    page = open_page(has_touch=True, is_mobile=True)
    sign_in(page.context, town.wang, live_server.url)
    page.add_init_script(COUNT_TAPS)
    page.goto("/field/")
    page.get_by_role("link", name="巡查上报").click()
    expect(page.locator(".spot")).to_contain_text("您负责的网格")
    shoot(page, taken(tmp_path / "seen.jpg", INSIDE[GRIDS[0]]))
    expect(page.locator(".spot")).to_contain_text("照片的拍摄地点")
    assert violations(page) == [] and sideways(page) == 0
    page.locator(".bottom button").click()
    page.wait_for_url("**/field/report/*/")
    assert int(page.evaluate("sessionStorage.taps")) == TAPS
    matter = Matter.objects.get()
    assert (matter.channel, matter.place, matter.kind) == (Channel.FIELD, GRIDS[0], town.unsure)
    assert matter.lon is not None and matter.photos.count() == 1
    expect(page.locator("label[for=shot]")).to_contain_text("就地解决")


def test_a_patrol_report_without_a_network_waits_on_the_phone_and_goes_by_itself(
    open_page: Open, live_server: Any, town: Town, tmp_path: Path
) -> None:
    page = open_page()
    sign_in(page.context, town.wang, live_server.url)
    page.goto("/field/report/")
    shoot(page, taken(tmp_path / "seen.jpg", INSIDE[GRIDS[0]]))
    expect(page.locator("#id_photos + .strip img")).to_have_count(1)
    page.context.set_offline(True)
    page.locator(".bottom button").click()
    expect(page.locator("#held")).to_be_visible()
    assert not Matter.objects.exists()
    page.context.set_offline(False)
    page.wait_for_url("**/field/report/*/")
    assert Matter.objects.get().photos.count() == 1
