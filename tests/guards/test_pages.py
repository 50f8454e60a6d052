"""What browsers get: complete in both languages, and nothing from another origin, nothing that the CSP would block."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import messages

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = sorted(
    path
    for path in (ROOT / "linli").rglob("*")
    if path.suffix in {".html", ".js", ".css", ".svg", ".txt"} and "vendor" not in path.parts
)
# names of XML languages, never fetched
NAMES_ONLY = re.compile(r"http://www\.w3\.org/(2000/svg|1999/xlink|1999/xhtml)")
FOREIGN = re.compile(r"""(https?:)?//[a-z0-9-]+(\.[a-z0-9-]+)+""")
INLINE = re.compile(r"""<[^>]+\s(style|on[a-z]+)=|<style\b|<script(?![^>]*\bsrc=)|javascript:""", re.IGNORECASE)


@pytest.mark.slow
def test_every_message_is_translated() -> None:
    assert messages.problems() == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_refers_to_another_origin(path: Path) -> None:
    lines = NAMES_ONLY.sub("", path.read_text()).splitlines()
    found = [
        line.strip()[:100] for line in lines if FOREIGN.search(line) and not line.strip().startswith(("//", "*", "/*"))
    ]
    assert not found


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix == ".html"], ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_page_has_inline_script_or_style(path: Path) -> None:
    assert not INLINE.findall(path.read_text())
