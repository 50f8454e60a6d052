"""The oldest browsers that our pages are written for (ADR 0018): Chromium 88, as in the web views of WeChat on Android,
and Safari 14.1 (iOS 14.5). What is younger is written here, or has its way without it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FACES = ROOT / "linli/faces"
TOO_YOUNG = {  # what to look for: since when (Chromium, Safari)
    r"\bstructuredClone\b": "98, 15.4",
    r"\.at\(": "92, 15.4",
    r"\bObject\.(hasOwn|groupBy)\b|\bMap\.groupBy\b": "93 and 117, 15.4 and 17.4",
    r"\.(findLast|findLastIndex|toSorted|toReversed|toSpliced)\(": "97 to 110, 15.4 to 16",
    r"\bAbortSignal\.(timeout|any)\b": "103, 16",
    r"\bOffscreenCanvas\b": "69, 16.4",
    r"\b(De)?[Cc]ompressionStream\b": "80, 16.4",
    r"\bPromise\.(withResolvers|try)\b": "119, 17.4",
    r"\bArray\.fromAsync\b|\bIterator\.from\b": "121, 16.4",
    r"\(\?<[=!]": "62, 16.4: looking behind in a pattern",
    r"^\s*static\s*\{": "94, 16.4",
    r"\s#\w+\(.*\)\s*\{": "84, 15: private methods",
    r"^await\b|^\s*for await\b": "89, 15: outside a function",
    r"\brequestIdleCallback\b": "47, never",
    r"\.requestSubmit\(": "76, 16: click() on its button does the same",
    r"\.(showPopover|togglePopover)\(": "114, 17",
    r"\bscheduler\.": "94, never",
}
WITH_A_WAY_WITHOUT = {  # younger too, and asked for before it is used
    r"\bcrypto\.randomUUID\(": r"if \(crypto\.randomUUID\)",
    r"\bnew BroadcastChannel\(": r'"BroadcastChannel" in self \?',
    r"\bnavigator\.locks\.request\(": r"navigator\.locks \?",
    r"\bcreateImageBitmap\(": r"self\.createImageBitmap \?",
}
STYLES_TOO_YOUNG = {
    r"@container\b|@layer\b|@scope\b|@property\b": "105, 16: the rules inside are lost",
    r"\bcolor-mix\(|\boklch\(|\boklab\(|\blight-dark\(": "111, 16.2: the colour is lost",
    r"\d(dvh|svh|lvh)\b": "108, 15.4: the height is lost",
    r"\{[^{}]*&[\s.:\[][^{}]*\{": "112, 16.5: nested rules",
    r"\bsubgrid\b": "117, 16",
    r"(?<![\w-])(translate|rotate|scale):": "104, 14.1: transform does the same",
}
HAS_BESIDE_OTHERS = re.compile(r"(?:^|[};/])([^{};]*:has\([^{]*)\{")
"""``:has()`` is 105 and 15.4. Alone, only what it adds is lost; in a list of others, theirs is lost as well."""

SCRIPTS = [path for path in FACES.rglob("*.js") if "vendor" not in path.parts]
STYLES = [path for path in FACES.rglob("*.css") if "vendor" not in path.parts]


def bare(path: Path) -> str:
    """The file without its remarks."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    return re.sub(r"(^|\s)//.*", r"\1", text) if path.suffix == ".js" else text


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_run_in_the_oldest_engines(path: Path) -> None:
    text = bare(path)
    assert [f"{what} ({since})" for what, since in TOO_YOUNG.items() if re.search(what, text, re.M)] == []
    asked = {what: way for what, way in WITH_A_WAY_WITHOUT.items() if re.search(what, text)}
    assert [what for what, way in asked.items() if not re.search(way, text)] == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_are_understood_by_the_oldest_engines(path: Path) -> None:
    text = bare(path)
    assert [f"{what} ({since})" for what, since in STYLES_TOO_YOUNG.items() if re.search(what, text)] == []
    beside = [rule.strip() for rule in HAS_BESIDE_OTHERS.findall(text) if _is_list(rule)]
    assert beside == []


def _is_list(selector: str) -> bool:
    depth = 0
    for sign in selector:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            return True
    return False


def test_the_guard_finds_what_it_looks_for() -> None:
    assert re.search(next(iter(TOO_YOUNG)), "const copy = structuredClone(entry);")
    assert _is_list(".a:has(.b), .c") and not _is_list(".a:has(> .b, > .c) h1")
