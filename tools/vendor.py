"""Copy the front-end files that pages use from node_modules to our own static files, with their licences.

Phones get a part of Bootstrap: its base, buttons, forms and a few utilities, an eighth of the whole.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FROM, TO = ROOT / "node_modules", ROOT / "linli/faces/kit/static/vendor"

FILES = {
    "bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "bootstrap.LICENSE.txt": "bootstrap/LICENSE",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "htmx.LICENSE.txt": "htmx.org/LICENSE",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "leaflet.js": "leaflet/dist/leaflet.js",
    "images/marker-icon.png": "leaflet/dist/images/marker-icon.png",
    "images/marker-icon-2x.png": "leaflet/dist/images/marker-icon-2x.png",
    "images/marker-shadow.png": "leaflet/dist/images/marker-shadow.png",
    "images/layers.png": "leaflet/dist/images/layers.png",
    "images/layers-2x.png": "leaflet/dist/images/layers-2x.png",
    "leaflet.LICENSE.txt": "leaflet/LICENSE",
}

PHONE = "bootstrap.phone.min.css"
PHONE_CLASSES = re.compile(
    r"(btn(-(primary|outline-primary|outline-secondary|danger|outline-danger|link|sm|lg))?|form-(label|text|control|select|check.*)"
    r"|(in)?valid-feedback|is-invalid|h[1-6]|small|visually-hidden.*|d-(none|block|flex|grid)|w-100|flex-wrap|gap-2"
    r"|[mp][tbxyse]?-[0-5]|fw-(semibold|bold)|text-(center|end|start|nowrap)|show|active|disabled)"
)
BLOCK = re.compile(r"([^{}]+)\{((?:[^{}]|\{[^{}]*\})*)\}")
COMMA = re.compile(r",(?![^(\[]*[)\]])")


def part(css: str) -> str:
    """The rules of ``css`` (minified) that name no class besides ``PHONE_CLASSES``."""
    kept = []
    for head, body in BLOCK.findall(css):
        if head.startswith(("@media", "@supports")):
            inner = part(body)
            kept.append(f"{head}{{{inner}}}" if inner else "")
        elif not head.startswith("@"):
            wanted = [one for one in COMMA.split(head) if _wanted(one)]
            kept.append(f"{','.join(wanted)}{{{body}}}" if wanted else "")
    return "".join(kept)


def _wanted(selector: str) -> bool:
    return all(PHONE_CLASSES.fullmatch(name) for name in re.findall(r"\.((?:\\.|[\w-])+)", selector))


def main() -> int:
    missing = [source for source in FILES.values() if not (FROM / source).exists()]
    for target, source in FILES.items():
        if source not in missing:
            (TO / target).parent.mkdir(parents=True, exist_ok=True)
            text = (FROM / source).read_bytes()
            # source maps are not served, and the strict static storage would look for them
            kept = [line for line in text.split(b"\n") if b"sourceMappingURL=" not in line]
            (TO / target).write_bytes(b"\n".join(kept) if source.endswith((".css", ".js")) else text)
    whole = TO / "bootstrap.min.css"
    if whole.exists():
        css = re.sub(r"/\*.*?\*/|@charset[^;]+;", "", whole.read_text(), flags=re.S)
        (TO / PHONE).write_text(f"/* a part of Bootstrap, see bootstrap.LICENSE.txt */\n{part(css)}\n")
    for source in missing:
        print(f"not found: node_modules/{source}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
