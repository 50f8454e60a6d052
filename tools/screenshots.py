"""Take pictures of the pages of a running demo, to be looked at: ``python tools/screenshots.py URL FOLDER [WORD]``.

Each picture is the whole page at the size of a phone or a desk, signed in by a card of the role picker. WORD keeps
those whose name holds it. ``@first`` in a path stands for the first matter that the page before it links to.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PHONE, DESK = (390, 844), (1440, 900)


@dataclass(frozen=True)
class Shot:
    """One picture: who looks at what, how wide, in which theme and language."""

    name: str
    path: str
    role: str = ""  # key of a card; empty is nobody
    size: tuple[int, int] = PHONE
    link: str = ""  # a pattern: the first link of the page that matches is opened and shown
    dark: bool = False
    language: str = "zh-CN"


SHOTS = [
    Shot("roles-phone", "/demo/"),
    Shot("roles-desk", "/demo/", size=DESK),
    Shot("home", "/"),
    Shot("home-dark", "/", dark=True),
    Shot("home-en", "/", language="en-GB"),
    Shot("home-desk", "/", size=DESK),
    Shot("home-resident", "/", "resident"),
    Shot("home-elder", "/", "elder"),
    Shot("report", "/report/"),
    Shot("report-elder", "/report/", "elder"),
    Shot("report-dark", "/report/", dark=True),
    Shot("report-desk", "/report/", size=DESK),
    Shot("follow", "/follow/"),
    Shot("mine", "/mine/", "resident"),
    Shot("mine-matter", "/mine/", "resident", link=r"/follow/\d|/mine/.*\d"),
    Shot("mine-matter-elder", "/mine/", "elder", link=r"/follow/\d|/mine/.*\d"),
    Shot("looks", "/mine/looks/", "resident"),
    Shot("data", "/mine/data/", "resident"),
    Shot("news", "/news/", "resident"),
    Shot("news-elder", "/news/", "elder"),
    Shot("news-dark-en", "/news/", "resident", dark=True, language="en-GB"),
    Shot("family", "/mine/family/", "resident"),
    Shot("family-elder", "/mine/family/", "elder"),
    Shot("permissions", "/permissions/"),
    Shot("door-phone", "/door/"),
    Shot("door-staff", "/door/staff/", size=DESK),
    Shot("field", "/field/", "grid"),
    Shot("field-order", "/field/", "grid", link=r"/field/orders/\d"),
    Shot("field-department", "/field/", "department"),
    Shot("field-department-order", "/field/", "department", link=r"/field/orders/\d"),
    Shot("queue-community", "/desk/", "community", DESK),
    Shot("queue-street", "/desk/", "street", DESK),
    Shot("queue-centre", "/desk/", "centre", DESK),
    Shot("queue-centre-en", "/desk/", "centre", DESK, language="en-GB"),
    Shot("queue-centre-dark", "/desk/", "centre", DESK, dark=True),
    Shot("matter-centre", "/desk/", "centre", DESK, link=r"/desk/matters/\d"),
    Shot("matter-centre-en", "/desk/", "centre", DESK, link=r"/desk/matters/\d", language="en-GB"),
    Shot("matter-phone", "/desk/", "centre", PHONE, link=r"/desk/matters/\d"),
    Shot("new", "/desk/new/", "community", DESK),
    Shot("orders-department", "/desk/orders/", "department", DESK),
    Shot("system", "/desk/administration/system/", "system", DESK),
    Shot("posts", "/desk/administration/posts/", "security", DESK),
    Shot("log", "/desk/administration/log/", "auditor", DESK),
    Shot("portal", "/open/"),
    Shot("portal-desk", "/open/", size=DESK),
    Shot("portal-en", "/open/", size=DESK, language="en-GB"),
    Shot("portal-map", "/open/map/"),
    Shot("portal-map-desk", "/open/map/", size=DESK),
    Shot("portal-matter", "/open/", link=r"/open/matters/\d"),
    Shot("definitions", "/open/definitions/"),
    Shot("wall", "/wall/", "centre", DESK),
    Shot("api", "/api/v1/", size=DESK),
    Shot("missing", "/nothing-here/"),
]


def take(browser: Browser, base: str, shot: Shot, folder: Path) -> str:
    context = browser.new_context(
        viewport={"width": shot.size[0], "height": shot.size[1]},
        base_url=base,
        locale=shot.language,
        timezone_id="Asia/Shanghai",
        color_scheme="dark" if shot.dark else "light",
    )
    page: Page = context.new_page()
    if shot.role:
        page.goto("/demo/")
        page.locator(f'form[action$="/in/{shot.role}/"] button').click()
        page.wait_for_load_state()
    response = page.goto(shot.path)
    if shot.link:
        hrefs = [link.get_attribute("href") or "" for link in page.locator("main a[href]").all()]
        found = next((href for href in hrefs if re.search(shot.link, href)), None)
        if found is None:
            context.close()
            return f"{shot.name}: no link like {shot.link}"
        response = page.goto(found)
    page.wait_for_timeout(400)
    page.screenshot(path=folder / f"{shot.name}.png", full_page=True)
    status = response.status if response else 0
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    return f"{shot.name}: {status}{f', {wide} px too wide' if wide else ''}"


def main(base: str, folder: Path, word: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for shot in SHOTS:
            if word in shot.name:
                print(take(browser, base, shot, folder), flush=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:4])
