"""The phone in somebody's hand, known by a cookie: whether it still may keep data, and what its owner calls it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.gates import FIELD_GRANTS
from linli.orgs.authority import posts_with
from linli.people import reads

COOKIE = "__Host-linli_phone" if settings.LINLI_HTTPS else "linli_phone"
KEPT = timedelta(days=400)  # the longest that browsers allow

KINDS = (  # what a user agent says, first match wins
    ("HarmonyOS", _("HarmonyOS phone")),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", _("Android phone")),
    ("Windows", _("Windows computer")),
    ("Mac OS", "Mac"),
    ("Linux", _("Linux computer")),
)
BROWSERS = (
    ("MicroMessenger", _("WeChat")),
    ("HuaweiBrowser", _("Huawei browser")),
    ("MiuiBrowser", _("Xiaomi browser")),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def held(request: HttpRequest) -> str:
    """The name that this phone was given; empty without one."""
    return request.COOKIES.get(COOKIE, "")


def keep(response: HttpResponse, token: str, *, is_secure: bool) -> None:
    """Give the phone its name, which no script can read."""
    age = int(KEPT.total_seconds())
    response.set_cookie(COOKIE, token, max_age=age, httponly=True, samesite="Lax", secure=is_secure)


def state(request: HttpRequest) -> str:
    """``people.reads.phone_state`` of the phone that asks; it also ended for who has no post on site any more."""
    said = reads.phone_state(held(request), request.user)
    if said != "live" or not request.user.is_authenticated:
        return said
    return said if any(posts_with(request.user, grant) for grant in FIELD_GRANTS) else "ended"


def label(request: HttpRequest) -> str:
    """What its owner knows the phone by: 安卓手机 · Chrome."""
    agent = request.headers.get("User-Agent", "")
    kind = next((name for sign, name in KINDS if sign in agent), _("Mobile phone"))
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    return f"{kind} · {browser}" if browser else str(kind)
