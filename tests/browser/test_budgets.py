"""What a page may weigh and ask for on the first visit, and that nothing jumps while it loads: figures that no machine
changes. How long it takes stands in ``test_speed.py``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import brotli
from django.utils import timezone
from playwright.sync_api import Page, Response

from linli.faces.portal import outlines
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.test_resident import sign_in
from tests.town import Town

SLACK = 1.1
KB = 1024
MOST_SHIFT = 0.05
SHIFTS = """window.shift = 0; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shift += one.value;
}).observe({type: 'layout-shift', buffered: true});"""


@dataclass(frozen=True)
class Budget:
    """Compressed bytes of pages, styles and scripts before photos, and requests."""

    whole: int
    css: int
    js: int
    requests: int


ON_THE_PHONE = Budget(120 * KB, 25 * KB, 60 * KB, 12)
ON_THE_DESK = Budget(300 * KB, 300 * KB, 300 * KB, 25)


@cache
def packed(file: bytes) -> int:
    """How large a static file is as whitenoise sends it, which packs it when it is collected."""
    return len(brotli.compress(file))


class Visit:
    """What a page asks for while it is opened."""

    def __init__(self, page: Page) -> None:
        self.page, self.answers = page, list[Response]()
        page.add_init_script(SHIFTS)
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})  # each visit is the first
        page.on("response", lambda answer: self.answers.append(answer) if answer.url.startswith("http") else None)

    def opens(self, path: str) -> None:
        self.answers.clear()
        self.page.goto(path, wait_until="networkidle")

    def over(self, budget: Budget) -> list[str]:
        """Where the page costs more than it may."""
        kinds = {"document": 0, "stylesheet": 0, "script": 0}
        for answer in self.answers:
            kind = answer.request.resource_type
            if kind not in kinds or 300 <= answer.status < 400:
                continue
            if kind == "document":
                kinds[kind] += answer.request.sizes()["responseBodySize"]  # as it was sent
            else:
                kinds[kind] += packed(answer.body())
        found = {
            "bytes": (sum(kinds.values()), budget.whole),
            "bytes of CSS": (kinds["stylesheet"], budget.css),
            "bytes of JavaScript": (kinds["script"], budget.js),
            "requests": (len(self.answers), budget.requests),
            "shift": (self.page.evaluate("window.shift"), MOST_SHIFT),
        }
        path = self.page.url.partition("/")[2]
        return [f"{path}: {n} {what}, not {most}" for what, (n, most) in found.items() if n > most * SLACK]


def test_a_phone_needs_few_bytes_and_few_requests_and_nothing_jumps(
    open_page: Open, town: Town, live_server: object
) -> None:
    outlines.kept.forget()
    now = timezone.now()
    matter, order = town.answered(by=town.ren, at=now), town.handling(at=now).orders.get()
    visit = Visit(page := open_page(PHONE))
    over: list[str] = []
    for path in ("/", "/report/", "/door/", "/open/", "/open/map/", "/open/definitions/"):
        visit.opens(path)
        over += visit.over(ON_THE_PHONE)
    page.goto("/report/")
    page.locator("#town").select_option(town.town.name)
    page.locator("#id_place_code").select_option(town.community.code)
    visit.answers.clear()
    page.locator(".send button").click()
    page.wait_for_url("**/receipt/**", wait_until="networkidle")
    over += visit.over(ON_THE_PHONE)
    number = f"/follow/{matter.number_shown}/"
    for person, paths in (
        (town.ren, ("/", "/mine/", number, f"{number}rate/?solved=0", "/news/")),
        (town.guan, ("/field/", f"/field/orders/{order.pk}/")),
        (town.wang, ("/field/report/", "/field/plan/")),
    ):
        sign_in(page.context, person, str(live_server))
        for path in paths:
            visit.opens(path)
            over += visit.over(ON_THE_PHONE)
    assert not over, "\n".join(over)


def test_a_desk_needs_few_bytes_and_few_requests_and_nothing_jumps(
    open_page: Open, town: Town, live_server: object
) -> None:
    matter = town.answered(at=timezone.now())
    visit = Visit(page := open_page(DESK))
    sign_in(page.context, town.mei, str(live_server))
    over: list[str] = []
    for path in ("/desk/", f"/desk/matters/{matter.number}/", "/desk/new/", "/desk/figures/"):
        visit.opens(path)
        over += visit.over(ON_THE_DESK)
    assert not over, "\n".join(over)
