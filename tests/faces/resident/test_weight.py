"""First visit over the wire: HTML, CSS and JavaScript of a page, brotli, and how many requests it makes."""

from __future__ import annotations

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.town import Town

KILOBYTES = 1024
ASSET = re.compile(r'(?:href|src)="/static/([^"]+)"')


def weigh(text: str) -> tuple[int, int, int]:
    """(all, CSS, requests): bytes of the page and of what it links, compressed, and the number of them."""
    total, css, assets = len(brotli.compress(text.encode())), 0, set(ASSET.findall(text))
    for name in assets:
        path = finders.find(name)
        assert path, f"{name} is not there: run tools/vendor.py"
        size = len(brotli.compress(Path(path).read_bytes()))
        total += size
        css += size if name.endswith(".css") else 0
    return total, css, 1 + len(assets)


@pytest.mark.slow
@pytest.mark.parametrize("address", ["/", "/report/", "/follow/", "/call/", "/mine/", "one matter"])
def test_a_page_is_light(client: Client, town: Town, address: str) -> None:
    client.force_login(town.ren)
    matter = town.answered(by=town.ren)
    text = client.get(f"/follow/{matter.number_shown}/" if address == "one matter" else address).content.decode()
    total, css, requests = weigh(text)
    assert total <= 120 * KILOBYTES
    assert css <= 25 * KILOBYTES
    assert requests <= 12


def test_nothing_comes_from_another_origin(client: Client, town: Town) -> None:
    for address in ("/", "/report/", "/follow/", "/call/"):
        text = client.get(address).content.decode()
        assert not re.search(r'(?:src|action)="(?:https?:)?//', text)
        assert "<style" not in text and " style=" not in text
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
