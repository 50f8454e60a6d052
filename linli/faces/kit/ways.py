"""The way to a place: addresses that open the map apps people have, each in the datum that it reads.

The house keeps CGCS2000. 高德, 腾讯 and Apple read GCJ-02 in mainland China, 百度 BD-09; a point given in another datum
lands up to 700 m away. Only the point and the name of its community or grid are told to the app, never who reported
what. Source: URI APIs of 高德 (uri.amap.com), 腾讯 (apis.map.qq.com), 百度 (api.map.baidu.com), Apple Map Links.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.places.datum import Datum, from_cgcs2000

DECIMALS = 6  # a tenth of a metre
CALLER = "linli"


@dataclass(frozen=True, slots=True)
class Way:
    """One map app and the address that leads there."""

    key: str
    name: str | Promise
    address: str


def _amap(lon: str, lat: str, name: str) -> str:
    asked = {"to": f"{lon},{lat},{name}", "mode": "walk", "coordinate": "gaode", "callnative": "1", "src": CALLER}
    return f"https://uri.amap.com/navigation?{urlencode(asked, quote_via=quote)}"


def _tencent(lon: str, lat: str, name: str) -> str:
    asked = {"type": "walk", "to": name, "tocoord": f"{lat},{lon}", "referer": CALLER}
    return f"https://apis.map.qq.com/uri/v1/routeplan?{urlencode(asked, quote_via=quote)}"


def _baidu(lon: str, lat: str, name: str) -> str:
    asked = {
        "destination": f"latlng:{lat},{lon}|name:{name}",
        "mode": "walking",
        "coord_type": Datum.BD09 + "ll",
        "output": "html",
        "src": CALLER,
    }
    return f"https://api.map.baidu.com/direction?{urlencode(asked, quote_via=quote)}"


def _apple(lon: str, lat: str, name: str) -> str:
    return f"https://maps.apple.com/?{urlencode({'daddr': f'{lat},{lon}', 'dirflg': 'w', 'q': name}, quote_via=quote)}"


APPS: tuple[tuple[str, str | Promise, Datum, Callable[[str, str, str], str]], ...] = (
    ("amap", _("Amap"), Datum.GCJ02, _amap),
    ("tencent", _("Tencent Maps"), Datum.GCJ02, _tencent),
    ("baidu", _("Baidu Maps"), Datum.BD09, _baidu),
    ("apple", _("Apple Maps"), Datum.GCJ02, _apple),
)


def ways(point: tuple[float, float], name: str) -> list[Way]:
    """The ways to ``point`` (CGCS2000 degrees, longitude first), shown in the app under ``name``."""
    made = []
    for key, app, datum, address in APPS:
        lon, lat = (f"{value:.{DECIMALS}f}" for value in from_cgcs2000(*point, datum))
        made.append(Way(key, app, address(lon, lat, name)))
    return made
