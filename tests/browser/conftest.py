"""Chromium on the real pages: phone, tablet and desk; every test also fails on a script error, a blocked resource or
a request to another origin."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from linli.matters.models import WorkOrder
from tests import standing
from tests.town import Town

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules/axe-core/axe.min.js"
UNWANTED = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),  # parts of the window that nobody sees: a third of all its work
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"),
    *("MediaRouter", "OptimizationHints", "PaintHolding", "ThirdPartyStoragePartitioning"),  # as Playwright has it
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(UNWANTED)}",
    "--use-fake-device-for-media-stream",  # a microphone that beeps
]
WANTED = ["status of 4", "ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest"]  # asked for by the test
PATIENCE = 30_000  # ms, for a page of a busy machine
expect.set_options(timeout=PATIENCE / 2)
PHONE, TABLET, DESK = (390, 844), (768, 1024), (1440, 900)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.once)
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def town(transactional_db: None) -> Town:
    return standing.town()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "Chromium is needed for these tests: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "after.jpg"
    Image.new("RGB", (320, 240), "olive").save(path, "JPEG")
    return path


@pytest.fixture
def order(town: Town) -> WorkOrder:
    return town.handling(at=timezone.now()).orders.get()


class Complaints(list[str]):
    """What the browser complained of while a test ran."""

    def __init__(self, origin: str) -> None:
        super().__init__()
        self.origin = origin

    def on_console(self, message: ConsoleMessage) -> None:
        wanted = any(said in message.text for said in WANTED)
        if message.type == "error" and not wanted:
            self.append(message.text)

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:", "about:")):
            self.append(f"request to another origin: {request.url}")


Open = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, live_server: object) -> Iterator[Open]:
    """Open a window of a size; ``script=False`` is a browser without JavaScript. A test that wants the service worker
    says ``service_workers="allow"``."""
    origin = str(live_server)
    complaints = Complaints(origin)
    contexts: list[BrowserContext] = []

    def open_page(size: tuple[int, int] = PHONE, *, script: bool = True, **more: object) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            base_url=origin,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=script,
            **{"service_workers": "block"} | more,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", complaints.on_console)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", complaints.on_request)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA on the page as it stands."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def sideways(page: Page) -> int:
    """How many pixels the page can be scrolled sideways; none is right."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
