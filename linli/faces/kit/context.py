"""What every page knows: the county, the mode, the theme."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "county_name": settings.LINLI_COUNTY_NAME,
        "is_demo": settings.IS_DEMO,
        "tiles_url": settings.LINLI_TILES_URL,
        "tiles_credit": settings.LINLI_TILES_CREDIT,
    }
