"""What every page knows: the county, the mode, the theme."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from linli.faces.kit import phone
from linli.faces.kit.views import ELDER_COOKIE, ELDER_SIZES

LEAVE_TO = "https://www.weather.com.cn/"  # where 快速离开 leads: the weather, which gives nobody away


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "county_name": settings.LINLI_COUNTY_NAME,
        "is_demo": settings.IS_DEMO,
        "tiles_url": settings.LINLI_TILES_URL,
        "tiles_credit": settings.LINLI_TILES_CREDIT,
        "tiles_datum": settings.LINLI_TILES_DATUM,
        "elder_mode": elder_mode(request),
        "leave_to": LEAVE_TO,
        "phone_state": partial(phone.state, request),  # asked of the tables only where a phone has a name
    }


def elder_mode(request: HttpRequest) -> int:
    """The size of the elder version, 0 without it: what this browser chose last; before that, what the person chose.

    The service worker, which asks without cookies, says the size in a header (``kit/worker.js``).
    """
    chosen = request.COOKIES.get(ELDER_COOKIE) or request.headers.get("Linli-Elder") or None
    if chosen is not None:
        return int(chosen) if chosen in ELDER_SIZES else 0
    return int(getattr(request.user, "elder_mode", False))
