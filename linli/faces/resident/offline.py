"""The resident's pages on the phone: the service worker, the manifest to install them by, what waits to be sent."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.faces.kit.gates import public

SHELLS = ("resident:home", "resident:report", "resident:waiting", "field:unlock", "field:away", "resident:offline")
SCRIPTS = ("kit/store.js", "kit/vault.js", "kit/pages.js", "kit/worker.js", "kit/worker_push.js")
GROUND, BRAND = "#f5f4ef", "#0b5f66"  # as in tokens.css


def version() -> str:
    """Another one when any static file is another one; so the phone loads the pages anew with them."""
    held = getattr(staticfiles_storage, "manifest_hash", "") or "".join(map(static, SCRIPTS))
    return hashlib.sha256(held.encode()).hexdigest()[:12]


@public
@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the whole origin: what it is made of, and the pages it keeps for nobody in particular."""
    names = {"version": version(), "shells": [reverse(name) for name in SHELLS], "offline": reverse(SHELLS[-1])}
    names |= {"icon": static("kit/icon-192.png")}
    loaded = ", ".join(json.dumps(static(name)) for name in SCRIPTS)
    text = f"self.linli = {json.dumps(names)};\nimportScripts({loaded});\n"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers={"Service-Worker-Allowed": "/"})


@public
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What the phone needs to know to put Linli beside its other programs."""
    icons = [
        {"src": static(f"kit/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    said = {
        "id": "/",
        "name": f"{_('Linli')} {settings.LINLI_COUNTY_NAME}",
        "short_name": _("Linli"),
        "description": _("Say it, follow it, judge it"),
        "lang": "zh-Hans",
        "start_url": reverse("resident:home"),
        "scope": "/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": BRAND,
        "icons": icons,
        "shortcuts": [{"name": _("Snap and report"), "url": reverse("resident:report")}],
    }
    return JsonResponse(said, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@public
@never_cache
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page for where there is no connection; the phone has it beforehand."""
    return TemplateResponse(request, "resident/offline.html")


@public
@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """我的待发: the frame of the list; what is in it only the phone knows."""
    return TemplateResponse(request, "resident/waiting.html")
