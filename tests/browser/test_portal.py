"""The portal in Chromium: readable for everybody at every size, light, and whole without JavaScript."""

from __future__ import annotations

import pytest
from django.utils import timezone

from linli.faces.portal import outlines
from tests.browser.conftest import DESK, PHONE, Open, violations
from tests.town import GRIDS, INSIDE, Town

MOST_REQUESTS = 12
PAGES = ("/open/", "/open/map/", "/open/definitions/", "/api/v1/")


@pytest.fixture
def shown(transactional_db: None, town: Town) -> Town:
    """Three matters that residents agreed to show, two of them in one community."""
    outlines.kept.forget()
    for code in (GRIDS[0], GRIDS[1], GRIDS[4]):
        town.answered(at=timezone.now(), is_public=True) if code == GRIDS[0] else town.report(
            at=timezone.now(), is_public=True, point=INSIDE[code]
        )
    return town


def test_a_visitor_follows_one_matter_from_the_list_to_its_steps(shown: Town, open_page: Open) -> None:
    page = open_page(PHONE)
    page.goto("/open/")
    page.get_by_role("link", name="已答复").first.click()
    assert page.get_by_role("heading", name="办理过程").is_visible()
    assert violations(page) == []


def test_the_map_has_one_mark_for_each_community(shown: Town, open_page: Open) -> None:
    page = open_page(DESK)
    page.goto("/open/map/")
    page.wait_for_selector("#map .mark")
    assert sorted(page.locator("#map .mark").all_inner_texts()) == ["1", "2"]
    assert page.locator("#map path.area").count() == 3


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light(shown: Town, open_page: Open, path: str) -> None:
    page = open_page(PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert len(asked) <= MOST_REQUESTS, asked


def test_the_list_and_the_filter_work_without_javascript(shown: Town, open_page: Open) -> None:
    page = open_page(PHONE, script=False)
    page.goto("/open/map/")
    assert page.locator(".portal-counts li").count() == 2
    page.goto("/open/")
    page.get_by_label("镇（街道）").select_option("320583101")
    page.locator(".portal-filter button").click()
    assert page.locator(".cells li").count() == 1
