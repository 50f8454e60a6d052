"""Take pictures of the pages of a running demo, to be looked at: ``python tools/screenshots.py ADDRESS FOLDER``.

Every page of the two phone faces and the main pages of desk and portal, whole, on a phone and on a desk, in each look;
``index.html`` in the folder is the contact sheet. ``--only WORD`` keeps the pages whose name holds it, ``--looks`` and
``--sizes`` keep some columns. A person is whoever stands on the card of the role picker. Nothing is changed: forms are
opened, and sent only where they are empty, to see what a mistake looks like.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SIZES = {"phone": (390, 844), "desk": (1440, 900)}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
CHINESE, ENGLISH = {"locale": "zh-CN"}, {"locale": "en-GB"}


@dataclass(frozen=True)
class Look:
    """What the reader chose on the phone, or with the button for the elder version."""

    context: dict[str, str] = field(default_factory=dict)
    is_elder: bool = False


LOOKS = {
    "light": Look(CHINESE | {"color_scheme": "light"}),
    "dark": Look(CHINESE | {"color_scheme": "dark"}),
    "contrast": Look(CHINESE | {"color_scheme": "light", "contrast": "more"}),
    "elder": Look(CHINESE, is_elder=True),
    "english": Look(ENGLISH),
}


@dataclass(frozen=True)
class Shot:
    """One page: who looks at what. Each pattern of ``links`` leads on by the first link of the page whose address and
    words match it; ``press`` is tapped before the picture is taken."""

    name: str
    path: str
    role: str = ""  # key of a card; empty is nobody
    links: tuple[str, ...] = ()
    press: str = ""
    sizes: tuple[str, ...] = ("phone", "desk")


PHONE_ONLY, DESK_ONLY = ("phone",), ("desk",)
MINE, ANSWERED = r"/follow/\d", r"/follow/\d.*(已答复|Answered)"
ORDER, ASKED = r"/field/orders/\d+/ ", r"/field/whistles/\d+/ "
SHOTS = [
    Shot("roles", "/demo/"),
    Shot("home", "/"),
    Shot("report", "/report/"),
    Shot("report-mistake", "/report/", press=".send button"),
    Shot("report-sensitive", "/report/?kind=04-03-08", sizes=PHONE_ONLY),
    Shot("follow", "/follow/"),
    Shot("follow-mistake", "/follow/", press="main form button", sizes=PHONE_ONLY),
    Shot("call", "/call/"),
    Shot("permissions", "/permissions/"),
    Shot("waiting", "/waiting/"),
    Shot("offline", "/offline/", sizes=PHONE_ONLY),
    Shot("missing", "/nothing-here/"),
    Shot("door", "/door/"),
    Shot("door-mistake", "/door/", press="main form button", sizes=PHONE_ONLY),
    Shot("door-staff", "/door/staff/"),
    Shot("home-signed-in", "/", "resident"),
    Shot("mine", "/mine/", "resident"),
    Shot("mine-matter", "/mine/", "resident", (MINE,)),
    Shot("mine-looks", "/mine/looks/", "resident"),
    Shot("mine-matter-looks", "/mine/", "resident", (MINE, r"/looks/ "), sizes=PHONE_ONLY),
    Shot("mine-withdraw", "/mine/", "resident", (MINE, r"/withdraw/ "), sizes=PHONE_ONLY),
    Shot("mine-shared", "/mine/", "resident", (MINE, r"/shared/"), sizes=PHONE_ONLY),
    Shot("mine-answered", "/mine/", "resident", (ANSWERED,), sizes=PHONE_ONLY),
    Shot("mine-solved", "/mine/", "resident", (ANSWERED, r"solved=1"), sizes=PHONE_ONLY),
    Shot("mine-not-solved", "/mine/", "resident", (ANSWERED, r"solved=0"), sizes=PHONE_ONLY),
    Shot("family", "/mine/family/", "resident"),
    Shot("data", "/mine/data/", "resident"),
    Shot("news", "/news/", "resident"),
    Shot("points", "/points/", "resident"),
    Shot("points-thanks", "/points/thanks/", "resident"),
    Shot("points-code", "/points/codes/", "resident", (r"/points/codes/\d",), sizes=PHONE_ONLY),
    Shot("points-stars", "/points/stars/", "resident"),
    Shot("elders-points", "/points/", "elder", sizes=PHONE_ONLY),
    Shot("elders-home", "/", "elder"),
    Shot("elders-matter", "/mine/", "elder", (MINE,), sizes=PHONE_ONLY),
    Shot("elders-family", "/mine/family/", "elder", sizes=PHONE_ONLY),
    Shot("field-grid", "/field/", "grid"),
    Shot("field-grid-done", "/field/?tab=done", "grid", sizes=PHONE_ONLY),
    Shot("field-plan", "/field/plan/", "grid"),
    Shot("field-patrol", "/field/report/", "grid"),
    Shot("field-patrol-mistake", "/field/report/", "grid", press="main form button.btn-primary", sizes=PHONE_ONLY),
    Shot("field-checks", "/field/checks/", "grid"),
    Shot("field-check", "/field/checks/", "grid", (r"/field/checks/\d",)),
    Shot("field-whistles", "/field/whistles/", "grid", sizes=PHONE_ONLY),
    Shot("field-whistle-new", "/field/whistles/new/", "grid", sizes=PHONE_ONLY),
    Shot("field", "/field/", "department"),
    Shot("field-overdue", "/field/?tab=overdue", "department", sizes=PHONE_ONLY),
    Shot("field-order", "/field/", "department", (ORDER,)),
    Shot("field-order-new", "/field/?tab=new", "department", (ORDER,), sizes=PHONE_ONLY),
    Shot("field-answer", "/field/", "department", (ORDER, r"/answer/ "), sizes=PHONE_ONLY),
    Shot("field-hand-back", "/field/", "department", (ORDER, r"/hand-back/ "), sizes=PHONE_ONLY),
    Shot("field-extend", "/field/", "department", (ORDER, r"/extend/ "), sizes=PHONE_ONLY),
    Shot("field-pause", "/field/", "department", (ORDER, r"/pause/ "), sizes=PHONE_ONLY),
    Shot("field-clock", "/field/", "department", (ORDER, r"/clock/ "), sizes=PHONE_ONLY),
    Shot("field-summons", "/field/whistles/", "department", (ASKED,), sizes=PHONE_ONLY),
    Shot("queue-community", "/desk/", "community"),
    Shot("queue-centre", "/desk/", "centre", sizes=DESK_ONLY),
    Shot("queue-overdue", "/desk/?tab=overdue", "centre", sizes=DESK_ONLY),
    Shot("matter", "/desk/", "centre", (r"/desk/matters/\d+/ ",)),
    Shot("new", "/desk/new/", "community", sizes=DESK_ONLY),
    Shot("thanks", "/desk/thanks/", "community", sizes=DESK_ONLY),
    Shot("thanks-offer", "/desk/thanks/offers/new/", "community", sizes=DESK_ONLY),
    Shot("thanks-rules", "/desk/thanks/rules/", "centre", sizes=DESK_ONLY),
    Shot("counter", "/desk/thanks/counter/", "merchant"),
    Shot("orders", "/desk/orders/", "department", sizes=DESK_ONLY),
    Shot("supervisions", "/desk/supervisions/", "street", sizes=DESK_ONLY),
    Shot("whistles", "/desk/whistles/", "street", sizes=DESK_ONLY),
    Shot("rates", "/desk/figures/", "street", sizes=DESK_ONLY),
    Shot("duties", "/desk/duties/", "street", sizes=DESK_ONLY),
    Shot("system", "/desk/administration/system/", "system", sizes=DESK_ONLY),
    Shot("posts", "/desk/administration/posts/", "security", sizes=DESK_ONLY),
    Shot("log", "/desk/administration/log/", "auditor", sizes=DESK_ONLY),
    Shot("portal", "/open/"),
    Shot("portal-map", "/open/map/"),
    Shot("portal-matter", "/open/", links=(r"/open/matters/\d",), sizes=PHONE_ONLY),
    Shot("portal-duties", "/open/duties/"),
    Shot("portal-circulars", "/open/circulars/", sizes=PHONE_ONLY),
    Shot("definitions", "/open/definitions/", sizes=PHONE_ONLY),
    Shot("wall", "/wall/", "centre", sizes=DESK_ONLY),
    Shot("api", "/api/v1/", sizes=DESK_ONLY),
]
LINKS = """[...document.querySelectorAll('main a[href], .bottom a[href]')]
  .map(link => [link.href, link.textContent.replace(/\\s+/g, ' ')])"""
SHEET = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Pages of Linli</title>
<style>body {{ font: 15px sans-serif; margin: 1rem; background: #ddd }} section {{ margin-block: 2rem }}
div {{ display: flex; gap: .75rem; overflow-x: auto; align-items: start }} figure {{ margin: 0 }}
img {{ display: block; background: #fff; block-size: 24rem; inline-size: auto; max-inline-size: 40rem;
object-fit: cover; object-position: top }} figcaption {{ padding: .25rem 0 }}
.amiss {{ color: #a00; font-weight: bold }}
</style>{rows}</html>
"""


class Gone(Exception):
    """A page of the chain has no such link: the demo holds nothing that shows it."""


def opened(context: BrowserContext, base: str, shot: Shot) -> tuple[Page, str]:
    """The page of the shot, and what is amiss with it at first sight (nothing, mostly)."""
    page = context.new_page()
    response = page.goto(base + shot.path)
    for pattern in shot.links:
        links: list[list[str]] = page.evaluate(LINKS)
        found = next((href for href, words in links if re.search(pattern, f"{href} {words}")), None)
        if found is None:
            page.close()
            raise Gone(f"no link like {pattern}")
        response = page.goto(found)
    page.wait_for_load_state("networkidle")
    if shot.press:
        page.locator(shot.press).locator("visible=true").first.click()
        page.wait_for_load_state("networkidle")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    status = response.status if response else 0
    broken = f"answered {status}" if status >= 400 and shot.name != "missing" else ""
    return page, ", ".join(filter(None, [broken, f"{wide} px too wide" if wide else ""]))


def taken(browser: Browser, base: str, shots: list[Shot], size: str, look: str, folder: Path) -> Iterator[str]:
    """Take the pictures that one person sees on one size and in one look; gives a figure of the sheet for each."""
    width, height = SIZES[size]
    for role, same in groupby(shots, key=lambda shot: shot.role):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            timezone_id="Asia/Shanghai",
            service_workers="block",
            **LOOKS[look].context,  # type: ignore[arg-type]
        )
        if role:
            page = context.new_page()
            page.goto(f"{base}/demo/")
            page.locator(f'form[action$="/in/{role}/"] button').click()
            page.wait_for_load_state()
            page.close()
        if LOOKS[look].is_elder:
            context.add_cookies([{"name": "linli_elder", "value": "1", "url": base}])
        for shot in same:
            name = f"{shot.name}-{size}-{look}"
            try:
                page, amiss = opened(context, base, shot)
            except Gone as gone:
                print(f"{name}: {gone}", flush=True)
                continue
            page.screenshot(path=folder / f"{name}.png", full_page=True)
            page.close()
            if amiss:
                print(f"{name}: {amiss}", flush=True)
            said = f' <span class="amiss">{html.escape(amiss)}</span>' if amiss else ""
            yield (
                f'<figure id="{name}"><a href="{name}.png"><img src="{name}.png" alt="" loading="lazy"></a>'
                f"<figcaption>{shot.name} · {size} · {look}{said}</figcaption></figure>"
            )
        context.close()


def main() -> None:
    asked = argparse.ArgumentParser(description="Pictures of the pages of a running demo, with a contact sheet.")
    asked.add_argument("address", help="of the demo, as http://127.0.0.1:8000")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--only", default="", help="keep the pages whose name holds this word")
    asked.add_argument("--looks", default=",".join(LOOKS))
    asked.add_argument("--sizes", default=",".join(SIZES))
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    figures: dict[str, list[str]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for size in given.sizes.split(","):
            shots = [shot for shot in SHOTS if given.only in shot.name and size in shot.sizes]
            for look in given.looks.split(","):
                for figure in taken(browser, given.address.rstrip("/"), shots, size, look, given.folder):
                    name = figure.split('"')[1].removesuffix(f"-{size}-{look}")
                    figures.setdefault(name, []).append(figure)
        browser.close()
    rows = "".join(f"<section><h2>{name}</h2><div>{''.join(row)}</div></section>" for name, row in figures.items())
    (given.folder / "index.html").write_text(SHEET.format(rows=rows))
    print(f"{sum(map(len, figures.values()))} pictures, {given.folder / 'index.html'}")


if __name__ == "__main__":
    main()
