"""How long pages take, on a phone and a line as many people have them: medians of several visits to a demo that is
served as in production. Only where nothing else runs on the machine: ``make test-slow``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_outbox import CONTROLLED
from tests.browser.test_sheet import SLACK, SLOW_4G
from tests.site.running import linli
from tests.site.test_demo import serving_demo

pytestmark = pytest.mark.soak

VISITS = 5
LIKE_2G = SLOW_4G | {"latency": 300, "downloadThroughput": 250e3 / 8, "uploadThroughput": 100e3 / 8}
SLOW_PHONE = 4  # times slower than this machine
SLOW_4G_LCP, LIKE_2G_LCP, OFFLINE_LCP, DESK_LCP = 2.0, 5.0, 1.0, 1.5  # seconds
PHONE_INP, DESK_INP = 150, 100  # milliseconds
VITALS = """window.vitals = {lcp: 0, inp: 0};
new PerformanceObserver((list) => { for (const one of list.getEntries()) vitals.lcp = one.startTime / 1000; })
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (one.interactionId) vitals.inp = Math.max(vitals.inp, one.duration);
}).observe({type: 'event', durationThreshold: 16, buffered: true});"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

Tap = Callable[[Page], None]


@dataclass(frozen=True)
class Case:
    """A page by its role and by the first link of a pattern, and what a person taps there first."""

    name: str
    path: str
    role: str = ""
    link: str = ""
    taps: tuple[Tap, ...] = ()


def tap(selector: str) -> Tap:
    return lambda page: page.locator(selector).locator("visible=true").first.click()


def key(name: str) -> Tap:
    return lambda page: page.keyboard.press(name)


ORDER, OWN, ONE = "main a[href*='/field/orders/']", "main a[href*='/follow/2']", "main a[href*='/desk/matters/']"
ON_THE_PHONE = [
    Case("home", "/"),
    Case("home signed in", "/", "resident"),
    Case("sheet", "/report/", taps=(tap(".picture input"), tap(".picture-wide input"))),
    Case("following", "/mine/", "resident", OWN, (tap("main h1"),)),
    Case("list on site", "/field/", "department", taps=(tap("[data-by=near]"), tap("[data-by=due]"))),
    Case("order on site", "/field/", "department", ORDER, (tap(".apps summary"),)),
]
ON_THE_DESK = [
    Case("queue", "/desk/", "centre", taps=(key("j"), key("k"), key("?"), key("Escape"))),
    Case("matter", "/desk/", "centre", ONE, (key("2"), key("?"), key("Escape"))),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo with some matters."""
    folder = tmp_path_factory.mktemp("demo")
    assert linli("demo", "--no-serve", "--matters", "120", LINLI_DATA=str(folder)).returncode == 0
    with serving_demo(folder, 8000) as (_, address):
        yield address.removesuffix("/demo/")


def visit(
    chromium: Browser, demo: str, case: Case, *, size: tuple[int, int], line: dict[str, object] | None
) -> dict[str, float]:
    """One first visit: the seconds to the largest paint, the milliseconds to the slowest answer to a tap."""
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", service_workers="block", has_touch=size == PHONE
    )
    page = context.new_page()
    path = case.path
    if case.role:
        page.goto(f"{demo}/demo/")
        page.locator(f'form[action$="/in/{case.role}/"] button').click()
    if case.link:
        page.goto(demo + path)
        path = page.locator(case.link).first.get_attribute("href") or ""
    page.goto("about:blank")
    page.add_init_script(VITALS)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.clearBrowserCache")
    if line:
        throttle(wire, line)
    page.goto(demo + path, wait_until="load")
    page.evaluate(PAINTED)
    lcp = page.evaluate("vitals.lcp")  # before a tap ends the counting
    for one in case.taps:
        one(page)
        page.evaluate(PAINTED)
    found = {"lcp": lcp, "inp": page.evaluate("vitals.inp")}
    context.close()
    return found


def throttle(wire: CDPSession, line: dict[str, object]) -> None:
    wire.send("Network.emulateNetworkConditions", line)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PHONE})


def medians(visits: list[dict[str, float]]) -> dict[str, float]:
    return {what: median(one[what] for one in visits) for what in visits[0]}


def tell(what: str, found: dict[str, float]) -> None:
    """For ``pytest -rP``: the figures of docs/performance.md."""
    sys.stdout.write(f"{what}: {found['lcp']:.2f} s" + (f", {found['inp']:.0f} ms\n" if "inp" in found else "\n"))


@pytest.mark.parametrize("case", ON_THE_PHONE, ids=lambda case: case.name)
def test_a_page_is_there_soon_on_a_slow_phone_and_answers_a_tap(chromium: Browser, demo: str, case: Case) -> None:
    found = medians([visit(chromium, demo, case, size=PHONE, line=SLOW_4G) for _ in range(VISITS)])
    tell(f"{case.name}, slow 4G", found)
    assert found["lcp"] <= SLOW_4G_LCP * SLACK
    assert found["inp"] <= PHONE_INP * SLACK


@pytest.mark.parametrize("case", ON_THE_PHONE, ids=lambda case: case.name)
def test_a_page_is_there_also_on_the_oldest_network(chromium: Browser, demo: str, case: Case) -> None:
    found = medians([visit(chromium, demo, case, size=PHONE, line=LIKE_2G) for _ in range(3)])
    tell(f"{case.name}, 250 kbps", found)
    assert found["lcp"] <= LIKE_2G_LCP * SLACK


@pytest.mark.parametrize("case", ON_THE_DESK, ids=lambda case: case.name)
def test_a_desk_is_there_at_once_and_keys_are_answered_at_once(chromium: Browser, demo: str, case: Case) -> None:
    found = medians([visit(chromium, demo, case, size=DESK, line=None) for _ in range(VISITS)])
    tell(f"{case.name}, LAN", found)
    assert found["lcp"] <= DESK_LCP * SLACK
    assert found["inp"] <= DESK_INP * SLACK


@pytest.mark.parametrize("path", ["/", "/report/"])
def test_a_page_that_was_there_before_opens_without_a_network(chromium: Browser, demo: str, path: str) -> None:
    context = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="zh-CN")
    page = context.new_page()
    page.goto(demo + path)
    page.evaluate(CONTROLLED)
    page.add_init_script(VITALS)
    wire = context.new_cdp_session(page)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PHONE})
    context.set_offline(True)
    found = []
    for _ in range(VISITS):
        page.goto(demo + path, wait_until="load")
        page.evaluate(PAINTED)
        found.append(page.evaluate("vitals.lcp"))
    context.close()
    tell(f"{path}, offline", {"lcp": median(found)})
    assert median(found) <= OFFLINE_LCP * SLACK
