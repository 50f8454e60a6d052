"""Copy the front-end files that pages use from node_modules to our own static files, with their licences."""

from __future__ import annotations

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
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
}


def main() -> int:
    missing = [source for source in FILES.values() if not (FROM / source).exists()]
    for target, source in FILES.items():
        if source not in missing:
            (TO / target).parent.mkdir(parents=True, exist_ok=True)
            text = (FROM / source).read_bytes()
            # source maps are not served, and the strict static storage would look for them
            kept = [line for line in text.split(b"\n") if b"sourceMappingURL=" not in line]
            (TO / target).write_bytes(b"\n".join(kept) if source.endswith((".css", ".js")) else text)
    for source in missing:
        print(f"not found: node_modules/{source}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
