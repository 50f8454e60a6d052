"""Take pictures of the pages of a running demo, to be looked at: ``python tools/screenshots.py ADDRESS FOLDER``.

Every page of the two phone faces and the pages of desk and portal, whole, on a phone and on a desk, in each look;
``index.html`` in the folder is the contact sheet. ``--only PATTERN`` keeps the pages in whose name it is found,
``--looks`` and ``--sizes`` keep some columns. A person is whoever stands on the card of the role picker. Nothing is
changed: forms are opened, and sent only where they are empty, to see what a mistake looks like.
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
from shots import SHOTS, Shot

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
        page.evaluate("for (const form of document.forms) form.noValidate = true")  # what the server says, too
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
    asked.add_argument("--only", default="", help="keep the pages in whose name this pattern is found")
    asked.add_argument("--looks", default=",".join(LOOKS))
    asked.add_argument("--sizes", default=",".join(SIZES))
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    figures: dict[str, list[str]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for size in given.sizes.split(","):
            shots = [shot for shot in SHOTS if re.search(given.only, shot.name) and size in shot.sizes]
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
