"""Every page of every face: nothing for axe to find in any look, nothing too small to hit or to read, nothing cut off.

``make test`` opens each page once, in a look and at a width that are spread over the pages; ``make test-slow`` opens
all of them in every look at every width.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from linli.faces.portal import outlines
from tests.browser.conftest import Open, sideways, violations
from tests.browser.pages import CUT, FACES, LARGER, LOOKS, NARROW, SMALL, TINY, WIDTHS, Place, places, sign_in, wear
from tests.permissions.scene import Scene
from tests.town import Town

ALL, IN_PARTS = slice(None), 4
PARTS = [
    *[pytest.param("desk", slice(nth, None, IN_PARTS), id=f"desk-{nth}") for nth in range(IN_PARTS)],
    *[pytest.param(face, ALL, id=face) for face in FACES if face != "desk"],
]
"""The faces; the desk has so many pages that they are shared out, so that nobody waits for one to end."""
ZOOMED = WIDTHS[-1] // 2  # a desk at 200 %
WECHAT, LARGEST = 1.4, 1.5  # 关怀模式 of WeChat makes all text so much larger, and phones up to this


@pytest.fixture
def scene(town: Town, settings: Any, tmp_path: Path) -> Scene:
    settings.LINLI_MEDIA = tmp_path
    outlines.kept.forget()
    return Scene(town)


def amiss(page: Page, place: Place, look: str, width: int) -> Iterator[str]:
    """What somebody cannot read, hit or reach on the page as it stands."""
    yield from violations(page)
    if sideways(page):
        yield f"{sideways(page)} px too wide"
    if place.is_on_the_phone and width == WIDTHS[0]:
        yield from page.evaluate(SMALL, 60 if look == "elder" else 44)
        yield from page.evaluate(TINY, 18 if look == "elder" else 13)


def amiss_when_larger(page: Page, place: Place, scales: tuple[float, ...]) -> Iterator[str]:
    """What does not fit when the screen is narrower, or the letters larger; the page is spoilt after it."""
    width = NARROW if place.is_on_the_phone else ZOOMED
    page.set_viewport_size({"width": width, "height": 800})
    if sideways(page):
        yield f"{sideways(page)} px too wide for {width}"
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    for scale in scales if place.is_on_the_phone else ():
        yield from (f"letters × {scale}: {one}" for one in page.evaluate(LARGER, scale) or page.evaluate(CUT))
        if sideways(page):
            yield f"letters × {scale}: {sideways(page)} px too wide"


@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=pytest.mark.soak)], ids=["once", "whole"])
@pytest.mark.parametrize(("face", "part"), PARTS)
def test_everybody_can_read_and_use_every_page(
    open_page: Open, live_server: Any, scene: Scene, face: str, part: slice, is_whole: bool
) -> None:
    found: list[str] = []
    pages: dict[str, Page] = {}
    for place in places(scene, face)[part]:
        if place.role not in pages:
            pages[place.role] = open_page()
            sign_in(pages[place.role].context, scene, place.role, live_server.url)
        page = pages[place.role]
        for look in LOOKS if is_whole else (place.look,):
            for width in WIDTHS if is_whole else (place.width,):
                wear(page, look, width, live_server.url)
                if width == WIDTHS[0] or not is_whole:
                    page.goto(place.path)
                    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
                found += [f"{place.path} {look} {width}: {one}" for one in amiss(page, place, look, width)]
            scales = (WECHAT, LARGEST) if is_whole else (LARGEST,)
            found += [f"{place.path} {look}: {one}" for one in amiss_when_larger(page, place, scales)]
    assert not found, "\n".join(found)
